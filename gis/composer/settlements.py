"""Where people live and what they name (村落与地名): village offices, hamlets, houses of public interest, bridges."""

import math
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from gis.composer import natural
from gis.plane import Plane
from gis.town_map import GridArea, MapPlace, VillageArea

Words = Mapping[str, Any]
Spot = tuple[float, float]  # metres

DECIMALS = 6  # the store keeps millionths of a degree


class Settlements:
    """Places, dry and inside their village, each with the grid that it stands in."""

    def __init__(
        self,
        words: Words,
        plane: Plane,
        villages: Sequence[VillageArea],
        grids: Sequence[GridArea],
        margins: Sequence[tuple[BaseGeometry, float]],
        rng: Random,
    ) -> None:
        self._plane = plane
        self._grids = grids
        self._margins = margins
        self._rng = rng
        self.places: list[MapPlace] = []
        self.centres: dict[str, Spot] = {}  # of villages, by name
        self.hamlets: dict[str, Spot] = {}
        self.houses: dict[str, Spot] = {}
        for village, area in zip(words["villages"], villages, strict=True):
            self._settle(village, area)
        for place in words["places"]:
            self._build(place, next(area for area in villages if area.name == place["village"]))

    def _settle(self, village: Words, area: VillageArea) -> None:
        """The village's office and a hamlet in each of its grids, the first nearest to the office."""
        ground = self._plane.flat(area.polygon).buffer(-60)
        centre = natural.clear_of(tuple(village["at"]), self._margins, ground, self._rng, spread_m=120)
        self.centres[area.name] = centre
        committee = "居民委员会" if area.name.endswith("社区") else "村民委员会"
        self.add(f"{area.name}{committee}", "village_office", centre)
        lands = [self._plane.flat(grid.polygon) for grid in self._grids if grid.village_code == area.code]
        lands.sort(key=lambda land: land.centroid.distance(Point(centre)))
        for name, land in zip(village["hamlets"], lands, strict=True):
            middle = (land.centroid.x, land.centroid.y)
            at = natural.clear_of(middle, self._margins, land.buffer(-50), self._rng, spread_m=260)
            self.hamlets[name] = at
            self.add(name, "hamlet", at)

    def _build(self, place: Words, area: VillageArea) -> None:
        x, y = self.centres[area.name]
        ground = self._plane.flat(area.polygon).buffer(-30)
        wanted = (x + place["at"][0], y + place["at"][1])
        at = natural.clear_of(wanted, self._margins, ground, self._rng, spread_m=60)
        self.houses[place["name"]] = at
        self.add(place["name"], place["kind"], at)

    def add(self, name: str, kind: str, at: Spot) -> None:
        """One place more."""
        lon, lat = np.round(self._plane.to_degrees(at), DECIMALS).tolist()
        grid = next(grid for grid in self._grids if grid.polygon.intersects(Point(lon, lat)))
        self.places.append(MapPlace(kind, name, grid.code, lon, lat))

    def add_bridges(self, names: Sequence[str], stream: LineString, roads: Iterable[LineString]) -> None:
        """A bridge wherever a road meets the stream, named from west to east; those beyond the names stay nameless."""
        met = [shapely.get_parts(road.intersection(stream)) for road in roads]
        once: list[Spot] = []
        for at in sorted(
            (point.x, point.y) for points in met for point in points if point.geom_type == "Point"
        ):
            if all(math.dist(at, other) > 120 for other in once):
                once.append(at)
        for name, at in zip(names, once, strict=False):
            self.add(name, "bridge", at)
