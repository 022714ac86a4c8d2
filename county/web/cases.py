"""Finding a case by what stands in an address (找件): its number or its id, only among what the person may see."""

from msgspec import Struct

from county.web.cards import key_of
from county.web.offices import Person
from county.web.sight import may_see
from county.web.snapshot import Snapshot
from db.ids import is_id
from db.queries.web_desk import case_of_serial
from governance.ledger.case import Case
from governance.responsibility.admission import Admission

MAX_KEY = 40


class Found(Struct, frozen=True):
    """A case and the stream it lies in (件)."""

    stream: str
    case: Case

    @property
    def key(self) -> str:
        """What names it in an address."""
        return key_of(self.case)


def find(snapshot: Snapshot, person: Person, key: str) -> Found | None:
    """The case, or None when there is none for this person: both look the same to him (I19)."""
    if not key or len(key) > MAX_KEY:
        return None
    if is_id(key) and (admission := _admission(snapshot, person, key)) is not None:
        return Found(snapshot.county, admission)
    for stream in person.streams:
        case_id = key if is_id(key) else case_of_serial(snapshot.conn, stream, key)
        case = snapshot.case(stream, case_id)
        if case is not None and may_see(person, case, snapshot.rules(stream)):
            return Found(stream, case)
    return None


def _admission(snapshot: Snapshot, person: Person, key: str) -> Admission | None:
    """An application of the county's own ledger: nothing else of it has a page."""
    case = snapshot.case(snapshot.county, key)
    seen = isinstance(case, Admission) and may_see(person, case, snapshot.rules(snapshot.county))
    return case if seen and isinstance(case, Admission) else None
