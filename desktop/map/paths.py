"""The ground as paths that a painter can fill and stroke, in metres (底图路径): as fine as a scale can show, no finer."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from gis.layers import Area, Floats, Ground, Way, coarser

_FINEST_PX = 0.35  # nobody sees less
_EDGE_COARSER = 8.0  # the blur along the town's edge hides so much


class Piece(NamedTuple):
    """One shape and where it lies, so that what is out of sight is not painted."""

    path: QPainterPath
    bounds: QRectF
    kind: str
    width_m: float


class Paths:
    """Every shape of a ground."""

    def __init__(self, ground: Ground, scale: float) -> None:
        """`scale` is the nearest that they are good for, pixels a metre."""
        fine = _FINEST_PX / scale
        self.ground = ground
        self.town = _area(ground.town, fine)
        self.edge = _area(ground.town, fine * _EDGE_COARSER)
        self.grids = {grid.code: _area(grid, fine) for grid in ground.grids}
        self.waters = [_area(water, fine) for water in ground.waters]
        self.streams = [_way(stream, fine) for stream in ground.streams]
        self.roads = [_way(road, fine) for road in ground.roads]
        self.village_borders = [_line(line, fine) for line in ground.village_borders]
        self.grid_borders = [_line(line, fine) for line in ground.grid_borders]


def seen(pieces: Iterable[Piece], view: QRectF) -> list[Piece]:
    """Those that touch what is seen."""
    return [piece for piece in pieces if piece.bounds.intersects(view)]


def _area(area: Area, fine: float) -> Piece:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in area.rings:
        path.addPolygon(_polygon(ring, fine))
        path.closeSubpath()
    return _piece(path, area.code, 0)


def _way(way: Way, fine: float) -> Piece:
    path = QPainterPath()
    path.addPolygon(_polygon(way.line, fine))
    return _piece(path, way.kind, way.width_m)


def _line(line: Floats, fine: float) -> Piece:
    path = QPainterPath()
    path.addPolygon(_polygon(line, fine))
    return _piece(path, "", 0)


def _piece(path: QPainterPath, kind: str, width_m: float) -> Piece:
    reach = max(1.0, width_m)  # a straight line has bounds without area, which touch nothing
    return Piece(path, path.controlPointRect().adjusted(-reach, -reach, reach, reach), kind, width_m)


def _polygon(points: Floats, fine: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in coarser(points, fine).tolist()])
