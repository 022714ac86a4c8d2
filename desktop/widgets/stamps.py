"""Signs drawn once and stamped often (灯的印): a table paints the same dozen shapes hundreds of times a second."""

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.light import paint_light

TICK = 15  # px at 100 %
RIM = 1  # px around a sign, for its antialiased edge


def stamp_sign(painter: QPainter, x: int, y: int, side: int, sign: Sign) -> None:
    """Put a sign into the square at (x, y)."""
    painter.drawImage(QPointF(x - RIM, y - RIM), _sign(sign, side, painter.device().devicePixelRatioF()))


def stamp_tick(painter: QPainter, x: int, y: int, width: int, tall: int, state: Qt.CheckState) -> None:
    """Put a tick box into the middle of a box: empty, ticked, or barred when only some are."""
    side = look.px(TICK)
    left, top = x + (width - side) // 2 - RIM, y + (tall - side) // 2 - RIM
    painter.drawImage(QPointF(left, top), _tick(state, side, painter.device().devicePixelRatioF()))


@lru_cache(256)
def _sign(sign: Sign, side: int, ratio: float) -> QImage:
    image, painter = _blank(side, ratio)
    paint_light(painter, QRectF(RIM, RIM, side, side), sign)
    painter.end()
    return image


@lru_cache(64)
def _tick(state: Qt.CheckState, side: int, ratio: float) -> QImage:
    image, painter = _blank(side, ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    full = state != Qt.CheckState.Unchecked
    painter.setPen(look.colour("brand" if full else "field-mark"))
    painter.setBrush(look.colour("brand" if full else "panel"))
    box = QRectF(RIM + 0.5, RIM + 0.5, side - 1, side - 1)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QPen(look.colour("white"), side / 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if state == Qt.CheckState.Checked:
        points = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
        painter.drawPolyline([box.topLeft() + QPointF(a, b) * box.width() for a, b in points])
    elif full:
        middle = box.center().y()
        painter.drawLine(QLineF(box.x() + 0.25 * side, middle, box.right() - 0.25 * side, middle))
    painter.end()
    return image


def _blank(side: int, ratio: float) -> tuple[QImage, QPainter]:
    pixels = round((side + 2 * RIM) * ratio + 0.49)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image, QPainter(image)
