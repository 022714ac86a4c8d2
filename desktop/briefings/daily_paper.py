"""The daily as pages (日报版面): A4 across, the same numbers as its workbook, every figure with the ref that opens it.

Source: rulebook §10, 日报. Free of Qt.
"""

from collections.abc import Iterable, Iterator, Sequence

from briefings.daily_sheets.breakdown import differences
from briefings.daily_sheets.calls import NOTE_TEXT
from briefings.daily_sheets.head import NOTES
from briefings.daily_sheets.unit_table import check_lines
from briefings.day_tables import DayTables
from briefings.figures.calls import Column as CallColumn
from briefings.figures.daily import BRIEF, PRINTED, TOTAL, Column, Line, Table
from briefings.figures.event_row import EventRow
from briefings.issue import Issue
from briefings.texts import clock_time, day_name, due_stamp, period, span, stamp
from desktop.briefings import texts
from desktop.briefings.call_pages import call_pages
from desktop.briefings.figures import AREAS, GROUPS, UNITS, VILLAGES, line_name, ref_of
from desktop.lights import SIGNS
from desktop.printing.paper import (
    CENTRE,
    RIGHT,
    SMALL,
    TABLE,
    Bar,
    Bars,
    Beside,
    Block,
    Cell,
    Grid,
    Lines,
    NewPage,
    Printed,
    Rule,
    Series,
    Spread,
    Words,
    heads,
)
from governance.catalogue.urgencies import URGENCIES
from governance.time.lights import Light

SIZE = 10.0
FRONT_ROW = 23  # points: the front page has few lines and much room
TOP = 5  # areas in the chart


def daily_paper(tables: DayTables, issue: Issue, fortnight: Sequence[tuple[int, int, int]] = ()) -> Printed:
    """All pages of a daily; `fortnight`: midnight, 新增 and 办结 of the days up to this one."""
    return Printed(
        title=issue.title,
        serial=issue.serial,
        as_of=issue.day.as_of,
        printed_at=issue.printed_at,
        operator=issue.operator,
        landscape=True,
        draft=issue.draft,
        blocks=(
            *_front(tables, issue, fortnight),
            *_units(tables, issue),
            *_lights(tables, issue),
            *call_pages(tables, issue),
            *_breakdowns(tables, issue),
            *_rules(tables, issue),
        ),
    )


# ---------------------------------------------------------------- the first page


def _front(tables: DayTables, issue: Issue, fortnight: Sequence[tuple[int, int, int]]) -> Iterator[Block]:
    yield NewPage(texts.FRONT)
    yield Spread((_number(issue), day_name(issue.day.since), _makers(issue)))
    yield Rule(1.2)
    yield Words(f"{texts.HEADING}　{summary(tables, issue)}", TABLE, space=4)
    left: tuple[Block, ...] = (_unit_grid(GROUPS, tables.groups, issue), *_notes(tables, issue))
    right: tuple[Block, ...] = (
        _open_chart(tables.groups),
        *_fortnight(fortnight),
        _area_chart(tables, issue),
    )
    yield Beside(((66, left), (34, right)))


def _number(issue: Issue) -> str:
    return texts.SERIAL.format(serial=issue.number or issue.serial)


def _makers(issue: Issue) -> str:
    """Who stands for it: who issued it, on a draft who leads."""
    leader = texts.MAKERS.format(leader=issue.leader) if issue.leader else ""
    first = texts.SIGNED_BY.format(name=issue.signer) if issue.signer else leader
    return f"{first}　{texts.MADE_BY.format(name=issue.operator)}".strip("　")


def summary(tables: DayTables, issue: Issue) -> str:
    """基本情况 in words."""
    total, called = tables.groups.total, tables.called
    said = texts.SUMMARY.format(
        added=total.number(Column.NEW),
        closed=total.number(Column.CLOSED),
        open=total.number(Column.OPEN),
        late=total.number(Column.OVERDUE),
        soon=total.number(Column.YELLOW),
        held=total.number(Column.SUSPENDED),
    )
    merged = total.number(Column.MERGED) - total.number(Column.UNMERGED)
    if merged:
        said += texts.SUMMARY_MERGED.format(n=merged)
    tops = [f"{issue.area_name(line.key)} {line.number(Column.NEW)} 件" for line in _tops(tables.areas)[:3]]
    if tops:
        said += texts.SUMMARY_TOP.format(parts="、".join(tops))
    return said + texts.SUMMARY_CALLS.format(
        issued=called.issued.number,
        responded=called.responded.number,
        rate=called.total.share("响应度").text,
    )


def _tops(areas: Table) -> list[Line]:
    lines = [line for line in areas.lines if line.number(Column.NEW)]
    return sorted(lines, key=lambda line: -line.number(Column.NEW))[:TOP]


def _notes(tables: DayTables, issue: Issue) -> Iterator[Block]:
    for text, _ in check_lines(tables.groups, str):
        yield Words(text, SMALL, token="" if tables.groups.total.holds else "red", space=1)
    outages = "；".join(span(since, to) for since, to in issue.outages) or "无"
    silent = "、".join(issue.silent) or "无"
    upto = f"（截至 {clock_time(issue.day.as_of)}）" if issue.silent else ""
    yield Words(
        f"注：断网时段：{outages}。未回传单位：{silent}{upto}。统计时段：{period(issue.day.since, issue.day.to)}。",
        SMALL,
        space=1,
    )
    called = tables.called.total
    yield Words(
        texts.CALLS_LINE.format(
            owed=called[CallColumn.OWED_RESPONSE].number,
            on_time=called[CallColumn.ON_TIME].number,
            rate=called.share("响应度").text,
            done=called.share("办结率").text,
            satisfied=called.share("满意率").text,
        ),
        SMALL,
    )


def _open_chart(groups: Table) -> Bars:
    bars = []
    for line in groups.lines:
        late, soon = line.number(Column.OVERDUE), line.number(Column.YELLOW)
        rest = line.number(Column.OPEN) - late - soon
        parts = (
            (float(rest), "count-4", ref_of(GROUPS, line.key, Column.OPEN)),
            (float(soon), "amber-bar", ref_of(GROUPS, line.key, Column.YELLOW)),
            (float(late), "red", ref_of(GROUPS, line.key, Column.OVERDUE)),
        )
        bars.append(Bar(line.key.replace("工作平台", "").replace("平台", ""), parts))
    return Bars(texts.OPEN_BY_GROUP, tuple(bars), texts.OPEN_LEGEND)


def _fortnight(days: Sequence[tuple[int, int, int]]) -> Iterator[Block]:
    if any(added or closed for _, added, closed in days):
        yield Lines(
            texts.FORTNIGHT,
            tuple(stamp(day)[5:10] for day, _, _ in days),
            (
                Series(texts.ADDED, "brand", tuple(added for _, added, _ in days)),
                Series(texts.CLOSED_LINE, "pause", tuple(closed for _, _, closed in days), dashed=True),
            ),
        )


def _area_chart(tables: DayTables, issue: Issue) -> Bars:
    bars = (
        Bar(
            issue.area_name(line.key),
            ((float(line.number(Column.NEW)), "count-4", ref_of(AREAS, line.key, Column.NEW)),),
        )
        for line in _tops(tables.areas)
    )
    return Bars(texts.AREAS_TOP, tuple(bars))


# ---------------------------------------------------------------- tables of units, areas, villages


def _unit_grid(name: str, table: Table, issue: Issue) -> Grid:
    head = heads((texts.NUMBER, texts.UNIT, *PRINTED))
    rows = [_unit_row(name, number, line, issue) for number, line in enumerate(table.lines, 1)]
    total = (Cell(texts.SUM, 2, head=True, align=CENTRE), *_figures(name, table.total, PRINTED))
    return Grid(
        (1.3, 4.0, *(1.7 for _ in PRINTED)),
        (head, *rows, total),
        header=1,
        size=SIZE,
        row=FRONT_ROW if name == GROUPS else 0,
    )


def _unit_row(name: str, number: int, line: Line, issue: Issue) -> tuple[Cell, ...]:
    said = line_name(name, line.key, issue)
    return (Cell(str(number), align=CENTRE), Cell(said), *_figures(name, line, PRINTED))


def _figures(name: str, line: Line, columns: Iterable[Column]) -> Iterator[Cell]:
    for column in columns:
        number = line.number(column)
        hot = column is Column.OVERDUE and number
        token = "red" if hot else "" if number else "ink3"
        bold = line.key == TOTAL or bool(hot)
        yield Cell(str(number), align=RIGHT, bold=bold, token=token, ref=ref_of(name, line.key, column))


def _units(tables: DayTables, issue: Issue) -> Iterator[Block]:
    yield NewPage(texts.UNITS)
    yield Words(texts.UNIT_TABLE, TABLE + 1.5, bold=True)
    yield _unit_grid(UNITS, tables.units, issue)


def _breakdowns(tables: DayTables, issue: Issue) -> Iterator[Block]:
    yield NewPage(texts.BREAKDOWN)
    left = (Words(texts.AREA_TABLE, TABLE + 1.5, bold=True), _brief(AREAS, texts.AREA, tables.areas, issue))
    right = (
        Words(texts.VILLAGE_TABLE, TABLE + 1.5, bold=True),
        _brief(VILLAGES, texts.VILLAGE, tables.villages, issue),
    )
    yield Beside(((50, left), (50, right)), gap=20)


def _brief(name: str, title: str, table: Table, issue: Issue) -> Grid:
    head = heads((texts.NUMBER, title, *BRIEF))
    rows = [
        (
            Cell(str(number), align=CENTRE),
            Cell(line_name(name, line.key, issue)),
            *_figures(name, line, BRIEF),
        )
        for number, line in enumerate(table.lines, 1)
    ]
    total = (Cell(texts.SUM, 2, head=True, align=CENTRE), *_figures(name, table.total, BRIEF))
    return Grid((1.2, 4, *(1.7 for _ in BRIEF)), (head, *rows, total), header=1, size=SIZE)


# ---------------------------------------------------------------- lights


def _lights(tables: DayTables, issue: Issue) -> Iterator[Block]:
    rows = [row for row in tables.events if row.open and row.light in (Light.RED, Light.YELLOW)]
    rows.sort(key=lambda row: (row.light is Light.YELLOW, row.due_at or 0, row.serial))
    yield NewPage(texts.LIGHTS)
    yield Words(texts.LATE_TABLE.format(n=len(rows)), TABLE + 1.5, bold=True)
    if not rows:
        yield Words(texts.NO_LATE, TABLE, token="ink2")
        return
    head = heads(name for name, _ in texts.LATE_COLUMNS)
    lines = [_light_row(number, row, issue) for number, row in enumerate(rows, 1)]
    yield Grid(tuple(share for _, share in texts.LATE_COLUMNS), (head, *lines), header=1, size=SIZE - 0.5)


def _light_row(number: int, row: EventRow, issue: Issue) -> tuple[Cell, ...]:
    sign = SIGNS[row.light]
    return (
        Cell(str(number), align=CENTRE),
        Cell(sign.value, sign=sign),
        Cell(row.serial),
        Cell(issue.village_name(row.village)),
        Cell(row.minor or texts.NO_CATEGORY),
        Cell(URGENCIES.get(row.urgency, row.urgency), align=CENTRE),
        Cell(issue.unit_name(row.unit)),
        Cell(row.label),
        Cell(due_stamp(row.due_at)),
    )


# ---------------------------------------------------------------- how it is counted


def _rules(tables: DayTables, issue: Issue) -> Iterator[Block]:
    yield NewPage(texts.RULES)
    yield Words(texts.RULES_TITLE, TABLE + 1.5, bold=True)
    for number, note in enumerate(NOTES, 1):
        yield Words(f"{number}. {note}", TABLE)
    yield Words(f"{len(NOTES) + 1}. {NOTE_TEXT}", TABLE)
    for text, _ in check_lines(tables.groups, str):
        yield Words(text, TABLE, token="" if tables.groups.total.holds else "red")
    apart = (
        (texts.UNITS, tables.units),
        (texts.AREA_TABLE, tables.areas),
        (texts.VILLAGE_TABLE, tables.villages),
    )
    wrong = [(name, found) for name, one in apart if (found := differences(one, tables.groups))]
    for name, found in wrong:
        yield Words(texts.OTHER_FAILS.format(name=name, what="；".join(found)), TABLE, token="red")
    if not wrong:
        yield Words(texts.OTHER_CHECKS, TABLE)
