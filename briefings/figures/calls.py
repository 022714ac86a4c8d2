"""Figures of the day's calls (呼叫): what each department owed and did.

Source: rulebook §7.1. A rate's denominator holds what *fell due* in the day (应响应, 应办结), whenever it was assigned;
counts go by the fact time. Withdrawn and refused calls, upheld returns, 豁免 and 待核 leave the denominators, default
ratings that of 满意率; how many left is printed beside. Each part was judged as the evaluation judges it (`of_calls`), so
that the days of a month say what the month says. Each department of a call counts by itself (§4.3).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from briefings.figures.call_row import CallRow, Part
from briefings.figures.figure import Day, Figure, Share, ordered

SATISFIED = frozenset({"GOOD", "FAIR"})


class Column(StrEnum):
    """What is counted of a department."""

    ASSIGNED = "今日交办"
    RESPONDED = "今日响应"
    OWED_RESPONSE = "应响应"
    ON_TIME = "按时响应"
    OWED_RESULT = "应办结"
    DONE = "已办结"
    RATED = "今日评价"
    SATISFIED = "满意"
    OUT = "不计"


RATES: Mapping[str, tuple[Column, Column]] = {
    "响应度": (Column.ON_TIME, Column.OWED_RESPONSE),
    "办结率": (Column.DONE, Column.OWED_RESULT),
    "满意率": (Column.SATISFIED, Column.RATED),
}
_EMPTY = Figure()


class DepartmentLine(Struct, frozen=True):
    """One department's line, or the total's."""

    dept: str
    figures: Mapping[Column, Figure]

    def __getitem__(self, column: Column) -> Figure:
        return self.figures.get(column, _EMPTY)

    def share(self, rate: str) -> Share:
        """One of RATES."""
        numerator, denominator = RATES[rate]
        return Share(self[numerator], self[denominator])


class CallFigures(Struct, frozen=True):
    """The day's calls: whole calls, then departments."""

    issued: Figure
    responded: Figure  # the call's first response lies in the day
    rated: Figure  # by people
    lines: tuple[DepartmentLine, ...]
    total: DepartmentLine


def call_figures(rows: Sequence[CallRow], day: Day, order: Sequence[str] = ()) -> CallFigures:
    """Count the calls; a line for every department of `order` and for every other with a part."""
    cells: dict[str, dict[Column, list[str]]] = defaultdict(lambda: defaultdict(list))
    total: dict[Column, list[str]] = defaultdict(list)
    for row in rows:
        for part in row.parts:
            for column in _counted(row, part, day):
                cells[part.dept][column].append(row.case_id)
                total[column].append(row.case_id)
    return CallFigures(
        issued=_calls(rows, lambda row: day.holds(row.issued_at)),
        responded=_calls(rows, lambda row: day.holds(_first_response(row))),
        rated=_calls(rows, lambda row: any(day.holds(part.rated_at) for part in row.parts)),
        lines=tuple(_line(dept, cells.get(dept, {})) for dept in ordered(cells, order)),
        total=_line("", total),
    )


def of_the_day(rows: Iterable[CallRow], day: Day) -> list[CallRow]:
    """The calls that were alive in the day, in the order of their serials: they make the day's list."""
    alive = (
        row for row in rows if row.issued_at < day.to and (row.ended_at is None or row.ended_at >= day.since)
    )
    return sorted(alive, key=lambda row: (row.issued_at, row.serial))


def verdict(row: CallRow, part: Part, day: Day) -> str:
    """What is to be said of a part's response at the freezing (响应判定)."""
    if not row.counts or part.dropped or part.respond_out:
        return "不计"
    if part.respond_due is None:
        return "已响应" if part.responded is not None else "计时暂停"
    if part.responded is not None:
        return "按时" if part.responded <= part.respond_due else "迟响应"
    return "超时未响应" if part.respond_due < day.as_of else "待响应"


def _calls(rows: Iterable[CallRow], wanted: Callable[[CallRow], bool]) -> Figure:
    return Figure(tuple(row.case_id for row in rows if wanted(row)))


def _first_response(row: CallRow) -> int | None:
    return min((part.responded for part in row.parts if part.responded is not None), default=None)


def _line(dept: str, cells: Mapping[Column, Sequence[str]]) -> DepartmentLine:
    return DepartmentLine(dept, {column: Figure(tuple(cases)) for column, cases in cells.items()})


def _counted(row: CallRow, part: Part, day: Day) -> list[Column]:
    counted: list[Column] = []
    if day.holds(part.at):
        counted.append(Column.ASSIGNED)
    if day.holds(part.responded):
        counted.append(Column.RESPONDED)
    owed, due = day.fell_due(part.respond_due), day.fell_due(part.handle_due)
    gone = not row.counts or part.dropped
    if (owed and (gone or part.respond_out)) or (due and (gone or part.handle_out)):
        counted.append(Column.OUT)
    if gone:
        return counted
    if owed and not part.respond_out:
        counted.append(Column.OWED_RESPONSE)
        if part.responded is not None and part.respond_due is not None and part.responded <= part.respond_due:
            counted.append(Column.ON_TIME)
    if due and not part.handle_out:
        counted.append(Column.OWED_RESULT)
        if part.settled:
            counted.append(Column.DONE)
    if day.holds(part.rated_at):
        counted.append(Column.RATED)
        if part.satisfied in SATISFIED:
            counted.append(Column.SATISFIED)
    return counted
