"""A labelled field of a form (表单栏): label above, note or error below the editor."""

from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.theme.look import NOTE, SECOND
from desktop.widgets import texts
from desktop.widgets.words import Words


class Field(QWidget):
    """The label names the editor for readers and takes the focus to it; an error replaces the note."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        note: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._note = note
        self._error = ""
        self._label = Words(label, SECOND, "ink2")
        self._label.setBuddy(editor)
        self._below = Words("", NOTE, "ink3", wrap=True)
        self._below.hide()
        editor.setAccessibleName(label)
        if isinstance(editor, QAbstractSpinBox):
            _inset(editor)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._label)
        if required:
            head.addWidget(Words(texts.REQUIRED, NOTE, "ink3"))
        head.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        rows.addLayout(head)
        rows.addWidget(editor)
        rows.addWidget(self._below)
        self._show_below()

    @property
    def error(self) -> str:
        """What is wrong with the field, or ""."""
        return self._error

    def set_label(self, text: str) -> None:
        """Name the field otherwise."""
        self._label.say(text)
        self.editor.setAccessibleName(text)

    def set_note(self, text: str) -> None:
        """Say something under the editor, grey."""
        self._note = text
        self._show_below()

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, red, with a red frame; an empty sentence clears."""
        self._error = sentence
        self._show_below()
        if self.editor.property("wrong") is not bool(sentence):
            self.editor.setProperty("wrong", bool(sentence))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _show_below(self) -> None:
        self._below.say(self._error or self._note, "red" if self._error else "ink3")
        self._below.setVisible(bool(self._error or self._note))
        self.editor.setAccessibleDescription(self._error or self._note)


def _inset(spin: QAbstractSpinBox) -> None:
    """Move a spin box's text off its frame: a stylesheet's padding does not reach it."""
    for line in spin.findChildren(QLineEdit):
        line.setTextMargins(8, 0, 0, 0)
