"""Finding a case by what stands in an address (找件): its number or its id, only among what the person may see."""

from msgspec import Struct

from county.web.cards import key_of
from county.web.county_notices import reads
from county.web.offices import Person
from county.web.sight import may_see
from county.web.snapshot import Snapshot
from db.ids import is_id
from db.queries.web_desk import case_of_serial
from governance.ledger.case import Case
from governance.notices.notice import Notice
from governance.responsibility.admission import Admission
from governance.responsibility.versions import ListItem

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
    if (of_county := _of_county(snapshot, person, key)) is not None:
        return Found(snapshot.county, of_county)
    for stream in person.streams:
        case_id = key if is_id(key) else case_of_serial(snapshot.conn, stream, key)
        case = snapshot.case(stream, case_id)
        if case is not None and may_see(person, case, snapshot.rules(stream)):
            return Found(stream, case)
    return None


def _of_county(snapshot: Snapshot, person: Person, key: str) -> Case | None:
    """A draft of the list, an application or a notice of the county's own ledger: nothing else of it has a page."""
    case_id = key if is_id(key) else case_of_serial(snapshot.conn, snapshot.county, key)
    case = snapshot.case(snapshot.county, case_id)
    if isinstance(case, Notice):
        return case if reads(snapshot, snapshot.county, person, case) else None
    shown = isinstance(case, Admission | ListItem)
    return case if shown and case and may_see(person, case, snapshot.rules(snapshot.county)) else None
