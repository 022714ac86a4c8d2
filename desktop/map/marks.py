"""Events on the map (图上标记), and how near ones gather into a ring with a number (聚合). Free of Qt.

At the scale of the whole town events gather by village, under whose name they stand; a village that is opened, and
everything at nearer scales, gathers by distance. The cells are fixed to the ground, so panning changes no ring.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from desktop.lights import Sign
from gis.layers import Ground

Floats = npt.NDArray[np.float64]

CELL_PX = 44.0  # events of one cell gather
NEAR_PX = 34.0  # rings or lights this near each other gather too
WORST_FIRST = (Sign.OVERDUE, Sign.SOON, Sign.NORMAL, Sign.PAUSED)


class Mark(Struct, frozen=True, gc=False):
    """One open event as the map shows it."""

    case_id: str
    lon: float | None  # degrees; None: it sits in its grid, or village
    lat: float | None
    sign: Sign
    grid: str = ""
    village: str = ""
    urgent: bool = False  # U1
    unsigned: bool = False
    title: str = ""
    note: str = ""  # the state and what is left, as words


class Cluster(NamedTuple):
    """What is drawn in one place: a single event, or a ring of several."""

    x: float  # metres
    y: float
    members: tuple[int, ...]  # numbers of the marks, in their order
    village: str = ""  # code, when it stands for a whole village

    @property
    def single(self) -> bool:
        """One event alone, drawn as its light."""
        return len(self.members) == 1 and not self.village


def seated(marks: Sequence[Mark], ground: Ground) -> Floats:
    """Where the marks lie, `(n, 2)` metres."""
    places = np.empty((len(marks), 2))
    for at, mark in enumerate(marks):
        if mark.lon is None or mark.lat is None:
            places[at] = ground.seat(mark.grid, mark.village)
        else:
            places[at] = (
                (mark.lon - ground.plane.lon) * ground.plane.scale[0],
                (mark.lat - ground.plane.lat) * ground.plane.scale[1],
            )
    return places


def by_village(marks: Sequence[Mark], ground: Ground, apart: str) -> tuple[list[Cluster], list[int]]:
    """A ring for each village, and the numbers of the marks that stand alone: no village, or the one `apart`."""
    members: dict[str, list[int]] = {}
    alone: list[int] = []
    for at, mark in enumerate(marks):
        village = mark.village or ground.village_of(mark.grid)
        if village == apart or ground.area(village) is None:
            alone.append(at)
        else:
            members.setdefault(village, []).append(at)
    return [Cluster(*ground.seat("", v), tuple(found), v) for v, found in members.items()], alone


def by_distance(places: Floats, scale: float, only: Sequence[int] | None = None) -> list[Cluster]:
    """Rings and lights at a scale (pixels a metre): cells first, then what still lies too near."""
    numbers = np.arange(len(places)) if only is None else np.asarray(only, dtype=np.intp)
    if not len(numbers):
        return []
    points = places[numbers]
    cells = np.floor(points * (scale / CELL_PX)).astype(np.int64)
    _, cell_of = np.unique(cells[:, 0] << 32 ^ (cells[:, 1] & 0xFFFFFFFF), return_inverse=True)
    counts = np.bincount(cell_of)
    middles = np.stack([np.bincount(cell_of, points[:, axis]) / counts for axis in (0, 1)], axis=1)
    group = _near(middles, NEAR_PX / scale)[cell_of]
    order = np.argsort(group, kind="stable")
    found = []
    for chunk in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        x, y = points[chunk].mean(axis=0)
        found.append(Cluster(float(x), float(y), tuple(numbers[chunk].tolist())))
    return sorted(found, key=lambda one: one.members[0])


def _near(middles: Floats, reach: float) -> npt.NDArray[np.intp]:
    """Groups of middles: each joins the group of the first middle within reach that leads one."""
    leader = np.full(len(middles), -1, dtype=np.intp)
    cells: dict[tuple[int, int], list[int]] = {}
    for at, (x, y) in enumerate(middles.tolist()):
        column, row = int(x // reach), int(y // reach)
        around = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in cells.get((column + dx, row + dy), ())
            if abs(middles[other, 0] - x) <= reach and abs(middles[other, 1] - y) <= reach
        )
        leader[at] = next(around, at)
        if leader[at] == at:
            cells.setdefault((column, row), []).append(at)
    return leader


def shares(marks: Sequence[Mark], members: Sequence[int]) -> tuple[tuple[Sign, int], ...]:
    """How many events of a ring show which light, the worst first."""
    counted = Counter(marks[at].sign for at in members)
    ranked = [*WORST_FIRST, *(sign for sign in counted if sign not in WORST_FIRST)]
    return tuple((sign, counted[sign]) for sign in ranked if counted[sign])
