"""Cutting a polygon into pieces with natural borders (划分): a township into villages, a village into grids.

Voronoi cells of seeds that were moved to the middle of their cells give compact pieces; their borders are then roughened,
each once, and drawn into the polygon. The faces that arise go to the piece whose cell they lie in; crumbs beyond a
roughened border go to the neighbour with the longest common line. So the pieces share their borders point for point:
no gaps, no overlaps. The same seed gives the same pieces.
"""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, MultiPoint, Point, Polygon, STRtree
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

from gis.borders import roughened
from gis.plane import plane_of

Floats = npt.NDArray[np.float64]
Seeds = Sequence[tuple[float, float]]  # lon, lat

ROUGHNESS = 0.11
FINEST_M = 45.0
_TRIES = (1.0, 0.6, 0.3, 0.1, 0.0)  # shares of the roughness, should a border tear a piece apart


def cut(
    polygon: Polygon,
    seeds_or_n: int | Seeds,
    rng_seed: int,
    *,
    relax: int = 4,
    roughness: float = ROUGHNESS,
    finest_m: float = FINEST_M,
) -> list[Polygon]:
    """Cut a polygon (degrees) into pieces, one a seed and in their order.

    A number draws that many seeds inside and orders them by row, north to south. `relax` times every seed moves to the
    middle of its cell: 0 keeps given seeds where they are.
    """
    rng = Random(rng_seed)
    plane = plane_of(polygon)
    flat = plane.flat(polygon)
    if isinstance(seeds_or_n, int):
        seeds = [_inside(flat, rng) for _ in range(seeds_or_n)]
    else:
        seeds = [Point(xy) for xy in plane.to_m(list(seeds_or_n))]
        if not all(flat.contains(seed) for seed in seeds):
            raise ValueError("every seed lies inside the polygon")
    if len({(seed.x, seed.y) for seed in seeds}) != len(seeds) or not seeds:
        raise ValueError("seeds are distinct, and there is at least one")
    if len(seeds) == 1:
        return [polygon]
    for _ in range(relax):
        seeds = [_middle(cell, seed) for cell, seed in zip(_cells(flat, seeds), seeds, strict=True)]
    if isinstance(seeds_or_n, int):
        seeds = _by_row(seeds, flat)
    cells = [plane.globe(cell) for cell in _cells(flat, seeds)]
    borders = _borders(flat, seeds, finest_m)
    state = rng.getstate()
    for share in _TRIES:
        rng.setstate(state)
        lines = [
            plane.to_degrees(roughened(b, rng, roughness=roughness * share, finest=finest_m)) for b in borders
        ]
        if pieces := _faces(polygon, lines, cells):
            return pieces
    raise AssertionError("plain Voronoi borders always leave every seed its piece")


def place(polygon: BaseGeometry, rng: Random) -> tuple[float, float]:
    """A random place inside, degrees rounded to 10⁻⁶ as the store keeps them (落点)."""
    west, south, east, north = polygon.bounds
    for _ in range(10_000):
        lon, lat = round(rng.uniform(west, east), 6), round(rng.uniform(south, north), 6)
        if polygon.contains(Point(lon, lat)):
            return lon, lat
    inside = polygon.representative_point()  # thinner than rounding: no such place exists, take the middle
    return round(inside.x, 6), round(inside.y, 6)


def knit(pieces: Sequence[Polygon]) -> list[Polygon]:
    """Pieces that were cut on their own, given their neighbours' corners too (接边).

    Where a border of one piece ends on the border of another, the other gets that very point, so that shared lines are
    equal point for point and stay so when all coordinates are rounded alike.
    """
    corners = shapely.points(np.unique(np.concatenate([shapely.get_coordinates(p) for p in pieces]), axis=0))
    tree = STRtree(corners)
    return [
        Polygon(
            _with_corners(p.exterior, tree, corners),
            [_with_corners(hole, tree, corners) for hole in p.interiors],
        )
        for p in pieces
    ]


_KNIT_DEGREES = 1e-11  # a micrometre: far above rounding errors, far below anything drawn


def _with_corners(ring: BaseGeometry, tree: STRtree, corners: npt.NDArray[np.object_]) -> Floats:
    points = shapely.get_coordinates(ring)
    found = []
    for start, end in pairwise(points):
        found.append(start)
        side = LineString([start, end])
        near = shapely.get_coordinates(corners[tree.query(side, predicate="dwithin", distance=_KNIT_DEGREES)])
        between = [p for p in near if not (np.array_equal(p, start) or np.array_equal(p, end))]
        found.extend(sorted(between, key=lambda p: float(np.dot(p - start, end - start))))
    return np.array([*found, points[-1]])


# ---------------------------------------------------------------- seeds and cells, in metres


def _inside(flat: Polygon, rng: Random) -> Point:
    west, south, east, north = flat.bounds
    while True:
        point = Point(rng.uniform(west, east), rng.uniform(south, north))
        if flat.contains(point):
            return point


def _diagram(flat: Polygon, seeds: Sequence[Point], *, only_edges: bool) -> BaseGeometry:
    return shapely.voronoi_polygons(
        MultiPoint(seeds), extend_to=flat.envelope.buffer(1e3), only_edges=only_edges
    )


def _cells(flat: Polygon, seeds: Sequence[Point]) -> list[BaseGeometry]:
    """The part of the polygon that is nearest to each seed."""
    cells = shapely.get_parts(_diagram(flat, seeds, only_edges=False))
    tree = STRtree(cells)
    return [cells[tree.nearest(seed)].intersection(flat) for seed in seeds]


def _middle(cell: BaseGeometry, seed: Point) -> Point:
    """Where a seed moves: the middle of its cell's part around it, if that lies inside."""
    own = min(shapely.get_parts(cell), key=seed.distance)
    return own.centroid if own.contains(own.centroid) else seed


def _by_row(seeds: Sequence[Point], flat: Polygon) -> list[Point]:
    """Seeds as one reads a map: rows from north to south, in a row from west to east."""
    north, height = flat.bounds[3], flat.bounds[3] - flat.bounds[1]
    rows = max(1, round(len(seeds) ** 0.5))
    return sorted(seeds, key=lambda s: (int((north - s.y) / height * rows), s.x, s.y))


def _borders(flat: Polygon, seeds: Sequence[Point], finest_m: float) -> list[Floats]:
    """Every border between two cells once, ending a little outside the polygon, in an order of its own."""
    edges = shapely.node(_diagram(flat, seeds, only_edges=True)).intersection(flat.buffer(finest_m))
    lines = [shapely.get_coordinates(edge) for edge in shapely.get_parts(edges)]
    pointing = [line if tuple(line[0]) <= tuple(line[-1]) else line[::-1] for line in lines]
    return sorted(pointing, key=lambda line: line.round(3).tolist())


# ---------------------------------------------------------------- faces, in degrees


def _faces(polygon: Polygon, lines: Sequence[Floats], cells: Sequence[BaseGeometry]) -> list[Polygon] | None:
    """The pieces that the lines cut out of the polygon, one a cell; None if some piece is not whole."""
    drawn = shapely.union_all([polygon.boundary, *map(LineString, lines)])
    faces = [face for face in polygonize(drawn) if polygon.contains(face.representative_point())]
    owners = _owners(faces, cells)
    cores = [
        max((f for f, o in zip(faces, owners, strict=True) if o == n), key=_area, default=None)
        for n in range(len(cells))
    ]
    if any(core is None for core in cores):
        return None
    pieces: list[BaseGeometry] = list(cores)
    crumbs = [face for face in faces if not any(face is core for core in cores)]
    while crumbs:
        joined = [(crumb, _best_neighbour(crumb, pieces)) for crumb in crumbs]
        crumb, home = next(((c, h) for c, h in joined if h is not None), (None, None))
        if crumb is None or home is None:
            return None
        pieces[home] = shapely.union_all([pieces[home], crumb])
        crumbs = [other for other in crumbs if other is not crumb]
    whole = all(isinstance(piece, Polygon) and piece.is_valid for piece in pieces)
    return pieces if whole else None


def _area(face: Polygon) -> float:
    return float(face.area)


def _owners(faces: Sequence[Polygon], cells: Sequence[BaseGeometry]) -> list[int]:
    """For each face the cell that it lies in for the most part."""
    shares = [[face.intersection(cell).area for cell in cells] for face in faces]
    return [int(np.argmax(share)) for share in shares]


def _best_neighbour(crumb: Polygon, pieces: Sequence[BaseGeometry]) -> int | None:
    """The piece with the longest common line, or None when it only touches corners."""
    common = [crumb.intersection(piece).length for piece in pieces]
    best = int(np.argmax(common))
    return best if common[best] > 0 else None
