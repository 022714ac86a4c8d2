"""Choosing a point of the ground (图上选点): a cross in the middle that Enter takes, or a click."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from desktop.map.inks import Inks
from desktop.map.viewport import Viewport
from gis.layers import Ground

_ARM = 9.0  # pixels from the middle


def point_at(ground: Ground, viewport: Viewport, at: QPointF) -> tuple[float, float]:
    """Longitude and latitude under a pixel of the window."""
    lon, lat = ground.plane.to_degrees(viewport.to_ground((at.x(), at.y()))).tolist()
    return lon, lat


def paint_cross(painter: QPainter, window: QRectF, inks: Inks) -> None:
    """The point that Enter chooses."""
    middle = window.center()
    painter.setPen(QPen(inks["brand-d"], 1.5))
    painter.drawLine(middle - QPointF(_ARM, 0), middle + QPointF(_ARM, 0))
    painter.drawLine(middle - QPointF(0, _ARM), middle + QPointF(0, _ARM))
