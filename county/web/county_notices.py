"""The county's notices as a town reads them (县级通报): only what concerns it, each line with what the department put right.

Source: rulebook §4.8, §1.3. Once it is signed the people of a command room read the lines about calls of their town, a
unit the lines about calls of events it had in hand; a village that a line names reads it as soon as it is sent, for
it has to answer. Calls of other towns are counted and nothing more.
"""

from collections.abc import Iterator

from county.web.offices import Person
from county.web.sight import may_see
from county.web.snapshot import Snapshot
from governance.calls.call import Call
from governance.events.event import Event
from governance.notices.notice import DRAFT, Line, Notice
from governance.people.roles import DESK_ROLES, TOWN_ROLES, UNIT_ROLES
from governance.places.codes import contains

LEADS_PLACE = "VILLAGE_LEAD"


def reads(snapshot: Snapshot, stream: str, person: Person, notice: Notice) -> bool:
    """Whether anything in a notice is for this person."""
    return next(_read(snapshot, stream, person, notice), None) is not None


def lines_for(snapshot: Snapshot, stream: str, person: Person, notice: Notice) -> tuple[Line, ...]:
    """What this person reads of a notice: all of it, or of the county's what concerns his town or unit."""
    return tuple(_read(snapshot, stream, person, notice))


def _read(snapshot: Snapshot, stream: str, person: Person, notice: Notice) -> Iterator[Line]:
    if may_see(person, notice, snapshot.rules(stream)):
        yield from notice.lines
    elif stream == snapshot.county and notice.state != DRAFT and person.user.active:
        yield from (line for line in notice.lines if _concerns(snapshot, person, notice, line))


def _concerns(snapshot: Snapshot, person: Person, notice: Notice, line: Line) -> bool:
    grants = tuple(grant for grant in person.user.grants if grant.role in TOWN_ROLES)
    if any(grant.role == LEADS_PLACE and contains(grant.unit, line.unit) for grant in grants):
        return True
    if not notice.issued:
        return False
    room = any(grant.role in DESK_ROLES for grant in grants)
    units = frozenset(grant.unit for grant in grants if grant.role in UNIT_ROLES or grant.role == LEADS_PLACE)
    return any(_called_here(snapshot, stream, room, units, line.case) for stream in person.streams)


def _called_here(snapshot: Snapshot, stream: str, room: bool, units: frozenset[str], case_id: str) -> bool:
    """Whether it is a call of this town: of the room's knowledge, or for an event that one of the units had."""
    call = snapshot.case(stream, case_id)
    if room or not isinstance(call, Call):
        return room and isinstance(call, Call)
    event = snapshot.case(stream, call.parent)
    return isinstance(event, Event) and not units.isdisjoint(event.doers)
