"""The waters of an invented township (水系): a river, a brook that joins it, canals, ponds. Metres."""

from collections.abc import Mapping
from random import Random
from typing import Any, NamedTuple

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gis.composer import natural
from gis.plane import Plane
from gis.town_map import MapLine, Water

Words = Mapping[str, Any]

RIVER_BRIDGE_M, BROOK_BRIDGE_M, CANAL_BRIDGE_M, POND_BRIDGE_M = (
    2400.0,
    700.0,
    300.0,
    50_000.0,
)  # detours worth a bridge


class Stream(NamedTuple):
    """A river, brook or canal as it runs (河流)."""

    kind: str
    name: str
    width_m: float
    line: LineString


class Pond(NamedTuple):
    """A reservoir or pond as it lies (水面)."""

    kind: str
    name: str
    shape: Polygon


class Waters(NamedTuple):
    """All waters of the town (水系)."""

    river: Stream
    brook: Stream
    canals: list[Stream]
    ponds: list[Pond]

    def margins(self) -> list[tuple[BaseGeometry, float]]:
        """Each water with how far from it one builds."""
        return [
            (self.river.line, self.river.width_m / 2 + 60),
            *((stream.line, stream.width_m / 2 + 30) for stream in (self.brook, *self.canals)),
            *((pond.shape, 50.0) for pond in self.ponds),
        ]

    def bridges(self) -> list[tuple[BaseGeometry, float]]:
        """Each water with the detour that a road makes rather than cross it."""
        return [
            (self.river.line, RIVER_BRIDGE_M),
            (self.brook.line, BROOK_BRIDGE_M),
            *((canal.line, CANAL_BRIDGE_M) for canal in self.canals),
            *((pond.shape, POND_BRIDGE_M) for pond in self.ponds),
        ]

    def drawn(self, inside: Polygon, plane: Plane) -> tuple[list[MapLine], list[Water]]:
        """What the map shows of them, in degrees."""
        lines = [
            MapLine(s.kind, s.name, plane.globe(shapely.line_merge(s.line.intersection(inside))), s.width_m)
            for s in (self.river, self.brook, *self.canals)
        ]
        return lines, [Water(pond.kind, pond.name, plane.globe(pond.shape)) for pond in self.ponds]


def compose_waters(words: Words, rng: Random) -> Waters:
    """The waters that the words describe."""
    river, brook = (
        natural.river(
            words[kind]["through"], rng, swing_m=words[kind]["swing_m"], wave_m=words[kind]["wave_m"]
        )
        for kind in ("river", "brook")
    )
    brook, river = _joined(brook, river)
    return Waters(
        Stream("river", words["river"]["name"], words["river"]["width_m"], river),
        Stream("brook", words["brook"]["name"], words["brook"]["width_m"], brook),
        [Stream("canal", c["name"], c["width_m"], _canal(c["through"], river, rng)) for c in words["canals"]],
        [
            Pond(p["kind"], p["name"], natural.blob(tuple(p["at"]), p["radius_m"], rng))
            for p in words["ponds"]
        ],
    )


def _joined(brook: LineString, river: LineString) -> tuple[LineString, LineString]:
    """The brook up to where it meets the river, and the river with that very point on it."""
    upper = max(shapely.get_parts(brook.difference(river.buffer(1))), key=lambda part: part.coords[0][1])
    reach = river.project(Point(upper.coords[-1]))
    mouth = river.interpolate(reach).coords[0]
    before = [xy for xy in river.coords if river.project(Point(xy)) < reach]
    return LineString([*upper.coords, mouth]), LineString([*before, mouth, *river.coords[len(before) :]])


def _canal(through: list[tuple[float, float]], river: LineString, rng: Random) -> LineString:
    """A canal from its pond to the first point where it meets the river."""
    line = natural.river(through, rng, swing_m=40, wave_m=700)
    return min(shapely.get_parts(line.difference(river)), key=lambda part: part.distance(Point(through[0])))
