"""A heading inside a dossier (小标题): a bold word, a grey note at its right, perhaps a link."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme.look import BODY, NOTE
from desktop.widgets.words import Elided, Words


class Heading(QWidget):
    """`tool` stands at the right end."""

    def __init__(self, text: str, tool: QWidget | None = None) -> None:
        super().__init__()
        self._note = Elided("", NOTE, "ink3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Words(text, BODY, "brand-dd", bold=True))
        row.addStretch(1)
        row.addWidget(self._note)
        if tool is not None:
            row.addWidget(tool)

    def set_note(self, text: str) -> None:
        """Say something at the right."""
        self._note.say(text)
        self._note.setVisible(bool(text))
