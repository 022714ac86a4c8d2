"""What failed in a panel, said where it happened (栏内故障), with a way to try again."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.lights import Sign
from desktop.theme.look import SECOND, colour
from desktop.widgets import texts
from desktop.widgets.buttons import ActionButton
from desktop.widgets.light import Light
from desktop.widgets.words import Words


class PanelError(QWidget):
    """A red strip; hidden until something fails."""

    def __init__(self) -> None:
        super().__init__()
        self._retry: Callable[[], None] | None = None
        self._sentence = Words("", SECOND, "red", wrap=True)
        self._again = ActionButton(texts.RETRY, small=True)
        self._again.clicked.connect(self._on_again)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 10, 8)
        row.setSpacing(8)
        row.addWidget(Light(Sign.HELD))
        row.addWidget(self._sentence, 1)
        row.addWidget(self._again)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says, or "" while hidden."""
        return "" if self.isHidden() else self._sentence.text()

    def show_error(self, sentence: str, retry: Callable[[], None] | None) -> None:
        """Say it."""
        self._retry = retry
        self._sentence.say(sentence)
        self._again.setVisible(retry is not None)
        self.setAccessibleName(sentence)
        self.show()

    def _on_again(self) -> None:
        if self._retry is not None:
            self._retry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("red-bg"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), colour("red-line"))
