"""What a table shows (表格的列与格): columns as a page declares them, cells as its formatter gives them."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from msgspec import Struct

from desktop.lights import Sign


class Paint(StrEnum):
    """How the cells of a column are painted."""

    TEXT = "text"
    NUMBER = "number"  # right-aligned
    LIGHT = "light"  # the sign alone, centred
    SERIAL = "serial"  # grey, the last four bold
    STATE = "state"  # mark, text with an amber dashed underline while pending, flag in red
    LEFT = "left"  # words over a thin bar with a tick at 70 %
    TAG = "tag"
    SPARK = "spark"  # a line of values, the last point marked


class Column(Struct, frozen=True):
    """One column; widths are design pixels at font scale 100 %."""

    key: str
    title: str
    width: int
    paint: Paint = Paint.TEXT
    right: bool = False  # align right
    stretch: bool = False  # takes what is left
    frozen: bool = False  # stays at the left; the first columns only
    sortable: bool = True
    shown: bool = True  # before anybody changed it in the column menu
    rank: int = 0  # 0 always shown; when the room is short the highest rank goes first
    ticking: bool = False  # changes with the clock; LIGHT and LEFT always do
    descending: bool = False  # the first click on its head sorts downward

    @property
    def follows_clock(self) -> bool:
        """Whether its cells change by the second."""
        return self.ticking or self.paint in (Paint.LIGHT, Paint.LEFT)


class Cell(Struct, frozen=True, gc=False):
    """One cell as shown."""

    text: str = ""
    token: str = "ink"
    bold: bool = False
    sign: Sign | None = None  # LIGHT: the light
    bar: float | None = None  # LEFT: how much of the limit is used, 0 to 1
    mark: Sign | None = None  # before the text: UNSENT, RECEIVED, HELD; on a light: UNSIGNED
    pending: bool = False  # this very value is not delivered yet: amber dashed underline
    flag: str = ""  # small and red after the text (未签)
    second: str = ""  # a second line in ink3 (截至 14:05)
    tip: str = ""  # tooltip; without it the text
    values: tuple[float, ...] = ()  # SPARK


EMPTY = Cell()
TICK = Column("tick", "", 40, frozen=True, sortable=False)
Row = Any  # a frozen struct of a query
Formatter = Callable[[Row, str, int], Cell]  # row, column key, now (UTC ms)
RowKey = Callable[[Row], str]  # what a row is ticked and selected by


def plain(row: Row) -> str:
    """The usual key of a row: its case."""
    return str(row.case_id)
