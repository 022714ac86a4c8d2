"""Paging by the last row shown (键集分页): the hundredth page costs what the first does.

Instants in the tables are never null where a list is ordered by them; a due that stands still is NEVER there and None
in the rows that pages get.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, func, literal_column

from db.tables.events import NEVER

NO_ID = "00000000-0000-0000-0000-000000000000"
LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff"
PAGE = 100
LAST_DUE = NEVER + 1  # after every due, those that stand still too

Key = tuple[int, str]  # (instant, case id) of the last row shown
START: Key = (-1, NO_ID)  # before every row
END: Key = (NEVER, LAST_ID)  # after every row, for lists that go backwards
PartKey = tuple[int, str, str]  # (instant, case id, unit or department)
PART_START: PartKey = (-1, NO_ID, "")


def told(column: Column[Any]) -> ColumnElement[Any]:
    """A due as a page gets it: null where it is NEVER."""
    return func.nullif(column, literal_column(str(NEVER)))


def kept(instant: int | None) -> int:
    """The same as it stands in the tables."""
    return NEVER if instant is None else instant
