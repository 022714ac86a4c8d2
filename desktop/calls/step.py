"""One of the five steps of a new call (步骤): its number and name at the left, what is to be done at the right."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme.look import BODY, SECOND, colour, font, px
from desktop.widgets.lettering import Lettering, height

NAME = 66
CIRCLE = 22


class Step(QWidget):
    """A body with its number; a line below parts it from the next."""

    def __init__(self, number: int, name: str, body: QWidget) -> None:
        super().__init__()
        self._label = _Label(number, name)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 11, 16, 12)
        row.setSpacing(8)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(body, 1)
        self.setAccessibleName(f"{number} {name}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line below."""
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, colour("line2"))


class _Label(QWidget):
    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number, self._name = number, name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(NAME), px(CIRCLE) + height(BODY, True) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), px(CIRCLE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("brand"))
        circle = QRectF(0, 1, side, side)
        painter.drawEllipse(circle)
        painter.setPen(colour("white"))
        painter.setFont(font(SECOND, True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        hand = Lettering(painter)
        hand.write(self._name, 0, side + 4, self.width(), height(BODY, True), BODY, "ink", True)
