"""流程图: the steps of an item's procedure laid out in two lanes, with 分界点, 衔接点 and where a case is now.

Source: rulebook §5.1. Free of any drawing: window and web desk draw the same nodes and edges. A 分界点 is the edge at
which the duty passes from the town to the county's departments; at a 衔接点 it comes back, or both work together.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from governance.calls import states as call_states
from governance.calls.call import Call
from governance.catalogue.procedure import Step
from governance.events import states as event_states
from governance.events.event import Event

TOWN, COUNTY, BOTH = "TOWN", "COUNTY", "BOTH"
LANES = {TOWN: "乡镇", BOTH: "共同", COUNTY: "县级部门"}
COLUMN = {TOWN: 0, BOTH: 0, COUNTY: 1}  # what both do stands with the town and reaches across
HANDOVER, JOINT = "HANDOVER", "JOINT"
MARKS = {HANDOVER: "分界点", JOINT: "衔接点"}
PAST, HERE, AHEAD = "PAST", "HERE", "AHEAD"

# how far along a step is, by the words of its name; the first that fits
_STAGES = (
    (10, re.compile("发现|受理|登记|计划|排查建账")),
    (20, re.compile("核实|劝阻|初核|核查与公示|先期处置|会诊|摸底")),
    (90, re.compile("归档|销号|建档|终报|评价|回访")),
    (80, re.compile("核查|复查")),
    (70, re.compile("反馈|送达与告知|结论送达|善后")),
    (40, re.compile("签收|到场指挥|转诊")),
    (30, re.compile("呼叫|上报|初报")),
)
_ASIDE = re.compile(r"[(（].*?[)）]")  # what stands in brackets says nothing about the step itself
HANDLING = 50
_OF_CALL = {
    call_states.ISSUED: 30,
    call_states.PLATFORM_ACCEPTED: 30,
    call_states.ASSIGNED: 40,
    call_states.SIGNED: 40,
    call_states.RETURN_PENDING: 40,
    call_states.CONSULTING: 40,
    call_states.RESPONDED: HANDLING,
    call_states.HANDLING: HANDLING,
    call_states.FEEDBACK: 70,
}
_OF_EVENT = {
    event_states.REGISTERED: 10,
    event_states.ACCEPTED: 10,
    event_states.DISPATCHED: 20,
    event_states.RETURN_PENDING: 20,
    event_states.SIGNED: 20,
    event_states.FEEDBACK: 70,
    event_states.VERIFYING: 80,
    event_states.VERIFIED: 80,
}


class Node(Struct, frozen=True, kw_only=True):
    """One step on the picture."""

    no: int
    name: str
    actor: str
    limit: str
    lane: str  # TOWN, COUNTY, BOTH
    column: int
    row: int
    when: str = AHEAD  # PAST, HERE (当前步骤), AHEAD


class Edge(Struct, frozen=True):
    """The way from one step to the next."""

    before: int  # no of the step
    after: int
    mark: str = ""  # HANDOVER 分界点, JOINT 衔接点


class Flow(Struct, frozen=True):
    """The whole picture."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def here(self) -> Node | None:
        """Where the case is now."""
        return next((node for node in self.nodes if node.when == HERE), None)


def flow(steps: Sequence[Step], stage: int | None = None) -> Flow:
    """Lay the steps out; `stage` = how far the case is (`stage_of`), None when the picture is of no case."""
    at = _here(steps, stage)
    nodes = tuple(
        Node(
            no=step.no,
            name=step.name,
            actor=step.actor,
            limit=step.limit,
            lane=lane_of(step),
            column=COLUMN[lane_of(step)],
            row=row,
            when=AHEAD if at is None or row > at else HERE if row == at else PAST,
        )
        for row, step in enumerate(steps)
    )
    edges = tuple(Edge(one.no, other.no, _mark(one.lane, other.lane)) for one, other in pairwise(nodes))
    return Flow(nodes, edges)


def stage_of(event: Event | None, call: Call | None) -> int:
    """How far a case is: by its call once there is one, else by the event; 100 at its end."""
    if call is not None and not call.final:
        return _OF_CALL.get(call.state, HANDLING)
    if event is not None and event.open:
        known = _OF_EVENT.get(event.state, 20)
        return max(known, 70) if call is not None and call.state == call_states.EVALUATED else known
    return 100


def lane_of(step: Step) -> str:
    """Whose step it is, by the words of its actor; a step without an actor is the town's."""
    county = re.search("主责部门|县级|部门|县", step.actor) is not None
    town = re.search("镇|村|网格|指挥室|平台|首诊", step.actor) is not None
    return BOTH if county and town else COUNTY if county else TOWN


def _mark(before: str, after: str) -> str:
    if before == after:
        return ""
    return HANDOVER if (before, after) == (TOWN, COUNTY) else JOINT


def _here(steps: Sequence[Step], stage: int | None) -> int | None:
    """The row of the step the case is at: the first not before its stage, else the last; None when there is no case."""
    if stage is None or not steps:
        return None
    stages = _stages(steps)
    return next((row for row, found in enumerate(stages) if found >= stage), len(steps) - 1)


def _stages(steps: Sequence[Step]) -> list[int]:
    """How far each step is; what no word names is handling; never less than the step before."""
    found: list[int] = []
    for step in steps:
        name = _ASIDE.sub("", step.name)
        named = next((stage for stage, words in _STAGES if words.search(name)), HANDLING)
        found.append(max(named, found[-1] if found else 0))
    return found
