"""Names found by pinyin (拼音), initials or syllables: 石桥村 by `sqc`, `shiqiao` or `shiqc`, whichever way it is read.

Free of Qt.
"""

from collections.abc import Sequence

Letters = tuple[frozenset[str], ...]  # how each character may be spelt


def letters(name: str) -> Letters:
    """The syllables of each character; other signs stand for themselves. Slow at first use: call it in a worker."""
    from pypinyin import Style, pinyin  # 55 MB and a seventh of a second: only once somebody looks for a name

    found = []
    for sign in name:
        # one character at a time: as part of a word 曾 and 单 would be read as no surname is
        read = pinyin(sign, style=Style.NORMAL, heteronym=True)[0] if not sign.isascii() else [sign]
        found.append(frozenset(one.lower() for one in read))
    return tuple(found)


def initials(sign: frozenset[str]) -> frozenset[str]:
    """What a character may begin with."""
    return frozenset(one[:1] for one in sign)


def fits(typed: str, name: Sequence[frozenset[str]]) -> int | None:
    """Where what is typed stands in a name, or None; 0 is its beginning. Of each syllable any beginning may be typed."""
    wanted = typed.lower()
    return next((start for start in range(len(name)) if _spells(wanted, name, start)), None)


def _spells(wanted: str, name: Sequence[frozenset[str]], at: int) -> bool:
    """Whether the characters from one on may be typed so."""
    if not wanted:
        return True
    if at == len(name):
        return False
    for syllable in name[at]:
        for taken in range(1, min(len(wanted), len(syllable)) + 1):
            if wanted[taken - 1] != syllable[taken - 1]:
                break
            if _spells(wanted[taken:], name, at + 1):
                return True
    return False
