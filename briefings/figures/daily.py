"""The daily table (日报表): one line a unit, village or area, and whether its numbers add up.

Source: rulebook §10, 日报. In every line, and in the total,

    在办 = 昨日结转 + 新增 + 重办 + 拆分净增 − 办结 − 不予受理 − 作废 − 归并(净)

and in a line also + 转入 − 转出. The left side is counted from the states of the cases, the right side from the
instants at which they entered and left 在办, so a case that lost a step shows as a failed check.

A case belongs to the unit that holds it or held it last, to the room (指挥室) before it is dispatched. One that is new
in the day counts as new for the first unit it was given to; from the unit where the day found it to the one where
the day leaves it, it is transferred once, however many hands it went through.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from briefings.figures.event_row import ENTERS, Cause, EventRow, Turn
from briefings.figures.figure import Day, Figure, ordered
from governance.time.lights import Light


class Column(StrEnum):
    """What is counted (栏)."""

    CARRIED = "昨日结转"
    NEW = "今日新增"
    CLOSED = "今日办结"
    OPEN = "在办"
    OVERDUE = "其中超期"
    YELLOW = "黄灯"
    UNSIGNED = "未签收"
    RETURNED = "退单"
    SUSPENDED = "挂账"
    REWORKED = "重办"
    SPLIT_OFF = "拆分子案"
    SPLIT = "拆分母案"
    UNMERGED = "撤销归并"
    MERGED = "归并"
    TAKEN = "转入"
    GIVEN = "转出"
    REJECTED = "不予受理"
    VOIDED = "作废"


PRINTED = tuple(Column)[:9]  # the columns of §10 after 序号 and 平台/单位
BRIEF = (Column.NEW, Column.CLOSED, Column.OPEN, Column.OVERDUE)  # of the category and village tables
ADDS = (Column.CARRIED, Column.NEW, Column.REWORKED, Column.SPLIT_OFF, Column.UNMERGED, Column.TAKEN)
TAKES = (Column.CLOSED, Column.REJECTED, Column.VOIDED, Column.MERGED, Column.SPLIT, Column.GIVEN)
_OF_CAUSE = {
    Cause.REPORTED: Column.NEW,
    Cause.REWORKED: Column.REWORKED,
    Cause.SPLIT_OFF: Column.SPLIT_OFF,
    Cause.UNMERGED: Column.UNMERGED,
    Cause.CLOSED: Column.CLOSED,
    Cause.REJECTED: Column.REJECTED,
    Cause.VOIDED: Column.VOIDED,
    Cause.MERGED: Column.MERGED,
    Cause.SPLIT: Column.SPLIT,
}
_EMPTY = Figure()
TOTAL = "合计"  # key of the total

Keys = Callable[[EventRow], tuple[str, str]]  # the line where the day found the event, and where it leaves it


class Line(Struct, frozen=True):
    """One line of a table."""

    key: str
    figures: Mapping[Column, Figure]

    def __getitem__(self, column: Column) -> Figure:
        return self.figures.get(column, _EMPTY)

    def number(self, column: Column) -> int:
        """The figure's number."""
        return self[column].number

    @property
    def expected(self) -> int:
        """What 在办 must be by the formula."""
        return sum(self.number(c) for c in ADDS) - sum(self.number(c) for c in TAKES)

    @property
    def holds(self) -> bool:
        """Whether the line adds up (勾稽相符)."""
        return self.expected == self.number(Column.OPEN)


class Table(Struct, frozen=True):
    """Lines and their total."""

    lines: tuple[Line, ...]
    total: Line

    @property
    def holds(self) -> bool:
        """Whether every line and the total add up, and the lines make up the total."""
        return (
            all(line.holds for line in (*self.lines, self.total))
            and self.total.number(Column.TAKEN) == self.total.number(Column.GIVEN)
            and all(sum(line.number(c) for line in self.lines) == self.total.number(c) for c in Column)
        )


def by_unit(group: Callable[[str], str], day: Day) -> Keys:
    """Lines by the group of the holding unit; `group("")` is the room."""
    return lambda row: (group(_found_at(row, day)), group(row.unit))


def by_area(row: EventRow) -> tuple[str, str]:
    """Lines by the area (类别) of the category."""
    return row.area, row.area


def by_village(row: EventRow) -> tuple[str, str]:
    """Lines by the village (村、社区) where it happened, whoever handles it."""
    return row.village, row.village


def table(rows: Iterable[EventRow], day: Day, keys: Keys, order: Sequence[str]) -> Table:
    """Count the rows; a line for everything `order` names, and for what it forgot."""
    cells: dict[str, dict[Column, list[str]]] = defaultdict(lambda: defaultdict(list))
    total: dict[Column, list[str]] = defaultdict(list)
    for row in rows:
        for column, key in _counted(row, day, *keys(row)):
            cells[key][column].append(row.case_id)
            total[column].append(row.case_id)
    lines = tuple(_line(key, cells.get(key, {})) for key in ordered(cells, order))
    return Table(lines, _line(TOTAL, total))


def _line(key: str, cells: Mapping[Column, Sequence[str]]) -> Line:
    return Line(key, {column: Figure(tuple(cases)) for column, cases in cells.items()})


def _found_at(row: EventRow, day: Day) -> str:
    """The unit where the day found it: its holder at the beginning, or the first one it was given to."""
    if row.open_before(day.since):
        return row.unit_before(day.since)
    first = next((turn for turn in row.turns if day.holds(turn.at)), None)
    if first is None or first.cause is Cause.REPORTED:
        return row.holds[0].unit if row.holds else ""
    return row.unit_before(first.at)


def _counted(row: EventRow, day: Day, found: str, left: str) -> Iterator[tuple[Column, str]]:
    inside = [turn for turn in row.turns if day.holds(turn.at)]
    carried = row.open_before(day.since)
    if carried:
        yield Column.CARRIED, found
    for turn in inside:
        yield _OF_CAUSE[turn.cause], found if turn is inside[0] and not carried else left
    if found != left and (carried or inside):
        yield Column.GIVEN, found
        yield Column.TAKEN, left
    if row.open:
        yield Column.OPEN, left
        for column, counts in _AMONG_OPEN:
            if counts(row):
                yield column, left


_AMONG_OPEN: tuple[tuple[Column, Callable[[EventRow], bool]], ...] = (
    (Column.OVERDUE, lambda row: row.light is Light.RED),
    (Column.YELLOW, lambda row: row.light is Light.YELLOW),
    (Column.UNSIGNED, lambda row: row.unsigned),
    (Column.RETURNED, lambda row: row.returned),
    (Column.SUSPENDED, lambda row: row.suspended),
)


def alternating(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """The turns in order, never earlier than the one before; one that enters while inside, or leaves while outside,
    is none (a closed event that is voided has left 在办 already). Of one instant whichever fits comes first."""
    kept: list[Turn] = []
    waiting = list(turns)
    while waiting:
        inside = bool(kept) and kept[-1].cause in ENTERS
        now = [turn for turn in waiting if turn.at == waiting[0].at]
        turn = next((one for one in now if (one.cause in ENTERS) != inside), None)
        if turn is not None:
            kept.append(Turn(max(turn.at, kept[-1].at), turn.cause) if kept else turn)
        waiting.remove(turn or waiting[0])
    return tuple(kept)
