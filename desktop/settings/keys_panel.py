"""The list of keys (快捷键): what each does, how it is pressed, how it was shipped; one can be changed at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import texts
from desktop.settings.key_capture import KeyCapture
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.panel import Panel
from desktop.widgets.words import Words

ACTION, CHANGED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
PAD = 14


class _Padded(QStyledItemDelegate):
    """Words start where the panel's title does."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        said = QFontMetrics(look.font(look.BODY, bold=True)).horizontalAdvance(str(index.data()))
        return QSize(said + look.px(PAD) + 12, super().sizeHint(option, index).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, look.colour("brand-l"))
        marked = option.state & QStyle.StateFlag.State_Selected and index.column() == 0
        if marked:
            painter.fillRect(area.left(), area.top(), 2, area.height(), look.colour("brand"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, look.colour("line2"))
        painter.setFont(look.font(look.BODY, bold=bool(index.data(CHANGED))))
        painter.setPen(look.colour("ink3" if index.column() == 2 else "ink"))
        words = area.adjusted(look.px(PAD), 0, -4, 0)
        said = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, said)


class KeysPanel(Panel):
    """A table and, under it, the buttons for the chosen row."""

    key_given = Signal(str, str)  # action, keys
    reset_requested = Signal(str)
    reset_all_requested = Signal()

    def __init__(self) -> None:
        super().__init__(texts.KEYS)
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([texts.KEY_ACTION, texts.KEY_KEYS, texts.KEY_SHIPPED])
        self._table = QTableView()
        self._table.setModel(self._model)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setShowGrid(False)
        self._table.setItemDelegate(_Padded(self._table))
        self._table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.verticalHeader().hide()
        self._table.setTabKeyNavigation(False)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.activated.connect(lambda _: self._change())
        self.set_body(self._table)
        self.set_foot(self._made_foot())

    def show_keys(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Action, what it does, its keys, the shipped ones; the chosen row stays chosen."""
        chosen = self._action()
        self._model.removeRows(0, self._model.rowCount())
        for number, (action, say, cap, shipped) in enumerate(rows):
            items = [QStandardItem(text) for text in (say, cap or "—", shipped or "—")]
            items[0].setData(action, ACTION)
            items[1].setData(cap != shipped, CHANGED)
            self._model.appendRow(items)
            if action == chosen or (not chosen and number == 0):
                self._table.setCurrentIndex(self._model.index(number, 0))
        self._table.verticalHeader().setDefaultSectionSize(look.row_height(padding=8))

    def say(self, sentence: str, *, wrong: bool) -> None:
        """What came of a change."""
        self._said.say(sentence, "red" if wrong else "green")
        self._said.setVisible(bool(sentence))

    @property
    def said(self) -> str:
        """What came of the last change."""
        return self._said.text()

    def _made_foot(self) -> QWidget:
        foot = QWidget()
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        self._change_button = ActionButton(texts.CHANGE, key_cap="Enter")
        self._capture = KeyCapture()
        self._capture.pressed.connect(lambda keys: self.key_given.emit(self._action(), keys))
        none, reset, everything = (
            ActionButton(text) for text in (texts.NO_KEY, texts.RESET, texts.RESET_ALL)
        )
        self._change_button.clicked.connect(self._change)
        none.clicked.connect(lambda: self.key_given.emit(self._action(), ""))
        reset.clicked.connect(lambda: self.reset_requested.emit(self._action()))
        everything.clicked.connect(self.reset_all_requested)
        for widget in (self._change_button, none, reset, self._capture):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(everything)
        self._said = Words("", look.SECOND, wrap=True)
        self._said.hide()
        rows.addLayout(row)
        rows.addWidget(self._said)
        return foot

    def _change(self) -> None:
        self.say("", wrong=False)
        self._capture.wait()

    def _action(self) -> str:
        found: str | None = self._table.currentIndex().siblingAtColumn(0).data(ACTION)
        return found or ""
