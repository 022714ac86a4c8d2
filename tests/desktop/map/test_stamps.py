"""A look is painted once and laid down as often as it stands on the map, its middle where it was asked for."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.lights import Sign
from desktop.map.inks import inks
from desktop.map.rings import paint_ring, ring_radius, ring_reach
from desktop.map.stamps import Stamps


def test_a_look_is_painted_once() -> None:
    painted: list[bool] = []
    stamps, image = Stamps(), blank()
    painter = QPainter(image)

    def dot(brush: QPainter) -> None:
        painted.append(True)
        brush.fillRect(-2, -2, 4, 4, Qt.GlobalColor.red)

    for x in (20, 60):
        stamps.lay(painter, "dot", QPointF(x, 30), 4, dot)
    painter.end()
    assert painted == [True]
    assert [image.pixelColor(x, 30).red() for x in (20, 40, 60)] == [255, 0, 255]


def test_nothing_of_a_ring_is_cut_off() -> None:
    """Its badge reaches further than the ring when the ring is small."""
    for count, times in ((3, 1.0), (120, 1.0), (3, 1.5)):
        radius = ring_radius(count, times)
        reach = ring_reach(radius, times)
        image = blank()
        painter = QPainter(image)
        painter.translate(50, 50)
        paint_ring(painter, radius, ((Sign.OVERDUE, 1), (Sign.NORMAL, count - 1)), inks(), times)
        painter.end()
        edge = [
            image.pixel(x, y)
            for x in range(100)
            for y in range(100)
            if max(abs(x - 49.5), abs(y - 49.5)) > reach + 1
        ]
        assert not any(edge)


def blank() -> QImage:
    image = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image
