"""The head of a table (表头): titles, the sort arrows with their order, and the box that ticks all."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import CENTRE, LEFT, RIGHT, Lettering
from desktop.widgets.row_painter import PAD, UNTICKED
from desktop.widgets.stamps import stamp_tick
from desktop.widgets.table_column import Column, Paint

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

Sorting = tuple[tuple[str, bool], ...]  # (column key, descending), the first sorts first
ARROW = 14


class TableHeader(QHeaderView):
    """Paints and hears the heads of the columns; what sorting means is the page's."""

    sort_clicked = Signal(str, bool)  # column key, Shift held
    tick_all_clicked = Signal()
    menu_asked = Signal(object)  # QPoint on the screen

    def __init__(self, columns: Sequence[Column], tick_section: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self.tick_section = tick_section  # -1 without ticks
        self._sorting: Sorting = ()
        self._ticks = UNTICKED
        self._pressed = -1
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setMouseTracking(True)

    def set_sorting(self, sorting: Sorting) -> None:
        """Show what the rows are sorted by."""
        self._sorting = sorting
        self.viewport().update()

    def set_ticks(self, state: Qt.CheckState) -> None:
        """Show whether all, some or none of the rows are ticked."""
        if state != self._ticks:
            self._ticks = state
            self.viewport().update()

    def sizeHint(self) -> "QSize":
        size = super().sizeHint()
        size.setHeight(max(look.px(34), lettering.height(SECOND) + 14))
        return size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        whole = self.viewport().rect()
        painter.fillRect(whole, look.colour("head"))
        painter.fillRect(QRect(0, whole.height() - 1, whole.width(), 1), look.colour("line"))
        hand = Lettering(painter)
        for section in range(self.count()):
            if not self.isSectionHidden(section):
                box = QRect(
                    self.sectionViewportPosition(section), 0, self.sectionSize(section), whole.height()
                )
                if box.intersects(event.rect()):
                    self._paint_head(painter, hand, section, box)

    def _paint_head(self, painter: QPainter, hand: Lettering, section: int, box: QRect) -> None:
        if section == self.tick_section:
            stamp_tick(painter, box.x(), 0, box.width(), box.height(), self._ticks)
            return
        column = self._columns[section]
        rank = next((i for i, (key, _) in enumerate(self._sorting) if key == column.key), -1)
        right = column.right or column.paint is Paint.NUMBER
        align = CENTRE if column.paint is Paint.LIGHT else RIGHT if right else LEFT
        x, width = box.x() + PAD, box.width() - 2 * PAD
        if column.paint is Paint.STATE:
            x, width = x + look.px(16) + 6, width - look.px(16) - 6
        if column.paint is Paint.LIGHT:
            x, width = box.x(), box.width()
        token, bold = ("brand-d", True) if rank >= 0 else ("ink2", False)
        if rank < 0:
            hand.write(column.title, x, 0, width, box.height(), SECOND, token, bold, align)
            return
        room = look.px(ARROW) + (look.px(8) if len(self._sorting) > 1 else 0)
        took = hand.write(column.title, x, 0, width - room, box.height(), SECOND, token, bold, align)
        at = x + width - room + 1 if right else x + took + 4
        if align == CENTRE:
            at = x + (width - room + took) / 2 + 1
        self._paint_arrow(painter, QPointF(at + look.px(ARROW) / 2, box.height() / 2), self._sorting[rank][1])
        hand.forget()
        if len(self._sorting) > 1:
            hand.write(str(rank + 1), at + look.px(ARROW), 0, look.px(10), box.height(), NOTE, token)

    def _paint_arrow(self, painter: QPainter, at: QPointF, down: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("brand-d"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        tall, wing = look.px(5), look.px(3.5)
        tip = QPointF(at.x(), at.y() + (tall if down else -tall))
        painter.drawLine(QPointF(at.x(), at.y() + (-tall if down else tall)), tip)
        back = -wing if down else wing
        painter.drawLine(tip, QPointF(tip.x() - wing, tip.y() + back))
        painter.drawLine(tip, QPointF(tip.x() + wing, tip.y() + back))
        painter.restore()

    # ------------------------------------------------------------ clicks

    def mousePressEvent(self, event: QMouseEvent) -> None:
        on_edge = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        self._pressed = -1 if on_edge else self.logicalIndexAt(event.position().toPoint())
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        section, self._pressed = self._pressed, -1
        if event.button() != Qt.MouseButton.LeftButton or section < 0:
            return
        moved = (event.position() - self._pressed_at).manhattanLength() > 4
        if moved or section != self.logicalIndexAt(event.position().toPoint()):
            return
        if section == self.tick_section:
            self.tick_all_clicked.emit()
        elif self._columns[section].sortable:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.sort_clicked.emit(self._columns[section].key, shift)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
        return super().event(event)
