"""The views at the left (视图栏): groups, names and numbers; one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.events import texts
from desktop.events.faces import ViewFace
from desktop.lights import Sign
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets.light import paint_light

KEY, NAME, COUNT, HEAD = (Qt.ItemDataRole.UserRole + n for n in range(4))
SIGNS = {"red": Sign.OVERDUE, "yellow": Sign.SOON, "unsent": Sign.UNSENT, "conflicts": Sign.CONFLICT}
TOKENS = {"red": "red", "conflicts": "red", "unsent": "amber-d", "yellow": "amber-d"}
PAD, SIGN = 12, 14
Index = QModelIndex | QPersistentModelIndex


class ViewsList(QListView):
    """`chosen` with a view's key, by a click or ↑↓ and Enter."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self._shown: tuple[tuple[ViewFace, ...], str] = ((), "")
        self.setModel(self._items)
        self.setItemDelegate(_Line(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(texts.VIEWS_TITLE)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def set_views(self, faces: Sequence[ViewFace], chosen: str) -> None:
        """Show the views; nothing is told."""
        if (tuple(faces), chosen) == self._shown:
            return
        self._shown = (tuple(faces), chosen)
        self._items.clear()
        group = ""
        for face in faces:
            if face.group != group:
                group = face.group
                self._items.appendRow(_head(group))
            item = _item(face)
            self._items.appendRow(item)
            if face.key == chosen:
                self.setCurrentIndex(item.index())

    def keys(self) -> list[str]:
        """The views in their order."""
        return [face.key for face in self._shown[0]]

    def changeEvent(self, event: QEvent) -> None:
        """Take the row height of a new scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.doItemsLayout()

    def _choose(self, index: Index) -> None:
        key = index.data(KEY)
        if key:
            self.chosen.emit(key)


def _head(group: str) -> QStandardItem:
    item = QStandardItem(group)
    item.setData(True, HEAD)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _item(face: ViewFace) -> QStandardItem:
    count = texts.UNCOUNTED if face.count is None else str(face.count)
    item = QStandardItem(f"{face.name} {count}")
    item.setData(face.key, KEY)
    item.setData(face.name, NAME)
    item.setData(count, COUNT)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setToolTip(face.name)
    return item


class _Line(QStyledItemDelegate):
    """Paints a group's name, or a view with its sign and number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(look.font(SECOND)).lineSpacing()
        return QSize(look.px(100), line + (20 if index.data(HEAD) and index.row() else 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        painter.save()
        if index.data(HEAD):
            self._paint_head(painter, box, index)
        else:
            self._paint_view(painter, box, option, index)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRect, index: Index) -> None:
        if index.row():
            painter.fillRect(QRect(box.left(), box.top() + 6, box.width(), 1), look.colour("line2"))
        painter.setFont(look.font(NOTE))
        painter.setPen(look.colour("ink3"))
        painter.drawText(
            box.adjusted(PAD, 7 if index.row() else 2, -PAD, 0), Qt.AlignmentFlag.AlignVCenter, index.data()
        )

    def _paint_view(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        state = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        if on or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("brand-l"))
        if on:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), look.colour("brand"))
        key, count = index.data(KEY), index.data(COUNT)
        calm = count in ("0", texts.UNCOUNTED)
        side, left = look.px(SIGN), PAD + look.px(SIGN) + 6
        if key in SIGNS and not calm:
            at = box.top() + (box.height() - side) // 2
            paint_light(painter, QRect(box.left() + PAD, at, side, side).toRectF(), SIGNS[key])
        token = TOKENS.get(key, "ink2") if not calm else "ink3"
        painter.setFont(look.font(SECOND, on or (key in TOKENS and not calm)))
        painter.setPen(look.colour(token))
        wide = painter.fontMetrics().horizontalAdvance(count)
        painter.drawText(box.adjusted(0, 0, -PAD, 0), _RIGHT, count)
        painter.setFont(look.font(SECOND, on))
        painter.setPen(look.colour("brand-d" if on else "ink"))
        room = box.width() - left - PAD - wide - 8
        name = painter.fontMetrics().elidedText(index.data(NAME), Qt.TextElideMode.ElideRight, room)
        painter.drawText(box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)


_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
