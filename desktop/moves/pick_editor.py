"""One of many (选单位、选人): type a part of the name, its initials or its code; Enter takes it and goes on."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QVBoxLayout, QWidget

from desktop.moves import texts
from desktop.moves.chips import Chips
from desktop.moves.form import Choice, Entry
from desktop.theme.look import BODY, font
from desktop.widgets.offered_list import dress_offers

_KEY, _FIND = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class PickLine(QLineEdit):
    """A line with the choices under it. `picked` with a key, `entered` when the form goes on.

    `spelling_wanted` once letters are typed: how names begin in pinyin is worked out elsewhere and told to `spell`.
    """

    picked = Signal(str)
    entered = Signal()
    spelling_wanted = Signal()

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = tuple(choices)
        self._spelled: Mapping[str, Sequence[str]] | None = None
        self.setPlaceholderText(texts.PICK)
        self._list = QCompleter(_model(self._choices, self), self)
        self._list.setCompletionRole(_FIND)
        self._list.setFilterMode(Qt.MatchFlag.MatchContains)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setMaxVisibleItems(9)
        dress_offers(self._list)
        self._list.setWidget(self)
        self._popup.setFont(font(BODY))
        self._popup.clicked.connect(lambda index: self._take(str(index.data(_KEY))))
        self._popup.installEventFilter(self)
        self.textEdited.connect(self._search)

    @property
    def _popup(self) -> QAbstractItemView:
        """The list under the line: the completer's own."""
        found = self._list.popup()
        if found is None:
            raise LookupError("a completer without its list")
        return found

    def label_of(self, key: str) -> str:
        """What a key is called; "" for none."""
        return next((one.label for one in self._choices if one.key == key), "")

    @property
    def labels(self) -> tuple[str, ...]:
        """What the choices are called."""
        return tuple(one.label for one in self._choices)

    def spell(self, spelled: Mapping[str, Sequence[str]]) -> None:
        """The choices are found by these too from now on; what is being typed is looked for again."""
        self._spelled = spelled
        model = self._list.model()
        for row, one in enumerate(self._choices):
            model.setData(model.index(row, 0), self._found_by(one), _FIND)
        if self.hasFocus() and self.text().strip() and not self.hasSelectedText():
            self._open(self.text().strip())

    def match(self, typed: str) -> str:
        """The key that the words mean: an exact name, else the first that holds them; "" for none."""
        words = typed.strip().casefold()
        if not words:
            return ""
        exact = (one.key for one in self._choices if one.label.casefold() == words)
        held = (one.key for one in self._choices if words in self._found_by(one).casefold())
        return next(exact, next(held, ""))

    def _found_by(self, choice: Choice) -> str:
        return " ".join((_found_by(choice), *(self._spelled or {}).get(choice.label, ())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The whole name is marked, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ opens the list, Enter takes what is meant and goes on."""
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self._open("")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take(self.match(self.text()))
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list is open: Enter takes the marked line, or the first."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return super().eventFilter(watched, event)
        index = self._popup.currentIndex()
        index = index if index.isValid() else self._popup.model().index(0, 0)
        self._popup.hide()
        if index.isValid():
            self._take(str(index.data(_KEY)))
        self.entered.emit()
        return True

    def _search(self, typed: str) -> None:
        if self._spelled is None and any(sign.isascii() and sign.isalpha() for sign in typed):
            self._spelled = {}  # asked once
            self.spelling_wanted.emit()
        if typed.strip():
            self._open(typed.strip())
        else:
            self._popup.hide()
            self.picked.emit("")

    def _open(self, words: str) -> None:
        self._list.setCompletionPrefix(words)
        self._list.complete()

    def _take(self, key: str) -> None:
        self._popup.hide()
        if key:
            self.setText(self.label_of(key))
            self.picked.emit(key)


class PickEditor(QWidget):
    """One of many."""

    changed = Signal()
    entered = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._value = ""
        self.line = PickLine(entry.choices)
        self.line.picked.connect(self._picked)
        self.line.entered.connect(self.entered)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.set_value(entry.value if isinstance(entry.value, str) else "")

    @property
    def value(self) -> str:
        """The key picked: what stands in the line must still be its name."""
        if self.line.text().strip() == self.line.label_of(self._value):
            return self._value
        return self.line.match(self.line.text())

    def set_value(self, key: str) -> None:
        """Show a choice."""
        self._value = key
        self.line.setText(self.line.label_of(key))
        self.line.setCursorPosition(0)

    def _picked(self, key: str) -> None:
        self._value = key
        self.changed.emit()


class PicksEditor(QWidget):
    """Several of many: each a chip that can be taken away."""

    changed = Signal()
    entered = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._values: tuple[str, ...] = ()
        self.line = PickLine(entry.choices)
        self.line.picked.connect(self._picked)
        self.line.entered.connect(self.entered)
        self._chips = Chips()
        self._chips.dropped.connect(self._drop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self._chips)
        rows.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.set_value(entry.value if isinstance(entry.value, tuple) else ())

    @property
    def value(self) -> tuple[str, ...]:
        """The keys picked, in their order."""
        return self._values

    def set_value(self, keys: tuple[str, ...]) -> None:
        """Show these."""
        self._values = tuple(keys)
        self._chips.show_all([(key, self.line.label_of(key)) for key in self._values])

    def _picked(self, key: str) -> None:
        if key and key not in self._values:
            self.set_value((*self._values, key))
            self.changed.emit()
        self.line.clear()

    def _drop(self, key: str) -> None:
        self.set_value(tuple(one for one in self._values if one != key))
        self.changed.emit()


def _found_by(choice: Choice) -> str:
    return " ".join(part for part in (choice.label, choice.find, choice.note) if part)


def _model(choices: Sequence[Choice], parent: QObject) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for one in choices:
        item = QStandardItem(f"{one.label}　{one.note}" if one.note else one.label)
        item.setData(one.key, _KEY)
        item.setData(_found_by(one), _FIND)
        model.appendRow(item)
    return model
