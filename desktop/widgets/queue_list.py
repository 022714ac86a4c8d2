"""The queue (待办队列): cards by what is left of their time, painted; the chosen one is kept by its case."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.theme.look import BODY
from desktop.widgets import lettering
from desktop.widgets.card import Card
from desktop.widgets.card_painter import card_height
from desktop.widgets.card_pictures import CardLook, CardPictures
from desktop.widgets.lettering import Lettering

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole
ROOT = QModelIndex()
EDGE = 14  # left of the sentence in an empty queue


class _Cards(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []

    def put(self, cards: Sequence[Card]) -> None:
        if [one.case_id for one in cards] == [one.case_id for one in self.cards]:
            for row, card in enumerate(cards):
                self.replace(row, card)
            return
        self.beginResetModel()
        self.cards = list(cards)
        self.endResetModel()

    def replace(self, row: int, card: Card) -> None:
        if self.cards[row] != card:
            self.cards[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            tags = (text for text, _ in card.tags)
            parts = (card.sign.value, card.title, card.left, card.where, card.limit, *tags, card.serial)
            return "，".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            tags = (text for text, _ in card.tags)
            return "\n".join(part for part in (card.title, card.where, card.limit, " ".join(tags)) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "QueueList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, card_height(compact=self._view.compact))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state, box = option.state, option.rect
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        look = self._view.look(index.data(CARD), box.size(), chosen=chosen, hovered=hovered)
        self._view.pictures.draw(painter, box.topLeft(), look)


class QueueList(QListView):
    """Cards one below another. What changes keeps its place: nothing moves under the operator's hand."""

    selected = Signal(str)  # case_id; only by the operator
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compact = False
        self.pictures = CardPictures()
        self._silent = False
        self._chosen = ""
        self._blank = ""
        self._model = _Cards(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(24)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.cards[index.row()].case_id))

    # ------------------------------------------------------------ filling

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards; the chosen case stays chosen and the first seen card stays in its place."""
        anchor = self.indexAt(self.viewport().rect().topLeft()).row()
        top = self._model.cards[anchor].case_id if anchor > 0 else ""
        offset = self.visualRect(self._model.index(anchor)).y() if top else 0
        self._silent = True
        self._model.put(cards)
        self.choose(self._chosen)
        self._silent = False
        self._hold(top, offset)

    async def prepare(self, cards: Sequence[Card]) -> None:
        """Paint cards that will be shown, a few at a time: showing them is then only drawing their pictures."""
        size = QSize(self.viewport().width(), card_height(compact=self.compact))
        for card in cards:
            if self.pictures.prepare(self.look(card, size, chosen=card.case_id == self._chosen)):
                await asyncio.sleep(0)

    def look(self, card: Card, size: QSize, *, chosen: bool, hovered: bool = False) -> CardLook:
        """What a card's picture is known by."""
        ratio = self.devicePixelRatioF()
        return CardLook(card, size.width(), size.height(), ratio, self.compact, chosen, hovered)

    def refresh(self, card_of: Callable[[str], Card | None]) -> None:
        """Once a second: cards that are seen are made anew; those that came out the same are not painted."""
        first = max(0, self.indexAt(self.viewport().rect().topLeft()).row())
        last = self.indexAt(self.viewport().rect().bottomLeft()).row()
        for row in range(first, len(self._model.cards) if last < 0 else last + 1):
            card = card_of(self._model.cards[row].case_id)
            if card is not None:
                self._model.replace(row, card)

    def set_blank(self, sentence: str) -> None:
        """What stands in the first row while the queue is empty; "" while that is not known yet."""
        self._blank = sentence
        self.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """The cards of a small screen."""
        if compact != self.compact:
            self.compact = compact
            self.scheduleDelayedItemsLayout()

    # ------------------------------------------------------------ choosing

    @property
    def chosen(self) -> str:
        """The chosen case, "" for none; it may have left the list."""
        return self._chosen

    @property
    def cards(self) -> Sequence[Card]:
        """What is shown."""
        return tuple(self._model.cards)

    def choose(self, case_id: str) -> bool:
        """Mark a case without telling; False when it is not in the list."""
        self._chosen = case_id
        places: Mapping[str, int] = {one.case_id: at for at, one in enumerate(self._model.cards)}
        before, self._silent = self._silent, True
        at = places.get(case_id, -1)
        self.setCurrentIndex(self._model.index(at) if at >= 0 else ROOT)
        self._silent = before
        return at >= 0

    def step(self, by: int) -> None:
        """Choose the next or the previous card."""
        if count := len(self._model.cards):
            at = self.currentIndex().row()
            self.setCurrentIndex(self._model.index(min(max(0, at + by), count - 1) if at >= 0 else 0))

    # ------------------------------------------------------------ Qt's own

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._silent and current.isValid():
            self._chosen = self._model.cards[current.row()].case_id
            self.selected.emit(self._chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self.step(1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self.step(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._model.cards[self.currentIndex().row()].case_id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.cards and self._blank:
            tall, width = lettering.height(BODY) + 20, self.viewport().width() - 2 * EDGE
            Lettering(QPainter(self.viewport())).write(self._blank, EDGE, 0, width, tall, BODY, "ink3")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.pictures.forget()
            self.scheduleDelayedItemsLayout()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page, not a search."""

    def _hold(self, top: str, offset: int) -> None:
        """Scroll so that the card that was at the top is there again."""
        if not top:
            return
        at = next((i for i, one in enumerate(self._model.cards) if one.case_id == top), -1)
        if at > 0:
            bar = self.verticalScrollBar()
            self.executeDelayedItemsLayout()
            bar.setValue(bar.value() + self.visualRect(self._model.index(at)).y() - offset)
