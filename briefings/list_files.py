"""A list out of files (清单文件): CSV or Excel, one sheet each of items and of duty lines, codes kept as text.

A file may be named as it likes: the columns tell which table it is. What cannot be read is told for every file at once.
"""

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from briefings.catalogue_files import CatalogueFileError, Sheet, check_header, read_sheet
from governance.catalogue.faults import LIST_SHEETS

ITEMS, LINES = LIST_SHEETS
MARK = {LINES: "line_no", ITEMS: "item_name"}  # the column that tells a sheet
EXCEL = (".xlsx", ".xlsm")


def read_list(paths: Sequence[Path]) -> tuple[dict[str, Sheet], list[str]]:
    """The tables of the files, and a sentence for everything that could not be read."""
    tables: dict[str, Sheet] = {}
    said: list[str] = []
    for path in paths:
        try:
            for sheet, rows in _read(path).items():
                if sheet in tables:
                    raise CatalogueFileError(f"{path.name} 与另一个文件都是 {sheet}；请只给一个。", path=path)
                tables[sheet] = rows
        except CatalogueFileError as err:
            said.append(err.sentence)
    said += [f"没有 {sheet} 表；请一并给出。" for sheet in LIST_SHEETS if sheet not in tables and not said]
    return tables, said


def _read(path: Path) -> dict[str, Sheet]:
    if path.suffix.lower() in EXCEL:
        return _workbook(path)
    return {(sheet := _csv_kind(path)): read_sheet(path, sheet)}


def _csv_kind(path: Path) -> str:
    """Which table a CSV is: by its name, else by its first line."""
    if path.stem in LIST_SHEETS:
        return path.stem
    try:
        head = path.read_bytes()[:4096].decode("utf-8-sig", errors="replace").partition("\n")[0]
    except OSError as err:
        raise CatalogueFileError(f"{path.name} 打不开；请核对路径和读取权限。", path=path) from err
    return _kind([cell.strip(' "\r') for cell in head.split(",")], path.name, path)


def _kind(header: Sequence[str], name: str, path: Path) -> str:
    for sheet, column in MARK.items():
        if column in header:
            return sheet
    raise CatalogueFileError(
        f"{name} 既没有“item_name”列也没有“line_no”列，认不出是哪张表；请核对表头。", path=path
    )


def _workbook(path: Path) -> dict[str, Sheet]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, BadZipFile, KeyError, ValueError) as err:
        raise CatalogueFileError(
            f"{path.name} 打不开或不是Excel文件；请另存为xlsx后重试。", path=path
        ) from err
    found: dict[str, Sheet] = {}
    try:
        for sheet in book.worksheets:
            rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            if any(any(row) for row in rows):
                kind, table = _table(rows, f"{path.name} 的工作表“{sheet.title}”", path)
                found[kind] = table
    finally:
        book.close()
    if not found:
        raise CatalogueFileError(f"{path.name} 没有数据；请核对文件。", path=path)
    return found


def _table(rows: list[list[str]], name: str, path: Path) -> tuple[str, Sheet]:
    header = [cell for cell in rows[0] if cell]
    kind = _kind(header, name, path)
    check_header(path, header, kind, name)
    body = rows[1:]
    while body and not any(body[-1]):
        body.pop()
    empty = next((number for number, row in enumerate(body, 2) if not any(row)), 0)
    if empty:
        raise CatalogueFileError(f"{name} 第{empty}行是空行；请删去空行。", path=path, row=empty)
    wide = len(header)
    return kind, [dict(zip(header, [*row, *[""] * wide][:wide], strict=True)) for row in body]


def _cell(value: object) -> str:
    """A cell as text: whole numbers without a point, dates as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return text.removesuffix(" 00:00:00")
