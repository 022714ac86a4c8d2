"""The land of an invented township (演示乡镇): from words about where things lie to a whole `TownMap`.

The waters part the land first, so that village borders follow them; villages and grids are cut inside; roads are laid
over open country and cross water in few places. Everything follows from the words and the `rng`.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import numpy as np
import shapely
from shapely import Point, Polygon
from shapely.ops import polygonize

from gis import partition
from gis.composer import natural
from gis.composer.settlements import DECIMALS, Settlements
from gis.composer.waters import Waters, compose_waters
from gis.composer.ways import compose_ways
from gis.plane import Plane
from gis.town_map import GridArea, MapLine, TownMap, VillageArea

Words = Mapping[str, Any]

LANDS = ("nw", "ne", "s")  # the pieces between river and brook
GRIDS_A_VILLAGE = 3


def compose_land(words: Words, rng: Random) -> TownMap:
    """The town with all that is drawn on it, coordinates rounded as the store keeps them."""
    plane = Plane(**words["centre"])
    outline = natural.outline(words["outline"], rng)
    waters = compose_waters(words["water"], rng)
    grids = _grids(words["villages"], outline, waters, plane, rng)
    villages = [
        VillageArea(v["code"], v["name"], _whole([g.polygon for g in grids if g.village_code == v["code"]]))
        for v in words["villages"]
    ]
    town = _whole([village.polygon for village in villages])
    inside = plane.flat(town)
    settled = Settlements(words, plane, villages, grids, waters.margins(), rng)
    ways = compose_ways(words, inside, waters.river.line, waters.bridges(), settled, rng)
    for stream in (waters.river, waters.brook):
        settled.add_bridges(words["bridges"][stream.kind], stream.line, [way.line for way in ways])
    streams, ponds = waters.drawn(inside, plane)
    roads = [MapLine(way.kind, way.name, plane.globe(way.line), 0) for way in ways]
    return TownMap(
        code=words["town"]["code"],
        name=words["town"]["name"],
        town=town,
        villages=tuple(villages),
        grids=tuple(grids),
        lines=tuple(line._replace(line=_rounded(line.line)) for line in (*streams, *roads)),
        waters=tuple(pond._replace(polygon=_rounded(pond.polygon)) for pond in ponds),
        places=tuple(settled.places),
    )


def _grids(
    villages: Sequence[Words], outline: Polygon, waters: Waters, plane: Plane, rng: Random
) -> list[GridArea]:
    """The grids of all villages, by code, with borders shared point for point."""
    lands = _lands(outline, waters)
    cut: list[GridArea] = []
    for part in LANDS:
        members = [village for village in villages if village["part"] == part]
        land = next(land for land in lands if land.contains(Point(members[0]["at"])))
        seeds = plane.to_degrees([village["at"] for village in members]).tolist()
        pieces = partition.cut(plane.globe(land), seeds, rng.randrange(10**9), relax=1)
        for village, piece in zip(members, pieces, strict=True):
            own = partition.cut(piece, GRIDS_A_VILLAGE, rng.randrange(10**9))
            cut += [
                GridArea(f"{village['code']}{n:03}00", f"{village['name']}第{n}网格", village["code"], grid)
                for n, grid in enumerate(own, 1)
            ]
    cut.sort()
    knitted = [_rounded(polygon) for polygon in partition.knit([grid.polygon for grid in cut])]
    assert shapely.coverage_is_valid(knitted), "grids overlap or leave gaps"
    return [grid._replace(polygon=polygon) for grid, polygon in zip(cut, knitted, strict=True)]


def _lands(outline: Polygon, waters: Waters) -> list[Polygon]:
    """The land in three pieces; crumbs that a river grazing the border cuts off join the piece they touch most."""
    drawn = shapely.union_all([outline.boundary, waters.river.line, waters.brook.line])
    faces = [face for face in polygonize(drawn) if outline.contains(face.representative_point())]
    faces.sort(key=lambda face: -face.area)
    lands, crumbs = faces[: len(LANDS)], faces[len(LANDS) :]
    for crumb in crumbs:
        most = max(range(len(lands)), key=lambda n: crumb.intersection(lands[n]).length)
        lands[most] = shapely.union_all([lands[most], crumb])
    return lands


def _rounded(shape: Any) -> Any:
    return shapely.transform(shape, lambda xy: np.round(xy, DECIMALS))


def _whole(pieces: Sequence[Polygon]) -> Polygon:
    whole = shapely.coverage_union_all(pieces)
    assert isinstance(whole, Polygon), "a village or the town fell apart"
    return whole
