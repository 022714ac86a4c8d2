"""The daily table on a sheet (日报表): the columns of §10, and right of them the check, row by row.

The check stands there as a formula that the sheet works out itself, so that whoever changes a number sees it fail, and as
words below, for programs that only show stored results.
"""

from collections.abc import Callable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from briefings.daily_sheets.lists import ListSheet
from briefings.figures.daily import PRINTED, TOTAL, Column, Line, Table
from briefings.ledger_totals import TOTALS
from briefings.workbook import (
    ALARM,
    CENTRE,
    HEAD,
    HOT,
    NARROW,
    NOTE,
    NUMBER,
    SUM_NUMBER,
    SUM_TEXT,
    TEXT,
    ZERO,
    across,
    formula,
    link,
    name_cell,
    paragraph,
    put,
)

CHECK = (
    ("重办", (Column.REWORKED,), ()),
    ("拆分净增", (Column.SPLIT_OFF,), (Column.SPLIT,)),
    ("转入", (Column.TAKEN,), ()),
    ("转出", (Column.GIVEN,), ()),
    ("不予受理", (Column.REJECTED,), ()),
    ("作废", (Column.VOIDED,), ()),
    ("归并净", (Column.MERGED,), (Column.UNMERGED,)),
)  # heading, what adds to the number, what takes from it
RULE = "在办＝昨日结转＋新增＋重办＋拆分净增＋转入−转出−办结−不予受理−作废−归并净"
HIGH = 20  # points
FIRST_CHECK = 13  # column M; L is a gap
EXPECTED, AGREES = FIRST_CHECK + len(CHECK), FIRST_CHECK + len(CHECK) + 1
WIDE = AGREES
WIDTHS = (5, 22, *[7.2] * len(PRINTED), 1.2, *[6.6] * len(CHECK), 7, 7)

Place = tuple[ListSheet, int] | None
Links = Callable[[Column, str | None], Place]  # None as key: the total


def write_unit_table(
    book: Workbook,
    sheet: Worksheet,
    row: int,
    table: Table,
    who: Callable[[str], str],
    links: Links,
    named: str = "",
) -> int:
    """Write head, lines, total and check from `row` on; give the first row below. `named`: prefix of the totals' names."""
    across(sheet, row, FIRST_CHECK - 2, "办理情况", HEAD)
    across(sheet, row, AGREES - FIRST_CHECK + 1, "勾稽", HEAD, FIRST_CHECK)
    row += 1
    for column, title in enumerate(("序号", "平台/单位", *PRINTED), 1):
        put(sheet, row, column, title, NARROW)
    for column, title in enumerate([*(c[0] for c in CHECK), "应有在办", "核对"], FIRST_CHECK):
        put(sheet, row, column, title, NARROW)
    sheet.row_dimensions[row - 1].height, sheet.row_dimensions[row].height = 18, 28
    for number, line in enumerate(table.lines, 1):
        row += 1
        put(sheet, row, 1, number, CENTRE)
        put(sheet, row, 2, who(line.key), TEXT)
        _numbers(sheet, row, line, links)
    row += 1
    across(sheet, row, 2, "合计", SUM_TEXT)
    cells = _numbers(sheet, row, table.total, links)
    if named:
        for title in cells.keys() & set(TOTALS):
            name_cell(book, f"{named}{title}", cells[title])
    row += 1
    for text, look in check_lines(table, who):
        paragraph(sheet, row, WIDE, text, look)
        row += 1
    return row


def _numbers(
    sheet: Worksheet,
    row: int,
    line: Line,
    links: Links,
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    total = line.key == TOTAL
    key = None if total else line.key
    for at, column in enumerate(PRINTED, 3):
        cells[column] = figure_cell(sheet, row, at, line.number(column), column, links(column, key), total)
    for at, (title, plus, minus) in enumerate(CHECK, FIRST_CHECK):
        added, taken = (sum(line.number(c) for c in columns) for columns in (plus, minus))
        place = None if taken else links(plus[0], key)  # a net of both has no one list
        cells[title] = figure_cell(sheet, row, at, added - taken, plus[0], place, total)
    look = SUM_NUMBER if total else ZERO
    formula(sheet, row, EXPECTED, _expected(row), look)
    formula(sheet, row, AGREES, f'=IF(T{row}=F{row},"相符","不符")', SUM_TEXT if total else CENTRE)
    sheet.row_dimensions[row].height = HIGH
    return cells


def _expected(row: int) -> str:
    """C 昨日结转, D 新增, E 办结; M 重办, N 拆分净增, O 转入, P 转出, Q 不予受理, R 作废, S 归并净."""
    return f"=C{row}+D{row}+M{row}+N{row}+O{row}-P{row}-E{row}-Q{row}-R{row}-S{row}"


def figure_cell(
    sheet: Worksheet,
    row: int,
    column: int,
    number: int,
    what: str,
    place: Place,
    total: bool,
) -> Cell:
    """Write a figure that opens its list."""
    look = SUM_NUMBER if total else ZERO if number == 0 else HOT if what == Column.OVERDUE else NUMBER
    cell = put(sheet, row, column, number, look)
    if place is not None and number:
        link(cell, place[0].name, place[1])
    return cell


def worked_out(line: Line) -> str:
    """The check as people write it: `47＋46＋1＋0−29−2−1−3＝59`."""
    adds = (Column.CARRIED, Column.NEW, Column.REWORKED)
    split = line.number(Column.SPLIT_OFF) - line.number(Column.SPLIT)
    merged = line.number(Column.MERGED) - line.number(Column.UNMERGED)
    takes = (Column.CLOSED, Column.REJECTED, Column.VOIDED)
    moved = [f"＋{line.number(Column.TAKEN)}−{line.number(Column.GIVEN)}"] if line.key != TOTAL else []
    return "".join(
        (
            "＋".join(str(line.number(c)) for c in adds),
            f"＋{split}" if split >= 0 else f"−{-split}",
            *moved,
            *(f"−{line.number(c)}" for c in takes),
            f"−{merged}" if merged >= 0 else f"＋{-merged}",
            f"＝{line.expected}",
        )
    )


def check_lines(table: Table, who: Callable[[str], str]) -> Sequence[tuple[str, str]]:
    """The total's check in words, and every line that does not add up."""
    said = "相符" if table.total.holds else "不符"
    lines = [
        (
            f"勾稽：{RULE}。合计 {worked_out(table.total)}，在办 {table.total.number(Column.OPEN)}，{said}。",
            NOTE if table.total.holds else ALARM,
        )
    ]
    lines += [
        (
            f"勾稽不符：{who(line.key)} 应有在办 {line.expected}，实为 {line.number(Column.OPEN)}"
            f"（{worked_out(line)}）；请打开该行案件清单核对。",
            ALARM,
        )
        for line in table.lines
        if not line.holds
    ]
    return lines
