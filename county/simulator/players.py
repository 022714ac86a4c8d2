"""Whose turn it is (下一步): the next act of any player on a case, from nothing but the case, the seed and the rules."""

from county.simulator import (
    calling,
    centre,
    departments,
    grid_workers,
    room,
    shifts,
    supervised,
    units,
    visiting,
)
from county.simulator.planned import Planned, World
from governance.archive.element import Element
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.ledger.stream import Stream
from governance.supervision.supervision import Supervision


def next_move(case: Case, world: World, since: int = 0) -> Planned | None:
    """The earliest thing that somebody does next with the case; None when nobody moves it by himself.

    `since` = when the play began: a room without any shift yet opens its first then.
    """
    found: list[Planned] = []
    if isinstance(case, Event):
        found = [*units.moves(case, world), *grid_workers.moves(case, world)]
        if world.room:
            found += room.moves(case, world)
    elif isinstance(case, Call):
        found = [*centre.moves(case, world), *departments.moves(case, world)]
        if world.room:
            found += calling.moves(case, world)
    elif isinstance(case, Supervision):
        found = supervised.moves(case, world)
    elif isinstance(case, Element):
        found = visiting.moves(case, world)
    elif isinstance(case, Stream) and case.kind == "town" and world.room:
        found = shifts.moves(case, world, since)
    return min(found, key=lambda move: move.order, default=None)
