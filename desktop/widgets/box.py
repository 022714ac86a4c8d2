"""Frames that painters share (框): a filled box with a line, and the ring of the focus."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.theme.look import colour

RADIUS = 4.0
FOCUS = 2.0


def paint_box(
    painter: QPainter,
    rect: QRectF,
    fill: str = "panel",
    line: str = "line",
    radius: float = RADIUS,
    width: float = 1,
) -> None:
    """Paint a box whose line lies inside `rect`; an empty token leaves that part out."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(line), width) if line else Qt.PenStyle.NoPen)
    half = width / 2 if line else 0.0
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def paint_focus(painter: QPainter, rect: QRectF, token: str = "brand", radius: float = RADIUS) -> None:
    """Paint the ring of the focus, inside `rect`."""
    paint_box(painter, rect, "", token, radius, FOCUS)
