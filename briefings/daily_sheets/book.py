"""The workbook of a daily, sheet by sheet (日报工作簿).

The main sheets stand first, so that the file opens on them; each is drawn after its list, so that figures know the rows
at which their blocks begin.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from openpyxl import Workbook

from briefings.daily_sheets import breakdown, calls, head, unit_table
from briefings.daily_sheets.lists import Block, ListSheet, write_list
from briefings.day_tables import DayTables
from briefings.figures.calls import Column as CallColumn
from briefings.figures.daily import BRIEF, TOTAL, Column, Table
from briefings.figures.event_row import EventRow
from briefings.issue import Issue
from briefings.texts import due_stamp, stamp
from briefings.workbook import ALARM, LEAD, new_workbook, paper, paragraph, widths
from governance.catalogue.urgencies import URGENCIES

FRONT, UNITS, AREAS, VILLAGES, CALLS = "日报", "分单位", "分类", "分村", "呼叫"
UNIT_LIST, AREA_LIST, VILLAGE_LIST, CALL_LIST = "清单-单位", "清单-分类", "清单-分村", "清单-呼叫"
NAMED = "合计_"  # how the defined names of the totals' cells begin
BETWEEN = "（平台间）"  # transfers between groups are fewer than those between units
MOVED = (Column.TAKEN, Column.GIVEN)
EVENT_LIST: Mapping[str, float] = {
    "编号": 23, "登记时间": 17, "村（社区）": 16, "小类": 24, "等级": 7, "承办单位": 26, "状态": 14, "办理到期": 17,
    "办结时间": 17,
}  # fmt: skip


def daily_book(tables: DayTables, issue: Issue) -> Workbook:
    """Draw the whole workbook."""
    book = new_workbook()
    for name in (FRONT, UNITS, AREAS, VILLAGES, CALLS):
        book.create_sheet(name)
    texts = {row.case_id: _event_texts(row, issue) for row in tables.events}
    listed = partial(write_list, book, header=EVENT_LIST, detail=texts.__getitem__, foot=head.foot(issue))
    places = listed(UNIT_LIST, back_to=FRONT, blocks=_unit_blocks(tables, issue))
    _front(book, issue, tables, places)
    _units(book, issue, tables, places)
    for name, of, who, counted in (
        (AREAS, AREA_LIST, issue.area_name, tables.areas),
        (VILLAGES, VILLAGE_LIST, issue.village_name, tables.villages),
    ):
        places = listed(of, back_to=name, blocks=_brief_blocks(counted, who))
        _breakdown(book, name, issue, counted, who, places)
    _calls(book, issue, tables)
    return book


def _front(book: Workbook, issue: Issue, tables: DayTables, places: ListSheet) -> None:
    sheet = book[FRONT]
    widths(sheet, unit_table.WIDTHS)
    row = head.write_head(sheet, issue, unit_table.WIDE)
    paragraph(sheet, row, unit_table.WIDE, _summary(tables), LEAD)
    sheet.row_dimensions[row].height = 24
    first = row + 1

    def opens(column: Column, key: str | None) -> tuple[ListSheet, int] | None:
        return places.place(f"{column}{BETWEEN}" if column in MOVED else column, key)

    row = unit_table.write_unit_table(book, sheet, first, tables.groups, str, opens, NAMED)
    tables_apart = {UNITS: tables.units, AREAS: tables.areas, VILLAGES: tables.villages}
    wrong = {
        name: found for name, t in tables_apart.items() if (found := breakdown.differences(t, tables.groups))
    }
    for name, found in wrong.items():
        paragraph(
            sheet, row, unit_table.WIDE, f"勾稽：{name}不符（{'；'.join(found)}）；请打开该表核对。", ALARM
        )
        row += 1
    if not wrong:
        said = f"勾稽：{'、'.join(tables_apart)}各表逐行相加，均与日报合计相符。"
        paragraph(sheet, row, unit_table.WIDE, said)
        row += 1
    head.write_notes(sheet, row, issue, unit_table.WIDE)
    paper(sheet, header=(1, first + 1), foot=head.foot(issue), freeze=f"C{first + 2}")


def _units(book: Workbook, issue: Issue, tables: DayTables, places: ListSheet) -> None:
    sheet = book[UNITS]
    widths(sheet, unit_table.WIDTHS)
    row = head.write_head(sheet, issue, unit_table.WIDE, UNITS)
    unit_table.write_unit_table(book, sheet, row, tables.units, issue.unit_name, places.place)
    paper(sheet, header=(row, row + 1), foot=head.foot(issue), freeze=f"C{row + 2}")


def _breakdown(
    book: Workbook, name: str, issue: Issue, counted: Table, who: Callable[[str], str], places: ListSheet
) -> None:
    sheet = book[name]
    widths(sheet, breakdown.WIDTHS)
    row = head.write_head(sheet, issue, len(breakdown.WIDTHS), name)
    breakdown.write_breakdown(sheet, row, counted, "类别" if name == AREAS else "村（社区）", who, places)
    paper(sheet, header=(row, row), foot=head.foot(issue), freeze=f"C{row + 1}")


def _calls(book: Workbook, issue: Issue, tables: DayTables) -> None:
    sheet, who = book[CALLS], issue.unit_name
    texts = {row.case_id: calls.of_call(row, who) for row in tables.calls}
    places = write_list(
        book, CALL_LIST, CALLS, calls.LIST, _call_blocks(tables, who), texts.__getitem__, head.foot(issue)
    )
    widths(sheet, calls.WIDTHS)
    row = head.write_head(sheet, issue, len(calls.WIDTHS), CALLS)
    calls.write_calls(book, sheet, row, tables.called, tables.calls, issue.day, who, places, NAMED)
    paper(sheet, header=(1, row - 1), foot=head.foot(issue), freeze=f"C{row}")


def _summary(tables: DayTables) -> str:
    total, called = tables.groups.total, tables.called
    return (
        f"基本情况：今日新增 {total.number(Column.NEW)} 件，办结 {total.number(Column.CLOSED)} 件，"
        f"期末在办 {total.number(Column.OPEN)} 件，其中超期 {total.number(Column.OVERDUE)} 件、"
        f"黄灯 {total.number(Column.YELLOW)} 件。县级呼叫签发 {called.issued.number} 件、"
        f"响应 {called.responded.number} 件，响应度 {called.total.share('响应度').text}。"
    )


# ---------------------------------------------------------------- what stands behind the figures


def _unit_blocks(tables: DayTables, issue: Issue) -> Iterable[Block]:
    for column in Column:
        for line in tables.units.lines:
            group = "" if column in MOVED else issue.group(line.key)
            yield Block(column, line.key, issue.unit_name(line.key), line[column], group)
    for column in MOVED:
        for line in tables.groups.lines:
            yield Block(f"{column}{BETWEEN}", line.key, line.key, line[column])


def _brief_blocks(counted: Table, who: Callable[[str], str]) -> Iterable[Block]:
    return (
        Block(column, line.key, who(line.key), line[column]) for column in BRIEF for line in counted.lines
    )


def _call_blocks(tables: DayTables, who: Callable[[str], str]) -> Iterable[Block]:
    called = tables.called
    for name, figure in calls.sums(called).items():
        yield Block(name, TOTAL, "全部", figure)
    for column in CallColumn:
        yield from (Block(column, line.dept, who(line.dept), line[column]) for line in called.lines)


def _event_texts(row: EventRow, issue: Issue) -> Sequence[str]:
    return (
        row.serial,
        stamp(row.registered_at),
        issue.village_name(row.village),
        row.minor or "待定",
        URGENCIES.get(row.urgency, row.urgency),
        issue.unit_name(row.unit),
        row.label,
        due_stamp(row.due_at),
        stamp(row.closed_at),
    )
