"""补报准入 in the browser: emergency calls to towns that no admission names yet, or that were filed late (rulebook §5.4)."""

from collections.abc import Iterator

from county.web.cards import Card
from county.web.fields import Option
from county.web.lights import Light
from county.web.offices import AUDIT, CENTRE, Person
from county.web.sight import told_text
from county.web.snapshot import Snapshot
from db.queries.filings import filings_of
from db.queries.lists import admissions
from governance.responsibility.filings import LATE, NAMES, OVERDUE, Filing
from governance.time import words as times

_ALL = frozenset(
    {"LIST_ADMIN", "COUNTY_LEADER"}
)  # who keeps the list and who decides see those of every caller


def owed(snapshot: Snapshot, person: Person) -> tuple[Card, ...]:
    """Cards of what is not filed or was filed late: a department's own; the centre, the list's keeper and audit all."""
    names = snapshot.rules(snapshot.county)
    return tuple(
        Card(
            key=one.serial or one.call, stream=town, case_id=one.call, tag=NAMES[one.standing],
            tone="" if one.standing == LATE else "red" if one.standing == OVERDUE else "amber",
            title=told_text(one.ask),
            notes=(names.name_of(one.by), snapshot.rules(town).home.name, f"{times.due_short(one.due, snapshot.at)} 前补报"),
            light=_light(one, snapshot.at),
        )
        for town, one in _seen(snapshot, person)
    )  # fmt: skip


def to_file(snapshot: Snapshot, person: Person) -> tuple[Option, ...]:
    """The person's own emergency calls that wait for their admission, for the form."""
    own = {grant.unit for grant in person.user.grants}
    return tuple(
        Option(one.serial or one.call, f"{one.serial}，{times.due_short(one.due, snapshot.at)} 前补报：{told_text(one.ask)[:24]}")
        for _, one in _seen(snapshot, person)
        if one.open and one.by in own
    )  # fmt: skip


def _seen(snapshot: Snapshot, person: Person) -> Iterator[tuple[str, Filing]]:
    own = {grant.unit for grant in person.user.grants}
    every = {CENTRE, AUDIT} & set(person.offices) or any(g.role in _ALL for g in person.user.grants)
    said = admissions(snapshot.conn, snapshot.county, snapshot.at)
    for town in snapshot.towns:
        for one in filings_of(snapshot.conn, town, said, snapshot.at, snapshot.rules(town)):
            if every or one.by in own:
                yield town, one


def _light(one: Filing, now: int) -> Light:
    if not one.open:
        return Light("normal", "已补报")
    return Light("overdue" if now > one.due else "soon", times.left(one.due, now), one.due, "补报准入")
