"""Natural forms for an invented piece of country (地形): outlines, rivers, ponds, all in metres and all from an `rng`."""

import math
from collections.abc import Sequence
from random import Random

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, Point, Polygon

from gis.borders import roughened, smoothed

Floats = npt.NDArray[np.float64]
Corners = Sequence[tuple[float, float]]  # metres


def curve(through: Corners, *, step_m: float, closed: bool = False) -> Floats:
    """A smooth line through the points (centripetal Catmull-Rom), a point about every `step_m`."""
    points = np.array(through, dtype=np.float64)
    if closed:
        around = np.concatenate([points[-1:], points, points[:2]])
    else:
        around = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    pieces = [_piece(around[n : n + 4], step_m) for n in range(len(around) - 3)]
    return np.concatenate([*pieces, around[-2:-1]])


def _piece(four: Floats, step_m: float) -> Floats:
    """The curve from the second of four points up to, not with, the third."""
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(np.linalg.norm(np.diff(four, axis=0), axis=1)))])
    count = max(2, round(float(np.linalg.norm(four[2] - four[1])) / step_m))
    t = np.linspace(knots[1], knots[2], count, endpoint=False)[:, None]

    def between(left: Floats, right: Floats, start: float, end: float) -> Floats:
        return (end - t) / (end - start) * left + (t - start) / (end - start) * right

    a = [between(four[n], four[n + 1], knots[n], knots[n + 1]) for n in range(3)]
    b = [between(a[n], a[n + 1], knots[n], knots[n + 2]) for n in range(2)]
    return between(b[0], b[1], knots[1], knots[2])


def outline(corners: Corners, rng: Random, *, roughness: float = 0.13, finest_m: float = 55) -> Polygon:
    """A border through the corners as ditches, ridges and old field edges draw it (边界)."""
    coarse = curve(corners, step_m=800, closed=True)
    return Polygon(roughened(coarse, rng, roughness=roughness, finest=finest_m))


def river(through: Corners, rng: Random, *, swing_m: float, wave_m: float, step_m: float = 45) -> LineString:
    """A river along the points that meanders (河流): bends about `wave_m` long swing up to `swing_m` to the sides."""
    axis = curve(through, step_m=step_m)
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(axis, axis=0), axis=1))])
    side = np.gradient(axis, axis=0)[:, ::-1] * (-1, 1)
    side /= np.linalg.norm(side, axis=1)[:, None]
    swing = sum(
        (1 / n) * np.sin(along / wave_m * math.tau * n * rng.uniform(0.8, 1.2) + rng.uniform(0, math.tau))
        for n in (1, 1.7, 3.1)
    )
    calm = np.minimum(1, np.minimum(along, along[-1] - along) / wave_m)  # the ends stay where they were put
    return LineString(smoothed(axis + side * (swing * calm * swing_m / 1.5)[:, None], 1))


def blob(centre: tuple[float, float], radius_m: float, rng: Random, *, stretch: float = 1.6) -> Polygon:
    """A pond or a small lake (水面): round, stretched in some direction, with bays."""
    turn = rng.uniform(0, math.pi)
    corners = []
    for angle in np.linspace(0, math.tau, 11, endpoint=False):
        reach = radius_m * rng.uniform(0.72, 1.2)
        x, y = reach * math.cos(angle) * math.sqrt(stretch), reach * math.sin(angle) / math.sqrt(stretch)
        corners.append(
            (
                centre[0] + x * math.cos(turn) - y * math.sin(turn),
                centre[1] + x * math.sin(turn) + y * math.cos(turn),
            )
        )
    return Polygon(curve(corners, step_m=radius_m / 4, closed=True))


def clear_of(
    point: tuple[float, float],
    wet: Sequence[tuple[shapely.Geometry, float]],
    inside: Polygon,
    rng: Random,
    *,
    spread_m: float,
) -> tuple[float, float]:
    """A place near `point`, inside the polygon and at least so many metres from each water; wider and wider around."""
    for attempt in range(400):
        reach = spread_m * (attempt / 40)
        x, y = point[0] + rng.uniform(-reach, reach), point[1] + rng.uniform(-reach, reach)
        here = Point(x, y)
        if inside.contains(here) and all(water.distance(here) >= margin for water, margin in wet):
            return x, y
    raise ValueError(f"no dry place near {point}")
