"""The county's data pack as a folder of CSV files (目录数据包), read strictly.

A person edited these files, often in a spreadsheet program: what such programs spoil (encoding, leading zeros, lost
cells) is told with file, row and column, and nothing of a spoilt pack is used. Codes stay text.
"""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

from governance.catalogue.catalogue import Catalogue, from_tables
from governance.catalogue.faults import faults
from governance.catalogue.tables import COLUMNS, NEEDED, OPTIONAL, REMARKS
from governance.refusal import ReportedError

Sheet = list[dict[str, str]]


class CatalogueFileError(ReportedError):
    """A file of the data pack cannot be used (数据包有误)."""


def load_catalogue(folder: Path) -> Catalogue:
    """Read, check and make the catalogue of a folder; raises CatalogueFileError with the first fault and their count."""
    tables = read_pack(folder)
    if found := faults(tables):
        more = f"（另有{len(found) - 1}处）" if len(found) > 1 else ""
        raise CatalogueFileError(f"{found[0]}{more}", folder=folder, faults=found)
    return from_tables(tables)


def read_pack(folder: Path) -> dict[str, Sheet]:
    """Read the sheets of a data pack by their names, those that may be absent only if they are there.

    Raises CatalogueFileError, naming file, row and column. Other files of the folder are not looked at.
    """
    if not folder.is_dir():
        raise CatalogueFileError(f"找不到目录数据包文件夹 {folder}；请核对路径。", folder=folder)
    found: dict[str, Sheet] = {}
    for sheet in COLUMNS:
        path = folder / f"{sheet}.csv"
        if path.exists():
            found[sheet] = read_sheet(path, sheet)
        elif sheet in NEEDED:
            raise CatalogueFileError(f"目录数据包缺少文件 {path.name}；请补上后重试。", path=path)
    return found


def read_sheet(path: Path, sheet: str) -> Sheet:
    """Read one CSV file as a sheet; raises CatalogueFileError, naming row and column."""
    header, *body = read_cells(path, lambda head: check_header(path, head, sheet))
    if not body:
        raise CatalogueFileError(f"{path.name} 只有表头，没有数据；请补上数据。", path=path)
    return [dict(zip(header, cells, strict=True)) for cells in body]


def read_cells(path: Path, check: Callable[[list[str]], None] = lambda head: None) -> list[list[str]]:
    """The cells of a CSV file, its head first, every row as wide as the head; raises CatalogueFileError.

    `check` raises for a head that is wrong, before the rows are held against it.
    """
    lines = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    header: list[str] = []
    rows: list[list[str]] = []
    try:
        header = next(lines, [])
        check(header)
        empty = 0
        for number, cells in enumerate(lines, 2):
            if not any(cells):
                empty = empty or number  # spreadsheet programs leave such lines below a table
                continue
            if empty:
                raise CatalogueFileError(f"{path.name} 第{empty}行是空行；请删去空行。", path=path, row=empty)
            if len(cells) != len(header):
                raise CatalogueFileError(
                    f"{path.name} 第{number}行有{len(cells)}列，表头有{len(header)}列；请检查逗号和引号。",
                    path=path,
                    row=number,
                )
            rows.append(cells)
    except csv.Error as err:
        raise CatalogueFileError(
            f"{path.name} 第{len(rows) + 2}行附近引号或换行不成对；请检查后重试。",
            path=path,
            row=len(rows) + 2,
        ) from err
    return [header, *rows]


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as err:
        raise CatalogueFileError(f"{path.name} 打不开；请检查文件是否被占用或无权读取。", path=path) from err
    if not content.strip():
        raise CatalogueFileError(f"{path.name} 是空文件；请补上表头和数据。", path=path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        row = content.count(b"\n", 0, err.start) + 1
        raise CatalogueFileError(
            f"{path.name} 第{row}行不是UTF-8编码（可能是GBK）；请另存为“CSV UTF-8”后重试。",
            path=path,
            row=row,
        ) from err


def check_header(
    path: Path, header: list[str], sheet: str, name: str = "", written: Mapping[str, str] | None = None
) -> None:
    """Raise CatalogueFileError for columns that are missing, all of them, or one that is unknown or there twice.

    `name` = what people call the sheet; `written` = what they call its columns.
    """
    name, called = name or path.name, written or {}
    known = {*COLUMNS[sheet], *OPTIONAL.get(sheet, ()), *REMARKS}
    missing = [column for column in COLUMNS[sheet] if column not in header]
    if missing:
        said = "".join(f"“{called.get(column, column)}”" for column in missing)
        these = "这一列" if len(missing) == 1 else f"这{len(missing)}列"
        raise CatalogueFileError(f"{name} 缺少{said}列；请补上{these}。", path=path, column=missing[0])
    for number, column in enumerate(header, 1):
        if column not in known:
            wrong = f"“{column}”不认识" if column else "没有列名"
            raise CatalogueFileError(
                f"{name} 第{number}列{wrong}；请删去该列或改正列名。", path=path, column=column
            )
        if header.index(column) != number - 1:
            said = called.get(column, column)
            raise CatalogueFileError(f"{name} 有两个“{said}”列；请删去一个。", path=path, column=column)
