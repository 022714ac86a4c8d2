"""Events on the map (图上标记), and how near ones gather into a ring with a number (聚合). Free of Qt.

At the scale of the whole town events gather by village, under whose name they stand; a village that is opened, and
everything at nearer scales, gathers by distance. The cells are fixed to the ground, so panning changes no ring.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from desktop.lights import Sign
from gis.layers import Ground

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
Parts = tuple[tuple[Sign, int], ...]  # how many events show which light, the worst first

CELL_PX = 44.0  # events of one cell gather
NEAR_PX = 34.0  # rings or lights this near each other gather too
WORST_FIRST = (Sign.OVERDUE, Sign.SOON, Sign.NORMAL, Sign.PAUSED)
SIGNS = (*WORST_FIRST, *(sign for sign in Sign if sign not in WORST_FIRST))
_RANK = {sign: rank for rank, sign in enumerate(SIGNS)}
_SMALL = 1 << 16  # numbers below are sorted without comparing


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


class Members(Sequence[int]):
    """Numbers of marks in their order, kept as they were sorted: nobody asks for most of them."""

    __slots__ = ("_numbers",)

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> "Members": ...
    def __getitem__(self, at: int | slice) -> "int | Members":
        return Members(self._numbers[at]) if isinstance(at, slice) else int(self._numbers[at])

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers.tolist())

    def __contains__(self, number: object) -> bool:
        return bool((self._numbers == number).any())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class Cluster(NamedTuple):
    """What is drawn in one place: a single event, or a ring of several."""

    x: float  # metres
    y: float
    members: Sequence[int]  # numbers of the marks, in their order
    village: str = ""  # code, when it stands for a whole village
    lights: tuple[int, ...] = ()  # how many show each of SIGNS

    @property
    def single(self) -> bool:
        """One event alone, drawn as its light."""
        return len(self.members) == 1 and not self.village


@dataclass(frozen=True, eq=False)
class Crowd:
    """Events as arrays, made once for as long as they stay the same; a hundred thousand gather in milliseconds."""

    marks: tuple[Mark, ...]
    places: Floats  # `(n, 2)` metres
    signs: Numbers  # of each mark's light in SIGNS
    villages: Numbers  # of each mark's village in `codes`; -1: none that the map knows
    codes: tuple[str, ...]
    numbers: dict[str, int]  # of marks by their cases


NOBODY = Crowd((), np.empty((0, 2)), np.empty(0, np.intp), np.empty(0, np.intp), (), {})


def crowd_of(marks: Sequence[Mark], ground: Ground) -> Crowd:
    """The marks on this ground."""
    codes: dict[str, int] = {}
    villages = [mark.village or ground.village_of(mark.grid) for mark in marks]
    for code in dict.fromkeys(villages):
        codes[code] = -1 if ground.area(code) is None else len([at for at in codes.values() if at >= 0])
    return Crowd(
        tuple(marks),
        seated(marks, ground),
        np.array([_RANK[mark.sign] for mark in marks], dtype=np.intp),
        np.array([codes[code] for code in villages], dtype=np.intp),
        tuple(code for code, at in codes.items() if at >= 0),
        {mark.case_id: at for at, mark in enumerate(marks)},
    )


def seated(marks: Sequence[Mark], ground: Ground) -> Floats:
    """Where the marks lie, `(n, 2)` metres."""
    degrees = [(np.nan if m.lon is None else m.lon, np.nan if m.lat is None else m.lat) for m in marks]
    plane = ground.plane
    places: Floats = (np.array(degrees).reshape(-1, 2) - (plane.lon, plane.lat)) * plane.scale
    for at in np.flatnonzero(np.isnan(places).any(axis=1)).tolist():
        places[at] = ground.seat(marks[at].grid, marks[at].village)
    return places


def by_village(crowd: Crowd, ground: Ground, apart: str) -> tuple[list[Cluster], Numbers]:
    """A ring for each village, and the numbers of the marks that stand alone: no village, or the one `apart`."""
    set_apart = crowd.codes.index(apart) if apart in crowd.codes else -1
    alone = (crowd.villages < 0) | (crowd.villages == set_apart)
    together = np.flatnonzero(~alone)
    groups = _gathered(crowd.villages[together], together, crowd.signs[together])
    rings = []
    for group, members, lights in groups:
        village = crowd.codes[group]
        rings.append(Cluster(*ground.seat("", village), members, village, lights))
    return rings, np.flatnonzero(alone)


def by_distance(
    places: Floats, scale: float, only: Numbers | Sequence[int] | None = None, signs: Numbers | None = None
) -> list[Cluster]:
    """Rings and lights at a scale (pixels a metre): cells first, then what still lies too near."""
    numbers = np.arange(len(places)) if only is None else np.asarray(only, dtype=np.intp)
    if not len(numbers):
        return []
    points = places if len(numbers) == len(places) else places[numbers]
    cell_of = _dense(np.floor(points * (scale / CELL_PX)).astype(np.int64))
    leaders = _near(_middles(cell_of, points), NEAR_PX / scale)
    groups, dense = np.unique(leaders, return_inverse=True)
    group_of = dense[cell_of]
    middles = _middles(group_of, points, len(groups)).tolist()
    if signs is None:
        signs = np.full(len(places), _RANK[Sign.NORMAL])
    shown = signs if len(numbers) == len(signs) else signs[numbers]
    found = [
        Cluster(middles[group][0], middles[group][1], members, "", lights)
        for group, members, lights in _gathered(group_of, numbers, shown)
    ]
    return sorted(found, key=lambda one: one.members[0])


def _gathered(
    group_of: Numbers, numbers: Numbers, signs: Numbers
) -> list[tuple[int, Members, tuple[int, ...]]]:
    """Each group with its members in their order and its lights."""
    if not len(numbers):
        return []
    counts = np.bincount(group_of)
    kind = np.uint16 if len(counts) < _SMALL else np.intp
    order = np.argsort(group_of.astype(kind), kind="stable")
    members, ends = numbers[order], np.cumsum(counts).tolist()
    lights = np.bincount(group_of * len(SIGNS) + signs, minlength=len(counts) * len(SIGNS))
    rows, start, found = [*map(tuple, lights.reshape(-1, len(SIGNS)).tolist())], 0, []
    for group, end in enumerate(ends):
        if end > start:
            found.append((group, Members(members[start:end]), rows[group]))
        start = end
    return found


def _dense(cells: npt.NDArray[np.int64]) -> Numbers:
    """Numbers of the cells that hold something, in place of columns and rows; near cells need no sorting."""
    column, row = cells[:, 0] - cells[:, 0].min(), cells[:, 1] - cells[:, 1].min()
    tall = int(row.max()) + 1
    if (int(column.max()) + 1) * tall <= 4 * len(cells) + _SMALL:
        flat = column * tall + row
        used: Numbers = np.cumsum(np.bincount(flat) > 0) - 1
        dense: Numbers = used[flat]
        return dense
    found: Numbers = np.unique(column << 32 ^ row, return_inverse=True)[1]
    return found


def _middles(group_of: Numbers, points: Floats, groups: int = 0) -> Floats:
    """The mean place of each group."""
    counts = np.bincount(group_of, minlength=groups)
    return np.stack([np.bincount(group_of, points[:, axis], groups) / counts for axis in (0, 1)], axis=1)


def _near(middles: Floats, reach: float) -> Numbers:
    """Groups of middles: each joins the group of the first middle within reach that leads one."""
    squares = np.floor(middles / reach).astype(np.int64)
    wide = (
        int(np.ptp(squares[:, 1])) + 3
    )  # a square's number and those of the eight around it never meet others'
    around = [dx * wide + dy for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    places: list[list[float]] = middles.tolist()
    leader: list[int] = []
    led: dict[int, list[int]] = {}
    for at, (square, (x, y)) in enumerate(
        zip((squares[:, 0] * wide + squares[:, 1]).tolist(), places, strict=True)
    ):
        found = (led[square + step] for step in around if square + step in led)
        within = (
            other
            for others in found
            for other in others
            if abs(places[other][0] - x) <= reach and abs(places[other][1] - y) <= reach
        )
        leader.append(next(within, at))
        if leader[at] == at:
            led.setdefault(square, []).append(at)
    return np.array(leader, dtype=np.intp)


def parts_of(lights: Sequence[int]) -> Parts:
    """The lights that are there."""
    return tuple((sign, n) for sign, n in zip(SIGNS, lights, strict=True) if n)


def shares(marks: Sequence[Mark], members: Sequence[int]) -> Parts:
    """How many events of a ring show which light, the worst first."""
    counted = Counter(marks[at].sign for at in members)
    return tuple((sign, counted[sign]) for sign in SIGNS if counted[sign])
