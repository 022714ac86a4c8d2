"""The list behind a condition (条件选单): type to find, Space or Enter ticks, Esc closes; the list follows at once."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.events import texts
from desktop.events.facets import Option, matching
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets.blank import Blank
from desktop.widgets.check_line import paint_check

CODE, LABEL, SIDE, HEAD, TICKED = (Qt.ItemDataRole.UserRole + n for n in range(5))
WIDTH, LINES, FIELD_FROM = 300, 12, 9  # short lists need no field
Index = QModelIndex | QPersistentModelIndex


class PickPopup(QFrame):
    """`picked` with a code each time; `typed` with words that name none (days)."""

    picked = Signal(str)
    typed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("pickPopup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._options: Sequence[Option] = ()
        self._ticked: frozenset[str] = frozenset()
        self._field = QLineEdit()
        self._field.setClearButtonEnabled(True)
        self._field.textChanged.connect(lambda _: self._fill())
        self._field.installEventFilter(self)
        self._items = QStandardItemModel(self)
        self._list = QListView()
        self._list.setModel(self._items)
        self._list.setItemDelegate(_Line(self._list))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.clicked.connect(self._pick)
        self._list.installEventFilter(self)
        self._none = Blank(texts.NO_CHOICE)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        column.addWidget(self._none)

    def offer(self, options: Sequence[Option], ticked: Collection[str], hint: str, below: QWidget) -> None:
        """Open under a button."""
        self._options, self._ticked = options, frozenset(ticked)
        self._field.clear()
        self._field.setPlaceholderText(hint)
        self._field.setVisible(len(options) >= FIELD_FROM or hint != texts.PICK_FIND)
        self._fill()
        line = QFontMetrics(look.font(SECOND)).lineSpacing() + 12
        tall = line * min(LINES, max(2, len(options))) + 16
        self.setFixedSize(look.px(WIDTH), tall + (self._field.sizeHint().height() + 6) * self._with_field())
        self.move(self._place(below))
        self.show()
        (self._field if self._with_field() else self._list).setFocus(Qt.FocusReason.PopupFocusReason)

    def set_ticked(self, ticked: Collection[str]) -> None:
        """Show other ticks; the list stays where it is."""
        self._ticked = frozenset(ticked)
        for row in range(self._items.rowCount()):
            item = self._items.item(row)
            item.setData(item.data(CODE) in self._ticked, TICKED)

    def _with_field(self) -> bool:
        return not self._field.isHidden()

    def _place(self, below: QWidget) -> QPoint:
        """Under the button, within the window."""
        window = below.window()
        corner = below.mapTo(window, QPoint(0, below.height() + 2))
        left = max(4, min(corner.x(), window.width() - self.width() - 4))
        return window.mapToGlobal(QPoint(left, corner.y()))

    def _fill(self) -> None:
        self._items.clear()
        shown = matching(self._options, self._field.text())
        for one in shown:
            item = QStandardItem(one.label)
            for role, value in ((CODE, one.code), (LABEL, one.label), (SIDE, one.note), (HEAD, one.head)):
                item.setData(value, role)
            item.setData(one.code in self._ticked, TICKED)
            self._items.appendRow(item)
        self._list.setVisible(bool(shown))
        self._none.setVisible(not shown)
        if shown:
            self._list.setCurrentIndex(self._items.index(0, 0))

    def _pick(self, index: Index) -> None:
        if index.isValid():
            self.picked.emit(index.data(CODE))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the field move and tick in the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
            key == Qt.Key.Key_Space and watched is self._list
        ):
            if self._items.rowCount():
                self._pick(self._list.currentIndex())
            elif self._field.text().strip():
                self.typed.emit(self._field.text())
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if step is None or watched is not self._field:
            return False
        row = min(max(0, self._list.currentIndex().row() + step), self._items.rowCount() - 1)
        self._list.setCurrentIndex(self._items.index(row, 0))
        return True


class _Line(QStyledItemDelegate):
    """A tick box, the name, the code at the right; heads are bold."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, QFontMetrics(look.font(SECOND)).lineSpacing() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(box, look.colour("brand-l"))
        side, head = look.px(16), bool(index.data(HEAD))
        left = box.left() + 6 + (0 if head else 14 if index.data(SIDE) else 0)
        square = QRect(left, box.top() + (box.height() - side) // 2, side, side).toRectF()
        paint_check(painter, square, bool(index.data(TICKED)))
        painter.setFont(look.font(NOTE))
        note = "" if not head and len(index.data(SIDE)) > 8 else index.data(SIDE)
        wide = painter.fontMetrics().horizontalAdvance(note) + 12 if note else 6
        painter.setPen(look.colour("ink3"))
        painter.drawText(box.adjusted(0, 0, -8, 0), _RIGHT, note)
        painter.setFont(look.font(SECOND, head))
        painter.setPen(look.colour("ink"))
        start = left + side + 8
        room = box.right() - start - wide
        text = painter.fontMetrics().elidedText(index.data(LABEL), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(start, box.top(), room, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
