"""Small tables that people hand to the county's program (表格文件): CSV in UTF-8, read strictly.

What spreadsheet programs spoil (encoding, columns, lost cells) is told with file, row and column; nothing of a spoilt
file is used. Codes stay text.
"""

import csv
import io
from collections.abc import Collection
from pathlib import Path

from county.failures import CountyError

Row = dict[str, str]


def read_table(
    path: Path, needed: Collection[str], error: type[CountyError], *, allowed: Collection[str] | None = None
) -> list[tuple[int, Row]]:
    """Give (row number as a spreadsheet shows it, row) of a file; raises `error` with one sentence.

    `allowed` = columns that may stand beside the needed ones; None lets any.
    """
    text = _text(path, error)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, Row]] = []
    try:
        header = [name.strip() for name in next(lines, [])]
        _check_header(path, header, needed, allowed, error)
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue  # an empty line, as spreadsheet programs leave them below a table
            if len(cells) != len(header):
                raise error(
                    f"{path.name} 第{lines.line_num}行有{len(cells)}列，表头有{len(header)}列；请检查逗号和引号。",
                    path=str(path),
                )
            rows.append((lines.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    except csv.Error as err:
        raise error(
            f"{path.name} 第{lines.line_num}行附近引号或换行不成对；请检查后重试。", path=str(path)
        ) from err
    if not rows:
        raise error(f"{path.name} 只有表头，没有数据；请补上数据。", path=str(path))
    return rows


def _text(path: Path, error: type[CountyError]) -> str:
    try:
        content = path.read_bytes()
    except OSError as err:
        raise error(f"打不开 {path.name}；请核对路径和读取权限。", path=str(path)) from err
    if not content.strip():
        raise error(f"{path.name} 是空文件；请补上表头和数据。", path=str(path))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        row = content.count(b"\n", 0, err.start) + 1
        raise error(
            f"{path.name} 第{row}行不是UTF-8编码（可能是GBK）；请另存为“CSV UTF-8”后重试。", path=str(path)
        ) from err
    if "\x00" in text:
        raise error(f"{path.name} 不是文本表格；请导出为“CSV UTF-8”后重试。", path=str(path))
    return text


def _check_header(
    path: Path,
    header: list[str],
    needed: Collection[str],
    allowed: Collection[str] | None,
    error: type[CountyError],
) -> None:
    for column in needed:
        if column not in header:
            raise error(f"{path.name} 缺少“{column}”列；请补上这一列。", path=str(path))
    for number, column in enumerate(header, 1):
        if header.index(column) != number - 1:
            raise error(f"{path.name} 有两个“{column}”列；请删去一个。", path=str(path))
        if allowed is not None and column not in needed and column not in allowed:
            name = f"“{column}”" if column else "没有名称"
            raise error(f"{path.name} 第{number}列{name}不认识；请删去该列或改正列名。", path=str(path))
