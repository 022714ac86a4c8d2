"""Calls table (呼叫表): the day's sums, a line a department, and the list of the day's calls."""

from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from briefings.daily_sheets.lists import ListSheet
from briefings.daily_sheets.unit_table import figure_cell
from briefings.figures.call_row import CallRow, Part
from briefings.figures.calls import CallFigures, Column, DepartmentLine, of_the_day, verdict
from briefings.figures.figure import NONE, Day, Figure
from briefings.texts import due_stamp, stamp
from briefings.workbook import (
    CENTRE,
    HEAD,
    RATE,
    SUM_RATE,
    SUM_TEXT,
    TEXT,
    across,
    name_cell,
    paragraph,
    put,
    row_of,
)
from governance.calls.payloads import GRADES, RESPONSES

WIDTHS = (6, 23, 9, 20, 11, 9, 11, 17, 17, 17, 10, 12)
WIDE = len(WIDTHS)
TITLES = (
    "序号", "部门", Column.ASSIGNED, Column.RESPONDED, Column.OWED_RESPONSE, Column.ON_TIME, "响应度",
    Column.OWED_RESULT, Column.DONE, "办结率", Column.RATED, "满意率",
)  # fmt: skip
LIST_TITLES = (
    "序号", "编号", "等级", "部门", "主办/配合", "清单事项", "状态", "签发时间", "响应到期", "响应时间", "方式", "判定",
)  # fmt: skip
LIST: Mapping[str, float] = {
    "编号": 23, "签发时间": 17, "等级": 7, "清单事项": 12, "部门": 44, "状态": 14, "对应事件": 23,
}  # fmt: skip
NOTE_TEXT = (
    "口径：应响应、应办结＝时限在本时段内到期的部门任务；响应度＝按时响应/应响应，办结率＝已办结/应办结，"
    "满意率＝（满意＋基本满意）/人工评价；撤回、不予受理、退单成立、豁免、时间待核不计，"
    "系统默认评价视同已办结、不计入满意率；分母为 0 记“—”。"
)


def write_calls(
    book: Workbook,
    sheet: Worksheet,
    row: int,
    figures: CallFigures,
    rows: Sequence[CallRow],
    day: Day,
    who: Callable[[str], str],
    places: ListSheet,
    named: str,
) -> int:
    """Write sums, department table and call list from `row` on; gives the first row below."""
    row = _sums(book, sheet, row, figures, places, named)
    row_of(sheet, row, TITLES, HEAD)
    sheet.row_dimensions[row].height = 20
    for number, line in enumerate(figures.lines, 1):
        row += 1
        put(sheet, row, 1, number, CENTRE)
        put(sheet, row, 2, who(line.dept), TEXT)
        _numbers(sheet, row, line, places, line.dept)
    row += 1
    across(sheet, row, 2, "合计", SUM_TEXT)
    _numbers(sheet, row, figures.total, places, None)
    row += 1
    paragraph(sheet, row, WIDE, f"{NOTE_TEXT}另有不计 {figures.total[Column.OUT].number} 件次。")
    return _list(sheet, row + 2, rows, day, who)


def sums(figures: CallFigures) -> Mapping[str, Figure]:
    """Whole calls, however many departments each has."""
    return {"呼叫签发": figures.issued, "呼叫响应": figures.responded, "呼叫评价": figures.rated}


def _sums(
    book: Workbook, sheet: Worksheet, row: int, figures: CallFigures, places: ListSheet, named: str
) -> int:
    for at, (title, figure) in zip((2, 4, 6), sums(figures).items(), strict=True):
        put(sheet, row, at, title, HEAD)
        cell = figure_cell(sheet, row, at + 1, figure.number, title, places.place(title, None), total=True)
        name_cell(book, f"{named}{title}", cell)
    sheet.row_dimensions[row].height = 20
    return row + 2


def _numbers(sheet: Worksheet, row: int, line: DepartmentLine, places: ListSheet, key: str | None) -> None:
    total = key is None
    for place, title in enumerate(TITLES[2:], 3):
        if isinstance(title, Column):
            figure_cell(sheet, row, place, line[title].number, title, places.place(title, key), total)
        else:
            ratio = line.share(title).ratio
            put(sheet, row, place, NONE if ratio is None else float(ratio), SUM_RATE if total else RATE)
    sheet.row_dimensions[row].height = 18


def _list(sheet: Worksheet, row: int, rows: Sequence[CallRow], day: Day, who: Callable[[str], str]) -> int:
    across(sheet, row, WIDE, "当日呼叫（当日签发及尚未办完）", HEAD)
    row += 1
    row_of(sheet, row, LIST_TITLES, HEAD)
    for number, call in enumerate(of_the_day(rows, day), 1):
        for part in call.parts or (None,):
            row += 1
            for column, text in enumerate(_call_texts(call, part, day, who), 2):
                put(sheet, row, column, text, TEXT if column == 4 else CENTRE)
            put(sheet, row, 1, number, CENTRE)
    return row + 1


def _call_texts(call: CallRow, part: Part | None, day: Day, who: Callable[[str], str]) -> Sequence[str]:
    head = (call.serial, GRADES.get(call.grade, call.grade))
    item = call.item or "清单外"
    issued = stamp(call.issued_at)
    if part is None:
        named = "、".join(who(dept) for dept in call.named)
        return (
            *head,
            named,
            "待交办" if call.open else NONE,
            item,
            call.label,
            issued,
            NONE,
            NONE,
            NONE,
            NONE,
        )
    return (
        *head,
        who(part.dept),
        "主办" if part.lead else "配合",
        item,
        call.label,
        issued,
        due_stamp(part.respond_due) or NONE,
        stamp(part.responded) or NONE,
        RESPONSES.get(part.how, part.how) or NONE,
        verdict(call, part, day),
    )


def of_call(call: CallRow, who: Callable[[str], str]) -> Sequence[str]:
    """A call's texts in the lists behind figures."""
    depts = [who(part.dept) for part in call.parts] or [who(dept) for dept in call.named]
    return (
        call.serial,
        stamp(call.issued_at),
        GRADES.get(call.grade, call.grade),
        call.item or "清单外",
        "、".join(depts),
        call.label,
        call.event,
    )
