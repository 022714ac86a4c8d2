"""Laying roads into open country (路网): each follows the easiest ground, uses what is there, and saves on bridges.

The country is a jittered lattice: its nodes are places a road may pass, its sides cost their length times a ground factor.
A side that exists as a road is cheap, one that crosses water costs a bridge; so later roads join earlier ones, and a
river is crossed in few places. Metres throughout.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise
from random import Random

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, STRtree

from gis.borders import smoothed

Floats = npt.NDArray[np.float64]
Side = tuple[int, int]  # two nodes, the smaller first

_AROUND = [(1, 0), (0, 1), (1, 1), (1, -1)]  # each pair of neighbours once
_EXISTING = 0.5  # what a metre of existing road costs


class Country:
    """The lattice and the roads laid into it so far."""

    def __init__(
        self,
        bounds: tuple[float, float, float, float],
        rng: Random,
        *,
        step_m: float = 80,
        waters: Sequence[tuple[shapely.Geometry, float]] = (),
    ) -> None:
        """`waters`: each with what a bridge over it costs, in metres of detour."""
        self._columns = int((bounds[2] - bounds[0]) / step_m) + 2
        self._rows = int((bounds[3] - bounds[1]) / step_m) + 2
        self._nodes = np.array(
            [
                (
                    bounds[0] + (c + rng.uniform(-0.36, 0.36)) * step_m,
                    bounds[1] + (r + rng.uniform(-0.36, 0.36)) * step_m,
                )
                for r in range(self._rows)
                for c in range(self._columns)
            ]
        )
        self._sides = self._costs(_ground(self._nodes, rng, wave_m=step_m * 9), waters)
        self._near: dict[int, list[int]] = defaultdict(list)
        for a, b in self._sides:
            self._near[a].append(b)
            self._near[b].append(a)
        self.roads: dict[Side, int] = {}  # → class, 0 the greatest

    def _costs(self, ground: Floats, waters: Sequence[tuple[shapely.Geometry, float]]) -> dict[Side, float]:
        pairs = [
            (r * self._columns + c, (r + dr) * self._columns + c + dc)
            for r in range(self._rows)
            for c in range(self._columns)
            for dc, dr in _AROUND
            if 0 <= r + dr < self._rows and 0 <= c + dc < self._columns
        ]
        sides = [(min(pair), max(pair)) for pair in pairs]
        starts, ends = np.array(sides).T
        lengths = np.linalg.norm(self._nodes[starts] - self._nodes[ends], axis=1)
        costs = lengths * (ground[starts] + ground[ends]) / 2
        bridges = np.zeros(len(sides))
        tree = STRtree(shapely.linestrings(np.stack([self._nodes[starts], self._nodes[ends]], axis=1)))
        for water, cost in waters:
            np.maximum.at(bridges, tree.query(water, predicate="intersects"), cost)
        self._bridge_costs = dict(zip(sides, bridges.tolist(), strict=True))
        return dict(zip(sides, (costs + bridges).tolist(), strict=True))

    def node(self, place: tuple[float, float]) -> int:
        """The node nearest to a place."""
        return int(np.argmin(np.linalg.norm(self._nodes - place, axis=1)))

    def lay(self, places: Sequence[tuple[float, float]], rank: int) -> None:
        """Lay a road of a class through the places, in their order."""
        nodes = [self.node(place) for place in places]
        for start, goal in pairwise(nodes):
            self._lay(start, rank, {goal})

    def join(self, place: tuple[float, float], rank: int) -> None:
        """Lay a road of a class from a place to the nearest existing road."""
        existing = {node for side in self.roads for node in side}
        self._lay(self.node(place), rank, existing)

    def _lay(self, start: int, rank: int, goals: Set[int]) -> None:
        for side in self._path(start, goals):
            self.roads[side] = min(rank, self.roads.get(side, rank))

    def _path(self, start: int, goals: Set[int]) -> list[Side]:
        """The cheapest way from a node to the nearest of the goals (Dijkstra)."""
        best: dict[int, float] = {start: 0.0}
        came: dict[int, int] = {}
        waiting = [(0.0, start)]
        while waiting:
            cost, node = heapq.heappop(waiting)
            if cost > best[node]:
                continue
            if node in goals:
                return _sides_back(came, node)
            for other in self._near[node]:
                side = (min(node, other), max(node, other))
                step = self._sides[side] if side not in self.roads else self._length(side) * _EXISTING
                if (total := cost + step) < best.get(other, math.inf):
                    best[other], came[other] = total, node
                    heapq.heappush(waiting, (total, other))
        return []

    def _length(self, side: Side) -> float:
        return float(np.linalg.norm(self._nodes[side[0]] - self._nodes[side[1]]))

    def lines(self) -> list[tuple[int, LineString]]:
        """The network as smooth lines from junction to junction, each with its class."""
        by_rank: dict[int, list[Side]] = defaultdict(list)
        for side, rank in self.roads.items():
            by_rank[rank].append(side)
        junctions = _junctions(self.roads)
        return [
            (rank, LineString(smoothed(self._nodes[chain], 3)))
            for rank in sorted(by_rank)
            for chain in _chains(sorted(by_rank[rank]), junctions)
        ]


def _ground(nodes: Floats, rng: Random, *, wave_m: float) -> Floats:
    """How hard each place is to build on, 0.6 to 2: a sum of plane waves in random directions."""
    total = np.zeros(len(nodes))
    for n in range(1, 7):
        turn, wave, phase = rng.uniform(0, math.tau), wave_m * rng.uniform(0.5, 1.5), rng.uniform(0, math.tau)
        total += (
            np.sin((nodes[:, 0] * math.cos(turn) + nodes[:, 1] * math.sin(turn)) / wave * math.tau + phase)
            / n**0.3
        )
    hard: Floats = (total - total.min()) / (total.max() - total.min())
    return 0.6 + 1.4 * hard


def _sides_back(came: Mapping[int, int], node: int) -> list[Side]:
    sides = []
    while node in came:
        sides.append((min(node, came[node]), max(node, came[node])))
        node = came[node]
    return sides


def _junctions(roads: Mapping[Side, int]) -> set[int]:
    """Nodes where a line ends: dead ends, forks, and where the class changes."""
    meeting: dict[int, list[int]] = defaultdict(list)
    for (a, b), rank in roads.items():
        meeting[a].append(rank)
        meeting[b].append(rank)
    return {node for node, ranks in meeting.items() if len(ranks) != 2 or ranks[0] != ranks[1]}


def _chains(sides: Iterable[Side], junctions: set[int]) -> list[list[int]]:
    """Sides of one class strung together from junction to junction."""
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in sides:
        near[a].append(b)
        near[b].append(a)
    left = {frozenset((a, b)) for a in near for b in near[a]}
    chains = []
    for start in [
        *sorted(junctions & near.keys()),
        *sorted(near.keys() - junctions),
    ]:  # rings without a junction last
        for second in near[start]:
            if frozenset((start, second)) not in left:
                continue
            chain = [start, second]
            left.discard(frozenset(chain))
            while chain[-1] not in junctions and chain[-1] != start:
                onward = next((n for n in near[chain[-1]] if frozenset((chain[-1], n)) in left), None)
                if onward is None:
                    break
                left.discard(frozenset((chain[-1], onward)))
                chain.append(onward)
            chains.append(chain)
    return chains
