"""The view under a table (行视图): a QTableView that paints whole rows itself; also used for its frozen columns."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from desktop.theme import look
from desktop.theme.look import BODY, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import Lettering
from desktop.widgets.paged_model import PagedModel, said
from desktop.widgets.row_painter import MARK, PAD, Place, RowPainter
from desktop.widgets.table_column import Paint
from desktop.widgets.table_header import TableHeader
from desktop.widgets.ticks import Ticks

NO_HOVER = -1
EDGE = 14  # left of the sentence in an empty table


class RowsView(QTableView):
    """Rows of a PagedModel, painted row by row; the current row is the selection."""

    def __init__(
        self, model: PagedModel, ticks: Ticks, tick_section: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = model
        self.ticks = ticks
        self._tick_section = tick_section
        self._hovered = NO_HOVER
        self.blank = ""
        self.head = TableHeader(model.columns, tick_section, self)
        self.setHorizontalHeader(self.head)
        self.head.setStretchLastSection(False)
        self.setModel(model)
        self._be_calm()

    def _be_calm(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(10)

    def set_blank(self, sentence: str) -> None:
        """What stands in the first row while there are no rows; "" while that is not known yet."""
        self.blank = sentence
        self.viewport().update()

    def set_row_height(self, tall: int) -> None:
        """All rows this high (px)."""
        self.verticalHeader().setDefaultSectionSize(tall)
        self.viewport().update()

    def seen(self) -> tuple[int, int]:
        """The first and the last row that can be seen; (0, -1) when there are none."""
        count = self.rows.count
        if not count:
            return 0, -1
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return first, count - 1 if last < 0 else last

    def row_box(self, row: int) -> QRect:
        """Where a row is painted."""
        top, tall = self.rowViewportPosition(row), self.rowHeight(row)
        return QRect(0, top, self.viewport().width(), tall)

    def update_row(self, row: int) -> None:
        """Paint a row again."""
        if row >= 0:
            self.viewport().update(self.row_box(row))

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        first, last = self.seen()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("panel"))
        if not self.rows.count:
            self._write_blank(painter)
        places, tick = self._places(event.rect())
        brush = RowPainter(painter, self.rows.columns)
        header, tall = self.verticalHeader(), 0
        current, focused = self.currentIndex().row(), self.has_keys()
        has_first = self.head.sectionViewportPosition(self.head.logicalIndex(0)) >= 0
        for row in range(first, last + 1):
            y, tall = header.sectionViewportPosition(row), header.sectionSize(row)
            box = QRect(0, y, self.viewport().width(), tall)
            if not box.intersects(event.rect()):
                continue
            ticked = self._is_ticked(row)
            hovered = row == self._hovered
            brush.ground(box, current=row == current, ticked=ticked, hovered=hovered, first=has_first)
            if focused and row == current:
                brush.focus(box)
            cells = self.rows.cells(row)
            if cells is None:
                brush.waiting(box)
                continue
            if tick is not None:
                brush.tick(tick[0], y, tick[1], tall, ticked)
            brush.paint(cells, places, y, tall)
        painter.end()

    def has_keys(self) -> bool:
        """Whether arrow keys come here."""
        return self.hasFocus()

    def _write_blank(self, painter: QPainter) -> None:
        tall = self.verticalHeader().defaultSectionSize()
        width = self.viewport().width() - 2 * EDGE
        Lettering(painter).write(self.blank, EDGE, 4, width, tall, BODY, "ink3")

    def _is_ticked(self, row: int) -> bool:
        return bool(self.ticks) and self.ticks.has(self.rows.row(row))

    def _places(self, area: QRect) -> tuple[list[Place], tuple[int, int] | None]:
        """Columns that meet the area, and where the tick boxes are."""
        head, found = self.head, []
        tick: tuple[int, int] | None = None
        for section in range(head.count()):
            if head.isSectionHidden(section):
                continue
            x, width = head.sectionViewportPosition(section), head.sectionSize(section)
            if x > area.right() or x + width < area.left():
                continue
            if section == self._tick_section:
                tick = (x, width)
            else:
                found.append((section, x, width))
        return found, tick

    # ------------------------------------------------------------ hovering

    def viewportEvent(self, event: QEvent) -> bool:
        """A tooltip says what is cut off or explains, never what can be read anyway."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(self.indexAt(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def _tip(self, index: QModelIndex) -> str:
        cells = self.rows.cells(index.row()) if index.isValid() else None
        if cells is None:
            return ""
        cell, kind = cells[index.column()], self.rows.columns[index.column()].paint
        room = self.columnWidth(index.column()) - 2 * PAD - (look.px(MARK) + 6 if kind is Paint.STATE else 0)
        cut = lettering.advance(cell.text, SECOND, cell.bold) > room
        words = said(cell) if cut or kind is Paint.LIGHT else ""
        mark = cell.mark.value if cell.mark is not None else ""
        return "\n".join(one for one in (cell.tip or words, mark) if one)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        if not event.buttons():
            return  # a press that moves would drag the selection along
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(NO_HOVER)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered, before = row, self._hovered
            self.update_row(before)
            self.update_row(row)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.update_row(previous.row())
        self.update_row(current.row())

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page, not a search."""


def default_row_height(*, compact: bool = False, lines: int = 1) -> int:
    """36 px a row, 32 on a small screen (two lines 52 and 46), more when the font needs it."""
    designed = (32, 46)[lines - 1] if compact else (36, 52)[lines - 1]
    return max(look.px(designed), lettering.height(SECOND) * lines + (6 if compact else 10))
