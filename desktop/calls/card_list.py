"""The list of calls (呼叫列表): cards as high as they have departments, painted; the chosen one is kept by its key."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.calls.card_painter import CardPainter, card_height
from desktop.calls.cards import CardFace

Index = QModelIndex | QPersistentModelIndex
FACE = Qt.ItemDataRole.UserRole
ROOT = QModelIndex()


class _Cards(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: list[CardFace] = []

    def put(self, cards: Sequence[CardFace]) -> None:
        before = [(one.key, len(one.lines), bool(one.head)) for one in self.cards]
        same = [(one.key, len(one.lines), bool(one.head)) for one in cards] == before
        if not same:
            self.beginResetModel()
        self.cards = list(cards)
        if not same:
            self.endResetModel()
        elif cards:
            self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        face = self.cards[index.row()]
        if role == FACE:
            return face
        if role == Qt.ItemDataRole.DisplayRole:
            lines = (f"{line.role} {line.unit} {line.said}" for line in face.lines)
            tags = (text for text, _ in face.tags)
            parts = (face.head, face.grade, face.title, *lines, *tags, face.where, face.serial)
            return "，".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return face.title
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "CardList", now: Callable[[], int]) -> None:
        super().__init__(view)
        self._now = now
        self.mark = ""  # 截至 of the other side, once that is old

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, card_height(index.data(FACE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        CardPainter(painter, self._now(), self.mark).paint(option.rect, index.data(FACE), chosen, hovered)


class CardList(QListView):
    """`selected` with a card's key when the operator chose it, `opened` on Enter."""

    selected = Signal(str)
    opened = Signal(str)

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__()
        self._silent = False
        self._chosen = ""
        self._model = _Cards(self)
        self.setModel(self._model)
        self._delegate = _Delegate(self, now)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)

    @property
    def cards(self) -> tuple[CardFace, ...]:
        """What is shown."""
        return tuple(self._model.cards)

    @property
    def chosen(self) -> str:
        """The key of the card that is marked, or was before it left the list."""
        return self._chosen

    def set_cards(self, cards: Sequence[CardFace]) -> None:
        """Show these; the chosen card stays chosen, the scroll stays."""
        at = self.verticalScrollBar().value()
        self._model.put(cards)
        self.choose(self._chosen, seen=False)
        self.verticalScrollBar().setValue(at)

    def choose(self, key: str, *, seen: bool = True) -> bool:
        """Mark a card without telling; False when it is not in the list."""
        self._chosen = key
        at = next((n for n, one in enumerate(self._model.cards) if one.key == key), -1)
        self._silent = True
        self.setCurrentIndex(self._model.index(at) if at >= 0 else ROOT)
        self._silent = False
        if at >= 0 and seen:
            self.scrollTo(self._model.index(at))
        return at >= 0

    @property
    def mark(self) -> str:
        """截至 as it stands on the cards."""
        return self._delegate.mark

    def set_mark(self, mark: str) -> None:
        """截至 on every clock of the other side, "" while that is heard."""
        self._delegate.mark = mark

    def tick(self) -> None:
        """A second went by: what is seen is painted anew."""
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._silent and current.isValid():
            self._chosen = self._model.cards[current.row()].key
            self.selected.emit(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._chosen)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page, not a search."""
