"""What waits of the county's own ledger (县级待办): drafts of the list, admissions and notices, for each office its part."""

from collections.abc import Iterable

from county.web import admission_view, notice_view
from county.web.cards import Card, Group, board_of, group
from county.web.lists import draft_view
from county.web.offices import Person
from county.web.sight import may_see
from county.web.snapshot import Snapshot
from db.queries.lists import admissions
from governance.notices.notice import DRAFT, EXPLAINING, Notice
from governance.responsibility.admission import COUNTERSIGN

SIGNERS = frozenset({"CENTRE_LEAD", "COUNTY_LEADER"})  # of the county's notices (§1.4)


def lists_board(snapshot: Snapshot, person: Person) -> tuple[Group, ...]:
    """The keeper of the list: drafts in hand, then applications."""
    drafts = (draft_view.card(case, snapshot) for case in draft_view.seen_drafts(snapshot, person))
    return (
        *_some("drafts", "清单修订", drafts),
        *admission_view.board(snapshot, person).groups,
    )


def asked_board(snapshot: Snapshot, person: Person, units: tuple[str, ...]) -> tuple[Group, ...]:
    """A department, or a town by its 指挥长: what asks for its word."""
    return (
        *_some("countersign", "清单会签", draft_view.asked_of(snapshot, person, units)),
        *_some("admission", "准入会签", _admissions(snapshot, person, units)),
        *_some("notices", "通报", notice_view.owed(snapshot, snapshot.county, person, units)),
    )


def noticed(snapshot: Snapshot, person: Person, office: str) -> tuple[Group, ...]:
    """A unit of the town: notices of its town, or of the county, that wait for its word."""
    units = person.units_of(office)
    streams = (*person.streams, snapshot.county)
    cards = [card for stream in streams for card in notice_view.owed(snapshot, stream, person, units)]
    return _some("notices", "通报", cards)


def centre_board(snapshot: Snapshot, person: Person) -> tuple[Group, ...]:
    """The centre and the county's leaders: notices to send or sign, drafts to publish, admissions to decide."""
    roles = {grant.role for grant in person.user.grants}
    found = notice_view.open_of(snapshot, snapshot.county, person)
    cards = [notice_view.card(one, snapshot.county, snapshot) for one in found if _is_turn(one, roles)]
    leads = "COUNTY_LEADER" in roles
    return (
        *_some("notices", "通报", cards),
        *_some("publish", "清单待发布", draft_view.to_publish(snapshot, person) if leads else ()),
        *_some("admission", "准入待决定", _to_decide(snapshot, person) if leads else ()),
    )


def _is_turn(notice: Notice, roles: set[str]) -> bool:
    if notice.state == DRAFT:
        return "CENTRE_OP" in roles
    return notice.state == EXPLAINING and bool(SIGNERS & roles)


def _admissions(snapshot: Snapshot, person: Person, towns: tuple[str, ...]) -> list[Card]:
    rules = snapshot.rules(snapshot.county)
    return [
        admission_view.card(case, snapshot)
        for case in admissions(snapshot.conn, snapshot.county, snapshot.at)
        if case.state == COUNTERSIGN
        and any(town in case.towns and case.opinion_of(town) is None for town in towns)
        and may_see(person, case, rules)
    ]


def _to_decide(snapshot: Snapshot, person: Person) -> list[Card]:
    rules = snapshot.rules(snapshot.county)
    return [
        admission_view.card(case, snapshot)
        for case in admissions(snapshot.conn, snapshot.county, snapshot.at)
        if case.state == COUNTERSIGN and may_see(person, case, rules)
    ]


def _some(key: str, title: str, cards: Iterable[Card]) -> tuple[Group, ...]:
    return board_of(group(key, title, cards)).groups
