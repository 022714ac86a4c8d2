"""Alarms (告警): what nobody has acknowledged yet, by urgency (rulebook §3.4, §12 #9).

Acknowledged is what the event's body says (`acked`): a later due rings anew. A step taken by a person of this room
acknowledges as well: dispatching a U1 or calling the county to it, which nobody else may do, and the town's word about a
response to a C1. What a county department does with a C1 does not: it rings on until somebody here has heard of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, literal_column, select

from db.overlay import read_shown
from db.queries.calls import owed_until
from db.queries.event_filter import OPEN
from db.queries.holds import lasts
from db.tables.calls import call
from db.tables.events import event
from governance.calls.call import Call
from governance.events import states
from governance.events.event import Event

AlarmKind = Literal["U1", "C1", "RED", "NO_RESPONSE"]
URGENCY: tuple[AlarmKind, ...] = ("U1", "C1", "RED", "NO_RESPONSE")


UNTOUCHED = (states.REGISTERED, states.ACCEPTED)


class Alarm(Struct, frozen=True):
    """Something that rings."""

    key: str  # what is acknowledged (p.alarm): the kind, of a call with its case: "C1/<case id>"
    kind: AlarmKind
    case_id: str
    event_id: str | None  # the event on which it is acknowledged; None: a call without one
    serial: str
    since: int
    text: str
    place: str
    unit: str = ""  # 县级未响应: the department


def alarms(conn: Connection, stream: str, *, now: int) -> list[Alarm]:
    """What rings now, the most urgent first, of one urgency the oldest first."""
    ringing = (*_of_events(conn, stream, now), *_of_calls(conn, stream, now))
    acked = _acknowledged(conn, stream, {one.event_id for one in ringing if one.event_id is not None})
    left = (one for one in ringing if acked.get((one.event_id, one.key), -1) < one.since)
    return sorted(left, key=lambda one: (URGENCY.index(one.kind), one.since, one.case_id))


_LOOKED_AT: tuple[Any, ...] = tuple(
    event.c[name]
    for name in (
        "case_id", "urg", "state", "dispatched_at", "registered_at", "due_at", "held_until", "clock", "serial", "text",
        "place",
    )
)  # fmt: skip


def _of_events(conn: Connection, stream: str, now: int) -> Iterator[Alarm]:
    query = select(*_LOOKED_AT).where(event.c.stream_id == stream, OPEN, event.c.due_at >= 0)
    for case_id, urg, state, dispatched, registered, due, held, clock, serial, text, place in conn.execute(
        query
    ):
        if urg == "U1" and dispatched is None and state in UNTOUCHED:
            yield Alarm("U1", "U1", case_id, case_id, serial, registered, text, place)
        if due < now and not lasts(held, clock, now):
            yield Alarm("RED", "RED", case_id, case_id, serial, due, text, place)


def _of_calls(conn: Connection, stream: str, now: int) -> Iterator[Alarm]:
    c = call.c
    query = select(c.case_id, c.event_id, c.serial, c.issued_at, c.ask).where(
        c.stream_id == stream,
        c.open == literal_column("1"),
        c.grade == "C1",
    )
    urgent = conn.execute(query).all()
    bodies = read_shown(conn, stream, [row.case_id for row in urgent])
    worded = {one.id for one in bodies if isinstance(one, Call) and any(t.word for t in one.tasks)}
    for case_id, parent, serial, issued, ask in urgent:
        if case_id not in worded:
            yield Alarm(f"C1/{case_id}", "C1", case_id, parent, serial, issued, ask, "")
    late: dict[str, Alarm] = {}  # one for a call, however many departments are late
    for one in owed_until(conn, stream, now):
        since = one.respond_due or 0
        key = f"NO_RESPONSE/{one.case_id}"
        known = Alarm(key, "NO_RESPONSE", one.case_id, one.event_id, one.serial, since, one.ask, "", one.dept)
        late.setdefault(one.case_id, known)
    yield from late.values()


def _acknowledged(conn: Connection, stream: str, events: set[str]) -> Mapping[tuple[str | None, str], int]:
    bodies = read_shown(conn, stream, sorted(events))
    return {(body.id, key): at for body in bodies if isinstance(body, Event) for key, at in body.acked}
