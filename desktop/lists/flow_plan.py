"""Where the steps of a flow chart lie (流程图布局): a lane for each actor, the steps one after another. Free of Qt.

Town lanes come first in the order in which they act, then what both do, then the county's departments, so that a
分界点 is where the way crosses the line between them.
"""

import re

from msgspec import Struct

from desktop.lists import texts
from governance.responsibility.flow import BOTH, COUNTY, TOWN, Edge, Flow, Node
from governance.time.words import limit_words

_ORDER = {TOWN: 0, BOTH: 1, COUNTY: 2}
_UNNAMED = {TOWN: texts.TOWN_LANE, BOTH: texts.BOTH_LANE, COUNTY: texts.COUNTY_LANE}
_ASIDE = re.compile(r"[(（].*?[)）]$")


class Lane(Struct, frozen=True):
    """Who acts there."""

    name: str
    side: str  # TOWN, BOTH, COUNTY


class Place(Struct, frozen=True):
    """A step, its lane and its place on the way."""

    node: Node
    lane: int
    at: int
    title: str  # the name without what stands in brackets
    aside: str  # that
    limit: str  # in words: 4 工作时


class Plan(Struct, frozen=True):
    """The whole chart."""

    lanes: tuple[Lane, ...]
    places: tuple[Place, ...]
    edges: tuple[Edge, ...]

    def place(self, no: int) -> Place:
        """Where a step lies, by its number."""
        return next(place for place in self.places if place.node.no == no)


def plan(flow: Flow) -> Plan:
    """Lay a flow out; who is named as one of several actors stands in their lane."""
    lanes = _lanes(flow)
    places = tuple(
        Place(
            node,
            _lane_of(node, lanes),
            at,
            _ASIDE.sub("", node.name) or node.name,
            _aside(node.name),
            limit_words(node.limit),
        )
        for at, node in enumerate(flow.nodes)
    )
    return Plan(lanes, places, flow.edges)


def _lanes(flow: Flow) -> tuple[Lane, ...]:
    named = [Lane(node.actor, node.lane) for node in flow.nodes if node.actor]
    kept = [one for one in named if not any(_part_of(one, other) for other in named)]
    for side in dict.fromkeys(node.lane for node in flow.nodes if not node.actor):
        if not any(lane.side == side for lane in kept):
            kept.append(Lane(_UNNAMED[side], side))
    return tuple(sorted(dict.fromkeys(kept), key=lambda lane: _ORDER[lane.side]))


def _part_of(one: Lane, other: Lane) -> bool:
    return one != other and one.side == other.side and one.name in re.split(r"[/、]", other.name)


def _lane_of(node: Node, lanes: tuple[Lane, ...]) -> int:
    own = Lane(node.actor, node.lane)
    fits = (at for at, lane in enumerate(lanes) if lane == own or _part_of(own, lane))
    first = (at for at, lane in enumerate(lanes) if lane.side == node.lane)
    return next(fits, next(first, 0))


def _aside(name: str) -> str:
    found = _ASIDE.search(name)
    return found[0].strip("()（）") if found is not None else ""
