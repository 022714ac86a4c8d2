"""A case as rows of its page (案卷), whatever its type; its timeline last, with the photos that lie here."""

from collections.abc import Mapping

from msgspec.structs import replace

from county.web import admission_view, call_page, event_page, notice_view, photos, supervision_page
from county.web.cases import Found
from county.web.dossier import CaseView, line_of
from county.web.lists import draft_view
from county.web.offices import AUDIT, CENTRE, Person
from county.web.sight import may_see
from county.web.snapshot import Snapshot
from db.queries.dossier import dossier_cases, timeline
from db.queries.web_desk import photo_of
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.notices.notice import Notice
from governance.responsibility.admission import Admission
from governance.responsibility.versions import ListItem
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision

LINES = 200


def view_of(
    snapshot: Snapshot,
    found: Found,
    person: Person,
    revealed: Mapping[str, str] | None = None,
) -> CaseView:
    """The case as rows, its timeline last."""
    case, stream = found.case, found.stream
    match case:
        case Call():
            view = call_page.view_of(snapshot, stream, case, person)
        case Event():
            view = event_page.view_of(snapshot, stream, case, person, revealed)
        case Admission():
            view = admission_view.view_of(snapshot, stream, case)
        case Supervision():
            view = supervision_page.view_of(snapshot, stream, case, person)
        case ListItem():
            view = draft_view.view_of(snapshot, stream, case)
        case Notice():
            view = notice_view.view_of(snapshot, stream, case, person)
        case _:
            raise TypeError(f"no page for {type(case).__name__}")
    rules = snapshot.rules(stream)
    entries = timeline(snapshot.conn, stream, _told_cases(case, person, rules), limit=LINES)
    lines = tuple(
        line_of(entry, snapshot.at, rules)
        for entry in reversed(entries)
        if not entry.kind.startswith(("sys.", "audit."))
    )
    return replace(view, lines=lines)


def _told_cases(case: Case, person: Person, rules: Rules) -> tuple[str, ...]:
    """Whose entries this person reads: a unit's page shows its own case only, the centre also what hangs on it.

    Of a notice that is for him in part he reads the lines alone: its entries speak of other towns too.
    """
    if isinstance(case, Notice) and not may_see(person, case, rules):
        return ()
    if {CENTRE, AUDIT} & set(person.offices):
        return dossier_cases(case)
    return (case.id,)


def photo_urls(snapshot: Snapshot, found: Found | None, view: CaseView | None) -> dict[str, str]:
    """Where the photos named in the timeline lie; names of material that was never sent here have none."""
    if found is None or view is None:
        return {}
    urls = {}
    for line in view.lines:
        for name in line.photos:
            digits = photos.digest_of(name)
            if digits and photo_of(snapshot.conn, found.stream, found.case.id, digits) is not None:
                urls[name] = f"/desk/{view.key}/photos/{digits}"
    return urls
