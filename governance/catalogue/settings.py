"""The data pack as settings of the county ledger (`config.put`), and back.

Source: sync.md §2.1 (canonical JSON), §15 (an action's core ≤ 64 KiB, arrays ≤ 2,000). A table goes as parts
`catalogue.<sheet>.<n>`, n from 1, each with its columns, its rows, how many parts there are, and a mark of the
whole table: parts of two versions are never joined, and those left over from a longer version are not counted.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from governance.catalogue.tables import COLUMNS, Row, Tables
from governance.ledger.canonical import canonical

MAX_BYTES = 48 * 1024  # of a part's value; leaves room for the rest of the action
MAX_ROWS = 2_000
PREFIX = "catalogue."
_FRAME = 96  # brackets, keys, the count of parts, the mark

Setting = tuple[str, dict[str, Any]]


class _Part(msgspec.Struct, frozen=True):
    columns: list[str]
    mark: str
    parts: str
    rows: list[list[str]]


def to_settings(tables: Tables) -> list[Setting]:
    """The parts of every known table, always the same for the same tables.

    Of the permissions only what is allowed travels: what is not in the matrix is not allowed anyway.
    Raises ValueError for a row too large for a part (`faults` tells it first).
    """
    return [
        setting for sheet in sorted(COLUMNS) if sheet in tables for setting in _parts(sheet, tables[sheet])
    ]


def from_settings(settings: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The tables that the settings hold; other keys and left-over parts are passed by.

    Never raises: a table of which a part is missing, misshapen or of another version comes as one row without
    columns, so that `faults` names it.
    """
    return {sheet: _joined(sheet, settings) for sheet in sorted(COLUMNS) if _key(sheet, 1) in settings}


def _joined(sheet: str, settings: Mapping[str, Any]) -> list[Row]:
    try:
        first = msgspec.convert(settings[_key(sheet, 1)], _Part)
        others = [msgspec.convert(settings[_key(sheet, n)], _Part) for n in range(2, int(first.parts) + 1)]
    except (KeyError, ValueError, msgspec.ValidationError):
        return [{}]
    parts = [first, *others]
    if any(part.mark != first.mark or part.columns != first.columns for part in parts):
        return [{}]
    rows = [cells for part in parts for cells in part.rows]
    if any(len(cells) != len(first.columns) for cells in rows):
        return [{}]
    return [dict(zip(first.columns, cells, strict=True)) for cells in rows]


def row_size_fault(row: Row) -> str | None:
    """Say that a row is too long to travel; None if it is not."""
    size = len(canonical(list(row.values()))) + len(canonical(list(row))) + _FRAME
    return f"整行有{size // 1024} KB，最多{MAX_BYTES // 1024} KB；请缩短文字。" if size > MAX_BYTES else None


def _key(sheet: str, n: int) -> str:
    return f"{PREFIX}{sheet}.{n}"


def _parts(sheet: str, rows: Sequence[Row]) -> Iterator[Setting]:
    travelling = [row for row in rows if sheet != "roles_permissions" or row["allowed"] != "N"]
    columns = list(travelling[0]) if travelling else list(COLUMNS[sheet])
    cut = list(_cut(columns, travelling))
    mark = _mark(columns, cut)
    for n, cells in enumerate(cut, 1):
        yield _key(sheet, n), {"columns": columns, "mark": mark, "parts": str(len(cut)), "rows": cells}


def _mark(columns: list[str], cut: list[list[list[str]]]) -> str:
    digest = hashlib.sha256(canonical(columns))
    for part in cut:
        digest.update(canonical(part))
    return digest.hexdigest()[:16]


def _cut(columns: list[str], rows: Sequence[Row]) -> Iterator[list[list[str]]]:
    """Fill one part after the other; a table without rows is one empty part."""
    empty = len(canonical(columns)) + _FRAME
    part: list[list[str]] = []
    size = empty
    for row in rows:
        cells = [row[column] for column in columns]
        more = len(canonical(cells)) + 1
        if empty + more > MAX_BYTES:
            raise ValueError(f"a row of {more} bytes fits no setting")
        if part and (size + more > MAX_BYTES or len(part) == MAX_ROWS):
            yield part
            part, size = [], empty
        part.append(cells)
        size += more
    yield part
