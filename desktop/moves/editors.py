"""The editor of each kind of entry (录入控件): words, ticks, numbers, times; others have files of their own."""

from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit

from desktop.moves.choice_editor import ChoiceEditor
from desktop.moves.files_editor import FilesEditor
from desktop.moves.form import Entry, Value
from desktop.moves.pick_editor import PickEditor, PicksEditor
from desktop.theme.look import BODY, font
from desktop.widgets.check_line import CheckLine
from desktop.widgets.offered_list import dress_offers


class Editor(Protocol):
    """What the drawer needs of an editor: a widget with `changed` and `entered`."""

    changed: Any
    entered: Any

    @property
    def value(self) -> Value: ...
    def set_value(self, value: Any) -> None: ...


class LineEditor(QLineEdit):
    """One line of words; what is known is offered while typing."""

    changed = Signal()
    entered = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.setText(entry.value if isinstance(entry.value, str) else "")
        if entry.kind == "number":
            self.setValidator(QIntValidator(1, 100_000, self))
        if entry.choices:
            offered = QCompleter([one.label for one in entry.choices], self)
            offered.setFilterMode(Qt.MatchFlag.MatchContains)
            dress_offers(offered)
            self.setCompleter(offered)
        self.textChanged.connect(lambda _: self.changed.emit())
        self.returnPressed.connect(self.entered)

    @property
    def value(self) -> str:
        """The words."""
        return self.text()

    def set_value(self, value: str) -> None:
        """Show other words."""
        if value != self.text():
            self.setText(value)


class TextEditor(QPlainTextEdit):
    """A few lines; Enter goes on, Shift+Enter breaks the line."""

    changed = Signal()
    entered = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlainText(entry.value if isinstance(entry.value, str) else "")
        self.setFixedHeight(QFontMetrics(font(BODY)).lineSpacing() * 3 + 16)
        self.textChanged.connect(self.changed)

    @property
    def value(self) -> str:
        """The words."""
        return self.toPlainText()

    def set_value(self, value: str) -> None:
        """Show other words."""
        if value != self.toPlainText():
            self.setPlainText(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class TickEditor(CheckLine):
    """Yes or no; Enter goes on, Space ticks."""

    changed = Signal()
    entered = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.label)
        self.setChecked(entry.value is True)
        self.toggled.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick it or not."""
        self.setChecked(value is True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


_MAKERS = {
    "choice": ChoiceEditor,
    "pick": PickEditor,
    "picks": PicksEditor,
    "line": LineEditor,
    "number": LineEditor,
    "time": LineEditor,
    "text": TextEditor,
    "tick": TickEditor,
    "files": FilesEditor,
}


def editor_of(entry: Entry) -> Any:
    """The editor of an entry: a QWidget that is an `Editor`."""
    return _MAKERS[entry.kind](entry)
