"""The small map of 受理 (地点核对图): a pin where the report is, a ring of 50 metres, and numbered neighbours.

A click, or Enter for the middle, puts the pin elsewhere; the page decides what that means.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.lights import TOKENS, Sign
from desktop.map import texts
from desktop.map.canvas import MapCanvas
from desktop.map.inks import Inks, inks
from desktop.map.land import CHOROPLETH, EVENTS, PLACES
from desktop.map.legend import ScaleBar, ZoomButtons
from desktop.map.names import paint_text
from desktop.map.viewport import Viewport
from desktop.theme.look import NOTE, SECOND, font
from desktop.theme.tokens import LIGHT
from desktop.widgets.light import paint_light

RING_M = 50.0
EDGE = 10
_RING_SHARE = 0.5  # of the map's shorter side that the ring's diameter takes
_DISC = 11.0


class Neighbour(NamedTuple):
    """A case near the pin; its number stands in the list below the map."""

    number: int
    lon: float
    lat: float
    sign: Sign


class PinCanvas(MapCanvas):
    """The canvas with a pin on it."""

    def __init__(self, scheme: str = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(scheme, parent)
        self.setAccessibleName(texts.LOCAL_MAP)
        self.set_layers({EVENTS: False, CHOROPLETH: False, PLACES: True})
        self._pin: tuple[float, float] | None = None  # metres
        self._neighbours: tuple[tuple[Neighbour, float, float], ...] = ()

    def set_pin(self, lon: float, lat: float) -> None:
        """Put the pin, and show its surroundings so that the ring fills half of the map."""
        if self.ground is None:
            return
        x, y = self.ground.plane.to_m((lon, lat)).tolist()
        self._pin = (x, y)
        scale = min(self.width(), self.height()) * _RING_SHARE / (2 * RING_M)
        self.look_at(Viewport(x, y, scale, self.width(), self.height()))

    def clear_pin(self) -> None:
        """Take pin and ring away and show the whole town."""
        self._pin = None
        self._neighbours = ()
        self.whole_town()

    def set_neighbours(self, neighbours: Sequence[tuple[int, float, float, Sign]]) -> None:
        """Number the cases around: (number, lon, lat, sign) each."""
        if self.ground is not None:
            plane = self.ground.plane
            self._neighbours = tuple(
                (Neighbour(*one), *plane.to_m((one[1], one[2])).tolist()) for one in neighbours
            )
            self.update()

    def paint_over(self, painter: QPainter) -> None:
        """Ring, neighbours, pin, in this order."""
        super().paint_over(painter)
        colours = inks(self.scheme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._pin is not None:
            self._paint_ring(painter, colours)
        for neighbour, x, y in self._neighbours:
            self._paint_neighbour(painter, neighbour, self._at_window(x, y), colours)
        if self._pin is not None:
            _paint_pin(painter, self._at_window(*self._pin), colours)

    def _at_window(self, x: float, y: float) -> QPointF:
        return QPointF(*self.viewport.to_window((x, y)).tolist())

    def _paint_ring(self, painter: QPainter, colours: Inks) -> None:
        assert self._pin is not None
        middle, radius = self._at_window(*self._pin), RING_M * self.viewport.scale
        if radius < _DISC:
            return
        pen = QPen(colours["brand"], 1.8)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(colours.veiled("brand", 0.08))
        painter.drawEllipse(middle, radius, radius)
        words = QRectF(middle.x() - 40, middle.y() + radius + 2, 80, 20)
        paint_text(
            painter, words, texts.length(round(RING_M)), SECOND, False, colours["brand-d"], colours.halo
        )

    def _paint_neighbour(self, painter: QPainter, neighbour: Neighbour, at: QPointF, colours: Inks) -> None:
        """A numbered disc whose edge has the light's colour; the light itself sits at its shoulder."""
        painter.setPen(QPen(colours[TOKENS[neighbour.sign]], 2.4))
        painter.setBrush(colours.disc)
        painter.drawEllipse(at, _DISC, _DISC)
        painter.setFont(font(SECOND, True))
        painter.setPen(colours["ink"])
        box = QRectF(at.x() - _DISC, at.y() - _DISC, 2 * _DISC, 2 * _DISC)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(neighbour.number))
        if neighbour.sign in (Sign.OVERDUE, Sign.SOON):
            paint_light(painter, QRectF(at.x() + 5, at.y() - 17, NOTE, NOTE), neighbour.sign)


def _paint_pin(painter: QPainter, tip: QPointF, colours: Inks) -> None:
    """A drop that stands on its tip."""
    drop = QPainterPath(tip)
    drop.cubicTo(tip + QPointF(-4, -10), tip + QPointF(-13, -15), tip + QPointF(-13, -25))
    drop.arcTo(QRectF(tip.x() - 13, tip.y() - 38, 26, 26), 180, -180)
    drop.cubicTo(tip + QPointF(13, -15), tip + QPointF(4, -10), tip)
    painter.setPen(QPen(colours.halo, 2.0))
    painter.setBrush(colours["brand"])
    painter.drawPath(drop)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.halo)
    painter.drawEllipse(tip + QPointF(0, -25), 5, 5)


class LocalMap(QWidget):
    """The small map with its buttons and scale bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = PinCanvas()
        self._zoom = ZoomButtons(self.canvas, whole=False, parent=self.canvas)
        self._scale_bar = ScaleBar(self.canvas)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.canvas)
        self.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep buttons and bar in their corners."""
        if watched is self.canvas and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            for plate in (self._zoom, self._scale_bar):
                plate.resize(plate.sizeHint())
            width, height = self.canvas.width(), self.canvas.height()
            self._zoom.move(width - self._zoom.width() - EDGE, height - self._zoom.height() - EDGE)
            self._scale_bar.move(EDGE, height - self._scale_bar.height() - EDGE)
        return super().eventFilter(watched, event)
