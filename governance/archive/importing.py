"""Rows of a workbook as archives (批量导入): checked row by row, held against what is there, cut into parts.

Source: rulebook §2.4 (一数多用: nothing typed twice), sync.md §3.1, §15 (64 KiB of core and of annex). A row whose key is
there already changes what differs; a row that says nothing new is left out. With faults nothing is sent unless the good
rows are wanted alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from governance.archive.cells import birth_of, row_faults, sex_of
from governance.archive.element import Archived, element_case, post_case
from governance.archive.headings import COLLECTED, COLLECTOR
from governance.archive.register import GRID, PERSON, POST, Kind
from governance.ledger.canonical import canonical

MOST_BYTES = 44 * 1024  # of a part's rows and of its personal fields each
MOST_ROWS = 200


class Cells(Struct, frozen=True):
    """A row as it was read: where it stands, and its fields as text."""

    row: int  # as the spreadsheet counts
    cells: Mapping[str, str]


class Fault(Struct, frozen=True):
    """What is wrong in a row."""

    row: int
    field: str  # empty = the whole row
    sentence: str


class Known(Struct, frozen=True):
    """An archive that is there, with its personal fields."""

    case: Archived
    personal: Mapping[str, str]


class Checked(Struct, frozen=True):
    """What a table comes to."""

    rows: tuple[dict[str, Any], ...]  # as `archive.put` takes them
    personal: tuple[dict[str, str] | None, ...]  # beside them
    new: int
    changed: int
    same: int
    faults: tuple[Fault, ...]
    refused: int  # rows with faults


def key_of(kind: Kind, cells: Mapping[str, str]) -> str:
    """By what there is one alone."""
    if kind.key == POST:
        return f"{cells.get('grid_code', '')}\0{cells.get('holder', '')}"
    return cells.get(kind.one_by, "")


def whole(kind: Kind, cells: Mapping[str, str]) -> dict[str, str]:
    """The row with what it tells itself: birth and sex stand in an ID number."""
    found = {key: value for key, value in cells.items() if value}
    if kind.key == PERSON:
        id_no = found.get("id_no", "")
        for key, told in (("birth", birth_of(id_no)), ("sex", sex_of(id_no))):
            if told:
                found.setdefault(key, told)
    return found


def checked(
    kind: Kind, rows: Sequence[Cells], known: Mapping[str, Known], stream: str, new_id: Callable[[], str]
) -> Checked:
    """Hold every row against its fields and against what is there; `known` by key."""
    put: list[dict[str, Any]] = []
    beside: list[dict[str, str] | None] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    new = changed = same = refused = 0
    for one in rows:
        cells = whole(kind, {k: v for k, v in one.cells.items() if k not in (COLLECTED, COLLECTOR)})
        key = key_of(kind, cells)
        there = known.get(key) if key else None
        wrong = row_faults(kind, cells, born=there is None)
        found = [Fault(one.row, field, sentence) for field, sentence in wrong.items()]
        if key and key in seen:
            found.append(Fault(one.row, kind.one_by, f"与第{seen[key]}行是同一个；请只留一行。"))
        seen.setdefault(key, one.row)
        if found:
            faults += found
            refused += 1
            continue
        said, personal = _differs(kind, cells, there)
        if there is not None and not said:
            same += 1
            continue
        case = there.case.id if there is not None else _case(kind, cells, key, stream, new_id)
        put.append({"id": case, "type": kind.key, "set": said})
        if (at := one.cells.get(COLLECTED, "")).isdigit():
            put[-1]["at"] = int(at)
        if by := one.cells.get(COLLECTOR, ""):
            put[-1]["by"] = by
        beside.append(personal or None)
        new, changed = new + (there is None), changed + (there is not None)
    return Checked(tuple(put), tuple(beside), new, changed, same, tuple(faults), refused)


def _case(kind: Kind, cells: Mapping[str, str], key: str, stream: str, new_id: Callable[[], str]) -> str:
    if kind.key == POST:
        return post_case(stream, cells["grid_code"], cells["holder"])
    field = kind.field(kind.one_by) if kind.one_by else None
    if field is None or field.personal:
        return new_id()
    return element_case(stream, kind.key, key)


def _differs(
    kind: Kind, cells: Mapping[str, str], there: Known | None
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The fields that change, with what was seen; and the personal values beside them."""
    said: dict[str, list[str]] = {}
    personal: dict[str, str] = {}
    shown = there.case.shown if there is not None else {}
    for field in kind.fields:
        text = cells.get(field.key, "")
        if not text or (kind.key == GRID and field.key == "boundary_from" and "boundary" not in cells):
            continue
        held = shown.get(field.key)
        if field.personal:
            if there is None or there.personal.get(field.key) != text:
                said[field.key], personal[field.key] = [held.action if held else ""], text
        elif held is None or held.value != text:
            said[field.key] = [held.action if held else "", text]
    if there is not None and set(said) <= {"source"}:
        return {}, {}  # another table that says the same
    return said, personal


def parts(found: Checked) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, str] | None]]]:
    """The rows in parts that fit an action each."""
    rows: list[dict[str, Any]] = []
    beside: list[dict[str, str] | None] = []
    core = annex = 0
    for row, personal in zip(found.rows, found.personal, strict=True):
        more, extra = len(canonical(row)) + 1, len(canonical(personal)) + 1
        if rows and (core + more > MOST_BYTES or annex + extra > MOST_BYTES or len(rows) == MOST_ROWS):
            yield rows, beside
            rows, beside, core, annex = [], [], 0, 0
        rows.append(row)
        beside.append(personal)
        core, annex = core + more, annex + extra
    if rows:
        yield rows, beside
