"""A township ready to be painted (底图): its shapes as plain arrays in metres, each border once, with places for names.

Everything lies on one `Plane`, metres east and north of the town's middle. Whoever paints turns north up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from gis.index import GridIndex
from gis.plane import Plane, plane_of
from gis.town_map import MapPlace, TownMap

Floats = npt.NDArray[np.float64]

ROAD_M = {"province": 18.0, "county": 12.0, "township": 8.0, "street": 7.0, "village": 4.5}
MAIN_ROADS = frozenset({"province", "county", "township"})  # drawn at every scale
_ROOM_TOLERANCE = 0.02  # of a shape's width: how exactly the roomiest place in it is sought
_SAME_M = 1.0  # borders nearer than this are taken for one
_NUMBERED = re.compile(r"第?(\d+)网格")


class Area(NamedTuple):
    """A surface: village, grid, or water."""

    code: str
    name: str
    village: str  # code of the village a grid belongs to, else ""
    rings: tuple[Floats, ...]  # outlines and holes alike, closed, `(n, 2)` metres; filled odd-even
    at: tuple[float, float]  # the middle of its roomiest part, where its name and its events sit
    room_m: float  # radius of the circle that fits there


class Way(NamedTuple):
    """A road or stream."""

    kind: str
    name: str
    line: Floats  # `(n, 2)` metres
    width_m: float

    @property
    def middle(self) -> tuple[float, float]:
        """A point on it half way along."""
        x, y = self.line[len(self.line) // 2]
        return float(x), float(y)


@dataclass(frozen=True)
class Ground:
    """What lies under the events (底图)."""

    code: str
    name: str
    plane: Plane
    bounds: tuple[float, float, float, float]  # of the town: west, south, east, north, metres
    town: Area
    villages: tuple[Area, ...]
    grids: tuple[Area, ...]
    waters: tuple[Area, ...]
    streams: tuple[Way, ...]
    roads: tuple[Way, ...]  # the narrow first, so that the wide ones lie on top
    village_borders: tuple[Floats, ...]  # between villages, each once
    grid_borders: tuple[Floats, ...]  # between grids of one village, each once
    places: tuple[MapPlace, ...]
    places_m: Floats  # `(n, 2)` metres
    index: GridIndex

    def seat(self, grid: str, village: str) -> tuple[float, float]:
        """Where an event sits that has no point: in its grid, else its village, else the middle of the town."""
        return (self._seats.get(grid) or self._seats.get(village) or self.town).at

    def area(self, code: str) -> Area | None:
        """A grid or village by its code."""
        return self._seats.get(code)

    def village_of(self, grid: str) -> str:
        """The village that a grid belongs to; a village's own code stays; "" for an unknown one."""
        found = self._seats.get(grid)
        return "" if found is None else found.village or found.code

    @cached_property
    def _seats(self) -> dict[str, Area]:
        return {one.code: one for one in (*self.villages, *self.grids)}


def ground_of(town: TownMap) -> Ground:
    """The map of a township as arrays (some 20 ms for forty grids: a worker's task)."""
    plane = plane_of(town.town)
    whole = _area(town.code, town.name, "", plane.flat(town.town))
    villages = tuple(_area(v.code, v.name, "", plane.flat(v.polygon)) for v in town.villages)
    names = {v.code: v.name for v in town.villages}
    grids = tuple(
        _area(
            g.code, short_name(g.name, names.get(g.village_code, "")), g.village_code, plane.flat(g.polygon)
        )
        for g in town.grids
    )
    outer, between = _edges([whole]), _edges(villages)
    west, south, east, north = plane.flat(town.town).bounds
    return Ground(
        code=town.code,
        name=town.name,
        plane=plane,
        bounds=(west, south, east, north),
        town=whole,
        villages=villages,
        grids=grids,
        waters=tuple(_area(w.kind, w.name, "", plane.flat(w.polygon)) for w in town.waters),
        streams=tuple(
            _ways((x.kind, x.name, plane.flat(x.line), x.width_m) for x in town.lines if x.width_m)
        ),
        roads=_roads(town, plane),
        village_borders=_borders(between, outer),
        grid_borders=_borders(_edges(grids), np.union1d(between, outer)),
        places=town.places,
        places_m=plane.to_m([(p.lon, p.lat) for p in town.places] or np.empty((0, 2))),
        index=town.index,
    )


def short_name(name: str, village: str) -> str:
    """A grid as it is called inside its village: 石桥村第3网格 → 3 网格."""
    inside = name.removeprefix(village) or name
    numbered = _NUMBERED.fullmatch(inside)
    return f"{numbered[1]} 网格" if numbered else inside


def coarser(line: Floats, tolerance_m: float) -> Floats:
    """A line or ring with fewer points, nowhere further off than the tolerance; its ends stay."""
    fewer = shapely.simplify(shapely.linestrings(line), tolerance_m, preserve_topology=False)
    points: Floats = shapely.get_coordinates(fewer)
    return points


def _area(code: str, name: str, village: str, shape: BaseGeometry) -> Area:
    largest = max(shapely.get_parts(shape), key=lambda part: float(part.area))
    west, _, east, _ = largest.bounds
    circle = shapely.maximum_inscribed_circle(largest, tolerance=max(0.1, (east - west) * _ROOM_TOLERANCE))
    x, y = circle.coords[0]
    rings = shapely.get_rings(shapely.get_parts(shape))
    return Area(
        code, name, village, tuple(shapely.get_coordinates(ring) for ring in rings), (x, y), circle.length
    )


def _roads(town: TownMap, plane: Plane) -> tuple[Way, ...]:
    """Roads merged by kind and name into few long lines, the narrow first."""
    together: dict[tuple[str, str], list[BaseGeometry]] = {}
    for road in town.lines:
        if not road.width_m:
            together.setdefault((road.kind, road.name), []).extend(shapely.get_parts(road.line))
    merged = (
        (kind, name, plane.flat(shapely.line_merge(shapely.multilinestrings(pieces))), ROAD_M.get(kind, 4.5))
        for (kind, name), pieces in together.items()
    )
    return tuple(sorted(_ways(merged), key=lambda way: way.width_m))


def _ways(lines: Iterable[tuple[str, str, BaseGeometry, float]]) -> Iterator[Way]:
    for kind, name, shape, width_m in lines:
        for part in shapely.get_parts(shape):
            yield Way(kind, name, shapely.get_coordinates(part), width_m)


# ---------------------------------------------------------------- borders: neighbours share them to the last digit

_EDGE = np.dtype([("x0", "f8"), ("y0", "f8"), ("x1", "f8"), ("y1", "f8")])
Edges = npt.NDArray[np.void]


def _edges(areas: Sequence[Area]) -> Edges:
    """Every piece of every outline, once, whichever way round it was walked."""
    pieces = [np.hstack([ring[:-1], ring[1:]]) for area in areas for ring in area.rings]
    both = np.concatenate(pieces) if pieces else np.empty((0, 4))
    turned = (both[:, 0] > both[:, 2]) | ((both[:, 0] == both[:, 2]) & (both[:, 1] > both[:, 3]))
    both[turned] = both[turned][:, [2, 3, 0, 1]]
    return np.unique(np.ascontiguousarray(both).view(_EDGE).ravel())


def _borders(edges: Edges, others: Edges) -> tuple[Floats, ...]:
    """The edges that are not among the others, joined into lines as long as they go."""
    rest = np.setdiff1d(edges, others, assume_unique=True)
    if not len(rest):
        return ()
    lines = _lines(rest)
    if len(np.setdiff1d(others, edges, assume_unique=True)):  # drawn apart: equal borders with other points
        lines = shapely.difference(lines, shapely.buffer(_lines(others), _SAME_M))
    return tuple(shapely.get_coordinates(line) for line in shapely.get_parts(shapely.line_merge(lines)))


def _lines(edges: Edges) -> BaseGeometry:
    return shapely.multilinestrings(shapely.linestrings(edges.view("f8").reshape(-1, 2, 2)))
