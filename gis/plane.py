"""A flat piece of ground (局部平面): degrees ⇄ metres around one place.

Equirectangular. Good to a few parts in 10⁴ within 30 km of the centre, which a township never leaves; shared borders
stay shared, because equal degrees give equal metres.
"""

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

EARTH_M = 6371008.8  # mean radius
M_PER_DEGREE = math.radians(1) * EARTH_M

Floats = npt.NDArray[np.float64]


class Plane(NamedTuple):
    """Metres east and north of a centre (`lon`, `lat`, degrees)."""

    lon: float
    lat: float

    @property
    def scale(self) -> Floats:
        """Metres per degree, east and north."""
        return np.array([M_PER_DEGREE * math.cos(math.radians(self.lat)), M_PER_DEGREE])

    def to_m(self, degrees: Any) -> Floats:
        """`(…, 2)` lon, lat → `(…, 2)` metres."""
        return (np.asarray(degrees, dtype=np.float64) - (self.lon, self.lat)) * self.scale

    def to_degrees(self, metres: Any) -> Floats:
        """`(…, 2)` metres → `(…, 2)` lon, lat."""
        return np.asarray(metres, dtype=np.float64) / self.scale + (self.lon, self.lat)

    def flat(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in degrees, in metres."""
        return shapely.transform(shape, self.to_m)

    def globe(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in metres, in degrees."""
        return shapely.transform(shape, self.to_degrees)


def plane_of(shape: BaseGeometry) -> Plane:
    """The plane around the middle of a shape's bounds."""
    west, south, east, north = shape.bounds
    return Plane((west + east) / 2, (south + north) / 2)


def distance_m(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Metres between two places of one county."""
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(east, lat - other_lat) * M_PER_DEGREE
