"""Bays of a border that nobody drew (凹岸): what lies between two grids and is open to the outside is no gap.

Source: rulebook §2.1. Grids alone do not tell where the town ends: between two capes of the outermost ones there is land
of the next town. So a gap that is open to the outside counts only where it is long and narrow all along, as an alley between
two grids is; what is shut in by grids always counts.
"""

import math
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

Point = tuple[int, int]  # lon, lat in degrees×10⁶
Edge = tuple[str, Point, Point]  # a border of this grid, from its lower end up

METRES = 0.11132  # of 10⁻⁶ degrees of latitude
ALLEY_M, ALLEY_LONG_M = 60, 150  # wider, or shorter from south to north, and open to the outside: a bay
TOUCH = 1  # degrees×10⁶ that two stretches share at least where they are one


class Stretch(Struct, frozen=True):
    """A piece of a strip, from border to border: a GAP, an OVERLAP, or all of it."""

    kind: str
    codes: tuple[str, ...]
    low: int  # lat, degrees×10⁶
    high: int
    west: Edge
    east: Edge

    def span(self, lat: float) -> tuple[float, float]:
        """From where to where at a height."""
        return at(self.west, lat), at(self.east, lat)

    @property
    def width_m(self) -> float:
        """In the middle, metres."""
        middle = (self.low + self.high) / 2
        west, east = self.span(middle)
        return (east - west) * metres_east(middle)


def at(edge: Edge, lat: float) -> float:
    """Where a border is at a height."""
    (_, (x1, y1), (x2, y2)) = edge
    return x1 + (x2 - x1) * (lat - y1) / (y2 - y1)


def metres_east(lat: float) -> float:
    """Metres of 10⁻⁶ degrees of longitude at a height."""
    return math.cos(math.radians(lat / 1e6)) * METRES


def without_bays(stretches: Sequence[Stretch], reach: Sequence[Stretch]) -> list[Stretch]:
    """The stretches but for the gaps that are bays; `reach` = every strip from its first border to its last."""
    gaps = [one for one in stretches if one.kind == "GAP"]
    part_of = _joined(gaps)
    above, under = {one.low: one for one in reach}, {one.high: one for one in reach}
    open_ = {
        part
        for part, gap in zip(part_of, gaps, strict=True)
        if _opens(gap, gap.high, above.get(gap.high)) or _opens(gap, gap.low, under.get(gap.low))
    }
    low: dict[int, int] = {}
    high: dict[int, int] = {}
    for part, gap in zip(part_of, gaps, strict=True):
        low[part], high[part] = min(gap.low, low.get(part, gap.low)), max(gap.high, high.get(part, gap.high))
    alleys = {part for part in low if (high[part] - low[part]) * METRES >= ALLEY_LONG_M}
    alleys -= {part for part, gap in zip(part_of, gaps, strict=True) if gap.width_m > ALLEY_M}
    bays = {id(gap) for part, gap in zip(part_of, gaps, strict=True) if part in open_ - alleys}
    return [one for one in stretches if id(one) not in bays]


def _joined(gaps: Sequence[Stretch]) -> list[int]:
    """Which stretches make one piece of land: of each the number of the piece."""
    first = list(range(len(gaps)))

    def root(n: int) -> int:
        while first[n] != n:
            first[n] = n = first[first[n]]
        return n

    beginning: dict[int, list[int]] = defaultdict(list)
    for n, gap in enumerate(gaps):
        beginning[gap.low].append(n)
    for n, gap in enumerate(gaps):
        west, east = gap.span(gap.high)
        for m in beginning[gap.high]:
            begins, ends = gaps[m].span(gap.high)
            if min(east, ends) - max(west, begins) > TOUCH:
                first[root(m)] = root(n)
    return [root(n) for n in range(len(gaps))]


def _opens(gap: Stretch, lat: float, beyond: Stretch | None) -> bool:
    """Whether across this height there is, along some of it, nothing but the outside."""
    west, east = gap.span(lat)
    if east - west <= TOUCH:
        return False
    if beyond is None:
        return True
    begins, ends = beyond.span(lat)
    return west < begins - TOUCH or east > ends + TOUCH
