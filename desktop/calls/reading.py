"""What the calls page reads of the ledger (读取呼叫): rows of one snapshot, and the cases that they name. Free of Qt."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from db.queries.calls import CallRow, latest_calls, open_calls
from db.queries.findings import Heard
from db.queries.unanswered import Owing, unanswered
from desktop.calls.found_list import Found, read_found
from governance.calls.call import Call
from governance.calls.consultation import room_of
from governance.events.event import Event
from governance.ledger.case import Case
from governance.rulebook import Rules

OPEN_MOST, ENDED_MOST = 200, 40


class Rows(Struct, frozen=True):
    """Rows of one snapshot."""

    owing: tuple[Owing, ...] = ()  # answers that departments and the centre owe
    open: tuple[CallRow, ...] = ()
    ended: tuple[CallRow, ...] = ()
    found: Found = Found()

    @property
    def every(self) -> tuple[CallRow, ...]:
        """Open calls, then those that ended."""
        return *self.open, *self.ended

    @property
    def cases(self) -> set[str]:
        """The calls whose bodies the lists need."""
        named = {row.case_id for row in self.every} | {one.call for one in self.found.week}
        return named | {one.call for talk in self.found.summons for one in talk.findings}


def read_rows(conn: Any, stream: str, counties: Iterable[str], rules: Rules, heard: Heard) -> Rows:
    """Read them; what the town itself owes in a 县呼乡应 stands in its own list."""
    own = room_of(rules)
    owed = unanswered(conn, stream, now=heard.at, owed_too=True)
    rows = open_calls(conn, stream, limit=OPEN_MOST)
    known = {row.case_id for row in rows}
    latest = latest_calls(conn, stream, limit=ENDED_MOST)
    return Rows(
        tuple(one for one in owed if one.kind == "call" and one.unit != own),
        tuple(rows),
        tuple(row for row in latest if row.case_id not in known),
        read_found(conn, stream, counties, rules, heard),
    )


class Reading(Struct, frozen=True):
    """The rows with the calls and events that they speak of, as shown."""

    rows: Rows = Rows()
    calls: Mapping[str, Call] = {}
    events: Mapping[str, Event] = {}

    def event_of(self, call: Call) -> Event | None:
        """The event a call serves."""
        return self.events.get(call.parent or "")


def calls_in(bodies: Mapping[str, Case]) -> dict[str, Call]:
    """The calls among these cases."""
    return {key: body for key, body in bodies.items() if isinstance(body, Call)}


def events_in(bodies: Mapping[str, Case]) -> dict[str, Event]:
    """The events among these cases."""
    return {key: body for key, body in bodies.items() if isinstance(body, Event)}
