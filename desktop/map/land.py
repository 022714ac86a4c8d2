"""Painting the ground (底图绘制): land, open events by grid, water, roads, borders. Runs in any thread."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

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
STEPS = (1, 2, 3, 4)  # lowest count of each colour after the first

_ALL_ROADS_FROM = 0.22  # pixels a metre: nearer than this every lane is drawn
_DASHES_UP_TO = 600  # borders; more of them are drawn plain, for dashes cost ten times as much
_LEAST_ROAD_PX = {"province": 4.6, "county": 3.6, "township": 3.2}
_SHADOW = ((16.0, 0.035), (10.0, 0.05), (6.0, 0.07))  # of the town's edge: width in pixels, share of ink


class Land(NamedTuple):
    """What the ground looks like, but for where one stands."""

    counts: Mapping[str, int]  # open events by grid
    steps: Sequence[int]
    shown: frozenset[str]


def paint_land(painter: QPainter, paths: Paths, viewport: Viewport, land: Land, inks: Inks) -> None:
    """Fill the whole viewport; the painter's unit is one pixel of it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, viewport.width, viewport.height), inks["land"])
    to_ground(painter, viewport)
    west, south, east, north = viewport.ground_bounds
    view = QRectF(QPointF(west, south), QPointF(east, north))
    _paint_shadow(painter, paths.edge, inks)
    _paint_counts(painter, paths, land, view, inks)
    if ROADS_WATER in land.shown:
        _paint_water(painter, paths, viewport.scale, view, inks)
        _paint_roads(painter, paths, viewport.scale, view, inks)
    _paint_borders(painter, paths, land.shown, view, inks)
    painter.restore()


def to_ground(painter: QPainter, viewport: Viewport) -> None:
    """Let the painter's unit be a metre, north up."""
    painter.translate(viewport.width / 2, viewport.height / 2)
    painter.scale(viewport.scale, -viewport.scale)
    painter.translate(-viewport.x, -viewport.y)


def _paint_shadow(painter: QPainter, town: Piece, inks: Inks) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, share in _SHADOW:
        painter.strokePath(town.path, _pen(inks.veiled("border-town", share), width))


def _paint_counts(painter: QPainter, paths: Paths, land: Land, view: QRectF, inks: Inks) -> None:
    """Each grid in the colour of its number; a hairline of the same colour closes the seams between neighbours."""
    colours = [inks[f"count-{step}"] for step in range(len(land.steps) + 1)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours[0])
    painter.drawPath(paths.town.path)
    if CHOROPLETH not in land.shown:
        return
    for code, count in land.counts.items():
        grid = paths.grids.get(code)
        step = sum(count >= least for least in land.steps)
        if grid is not None and step and grid.bounds.intersects(view):
            painter.setPen(_pen(colours[step], 1.0))
            painter.setBrush(QBrush(colours[step]))
            painter.drawPath(grid.path)


def _paint_water(painter: QPainter, paths: Paths, scale: float, view: QRectF, inks: Inks) -> None:
    """All edges first: where a stream enters a pond no line crosses the water."""
    waters = seen(paths.waters, view)
    streams = [(piece, max(2.2, piece.width_m * scale)) for piece in seen(paths.streams, view)]
    for water in waters:
        painter.strokePath(water.path, _pen(inks["water-edge"], 1.6))
    for piece, width in streams:
        painter.strokePath(piece.path, _pen(inks["water-edge"], width + 1.6))
    for piece, width in streams:
        painter.strokePath(piece.path, _pen(inks["water"], width))
    for water in waters:
        painter.fillPath(water.path, inks["water"])


def _paint_roads(painter: QPainter, paths: Paths, scale: float, view: QRectF, inks: Inks) -> None:
    near = scale >= _ALL_ROADS_FROM
    roads = [
        (piece, max(_LEAST_ROAD_PX.get(piece.kind, 3.2), ROAD_M.get(piece.kind, 4.5) * scale))
        for piece in seen(paths.roads, view)
        if near or piece.kind in MAIN_ROADS
    ]
    for edge, token in ((0.0, "road-edge"), (-1.6, "road")):
        for piece, width in roads:
            painter.strokePath(piece.path, _pen(inks[token], width + edge))


def _paint_borders(painter: QPainter, paths: Paths, shown: frozenset[str], view: QRectF, inks: Inks) -> None:
    if GRID_BORDERS in shown:
        borders = seen(paths.grid_borders, view)
        pen = _pen(inks.veiled("border-village", 0.75), 1.0)  # seen on every colour of a grid
        if len(borders) <= _DASHES_UP_TO:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([4.0, 3.0])
        for piece in borders:
            painter.strokePath(piece.path, pen)
    if VILLAGE_BORDERS in shown:
        for piece in seen(paths.village_borders, view):
            painter.strokePath(piece.path, _pen(inks["border-village"], 1.8))
    painter.strokePath(paths.town.path, _pen(inks["border-town"], 2.8))


def _pen(colour: QColor, width: float) -> QPen:
    """A line as wide as said in pixels, whatever the scale."""
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen
