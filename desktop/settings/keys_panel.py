"""The list of keys (快捷键): what each does, how it is pressed, how it was shipped; one can be changed at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from desktop.settings import texts
from desktop.settings.key_capture import KeyCapture
from desktop.theme import look
from desktop.widgets.buttons import ActionButton
from desktop.widgets.panel import Panel
from desktop.widgets.words import Words

ACTION = Qt.ItemDataRole.UserRole


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
        self._table.verticalHeader().hide()
        self._table.setTabKeyNavigation(False)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
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
            items[1].setFont(look.font(look.BODY, bold=cap != shipped))
            items[2].setForeground(look.colour("ink3"))
            self._model.appendRow(items)
            if action == chosen or (not chosen and number == 0):
                self._table.setCurrentIndex(self._model.index(number, 0))
        self._table.verticalHeader().setDefaultSectionSize(look.row_height(padding=8))

    def say(self, sentence: str, *, wrong: bool) -> None:
        """What came of a change."""
        self._said.say(sentence, "red" if wrong else "green")

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
        rows.addLayout(row)
        rows.addWidget(self._said)
        return foot

    def _change(self) -> None:
        self._said.say("")
        self._capture.wait()

    def _action(self) -> str:
        found: str | None = self._table.currentIndex().siblingAtColumn(0).data(ACTION)
        return found or ""
