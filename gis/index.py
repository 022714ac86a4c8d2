"""Which grid a place lies in (落格): every point of a town belongs to exactly one general grid (rulebook §2.1)."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import shapely
from msgspec import Struct
from shapely import Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from gis.plane import Plane, plane_of

NEAR_M = 30.0  # a point this far outside is taken for rounding or a phone's error
SMALLEST_FLAW_M2 = 1.0


class Flaw(Struct, frozen=True):
    """A gap or overlap between grids (网格缝隙、重叠), larger than 1 m²."""

    kind: Literal["gap", "overlap"]
    codes: tuple[str, ...]  # the grids that overlap; those around a gap
    area_m2: float
    lon: float
    lat: float

    @property
    def sentence(self) -> str:
        """What the operator reads."""
        if self.kind == "gap":
            return f"{self.area_m2:.0f} 平方米不属于任何网格，周边网格：{'、'.join(self.codes) or '无'}。"
        return f"网格 {'与'.join(self.codes)} 重叠 {self.area_m2:.0f} 平方米。"


class GridIndex:
    """Finds the grid of a place, alone (some microseconds) or for a hundred thousand at once."""

    def __init__(self, grids: Sequence[tuple[str, BaseGeometry]]) -> None:
        if not grids:
            raise ValueError("an index needs at least one grid")
        ordered = sorted(grids, key=lambda grid: grid[0])  # on a border the smaller code wins, always
        self._codes = tuple(code for code, _ in ordered)
        self._plane: Plane = plane_of(shapely.GeometryCollection([shape for _, shape in ordered]))
        self._shapes = [self._plane.flat(shape) for _, shape in ordered]
        self._tree = STRtree(self._shapes)

    def locate(self, lon: float, lat: float) -> str | None:
        """The code of the grid at a place, or of the nearest within 30 m, or None."""
        return self.locate_many(np.array([[lon, lat]]))[0]

    def locate_many(self, lon_lat: npt.NDArray[np.float64]) -> list[str | None]:
        """The codes for `(n, 2)` lon, lat: what `locate` says for each."""
        points = shapely.points(self._plane.to_m(np.asarray(lon_lat, dtype=np.float64).reshape(-1, 2)))
        found = np.full(len(points), len(self._codes))
        of_points, of_grids = self._tree.query(points, predicate="intersects")
        np.minimum.at(found, of_points, of_grids)
        outside = np.flatnonzero(found == len(self._codes))
        if outside.size:
            of_points, of_grids = self._tree.query_nearest(points[outside], max_distance=NEAR_M)
            np.minimum.at(found, outside[of_points], of_grids)
        return [self._codes[at] if at < len(self._codes) else None for at in found]

    def checks(self, town: BaseGeometry | None = None) -> list[Flaw]:
        """Gaps in the town (without one: holes between the grids) and overlaps above 1 m², largest first."""
        return sorted([*self._overlaps(), *self._gaps(town)], key=lambda flaw: (-flaw.area_m2, flaw.codes))

    def _overlaps(self) -> Iterator[Flaw]:
        left, right = self._tree.query(self._shapes, predicate="intersects")
        for a, b in sorted((int(a), int(b)) for a, b in zip(left, right, strict=True) if a < b):
            shared = self._shapes[a].intersection(self._shapes[b])
            if shared.area > SMALLEST_FLAW_M2:
                yield self._flaw("overlap", (self._codes[a], self._codes[b]), shared)

    def _gaps(self, town: BaseGeometry | None) -> Iterator[Flaw]:
        covered = shapely.union_all(self._shapes)
        whole = _filled(covered) if town is None else self._plane.flat(town)
        for gap in shapely.get_parts(whole.difference(covered)):
            if gap.area > SMALLEST_FLAW_M2:
                around = tuple(self._codes[i] for i in sorted(self._tree.query(gap, predicate="intersects")))
                yield self._flaw("gap", around, gap)

    def _flaw(self, kind: Literal["gap", "overlap"], codes: tuple[str, ...], shape: Any) -> Flaw:
        inside = shape.representative_point()
        lon, lat = self._plane.to_degrees((inside.x, inside.y))
        return Flaw(kind, codes, float(shape.area), float(lon), float(lat))


def _filled(shape: BaseGeometry) -> BaseGeometry:
    """A shape without its holes."""
    return shapely.union_all([Polygon(part.exterior) for part in shapely.get_parts(shape)])
