"""Two versions of an item side by side (版本差异): what was there, what is there now, what of it differs. Free of Qt."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from desktop.lists import texts
from desktop.lists.faces import ChangeFace, Piece, VersionsFace
from governance.catalogue.catalogue import Item
from governance.people.roles import ROLE_NAMES
from governance.responsibility.changes import FIELDS, Change, between
from governance.rulebook import Rules
from governance.time.words import limit_words

ALIKE = 0.5  # texts that share less are shown as replaced whole
_UNITS = frozenset(FIELDS[key] for key in ("lead_dept", "county_depts"))
LEAST = 2  # shorter common runs are chance


def versions_face(code: str, old: int, new: int, rules: Rules) -> VersionsFace:
    """The versions of an item; without two that are there, nothing is compared."""
    catalogue = rules.catalogue
    known = catalogue.versions.get(code, ())
    numbers = tuple(item.version for item in known)
    lines = tuple(_line(item) for item in reversed(known))
    if len(known) < 2:
        said = texts.ONE_VERSION.format(n=numbers[0]) if numbers else ""
        return VersionsFace(numbers=numbers, lines=lines, old=0, new=0, said=said, changes=())
    changes = tuple(change_face(one, rules) for one in between(code, old, new, catalogue))
    said = texts.DIFFERENT.format(n=len(changes)) if changes else texts.SAME
    return VersionsFace(numbers=numbers, lines=lines, old=old, new=new, said=said, changes=changes)


def pair(code: str, version: int, rules: Rules) -> tuple[int, int]:
    """The two that are compared at first: this version and the one before it, or the one after the first."""
    numbers = [item.version for item in rules.catalogue.versions.get(code, ())]
    if len(numbers) < 2:
        return 0, 0
    at = numbers.index(version) if version in numbers else len(numbers) - 1
    return numbers[max(0, at - 1)], numbers[max(1, at)]


def change_face(change: Change, rules: Rules) -> ChangeFace:
    """A change in words, what differs marked."""
    before, after = pieces(*(_worded(change.what, text, rules) for text in (change.before, change.after)))
    return ChangeFace(change.what, change.how, before, after)


def _worded(what: str, text: str, rules: Rules) -> str:
    """Codes by their names, rows of a table as people read them."""
    if what in _UNITS:
        return "、".join(_name(code, rules) for code in text.split(";") if code)
    if what == FIELDS["procedure_steps"]:
        return limit_words(text.replace(">", " → ").replace("[", "（").replace("]", "）").replace(",", "，"))
    if what not in FIELDS.values():  # a clause begins with who bears it
        who, _, duty = text.partition(" ")
        return f"{_name(who, rules)} {duty}" if duty else text
    return text.replace(";", "；")


def _name(code: str, rules: Rules) -> str:
    return ROLE_NAMES.get(code) or rules.name_of(code)


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The runs of both texts."""
    if not before or not after:
        return _whole(before), _whole(after)
    match = SequenceMatcher(None, before, after, autojunk=False)
    if match.ratio() < ALIKE:
        return _whole(before), _whole(after)
    same = [block for block in match.get_matching_blocks() if block.size >= LEAST]
    return (
        _runs(before, [(block.a, block.size) for block in same]),
        _runs(after, [(block.b, block.size) for block in same]),
    )


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, True),) if text else ()


def _runs(text: str, same: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    found, at = [], 0
    for begin, size in (*same, (len(text), 0)):
        found += [Piece(text[at:begin], True)] if begin > at else []
        found += [Piece(text[begin : begin + size], False)] if size else []
        at = begin + size
    return tuple(found)


def _line(item: Item) -> str:
    return texts.VERSION_LINE.format(
        n=item.version,
        since=item.effective_from,
        until=item.effective_to or texts.STILL,
        no=item.doc_no or texts.NO_DOC,
    )
