"""Why a rule said no, beside the button that was pressed (拒绝原因)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.theme.look import SECOND
from desktop.widgets.light import Light
from desktop.widgets.words import Words


class RefusalLine(QWidget):
    """A red sentence with its sign; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Words("", SECOND, "red", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addWidget(Light(Sign.HELD, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says, or ""."""
        return self._sentence.text()

    def show_refusal(self, sentence: str) -> None:
        """Say why; an empty sentence clears."""
        self._sentence.say(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def clear(self) -> None:
        """Say nothing."""
        self.show_refusal("")
