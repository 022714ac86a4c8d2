"""Lists behind figures (案件清单): a sheet of blocks, and at which row a figure's block begins.

A column of a table is one stretch of its list sheet, a line of the table one block of it; so a total opens at the
beginning of its stretch and every case is written once a column.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from briefings.figures.figure import Figure
from briefings.workbook import BLOCK, HEAD, SUB, across, link, paper, plain_row, put, row_of, widths

FIRST_ROW = 3


class Block(Struct, frozen=True):
    """The cases of one figure."""

    column: str
    key: str
    title: str  # who is counted
    figure: Figure
    group: str = ""  # blocks of one group stand together under its name


class ListSheet:
    """Where the blocks of one table stand."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._rows: dict[tuple[str, str | None], int] = {}

    def row(self, column: str, key: str | None) -> int | None:
        """The row at which the block of a figure begins (`None`: the column's stretch); None without cases."""
        return self._rows.get((column, key))

    def place(self, column: str, key: str | None) -> "tuple[ListSheet, int] | None":
        """Where a figure opens: this sheet and the row, or None without cases."""
        row = self.row(column, key)
        return None if row is None else (self, row)

    def begins(self, column: str, key: str | None, row: int) -> None:
        """Remember where a block begins; the first place counts."""
        self._rows.setdefault((column, key), row)


def write_list(
    book: Workbook,
    name: str,
    back_to: str,
    header: Mapping[str, float],
    blocks: Iterable[Block],
    detail: Callable[[str], Sequence[str]],
    foot: str,
) -> ListSheet:
    """Write a sheet of blocks; `header` names the columns with their widths, `detail` gives a case's texts."""
    sheet = book.create_sheet(name)
    places = ListSheet(name)
    widths(sheet, header.values())
    link(put(sheet, 1, 1, f"案件清单（{back_to}）  点此返回", SUB), back_to, 1)
    row_of(sheet, 2, list(header), HEAD)
    row = FIRST_ROW
    for column, members in _stretches(blocks):
        row = _stretch(sheet, row, column, members, places, detail, len(header))
    paper(sheet, header=(1, 2), foot=foot, freeze=f"B{FIRST_ROW}")
    sheet.print_options.gridLines = True
    return places


def _stretches(blocks: Iterable[Block]) -> Iterator[tuple[str, list[Block]]]:
    found: dict[str, list[Block]] = {}
    for block in blocks:
        if block.figure.cases:
            found.setdefault(block.column, []).append(block)
    yield from found.items()


def _stretch(
    sheet: Worksheet,
    row: int,
    column: str,
    blocks: Sequence[Block],
    places: ListSheet,
    detail: Callable[[str], Sequence[str]],
    wide: int,
) -> int:
    number = sum(block.figure.number for block in blocks)
    across(sheet, row, wide, f"■ {column}：共 {number} 件", HEAD)
    places.begins(column, None, row)
    row += 1
    for block in blocks:
        if block.group:
            places.begins(column, block.group, row)
        places.begins(column, block.key, row)
        put(sheet, row, 1, f"{column} · {block.title}：{block.figure.number} 件", BLOCK)
        row += 1
        for case in block.figure.cases:
            plain_row(sheet, row, detail(case))
            row += 1
    return row
