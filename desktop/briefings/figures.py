"""A figure opened (数字下钻): whose it is, how it is counted, which cases make it, whether its row adds up. Free of Qt."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from briefings.day_tables import DayTables
from briefings.figures.call_row import CallRow
from briefings.figures.calls import Column as CallColumn
from briefings.figures.daily import TOTAL, Column, Line, Table
from briefings.figures.event_row import EventRow
from briefings.figures.figure import Figure
from briefings.issue import Issue
from briefings.texts import clock_time, stamp
from desktop.briefings import texts
from desktop.lights import SIGNS, Sign

GROUPS, UNITS, AREAS, VILLAGES, CALLS = "groups", "units", "areas", "villages", "calls"


class CaseFace(Struct, frozen=True):
    """A case in the list behind a figure."""

    case_id: str
    serial: str
    title: str
    where: str
    sign: Sign
    at: str


class Term(Struct, frozen=True):
    """One number of the row's check."""

    op: str
    number: int
    name: str
    ref: str
    here: bool  # it is the figure that is open


class Opened(Struct, frozen=True, kw_only=True):
    """All that the right column says of a figure."""

    ref: str
    title: str
    number: int
    explained: str
    cases: tuple[CaseFace, ...]
    terms: tuple[Term, ...] = ()
    holds: bool = True
    aside: str = ""  # what is not counted here
    changed: tuple[str, ...] = ()  # what it would be now and why, of an issued daily
    events: tuple[str, ...] = ()  # ids for 在事件中打开; empty for calls


def ref_of(table: str, key: str, column: str) -> str:
    """How a figure on the page is called."""
    return f"{table}|{key}|{column}"


def opened(ref: str, tables: DayTables, issue: Issue) -> Opened | None:
    """The figure behind a ref; None when the day has no such line any more."""
    table, key, column = ref.split("|", 2)
    if table == CALLS:
        return _call_figure(ref, key, column, tables, issue)
    line = _line(table_of(tables, table), key)
    if line is None or column not in set(Column):
        return None
    return _event_figure(ref, table, line, Column(column), tables, issue)


def table_of(tables: DayTables, name: str) -> Table:
    """One of the tables of the day."""
    return {GROUPS: tables.groups, UNITS: tables.units, AREAS: tables.areas, VILLAGES: tables.villages}[name]


def line_name(table: str, key: str, issue: Issue) -> str:
    """What a line is called."""
    if key == TOTAL:
        return texts.SUM
    name = {UNITS: issue.unit_name, AREAS: issue.area_name, VILLAGES: issue.village_name}.get(table)
    return name(key) if name is not None else key


def _line(table: Table, key: str) -> Line | None:
    return next((line for line in (*table.lines, table.total) if line.key == key), None)


def _event_figure(
    ref: str, table: str, line: Line, column: Column, tables: DayTables, issue: Issue
) -> Opened:
    figure, known = line[column], {row.case_id: row for row in tables.events}
    faces = tuple(_event_face(known[case], column, issue) for case in dict.fromkeys(figure.cases))
    return Opened(
        ref=ref,
        title=f"{line_name(table, line.key, issue)} · {column}",
        number=figure.number,
        explained=_when(texts.MEANS[column], issue),
        cases=faces,
        terms=tuple(_terms(table, line, column)),
        holds=line.holds,
        aside=_aside(figure, line, column),
        events=tuple(dict.fromkeys(figure.cases)),
    )


def _terms(table: str, line: Line, here: Column) -> Iterator[Term]:
    for op, column, name in texts.CHECK_TERMS:
        number = net(line, column)
        if not number and column not in texts.ALWAYS:
            continue
        yield Term(op, number, name, ref_of(table, line.key, column), column is here)
    yield Term(
        "＝", line.number(Column.OPEN), "在办", ref_of(table, line.key, Column.OPEN), here is Column.OPEN
    )


def net(line: Line, column: Column) -> int:
    """The number of a column in the check: what was taken back is taken off."""
    undone = {Column.MERGED: Column.UNMERGED, Column.SPLIT_OFF: Column.SPLIT}.get(column)
    if line.key == TOTAL and column in (Column.TAKEN, Column.GIVEN):
        return 0  # between the lines of one table
    return line.number(column) - (line.number(undone) if undone is not None else 0)


def _aside(figure: Figure, line: Line, column: Column) -> str:
    said = []
    if column is Column.CLOSED:
        parts = [f"{one} {net(line, one)} 件" for one in texts.LEFT_OUT if net(line, one)]
        said += [texts.ASIDE.format(parts="、".join(parts))] if parts else []
    cases = len(dict.fromkeys(figure.cases))
    if cases != figure.number:
        said.append(texts.TWICE.format(n=figure.number, cases=cases))
    return "；".join(said)


def case_faces(tables: DayTables, issue: Issue) -> dict[str, CaseFace]:
    """Every case of the day."""
    events = {row.case_id: _event_face(row, Column.OPEN, issue) for row in tables.events}
    return events | {row.case_id: _call_face(row, issue) for row in tables.calls}


def _event_face(row: EventRow, column: Column, issue: Issue) -> CaseFace:
    closed = column is Column.CLOSED and row.closed_at is not None
    what, at = (texts.CLOSED_AT, row.closed_at) if closed else (texts.REGISTERED, row.registered_at)
    if column in (Column.OVERDUE, Column.YELLOW) and row.due_at is not None:
        what, at = texts.DUE, row.due_at
    return CaseFace(
        row.case_id,
        row.serial,
        row.minor or texts.NO_CATEGORY,
        issue.village_name(row.village) if row.village else texts.PENDING_AREA,
        SIGNS[row.light] if row.open else Sign.DONE,
        texts.STAMP.format(what=what, at=_short(at or row.registered_at, issue)),
    )


def _call_figure(ref: str, dept: str, column: str, tables: DayTables, issue: Issue) -> Opened | None:
    called = tables.called
    lines = {line.dept: line for line in (*called.lines, called.total)}
    line = lines.get("" if dept == TOTAL else dept)
    if line is None or column not in set(CallColumn):
        return None
    known = {row.case_id: row for row in tables.calls}
    figure = line[CallColumn(column)]
    name = texts.SUM if dept == TOTAL else issue.unit_name(dept)
    return Opened(
        ref=ref,
        title=f"{name} · {column}",
        number=figure.number,
        explained=_when(texts.CALL_MEANS[CallColumn(column)], issue),
        cases=tuple(_call_face(known[case], issue) for case in dict.fromkeys(figure.cases)),
    )


def _call_face(row: CallRow, issue: Issue) -> CaseFace:
    depts = "、".join(issue.unit_name(part.dept) for part in row.parts) or row.label
    sign = Sign.NORMAL if row.open else Sign.DONE
    at = texts.STAMP.format(what="签发", at=_short(row.issued_at, issue))
    return CaseFace(row.case_id, row.serial, depts, row.label, sign, at)


def _when(sentence: str, issue: Issue) -> str:
    day = issue.day
    return sentence.format(
        since=stamp(day.since)[5:],
        to="24:00" if day.as_of >= day.to else clock_time(day.as_of),
        as_of=stamp(day.as_of)[5:],
    )


def _short(at: int, issue: Issue) -> str:
    return clock_time(at) if issue.day.holds(at) else stamp(at)[5:]


def failing(tables: DayTables) -> Sequence[tuple[str, Line]]:
    """Every line that does not add up, with its table's name."""
    return [
        (name, line)
        for name in (GROUPS, UNITS, AREAS, VILLAGES)
        for line in (*table_of(tables, name).lines, table_of(tables, name).total)
        if not line.holds
    ]
