"""One of the five steps of a new call (步骤): its number and name at the left, what is to be done at the right."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.theme.look import BODY, SECOND, colour, font, px
from desktop.widgets.lettering import Lettering, height

NAME, NAME_COMPACT = 66, 32
CIRCLE = 22


class Step(QWidget):
    """A body with its number; a line below parts it from the next."""

    def __init__(self, number: int, name: str, short: str, body: QWidget) -> None:
        """`short` is its name where there is little room."""
        super().__init__()
        self._label = _Label(number, name, short)
        row = self._row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(body, 1)
        self.setAccessibleName(f"{number} {name}")
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Leave the body the most of a narrow page."""
        self._label.set_compact(compact)
        side = 10 if compact else 16
        self._row.setContentsMargins(side, 11, side, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line below."""
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, colour("line2"))


class _Label(QWidget):
    def __init__(self, number: int, name: str, short: str) -> None:
        super().__init__()
        self._number, self._names, self._compact = number, (name, short), False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(NAME_COMPACT if self._compact else NAME), px(CIRCLE) + height(BODY, True) + 6)

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
        hand.write(
            self._names[self._compact], 0, side + 4, self.width(), height(BODY, True), BODY, "ink", True
        )
