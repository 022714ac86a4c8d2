"""A million rows by pages (分页模型): keeps the pages around what is seen, asks for those that are missing.

States of a page: absent, asked for, here, stale. A stale page is shown until the new one comes, so nothing flickers
when the store has changed. A page that nobody has looked at for long is dropped.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.widgets.table_column import EMPTY, TICK, Cell, Column, Formatter, Paint, Row

PAGE = 100
KEPT_PAGES = 8
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class PageSource(Protocol):
    """Where pages come from: it answers later by `model.put_page(n, rows)`."""

    def want(self, n: int) -> None:
        """Bring page n."""


class PagedModel(QAbstractTableModel):
    """Rows by pages, cells by the page's formatter, kept until their row or the clock changes."""

    wanted = Signal(int)
    rows_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        formatter: Formatter,
        page_size: int = PAGE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.page_size = page_size
        self.now = 0
        self._formatter = formatter
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._cells: dict[int, tuple[int, list[Cell]]] = {}
        self._follow = [at for at, column in enumerate(self.columns) if column.follows_clock]

    # ------------------------------------------------------------ filling

    @property
    def count(self) -> int:
        """How many rows there are in all."""
        return self._count

    def set_count(self, count: int) -> None:
        """So many rows there are now; pages that are here stay to be seen and are asked for anew."""
        self._stale, self._asked = set(self._pages), set()
        if count > self._count:
            self.beginInsertRows(NOWHERE, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(NOWHERE, count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self.rows_changed.emit()

    def forget(self) -> None:
        """Another list comes (filter, sort): nothing of the old one may be seen among the new."""
        self._pages.clear()
        self._cells.clear()
        self._stale, self._asked = set(), set()
        self.rows_changed.emit()

    def put_page(self, n: int, rows: Sequence[Row]) -> None:
        """Page n as asked for."""
        self._asked.discard(n)
        self._stale.discard(n)
        self._pages[n] = rows
        self._pages.move_to_end(n)
        self._drop_cells(n)
        while len(self._pages) > KEPT_PAGES:
            dropped, _ = self._pages.popitem(last=False)
            self._drop_cells(dropped)
        self.rows_changed.emit()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """A short list, all of it."""
        self.page_size = max(PAGE, len(rows))
        self._pages.clear()
        self._cells.clear()
        self.set_count(len(rows))
        self.put_page(0, rows)

    def need(self, first: int, last: int) -> None:
        """These rows are seen: ask for the pages that are missing or stale."""
        if self._count == 0:
            return
        for n in range(first // self.page_size, min(last, self._count - 1) // self.page_size + 1):
            if n in self._pages:
                self._pages.move_to_end(n)
            if n not in self._asked and (n not in self._pages or n in self._stale):
                self._asked.add(n)
                self.wanted.emit(n)

    # ------------------------------------------------------------ asking

    def row(self, at: int) -> Row | None:
        """A row, or None while its page is not here."""
        page = self._pages.get(at // self.page_size)
        within = at % self.page_size
        return page[within] if page is not None and within < len(page) else None

    def rows_here(self) -> Mapping[int, Row]:
        """Every row that is here, by its place."""
        size = self.page_size
        return {n * size + i: row for n, page in self._pages.items() for i, row in enumerate(page)}

    def cells(self, at: int) -> Sequence[Cell] | None:
        """The cells of a row as of `now`, or None while its page is not here."""
        kept = self._cells.get(at)
        if kept is not None and kept[0] == self.now:
            return kept[1]
        if (row := self.row(at)) is None:
            return None
        formatter, now = self._formatter, self.now
        if kept is None:
            cells = [EMPTY if one is TICK else formatter(row, one.key, now) for one in self.columns]
        else:
            cells = list(kept[1])
            for place in self._follow:
                cells[place] = formatter(row, self.columns[place].key, now)
        self._cells[at] = (now, cells)
        return cells

    def said(self, row: Row, sections: Sequence[int]) -> list[str]:
        """A row in words, also one whose page is no longer here."""
        return [said(self._formatter(row, self.columns[one].key, self.now)) for one in sections]

    def _drop_cells(self, n: int) -> None:
        first = n * self.page_size
        for at in range(first, first + self.page_size):
            self._cells.pop(at, None)

    # ------------------------------------------------------------ Qt's own questions

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _TEXT_ROLES or not index.isValid():
            return None
        cells = self.cells(index.row())
        cell = EMPTY if cells is None else cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or cell.text
        return said(cell)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column.right or column.paint is Paint.NUMBER
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


_TEXT_ROLES = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)


def said(cell: Cell) -> str:
    """A cell in words: what a screen reader says and what is copied."""
    sign = cell.sign.value if cell.sign is not None and not cell.text else ""
    return " ".join(part for part in (sign, cell.text, cell.flag, cell.second) if part)
