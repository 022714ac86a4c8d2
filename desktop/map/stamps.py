"""Stamps of rings and lights (印记): each look is painted once, then laid down as often as it stands on the map.

A ring costs three strokes and a number; a stamp of it costs a hundredth. One thread at a time.
"""

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

KEPT = 1_024  # looks; a town has some dozens at a scale
Paint = Callable[[QPainter], None]  # about (0, 0)


class Stamps:
    """Painted looks by what they show."""

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[QImage, float]] = {}  # with half its side in device pixels

    def lay(self, painter: QPainter, key: Hashable, at: QPointF, reach: float, paint: Paint) -> None:
        """Lay a look down with its middle at a point; `paint` draws it within `reach` pixels of (0, 0) when it is new."""
        ratio = painter.device().devicePixelRatio()
        stamp = self._made.get((key, ratio))
        if stamp is None:
            image = self._painted(reach, ratio, paint)
            if len(self._made) >= KEPT:
                self._made.clear()
            stamp = self._made[key, ratio] = image, image.width() / 2
        image, half = stamp
        left, top = (
            round(at.x() * ratio - half),
            round(at.y() * ratio - half),
        )  # whole device pixels stay sharp
        painter.drawImage(QPointF(left / ratio, top / ratio), image)

    def _painted(self, reach: float, ratio: float, paint: Paint) -> QImage:
        side = 2 * math.ceil(reach * ratio)
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(side / 2 / ratio, side / 2 / ratio)
        paint(painter)
        painter.end()
        return image
