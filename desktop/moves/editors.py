"""The editor of each kind of entry (录入控件): words, ticks, numbers, times, files."""

from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QCompleter, QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.moves import texts
from desktop.moves.choice_editor import ChoiceEditor
from desktop.moves.form import Entry, Value
from desktop.moves.pick_editor import PickEditor, PicksEditor
from desktop.theme.look import BODY, font
from desktop.widgets.buttons import ActionButton
from desktop.widgets.check_line import CheckLine
from desktop.widgets.filter_chip import FilterChip
from desktop.widgets.flow import FlowLayout


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


class FilesEditor(QWidget):
    """Names of material; the files themselves are sent apart."""

    changed = Signal()
    entered = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._add = ActionButton(texts.FILES_ADD, small=True)
        self._add.clicked.connect(self._ask)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(5)
        rows.addWidget(self._chips)
        rows.addWidget(self._add)
        self.setFocusProxy(self._add)
        self.set_value(entry.value if isinstance(entry.value, tuple) else ())

    @property
    def value(self) -> tuple[str, ...]:
        """The names."""
        return self._names

    def set_value(self, value: tuple[str, ...]) -> None:
        """Show these names."""
        self._names = tuple(value)
        while self._flow.count():
            item = self._flow.takeAt(0)
            chip = item.widget() if item is not None else None
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for name in self._names:
            made = FilterChip("", name)
            made.removed.connect(lambda gone=name: self._drop(gone))
            self._flow.addWidget(made)
        self._chips.setVisible(bool(self._names))

    def add(self, paths: list[str]) -> None:
        """Take files in, each name once."""
        names = dict.fromkeys((*self._names, *(Path(path).name for path in paths)))
        self.set_value(tuple(names))
        self.changed.emit()

    def _ask(self) -> None:
        dialog = QFileDialog(self)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.add)
        dialog.open()

    def _drop(self, name: str) -> None:
        self.set_value(tuple(one for one in self._names if one != name))
        self.changed.emit()


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
