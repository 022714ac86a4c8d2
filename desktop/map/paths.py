"""The ground as paths that a painter can fill and stroke, in metres, made once for a town (底图路径)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from gis.layers import Area, Floats, Ground, Way


class Piece(NamedTuple):
    """One shape and where it lies, so that what is out of sight is not painted."""

    path: QPainterPath
    bounds: QRectF
    kind: str
    width_m: float


class Paths:
    """Every shape of a ground."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.town = _area(ground.town)
        self.grids = {grid.code: _area(grid) for grid in ground.grids}
        self.villages = {village.code: _area(village) for village in ground.villages}
        self.waters = [_area(water) for water in ground.waters]
        self.streams = [_way(stream) for stream in ground.streams]
        self.roads = [_way(road) for road in ground.roads]
        self.village_borders = _lines(ground.village_borders)
        self.grid_borders = _lines(ground.grid_borders)


def seen(pieces: Iterable[Piece], view: QRectF) -> list[Piece]:
    """Those that touch what is seen."""
    return [piece for piece in pieces if piece.bounds.intersects(view)]


def _area(area: Area) -> Piece:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in area.rings:
        path.addPolygon(_polygon(ring))
        path.closeSubpath()
    return _piece(path, area.code, 0)


def _way(way: Way) -> Piece:
    path = QPainterPath()
    path.addPolygon(_polygon(way.line))
    return _piece(path, way.kind, way.width_m)


def _lines(lines: Sequence[Floats]) -> list[Piece]:
    pieces = []
    for line in lines:
        path = QPainterPath()
        path.addPolygon(_polygon(line))
        pieces.append(_piece(path, "", 0))
    return pieces


def _piece(path: QPainterPath, kind: str, width_m: float) -> Piece:
    reach = max(1.0, width_m)  # a straight line has bounds without area, which touch nothing
    return Piece(path, path.controlPointRect().adjusted(-reach, -reach, reach, reach), kind, width_m)


def _polygon(points: Floats) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])
