"""A table of figures (考评表页): columns in groups, rows, cells that open to their cases. Free of Qt."""

from collections.abc import Iterable

from msgspec import Struct

from governance.evaluation.rates import Rate
from governance.evaluation.tally import ALL, Tally

SPARK = "spark"  # a line of values instead of words


class Col(Struct, frozen=True, kw_only=True):
    """One column; widths are design pixels at font scale 100 %."""

    title: str
    width: int
    group: str = ""  # over several columns
    right: bool = True
    stretch: bool = False
    rank: int = 0  # 0 always shown; when the room is short the highest rank goes first
    paint: str = ""


class Figure(Struct, frozen=True, kw_only=True):
    """One cell: what it says, and what opens behind it."""

    text: str = ""
    second: str = ""  # grey beside or under it: `18/20`
    token: str = "ink"
    bold: bool = False
    ref: str = ""  # "" opens nothing
    values: tuple[float, ...] = ()
    tip: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """One line; a head names those below it, the sum stands apart."""

    key: str
    cells: tuple[Figure, ...]
    head: bool = False
    total: bool = False


class Sheet(Struct, frozen=True, kw_only=True):
    """A whole table, or the sentence that stands for it."""

    name: str
    columns: tuple[Col, ...] = ()
    rows: tuple[Row, ...] = ()
    blank: str = ""


class Tallies:
    """The tallies of some figures, by indicator and unit."""

    def __init__(self, found: Iterable[Tally]) -> None:
        self._found = {(one.indicator, one.who): one for one in found}

    def of(self, indicator: str, who: str = ALL) -> Tally:
        """One of them, empty when nothing was counted."""
        return self._found.get((indicator, who)) or Tally(indicator=indicator, who=who)

    def units(self, indicators: Iterable[str]) -> list[str]:
        """Everybody for whom one of these was counted."""
        wanted = set(indicators)
        return sorted({who for code, who in self._found if code in wanted and who != ALL})


def tally_ref(indicator: str, who: str, part: str = "owed") -> str:
    """How a tally's figure is called."""
    return f"tally|{indicator}|{who}|{part}"


def line_ref(kind: str, who: str, part: str = "") -> str:
    """How a figure of a department, station or person is called."""
    return f"{kind}|{who}|{part}"


def rate_cell(
    tally: Tally, part: str = "owed", *, tone: str = "", bold: bool = False, quiet: bool = False
) -> Figure:
    """A rate with its numerator and denominator; grey without a denominator."""
    rate = tally.rate
    return Figure(
        text=rate.text,
        second=fraction(rate),
        token="ink3" if quiet or not rate.owed else tone or "ink",
        bold=bold,
        ref=tally_ref(tally.indicator, tally.who, part) if rate.owed or tally.left_out else "",
    )


def fraction(rate: Rate) -> str:
    """`18/20`."""
    return f"{rate.hits}/{rate.owed}"
