"""Drawing on sheets (工作簿): looks, safe text, links from a figure to its list, paper. Nothing here knows what is drawn.

Every text is written as a string whatever it begins with, so a text that looks like a formula stays a text; formulas are
only what `formula` writes.
"""

import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from briefings.texts import clean

SONG, HEI = "宋体", "黑体"
INK, BLUE, RED, PALE, GREY = "FF1F2937", "FF1F4E8C", "FFC00000", "FFE8EEF6", "FF8A94A3"
_RISKY = ("=", "+", "-", "@", "#")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE = 28  # 31, less a number that tells equal names apart
_LONGEST = 32_000  # characters a cell holds, with room to spare

TITLE, HEAD, NARROW, SUB, LEAD, NOTE, ALARM = "日报标题", "表头", "窄表头", "题注", "导语", "附注", "不符"
TEXT, CENTRE, NUMBER, ZERO, HOT, RATE = "文字", "居中", "数字", "零", "超期数字", "比率"
SUM_TEXT, SUM_NUMBER, SUM_RATE, BLOCK = "合计文字", "合计数字", "合计比率", "清单标题"


def new_workbook(*, write_only: bool = False) -> Workbook:
    """An empty workbook with the looks of all briefings and no sheet yet; `write_only` for rows without end."""
    book = Workbook(write_only=write_only)
    for sheet in list(book.worksheets):
        book.remove(sheet)
    # the look of every cell that has no other; openpyxl gives no public way to it
    book._fonts[0] = book._named_styles["Normal"].font = Font(name=SONG, size=10, color=INK)  # type: ignore[attr-defined]
    for style in _looks():
        book.add_named_style(style)
    book.calculation.fullCalcOnLoad = True  # the check formulas carry no stored result
    return book


def _looks() -> Iterable[NamedStyle]:
    thin = Side(style="thin", color="FF7F8A99")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    pale = PatternFill("solid", fgColor=PALE)
    red = PatternFill("solid", fgColor="FFFBE3E1")

    def look(name: str, across: str, *, face: str = SONG, size: float = 10, bold: bool = False,
             colour: str = INK, boxed: bool = True, fill: PatternFill | None = None, form: str = "General",
             wrap: bool = True, up: str = "center") -> NamedStyle:  # fmt: skip
        style = NamedStyle(name)
        style.font = Font(name=face, size=size, bold=bold, color=colour)
        style.alignment = Alignment(horizontal=across, vertical=up, wrap_text=wrap)
        style.border = box if boxed else Border()
        style.fill = fill or PatternFill()
        style.number_format = form
        return style

    yield look(TITLE, "center", face=HEI, size=18, bold=True, boxed=False)
    yield look(SUB, "left", boxed=False, wrap=False)
    yield look(LEAD, "left", size=10.5, boxed=False)
    yield look(NOTE, "left", size=9, boxed=False, up="top")
    yield look(ALARM, "left", face=HEI, bold=True, colour=RED, boxed=False, fill=red)
    yield look(HEAD, "center", face=HEI, fill=pale)
    yield look(NARROW, "center", face=HEI, size=9, fill=pale)
    yield look(TEXT, "left")
    yield look(CENTRE, "center")
    yield look(NUMBER, "right", colour=BLUE, form="0")
    yield look(ZERO, "right", colour=GREY, form="0")
    yield look(HOT, "right", bold=True, colour=RED, form="0")
    yield look(RATE, "right", form="0.00%")
    yield look(SUM_TEXT, "center", face=HEI, fill=pale)
    yield look(SUM_NUMBER, "right", bold=True, fill=pale, form="0")
    yield look(SUM_RATE, "right", bold=True, fill=pale, form="0.00%")
    yield look(BLOCK, "left", face=HEI, colour=BLUE, boxed=False, wrap=False)


def new_sheet(book: Workbook, title: str) -> Worksheet:
    """Add a sheet of that name, as far as a sheet can bear it."""
    sheet = book.create_sheet(_NOT_IN_TITLES.sub("-", clean(title))[:_LONGEST_TITLE] or None)
    assert isinstance(sheet, Worksheet)
    return sheet


def put(sheet: Worksheet, row: int, column: int, value: str | int | float | None, look: str) -> Cell:
    """Write a number, or a text that stays one."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # not the inside of a merged range
    cell.style = look
    if isinstance(value, str):
        _write_text(cell, value)
    else:
        cell.value = value
    return cell


def _write_text(cell: Cell, text: str) -> None:
    text = clean(text)[:_LONGEST]
    if not text:
        return  # an empty cell, not an empty string
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_RISKY):
        cell.quotePrefix = True  # an edit in the sheet leaves it a text too


def formula(sheet: Worksheet, row: int, column: int, text: str, look: str) -> Cell:
    """Write a formula of our own making."""
    cell = put(sheet, row, column, None, look)
    cell.value = text
    return cell


def row_of(sheet: Worksheet, row: int, values: Sequence[str | int | float | None], look: str) -> None:
    """Write one row from the first column on."""
    for column, value in enumerate(values, 1):
        put(sheet, row, column, value, look)


def plain_row(sheet: Worksheet, row: int, values: Sequence[str]) -> None:
    """Write the next row, number `row`, in the plain look: for long lists, much quicker than cell by cell."""
    sheet.append([clean(value)[:_LONGEST] or None for value in values])
    for column, value in enumerate(values, 1):
        if value.startswith(_RISKY):
            put(sheet, row, column, value, "Normal")


def across(sheet: Worksheet, row: int, columns: int, text: str, look: str, first: int = 1) -> Cell:
    """Write one text over several columns."""
    cell = put(sheet, row, first, text, look)
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=first + columns - 1)
    return cell


def paragraph(sheet: Worksheet, row: int, columns: int, text: str, look: str = NOTE) -> None:
    """Write a text over several columns, in a row high enough for all its lines."""
    across(sheet, row, columns, text, look)
    sheet.row_dimensions[row].height = high_enough(sheet, 1, columns, text) - 4


def high_enough(sheet: Worksheet, first: int, last: int, text: str) -> float:
    """The height (points) of a row whose columns `first` to `last` hold the text."""
    room = sum(sheet.column_dimensions[get_column_letter(c)].width for c in range(first, last + 1))
    lines = sum(1 + int(width(part) // max(room * 1.05, 1)) for part in text.split("\n"))
    return 4 + 14.0 * lines


def width(text: str) -> int:
    """Columns that a text takes: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def link(cell: Cell, sheet: str, row: int) -> None:
    """Let a click on the cell open the sheet at the row."""
    place = f"{quote_sheetname(sheet)}!A{row}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=None)


def name_cell(book: Workbook, name: str, cell: Cell) -> None:
    """Give a cell a name by which it can be read back: letters, digits and `_` only, or Excel takes the file for broken."""
    place = f"{quote_sheetname(cell.parent.title)}!${cell.column_letter}${cell.row}"
    book.defined_names[name] = DefinedName(name, attr_text=place)


def widths(sheet: Worksheet, columns: Iterable[float]) -> None:
    """Set the columns' widths, in digits."""
    for number, wide in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide


def paper(
    sheet: Worksheet,
    *,
    header: tuple[int, int] | None,
    foot: str,
    freeze: str | None,
    portrait: bool = False,
) -> None:
    """A4, one page wide, header rows repeated on every page and kept in view."""
    setup = sheet.page_setup
    setup.paperSize = 9  # A4
    setup.orientation = "portrait" if portrait else "landscape"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.top, margins.right, margins.bottom, margins.left = (mm / 25.4 for mm in (16, 14, 18, 14))
    margins.header = margins.footer = 8 / 25.4
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{header[0]}:{header[1]}" if header else None
    sheet.freeze_panes = freeze
    sheet.oddFooter = HeaderFooterItem(
        left=_foot_part(foot.replace("&", "&&")), right=_foot_part("第 &P/&N 页")
    )


def _foot_part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=clean(text), font=f"{SONG},Regular", size=9)
