"""Roads and streets with their names (道路): laid over the country, then called as people would call them. Metres."""

import math
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gis.borders import roughened
from gis.composer.roads import Country
from gis.composer.settlements import Settlements

Words = Mapping[str, Any]

_ENDINGS = "村里上下边"  # dropped before 路
RANKS = ("province", "county", "township", "village")
COUNTRY_M = (-5300, -4000, 5300, 4000)


class Way(NamedTuple):
    """A stretch of road or a street."""

    kind: str
    name: str
    line: LineString


def compose_ways(
    words: Words,
    inside: Polygon,
    river: LineString,
    bridges: Sequence[tuple[BaseGeometry, float]],
    settled: Settlements,
    rng: Random,
) -> list[Way]:
    """The planned roads first, then one to every village, hamlet and house; last the streets of the market town."""
    country = Country(COUNTRY_M, rng, waters=bridges)
    for road in words["roads"]:
        country.lay(road["through"], road["rank"])
    for rank, spots in ((2, settled.centres), (3, settled.hamlets), (3, settled.houses)):
        for at in spots.values():
            country.join(at, rank)
    found = [
        Way(RANKS[rank], _name(rank, line, words["roads"], settled), part)
        for rank, line in country.lines()
        for part in _within(line, inside)
    ]
    for quarter in words["quarters"]:
        found += _streets(quarter, inside.difference(river.buffer(75)), rng)
    return found


def _name(rank: int, line: LineString, roads: Sequence[Words], settled: Settlements) -> str:
    """The planned road of this class nearby, else 路 of the nearest hamlet or village."""
    middle = line.interpolate(0.5, normalized=True)
    planned: dict[str, float] = {
        road["name"]: LineString(road["through"]).distance(middle) for road in roads if road["rank"] == rank
    }
    if planned:
        nearest = min(planned, key=lambda name: planned[name])
        if rank < 2 or planned[nearest] < 900:
            return nearest
    stops = {**settled.hamlets, **settled.centres}
    stop = min(stops, key=lambda name: Point(stops[name]).distance(middle))
    return f"{stop}弄" if stop.endswith("街") else f"{stop[:2] if len(stop) > 3 else stop.rstrip(_ENDINGS)}路"


def _within(line: LineString, inside: BaseGeometry) -> list[LineString]:
    parts = shapely.get_parts(line.intersection(inside))
    return [part for part in parts if part.geom_type == "LineString" and part.length > 15]


def _streets(quarter: Words, dry: BaseGeometry, rng: Random) -> list[Way]:
    """A quarter of the market town: two bundles of nearly straight streets, kept off the river."""
    turn = math.radians(quarter["turn_degrees"])
    east, north = np.array([math.cos(turn), math.sin(turn)]), np.array([-math.sin(turn), math.cos(turn)])
    land = next(part for part in shapely.get_parts(dry) if part.contains(Point(quarter["origin"])))
    bundles = (
        (quarter["along"], east, north, quarter["half_length_m"][0]),
        (quarter["across"], north, east, quarter["half_length_m"][1]),
    )
    found = []
    for streets, run, aside, half in bundles:
        for name, offset in streets:
            middle = np.array(quarter["origin"]) + aside * offset
            reach = run * half
            ends = np.array(
                [middle - reach * rng.uniform(0.85, 1.1), middle + reach * rng.uniform(0.85, 1.1)]
            )
            line = LineString(roughened(ends, rng, roughness=0.02, finest=120))
            found += [Way("street", name, part) for part in _within(line, land) if part.length > 120]
    return found
