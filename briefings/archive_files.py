"""Registers out of workbooks (要素台账文件): xlsx, xls, ods or CSV as people have them.

Titles and notes stand above the header row, headings carry stars and notes in brackets, dates are typed in five ways,
numbers lost their leading zeros or gained a `.0`. What a cell means is settled here; whether it may stand, the rules say.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from governance.archive.headings import COLLECTED, COLLECTOR, WORDS, best_kind, plain
from governance.archive.importing import Cells
from governance.archive.register import KINDS, Kind
from governance.refusal import ReportedError
from governance.time.working_time import day_number, midnight

EXCEL = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"})
HEADER_WITHIN = 15  # rows; titles and notes stand above
LEAST_HEADINGS = 2
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?: 0?0:00(?::00)?)?")
_NOON = 12 * 3_600_000
_SHORT_PHONE = re.compile(r"[ \-]")


class ArchiveFileError(ReportedError):
    """A file can't be read as a register (台账文件读不出来)."""


class Table(Struct, frozen=True):
    """One sheet, understood."""

    sheet: str
    kind: Kind
    rows: tuple[Cells, ...]
    columns: Mapping[str, str]  # field → heading
    left_out: tuple[str, ...]  # headings that no field fits


def read_tables(
    path: Path,
    kinds: Sequence[str] = (),
    given: Mapping[str, str] | None = None,
    grids: Mapping[str, str] | None = None,
) -> list[Table]:
    """The sheets of a file that are registers; raises ArchiveFileError when none is.

    `kinds` = what it may be; `given` = fields for rows that leave them empty; `grids` = codes by the grids' names.
    """
    found = []
    for name, rows in _sheets(path):
        table = _table(name, rows, kinds or tuple(KINDS), given or {}, grids or {}, path.name)
        if table is not None:
            found.append(table)
    filled = [table for table in found if table.rows]
    if found and not filled:
        raise ArchiveFileError(f"{path.name} 只有表头，没有数据；请填好后再导入。", path=str(path))
    found = filled
    if not found:
        raise ArchiveFileError(
            f"{path.name} 没有认得出的要素台账；表头须有姓名、证件号码、网格等列，请核对。", path=str(path)
        )
    return found


def _table(
    sheet: str,
    rows: list[list[str]],
    kinds: Sequence[str],
    given: Mapping[str, str],
    grids: Mapping[str, str],
    file: str,
) -> Table | None:
    ways = [
        (way, n) for n, row in enumerate(rows[:HEADER_WITHIN]) if (way := best_kind(row, kinds)) is not None
    ]
    if not ways:
        return None
    (kind, columns), at = max(ways, key=lambda way: (len(way[0][1]), -way[1]))
    if len(columns) < LEAST_HEADINGS:
        return None
    header = rows[at]
    defaults = {"source": f"表格导入：{file}"[:60], **given}
    read = []
    for number, cells in enumerate(rows[at + 1 :], at + 2):
        said = {key: cells[n] for n, key in columns.items() if n < len(cells) and cells[n]}
        if said:
            read.append(Cells(number, _meant(kind, defaults | said, grids)))
    left = [plain(text) for n, text in enumerate(header) if text and n not in columns]
    return Table(sheet, kind, tuple(read), {key: header[n] for n, key in columns.items()}, tuple(left))


def _meant(kind: Kind, said: Mapping[str, str], grids: Mapping[str, str]) -> dict[str, str]:
    """The cells in our words."""
    found: dict[str, str] = {}
    for key, text in said.items():
        field = kind.field(key)
        if key == COLLECTED:
            day = _day(text)
            found[key] = str(midnight(day_number(date.fromisoformat(day))) + _NOON) if day else ""
        elif key == COLLECTOR:
            found[key] = grids.get(f"person:{text}", "")
        elif field is not None:
            found[key] = _cell(key, field.form, field.several, text, grids)
    return found


def _cell(key: str, form: str, several: bool, text: str, grids: Mapping[str, str]) -> str:
    match form:
        case "date":
            return _day(text) or text
        case "id_no" | "credit":
            return text.replace(" ", "").upper()
        case "phone":
            return _SHORT_PHONE.sub("", re.split(r"[;；,，/、]", text)[0]) if text[:1] != "0" else text
        case "grid":
            return grids.get(text, text)
        case "person":
            return grids.get(f"person:{text}", text)
    if several:
        words = (part.strip() for part in re.split(r"[;；,，、]", text))
        return ";".join(grids.get(f"word:{word}", word) for word in words if word)
    return WORDS.get(key, {}).get(text, grids.get(f"word:{text}", text) if key == "kind" else text)


def _day(text: str) -> str:
    """A day however it is written, as YYYY-MM-DD; empty when it is none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return ""
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


# ---------------------------------------------------------------- cells out of files


def _sheets(path: Path) -> list[tuple[str, list[list[str]]]]:
    if path.suffix.lower() in EXCEL:
        return _workbook(path)
    return [(path.stem, _csv(path))]


def _workbook(path: Path) -> list[tuple[str, list[list[str]]]]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
    )  # half a second, for imports alone

    try:
        with CalamineWorkbook.from_path(path) as book:
            names = book.sheet_names
            return [
                (
                    name,
                    [
                        [_text(cell) for cell in row]
                        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    ],
                )
                for name in names
            ]
    except PasswordError as err:
        raise ArchiveFileError(f"{path.name} 设了打开密码；请取消密码后重试。", path=str(path)) from err
    except (CalamineError, OSError) as err:
        raise ArchiveFileError(
            f"{path.name} 打不开或不是表格文件；请另存为xlsx后重试。", path=str(path)
        ) from err


def _csv(path: Path) -> list[list[str]]:
    try:
        data = path.read_bytes()
    except OSError as err:
        raise ArchiveFileError(f"{path.name} 打不开；请核对路径和读取权限。", path=str(path)) from err
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    raise ArchiveFileError(f"{path.name} 的文字编码读不懂；请另存为UTF-8的CSV。", path=str(path))


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a point, days as YYYY-MM-DD."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip() if cell is not None else ""
