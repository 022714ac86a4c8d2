"""What the hand-over sheet lies on (交接单的底): frame, white paper with a line between its columns, the foot."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.theme import look
from desktop.widgets.box import paint_box


class Boxed(QStackedWidget):
    """A stack in a panel's frame."""

    def paintEvent(self, _: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()))


class Paper(QWidget):
    """White ground, a line where the second column begins."""

    def __init__(self) -> None:
        super().__init__()
        self.right: QWidget | None = None

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        if self.right is not None and self.right.x() > 1:
            painter.fillRect(self.right.x() - 1, 0, 1, self.height(), look.colour("line"))


class Foot(QWidget):
    """The ground of the signing bar."""

    def __init__(self, bar: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 14, 10)
        row.addWidget(bar)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("head"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
