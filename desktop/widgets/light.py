"""The light of a row, painted (灯): a shape of its own for every sign, so that colour says nothing alone.

Source: ui.md §4. A painter fills a square inside the rectangle it is given; 12 to 22 px read well.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.lights import TOKENS, Sign
from desktop.theme.look import colour, px
from desktop.theme.tokens import LIGHT


def paint_light(
    painter: QPainter, rect: QRectF, sign: Sign, *, black: bool = False, scheme: str = LIGHT
) -> None:
    """Paint a sign into the middle of `rect`; `black` is for printed paper, scheme `dark` for the wall."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / 16, side / 16)  # shapes are drawn on a 16 × 16 field
    tone = QColor(Qt.GlobalColor.black) if black else colour(TOKENS[sign], scheme)
    (_BLACK if black else {}).get(sign, _SHAPES[sign])(painter, tone)
    painter.restore()


def _fill(painter: QPainter, tone: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone)


def _outline(painter: QPainter, tone: QColor, width: float = 1.8, dashes: tuple[float, ...] = ()) -> None:
    pen = QPen(tone, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if dashes:
        pen.setDashPattern(dashes)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _call(painter: QPainter, tone: QColor, top: float, bottom: float) -> None:
    """The exclamation mark of a sign."""
    _fill(painter, tone)
    painter.drawRoundedRect(QRectF(7.05, top, 1.9, bottom - top - 2.9), 0.9, 0.9)
    painter.drawEllipse(QPointF(8, bottom - 1.05), 1.1, 1.1)


def _square(painter: QPainter, tone: QColor) -> None:
    _fill(painter, tone)
    painter.drawRoundedRect(QRectF(1, 1, 14, 14), 1.5, 1.5)
    _call(painter, colour("white"), 3.6, 12.6)


_TRIANGLE = QPolygonF([QPointF(8, 1.8), QPointF(15, 14), QPointF(1, 14)])


def _triangle(painter: QPainter, tone: QColor) -> None:
    painter.setPen(QPen(tone, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(tone)
    painter.drawPolygon(_TRIANGLE)
    _call(painter, colour("white"), 5.2, 13.2)


def _open_triangle(painter: QPainter, tone: QColor) -> None:
    _outline(painter, tone, 1.4)
    painter.drawPolygon(_TRIANGLE)
    _call(painter, tone, 5.6, 12.9)


def _dot(painter: QPainter, tone: QColor) -> None:
    _fill(painter, tone)
    painter.drawEllipse(QPointF(8, 8), 5.2, 5.2)


def _small_dot(painter: QPainter, tone: QColor) -> None:
    _fill(painter, tone)
    painter.drawEllipse(QPointF(8, 8), 3.2, 3.2)


def _bars(painter: QPainter, tone: QColor, height: float = 5.6, width: float = 1.8) -> None:
    _fill(painter, tone)
    for x in (5.9, 10.1):
        painter.drawRoundedRect(QRectF(x - width / 2, 8 - height / 2, width, height), 0.6, 0.6)


def _paused(painter: QPainter, tone: QColor) -> None:
    _fill(painter, tone)
    painter.drawEllipse(QPointF(8, 8), 6.6, 6.6)
    _bars(painter, colour("white"))


def _paused_bars(painter: QPainter, tone: QColor) -> None:
    _bars(painter, tone, 10, 2.4)


def _dashed_ring(painter: QPainter, tone: QColor) -> None:
    _outline(painter, tone, 1.8, (1.8, 1.35))
    painter.drawEllipse(QPointF(8, 8), 6.6, 6.6)


def _ring(painter: QPainter, tone: QColor) -> None:
    _outline(painter, tone, 1.6)
    painter.drawEllipse(QPointF(8, 8), 6.6, 6.6)


def _tick(painter: QPainter, tone: QColor) -> None:
    _outline(painter, tone)
    painter.drawPolyline([QPointF(4.9, 8.3), QPointF(7.2, 10.5), QPointF(11.2, 5.9)])


def _done(painter: QPainter, tone: QColor) -> None:
    _ring(painter, tone)
    _tick(painter, tone)


def _delivered(painter: QPainter, tone: QColor) -> None:
    _fill(painter, tone)
    painter.drawEllipse(QPointF(8, 8), 7, 7)
    _tick(painter, colour("white"))


def _arrow(painter: QPainter, tone: QColor) -> None:
    _ring(painter, tone)
    painter.drawLine(QPointF(8, 11.2), QPointF(8, 5.2))
    painter.drawPolyline([QPointF(5.6, 7.4), QPointF(8, 5), QPointF(10.4, 7.4)])


def _received(painter: QPainter, tone: QColor) -> None:
    _ring(painter, tone)
    _small_dot(painter, tone)


def _diamond(painter: QPainter, tone: QColor) -> None:
    _outline(painter, tone, 1.7)
    painter.drawPolygon([QPointF(8, 1.2), QPointF(14.8, 8), QPointF(8, 14.8), QPointF(1.2, 8)])
    _call(painter, tone, 4.9, 11.4)


def _held(painter: QPainter, tone: QColor) -> None:
    _ring(painter, tone)
    _call(painter, tone, 4.4, 11.8)


def _draft(painter: QPainter, tone: QColor) -> None:
    _outline(painter, tone, 1.5, (2.2, 1.6))
    painter.drawRoundedRect(QRectF(2.4, 2.4, 11.2, 11.2), 1.5, 1.5)


_SHAPES: dict[Sign, Callable[[QPainter, QColor], None]] = {
    Sign.OVERDUE: _square,
    Sign.SOON: _triangle,
    Sign.NORMAL: _dot,
    Sign.PAUSED: _paused,
    Sign.UNSIGNED: _dashed_ring,
    Sign.DONE: _done,
    Sign.UNSENT: _arrow,
    Sign.RECEIVED: _received,
    Sign.DELIVERED: _delivered,
    Sign.CONFLICT: _diamond,
    Sign.HELD: _held,
    Sign.DRAFT: _draft,
}
_BLACK = {Sign.SOON: _open_triangle, Sign.NORMAL: _small_dot, Sign.PAUSED: _paused_bars}


class Light(QWidget):
    """A sign as a widget; its word is what a screen reader hears."""

    def __init__(self, sign: Sign | None = None, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._sign: Sign | None = None
        self.setFixedSize(px(size), px(size))
        self.set_sign(sign)

    @property
    def sign(self) -> Sign | None:
        """What is shown."""
        return self._sign

    def set_sign(self, sign: Sign | None) -> None:
        """Show a sign, or nothing."""
        self._sign = sign
        self.setAccessibleName(sign.value if sign else "")
        self.setToolTip(sign.value if sign else "")
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Take the size of a new scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedSize(px(self._size), px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        if self._sign is not None:
            paint_light(QPainter(self), QRectF(self.rect()), self._sign)
