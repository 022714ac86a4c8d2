"""A part of a panel with a small head (小节): title, grey note at the right, and what belongs to it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.look import BODY, SECOND, colour
from desktop.widgets.flow import FlowLayout
from desktop.widgets.words import Elided, Words

PADDING = 14


class Section(QWidget):
    """`rows` takes the content; a line above parts it from what comes before."""

    def __init__(self, title: str, note: str = "", *, line: bool = True, gap: int = 6) -> None:
        super().__init__()
        self._line = line
        self._title = Words(title, BODY, "brand-dd", bold=True)
        self._note = Elided(note, SECOND, "ink3")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.head = QWidget()
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(PADDING, 9, PADDING, 9)
        self.rows.setSpacing(gap)
        self.rows.addWidget(self.head)

    def set_note(self, text: str) -> None:
        """Say something at the right of the title."""
        self._note.say(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above."""
        if self._line:
            QPainter(self).fillRect(0, 0, self.width(), 1, colour("line2"))


class FlowBox(QWidget):
    """A widget around a flow layout that is always as high as its lines."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self.flow = FlowLayout(self, gap=gap, line_gap=6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height of as many lines as the width makes."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the content wants at this width."""
        self.setFixedHeight(max(1, self.flow.heightForWidth(self.width())))
