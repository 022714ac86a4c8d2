"""Painting the ground (底图绘制): what lies under the colours of the grids, and what lies over them. In any thread."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.map.inks import Inks
from desktop.map.paths import Paths, Piece, seen
from desktop.map.viewport import Viewport
from gis.layers import MAIN_ROADS, ROAD_M

EVENTS, CHOROPLETH, VILLAGE_BORDERS, GRID_BORDERS, ROADS_WATER, PLACES = (
    "events",
    "choropleth",
    "village_borders",
    "grid_borders",
    "roads_water",
    "places",
)
SHOWN = frozenset({EVENTS, CHOROPLETH, VILLAGE_BORDERS, GRID_BORDERS, ROADS_WATER})  # at first
GROUND = frozenset({CHOROPLETH, VILLAGE_BORDERS, GRID_BORDERS, ROADS_WATER})  # what the ground itself shows

_ALL_ROADS_FROM = 0.22  # pixels a metre: nearer than this every lane is drawn
_DASHES_UP_TO = 600  # borders; more of them are drawn plain, for dashes cost ten times as much
_LEAST_ROAD_PX = {"province": 4.6, "county": 3.6, "township": 3.2}
_SHADOW = ((16.0, 0.035), (10.0, 0.05), (6.0, 0.07))  # of the town's edge: width in pixels, share of ink


class _Hand(NamedTuple):
    """A painter over the ground, with what it needs to know."""

    painter: QPainter
    inks: Inks
    view: QRectF  # what is seen, metres
    scale: float  # pixels a metre
    ratio: float  # device pixels a pixel

    def stroke(self, piece: Piece, colour: QColor, width: float, dashes: Sequence[float] = ()) -> None:
        """Draw a line as wide as said in pixels, whatever the scale."""
        self.painter.strokePath(piece.path, self.pen(colour, width, dashes))

    def pen(self, colour: QColor, width: float, dashes: Sequence[float] = ()) -> QPen:
        """A pen that no scale changes; Qt takes its width in device pixels."""
        pen = QPen(colour, width * self.ratio)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashes else Qt.PenCapStyle.RoundCap)
        pen.setCosmetic(True)
        if dashes:
            pen.setDashPattern(dashes)
        return pen


def paint_under(painter: QPainter, paths: Paths, viewport: Viewport, inks: Inks) -> None:
    """Land, and the town in the colour of no event; fills the whole viewport, the painter's unit is a pixel of it."""
    painter.save()
    painter.fillRect(QRectF(0, 0, viewport.width, viewport.height), inks["land"])
    hand = _over_ground(painter, viewport, inks)
    for width, share in _SHADOW:
        hand.stroke(paths.edge, inks.veiled("border-town", share), width)
    painter.fillPath(paths.town.path, inks["count-0"])
    painter.restore()


def paint_over(
    painter: QPainter, paths: Paths, viewport: Viewport, shown: frozenset[str], inks: Inks
) -> None:
    """Water, roads and borders."""
    painter.save()
    hand = _over_ground(painter, viewport, inks)
    if ROADS_WATER in shown:
        _paint_water(hand, paths)
        _paint_roads(hand, paths)
    _paint_borders(hand, paths, shown)
    painter.restore()


def paint_owners(painter: QPainter, paths: Paths, viewport: Viewport) -> None:
    """Each grid in a colour that is its number in `paths.grids`, from 1, with hard edges: whose is each pixel."""
    painter.save()
    view = _aim(painter, viewport)
    for number, grid in enumerate(paths.grids.values(), 1):
        if grid.bounds.intersects(view):
            painter.fillPath(grid.path, QColor.fromRgb(number))
    painter.restore()


def paint_chosen_grid(painter: QPainter, grid: Piece, viewport: Viewport, inks: Inks) -> None:
    """Tint a grid and outline it."""
    painter.save()
    hand = _over_ground(painter, viewport, inks)
    painter.fillPath(grid.path, inks.veiled("brand", 0.13))
    hand.stroke(grid, inks["brand"], 2.8)
    painter.restore()


def _over_ground(painter: QPainter, viewport: Viewport, inks: Inks) -> _Hand:
    """Let the painter draw smoothly, its unit be a metre, north up."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view = _aim(painter, viewport)
    return _Hand(painter, inks, view, viewport.scale, painter.device().devicePixelRatio())


def _aim(painter: QPainter, viewport: Viewport) -> QRectF:
    """Let the painter's unit be a metre, north up; gives what is seen."""
    painter.translate(viewport.width / 2, viewport.height / 2)
    painter.scale(viewport.scale, -viewport.scale)
    painter.translate(-viewport.x, -viewport.y)
    west, south, east, north = viewport.ground_bounds
    return QRectF(QPointF(west, south), QPointF(east, north))


def _paint_water(hand: _Hand, paths: Paths) -> None:
    """All edges first: where a stream enters a pond no line crosses the water."""
    edge, fill = hand.inks["water-edge"], hand.inks["water"]
    waters = seen(paths.waters, hand.view)
    streams = [(piece, max(2.2, piece.width_m * hand.scale)) for piece in seen(paths.streams, hand.view)]
    for water in waters:
        hand.stroke(water, edge, 1.6)
    for piece, width in streams:
        hand.stroke(piece, edge, width + 1.6)
    for piece, width in streams:
        hand.stroke(piece, fill, width)
    for water in waters:
        hand.painter.fillPath(water.path, fill)


def _paint_roads(hand: _Hand, paths: Paths) -> None:
    """All edges first: roads run into each other."""
    near = hand.scale >= _ALL_ROADS_FROM
    roads = [
        (piece, max(_LEAST_ROAD_PX.get(piece.kind, 3.2), ROAD_M.get(piece.kind, 4.5) * hand.scale))
        for piece in seen(paths.roads, hand.view)
        if near or piece.kind in MAIN_ROADS
    ]
    for piece, width in roads:
        hand.stroke(piece, hand.inks["road-edge"], width)
    for piece, width in roads:
        hand.stroke(piece, hand.inks["road"], width - 1.6)


def _paint_borders(hand: _Hand, paths: Paths, shown: frozenset[str]) -> None:
    if GRID_BORDERS in shown:
        borders = seen(paths.grid_borders, hand.view)
        colour = hand.inks.veiled("border-village", 0.75)  # seen on every colour of a grid
        dashes = (4.0, 3.0) if len(borders) <= _DASHES_UP_TO else ()
        for piece in borders:
            hand.stroke(piece, colour, 1.0, dashes)
    if VILLAGE_BORDERS in shown:
        for piece in seen(paths.village_borders, hand.view):
            hand.stroke(piece, hand.inks["border-village"], 1.8)
    hand.stroke(paths.town, hand.inks["border-town"], 2.8)
