"""Shifts of an automatic room (值班交接): the first opens at once, twice a day the next operator takes over.

Source: rulebook §1.2, §9.2.
"""

from itertools import pairwise

from county.simulator.planned import Planned, World
from governance.ledger.stream import Stream
from governance.time.working_time import MINUTE_MS, local_day, midnight

PLAYER = "room"
CHANGES = (8 * 60 + 30, 20 * 60 + 30)  # local minutes of the day
SHORTEST_MS = 60 * MINUTE_MS


def moves(stream: Stream, world: World, since: int) -> list[Planned]:
    """Open the first shift at once; hand over twice a day to the next operator, who opens his own."""
    staff = world.staff.of_roles("ROOM_OP")
    if not staff:
        return []
    running = next((span for span in stream.duty if span.to is None), None)
    if running is None:
        ended = max((span.to for span in stream.duty if span.to is not None), default=since)
        last = stream.duty[-1].operator if stream.duty else ""
        who = next((b for a, b in pairwise([*staff, *staff]) if a.id == last), staff[0])
        p = {"operator": who.id}
        opened = world.act(ended, "shift.open", stream.id, who.id, p, PLAYER)
        return [
            Planned(
                at=ended, kind=opened.kind, case=opened.id, actor=who.id, p=p, id=opened.id, player=PLAYER
            )
        ]
    if len(staff) < 2:
        return []
    old = next((user for user in staff if user.id == running.operator), staff[0])
    new = next(user for user in [*staff[staff.index(old) + 1 :], *staff] if user.id != old.id)
    at = _next_change(running.since)
    p2: dict[str, object] = {"to": new.id, "signed": sorted((old.id, new.id)), "text": "交接清楚，无遗留。"}
    return [world.act(at, "shift.handover", running.shift, old.id, p2, PLAYER)]


def _next_change(since: int) -> int:
    day = local_day(since)
    for days in (0, 1):
        for minute in CHANGES:
            at = midnight(day + days) + minute * MINUTE_MS
            if at > since + SHORTEST_MS:
                return at
    raise AssertionError("every day has its changes of shift")
