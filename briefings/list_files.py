"""A list out of files (清单文件): CSV or Excel, one sheet each of items and of duty lines, codes kept as text.

A file may be named as it likes: the columns tell which table it is, in Chinese or as the data pack names them. A title
above the head, a sheet of instructions and merged cells are what people's files have. What cannot be read is told for
every file at once.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

from msgspec import Struct
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from briefings.catalogue_files import CatalogueFileError, Sheet, check_header, read_cells
from briefings.list_headings import FILLED, ITEMS, NAMES, columns_of, names_of, sheet_of
from governance.catalogue.faults import LIST_SHEETS

EXCEL = (".xlsx", ".xlsm")
HEAD_WITHIN = 6  # the head stands in one of the first lines
Cells = list[list[str]]


class Origin(Struct, frozen=True):
    """Where a table stands, so that a fault is told where a person will look for it."""

    name: str  # `清单.xlsx 的工作表“事项”`
    head: int  # line of its head, as a spreadsheet counts
    columns: dict[str, str]  # column → as it is written in the head

    def row(self, row: int) -> int:
        """The line of a row whose table had its head in the first line."""
        return row + self.head - 1 if row else 0


class ListFiles(Struct, frozen=True):
    """What the files gave: tables by name, where each stands, a sentence for everything that could not be read."""

    tables: dict[str, Sheet]
    origins: dict[str, Origin]
    said: list[str]


def read_list(paths: Sequence[Path]) -> ListFiles:
    """Read the files of a list."""
    tables: dict[str, Sheet] = {}
    origins: dict[str, Origin] = {}
    said: list[str] = []
    for path in paths:
        try:
            for name, cells in _workbook(path) if path.suffix.lower() in EXCEL else [_csv(path)]:
                sheet, rows, origin = _table(cells, name, path)
                if sheet in tables:
                    raise CatalogueFileError(
                        f"{name} 与 {origins[sheet].name} 都是{NAMES[sheet]}；请只给一个。", path=path
                    )
                tables[sheet], origins[sheet] = rows, origin
        except CatalogueFileError as err:
            said.append(err.sentence)
    said += [_missing(sheet) for sheet in LIST_SHEETS if sheet not in tables and not said]
    return ListFiles(tables, origins, said)


def _missing(sheet: str) -> str:
    columns = "“事项名称”" if sheet == ITEMS else "“责任方”"
    return f"没有{NAMES[sheet]}（{sheet}，表头有{columns}列）；请一并给出。"


def _csv(path: Path) -> tuple[str, Cells]:
    return path.name, read_cells(path)


def _workbook(path: Path) -> list[tuple[str, Cells]]:
    """The tables of a workbook; sheets that are none, such as instructions, are passed by if one is."""
    try:
        book = load_workbook(path, data_only=True)
    except (OSError, InvalidFileException, BadZipFile, KeyError, ValueError) as err:
        raise CatalogueFileError(
            f"{path.name} 打不开或不是Excel文件；请另存为xlsx后重试。", path=path
        ) from err
    try:
        every = [(f"{path.name} 的工作表“{sheet.title}”", _cells(sheet)) for sheet in book.worksheets]
    finally:
        book.close()
    found = [(name, cells) for name, cells in every if any(any(row) for row in cells)]
    if not found:
        raise CatalogueFileError(f"{path.name} 没有数据；请核对文件。", path=path)
    return [(name, cells) for name, cells in found if _head(cells)] or found[:1]


def _cells(sheet: Worksheet) -> Cells:
    """The cells as text; every cell of a merged field holds what the field says."""
    cells = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for field in sheet.merged_cells.ranges:
        for row in range(field.min_row, field.max_row + 1):
            if row > field.min_row and row <= len(cells):
                cells[row - 1][field.min_col - 1] = cells[field.min_row - 1][field.min_col - 1]
    return cells


def _head(cells: Cells) -> int:
    """The line of the head, counted from 1; 0 when there is none."""
    return next((n for n, row in enumerate(cells[:HEAD_WITHIN], 1) if sheet_of(row)), 0)


def _table(cells: Cells, name: str, path: Path) -> tuple[str, Sheet, Origin]:
    head = _head(cells)
    if not head:
        raise CatalogueFileError(
            f"{name} 没有“事项名称”（item_name）也没有“责任方”（line_no）列，认不出是哪张表；请核对表头。",
            path=path,
        )
    written = _without_empty_end(cells[head - 1])
    sheet = sheet_of(written)
    columns = columns_of(sheet, written)
    called = names_of(sheet, written)
    check_header(path, [*columns, *(c for c in FILLED[sheet] if c not in columns)], sheet, name, called)
    rows = _rows(cells[head:], len(columns), name, path, head)
    table = [_filled(dict(zip(columns, row, strict=True)), FILLED[sheet]) for row in rows]
    return sheet, table, Origin(name, head, called)


def _filled(row: dict[str, str], usual: Mapping[str, str]) -> dict[str, str]:
    """The row with what may be left empty or out."""
    return row | {column: cell for column, cell in usual.items() if not row.get(column)}


def _rows(body: Cells, wide: int, name: str, path: Path, head: int) -> Cells:
    while body and not any(body[-1]):
        body = body[:-1]
    if not body:
        raise CatalogueFileError(f"{name} 只有表头，没有数据；请补上数据。", path=path)
    empty = next((n for n, row in enumerate(body, head + 1) if not any(row)), 0)
    if empty:
        raise CatalogueFileError(f"{name} 第{empty}行是空行；请删去空行。", path=path, row=empty)
    return [[*row, *[""] * wide][:wide] for row in body]


def _without_empty_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


def _cell(value: object) -> str:
    """A cell as text: whole numbers without a point, dates as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().removesuffix(" 00:00:00")
