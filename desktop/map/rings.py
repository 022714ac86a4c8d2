"""A ring of lights with a number (聚合环): from twelve o'clock on, the worst light first."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.lights import Sign
from desktop.map.inks import Inks
from desktop.map.marks import Parts
from desktop.theme.look import BODY, CARD, font, scale
from desktop.widgets.light import paint_light

RING_PX = 5.0
_BADGE_PX = 14.0
_TURN = 5760  # a full circle in Qt's sixteenths of a degree
_MIDDLE = QPointF(0, 0)


def ring_radius(count: int, times: float) -> float:
    """A ring grows with the digits of its number, and with the font."""
    return times * (17.0 if count < 10 else 21.0 if count < 100 else 25.0)


def ring_reach(radius: float, times: float) -> float:
    """How far from its middle a ring is painted, the badge of an overdue one included."""
    return max(radius, radius * 0.78 + _BADGE_PX * times / 2) + 3


def paint_ring(painter: QPainter, radius: float, parts: Parts, inks: Inks, times: float) -> None:
    """Draw one about (0, 0)."""
    count = sum(n for _, n in parts)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.disc)
    painter.drawEllipse(_MIDDLE, radius + 1.5, radius + 1.5)
    _paint_shares(painter, radius, parts, count, inks, times)
    painter.setPen(inks["ink"])
    painter.setFont(font(round((CARD if count < 100 else BODY) * times * 100 / scale()), bold=True))
    painter.drawText(_box(radius), Qt.AlignmentFlag.AlignCenter, str(count))
    if parts[0][0] is Sign.OVERDUE:
        _paint_badge(painter, radius, inks, times)


def _box(radius: float) -> QRectF:
    return QRectF(-radius, -radius, 2 * radius, 2 * radius)


def _paint_shares(
    painter: QPainter, radius: float, parts: Parts, whole: int, inks: Inks, times: float
) -> None:
    """The ring itself, a hair of white between two lights."""
    inset = RING_PX * times / 2
    ring = _box(radius).adjusted(inset, inset, -inset, -inset)
    start = _TURN // 4
    gap = 0 if len(parts) == 1 else round(_TURN * 1.2 / (2 * 3.1416 * radius))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for sign, count in parts:
        turn = round(_TURN * count / whole)
        pen = QPen(inks.sign(sign), RING_PX * times)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, start - gap, -(turn - gap) if gap else -turn)
        start -= turn


def _paint_badge(painter: QPainter, radius: float, inks: Inks, times: float) -> None:
    """The shape of what is overdue, for those who do not see the red of a ring."""
    corner, side = radius * 0.78, _BADGE_PX * times
    box = QRectF(-corner - side / 2, -corner - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.disc)
    painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)
    paint_light(painter, box, Sign.OVERDUE, scheme=inks.scheme)
