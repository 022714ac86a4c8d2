"""Laying the last picture down (贴图): moved with the hand, or scaled until the next one is drawn."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from desktop.map.picture import Picture
from desktop.map.viewport import Viewport


def lay_down(painter: QPainter, picture: Picture, viewport: Viewport, window: QRectF, ground: QColor) -> None:
    """Paint a picture where the viewport has it; `ground` fills what it does not reach."""
    times = viewport.scale / picture.viewport.scale
    right, down = viewport.shift(picture.viewport)
    width, height = picture.viewport.width * times, picture.viewport.height * times
    place = QRectF((viewport.width - width) / 2 + right, (viewport.height - height) / 2 + down, width, height)
    if not place.contains(window):
        painter.fillRect(window, ground)
    if times == 1:  # whole device pixels: the cheapest copy, and a sharp one
        ratio = picture.image.devicePixelRatio()
        corner = QPointF(round(place.left() * ratio) / ratio, round(place.top() * ratio) / ratio)
        painter.drawImage(corner, picture.image)
    else:
        painter.drawImage(place, picture.image)
