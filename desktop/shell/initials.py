"""Names found by their pinyin initials (拼音首字母): 石桥村 by `sqc`, also where a character is read in two ways. Free of Qt."""

from collections.abc import Sequence

Letters = tuple[frozenset[str], ...]  # what each character may begin with


def letters(name: str) -> Letters:
    """The initials of each character; other signs stand for themselves. Slow at first use: call it in a worker."""
    from pypinyin import Style, pinyin  # 55 MB and a seventh of a second: only once somebody looks for a name

    found = []
    for sign in name:
        # one character at a time: as part of a word 曾 and 单 would be read as no surname is
        read = pinyin(sign, style=Style.FIRST_LETTER, heteronym=True)[0] if not sign.isascii() else [sign]
        found.append(frozenset(one.lower()[:1] for one in read))
    return tuple(found)


def fits(typed: str, name: Sequence[frozenset[str]]) -> int | None:
    """Where the initials stand in a name, or None; 0 is its beginning."""
    wanted = typed.lower()
    for start in range(len(name) - len(wanted) + 1):
        if all(sign in name[start + n] for n, sign in enumerate(wanted)):
            return start
    return None
