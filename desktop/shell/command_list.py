"""The list under the command bar (查找结果): groups with a head, lines with a note and the keys of a command."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.shell.finding import Hit
from desktop.theme import look

HIT = Qt.ItemDataRole.UserRole
MOST_TALL, PAD = 520, 12
Index = QModelIndex | QPersistentModelIndex


class _Lines(QStyledItemDelegate):
    """Paints heads, lines, and the sentence when nothing was found."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_head = index.data(HIT) is None
        return QSize(100, look.row_height(look.NOTE if is_head else look.BODY, padding=8 if is_head else 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        hit = index.data(HIT)
        room = area.adjusted(look.px(PAD), 0, -look.px(PAD), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if hit is None:
            painter.setFont(look.font(look.NOTE))
            painter.setPen(look.colour("ink3"))
            painter.drawText(room, middle, str(index.data()))
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("brand-l"))
            painter.fillRect(area.left(), area.top(), 2, area.height(), look.colour("brand"))
        self._paint_line(painter, room, hit)

    def _paint_line(self, painter: QPainter, room: QRect, hit: Hit) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(look.SECOND))
        side = hit.cap or hit.note
        right = min(painter.fontMetrics().horizontalAdvance(side) + 2, room.width() * 6 // 10)
        painter.setPen(look.colour("ink2" if hit.cap else "ink3"))
        note = painter.fontMetrics().elidedText(side, Qt.TextElideMode.ElideRight, right)
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, note)
        painter.setFont(look.font(look.BODY))
        painter.setPen(look.colour("ink"))
        words = room.adjusted(0, 0, -right - look.px(12), 0)
        said = painter.fontMetrics().elidedText(hit.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, said)


class CommandList(QListView):
    """Lies over the page and never takes the focus: what is typed stays in the field."""

    taken = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setObjectName("popup")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Lines(self))
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.clicked.connect(lambda index: self.taken.emit(index.data(HIT)))
        self.setMouseTracking(True)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], nothing: str) -> None:
        """Show these lines under the heads of their groups, the first one chosen; or the sentence."""
        self._model.clear()
        group = ""
        for hit in hits:
            if hit.group != group:
                group = hit.group
                self._add(group, None)
            self._add(hit.title, hit)
        if not hits:
            self._add(nothing, None)
        elif (first := self._model.index(1, 0)).isValid():
            self.setCurrentIndex(first)

    @property
    def hit(self) -> Hit | None:
        """The chosen line."""
        found: Hit | None = self.currentIndex().data(HIT) if self.isVisible() else None
        return found

    def place(self, corner: QPoint, wide: int) -> None:
        """Lie there, as tall as the lines need."""
        tall = sum(self.sizeHintForRow(row) for row in range(self._model.rowCount())) + 4
        room = self._over.height() - corner.y() - 8
        self.setGeometry(corner.x(), corner.y(), wide, min(tall, look.px(MOST_TALL), room))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(look.colour("field-line"))
        painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _add(self, text: str, hit: Hit | None) -> None:
        item = QStandardItem(text)
        item.setData(hit, HIT)
        if hit is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(item)
