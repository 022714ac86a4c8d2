"""Category table and village table (分类表、分村表): 新增, 办结, 在办, 超期, one line an area or village."""

from collections.abc import Callable

from openpyxl.worksheet.worksheet import Worksheet

from briefings.daily_sheets.lists import ListSheet
from briefings.daily_sheets.unit_table import figure_cell
from briefings.figures.daily import BRIEF, Table
from briefings.workbook import CENTRE, HEAD, SUM_TEXT, TEXT, across, put, row_of

WIDTHS = (8, 34, 16, 16, 16, 16)


def write_breakdown(
    sheet: Worksheet,
    row: int,
    table: Table,
    title: str,
    who: Callable[[str], str],
    places: ListSheet,
) -> int:
    """Write the table from `row` on; gives the first row below."""
    row_of(sheet, row, ("序号", title, *BRIEF), HEAD)
    sheet.row_dimensions[row].height = 20
    for number, line in enumerate((*table.lines, table.total), 1):
        row += 1
        total = line is table.total
        if total:
            across(sheet, row, 2, "合计", SUM_TEXT)
        else:
            put(sheet, row, 1, number, CENTRE)
            put(sheet, row, 2, who(line.key), TEXT)
        for at, column in enumerate(BRIEF, 3):
            place = places.place(column, None if total else line.key)
            figure_cell(sheet, row, at, line.number(column), column, place, total)
        sheet.row_dimensions[row].height = 18
    return row + 1


def differences(counted: Table, daily: Table) -> list[str]:
    """What in a table does not agree with the daily table, or in itself (勾稽)."""
    wrong = [
        f"{column} {counted.total.number(column)}，日报 {daily.total.number(column)}"
        for column in BRIEF
        if counted.total.number(column) != daily.total.number(column)
    ]
    return wrong if counted.holds else [*wrong, "逐行勾稽不符"]
