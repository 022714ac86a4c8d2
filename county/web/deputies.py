"""代理指挥长 (代理): who acts for a town's 指挥长, from which day to which, entered by the administrator.

Source: rulebook §1.1, §1.4 (`user_admin`). It is written as the person's `sys.user` entry into the town's ledger and into
the county's, where the 指挥长 gives his town's word (§5.2, §5.4). From the first day the grants of both follow by
themselves (governance/people/acting.py).
"""

from datetime import date

from msgspec import Struct, to_builtins
from msgspec.structs import replace
from sqlalchemy import select

from county.streams import County, Work
from county.web.asked import Asked, Missing, Moved, Outcome, Shown
from county.web.frame import frame
from county.web.offices import ADMIN
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.ids import is_id
from db.tables.county import ledger
from governance.ledger.action import read_trusted
from governance.people.acting import chief_refusal
from governance.people.roles import CHIEF, DESK_ROLES, Grant, User
from governance.places.codes import contains
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.words import stamp
from governance.time.working_time import date_of, day_number, local_day, midnight

PATH = "/deputies"
NAMED, ENDED = "named", "ended"


class Deputy(Struct, frozen=True):
    """A 代理 that runs or is to come."""

    user: str
    name: str
    days: str
    runs: bool
    entered: str  # `系统管理员 2026-03-09 09:00 录入`, or ""


class TownRow(Struct, frozen=True):
    """A town: its 指挥长, who acts for him, who could."""

    stream: str
    name: str
    chief: User | None
    deputies: tuple[Deputy, ...]
    others: tuple[User, ...]


def deputies_page(place: Workplace, asked: Asked, no: Refusal | None = None) -> Outcome:
    """`/deputies`: every town's 指挥长 and his 代理, for the administrator."""
    if ADMIN not in asked.person.offices:
        return Missing()
    with place.look() as snapshot:
        rows = tuple(_row(snapshot, stream) for stream in snapshot.towns)
        values = frame(asked, snapshot, "accounts") | {
            "rows": rows,
            "today": date_of(local_day(snapshot.at)).isoformat(),
            "refused": no.sentence if no is not None else "",
            "typed": {name: asked.typed.one(name) for name in ("town", "user", "since", "until")},
        }
    return Shown(page="deputies.html", values=values, status=200 if no is None else 422)


def _row(snapshot: Snapshot, stream: str) -> TownRow:
    rules = snapshot.view(stream).rules
    people = rules.directory.written.values()
    deputies = [
        Deputy(
            user.id, user.name, _days(grant), grant.since <= snapshot.at, _entered(snapshot, stream, user.id)
        )
        for user in people
        for grant in _acts(user, rules)
        if user.active and grant.until > snapshot.at
    ]
    chief = _chief(rules)
    others = (user for user in people if user.active and user != chief and _of_room(user, rules))
    return TownRow(
        stream, rules.home.name, chief, tuple(deputies), tuple(sorted(others, key=lambda u: u.name))
    )


def _entered(snapshot: Snapshot, stream: str, user: str) -> str:
    """Who wrote the person's posts last, and when; "" of those who came with the roster."""
    c = ledger.c
    query = select(c.core, c.st).where(c.stream_id == stream, c.case_id == stream, c.kind == "sys.user")
    for core, st in snapshot.conn.execute(query.order_by(c.seq.desc())):
        p = read_trusted(core).p
        if p.get("user") == user:
            by = snapshot.rules(snapshot.county).directory.user(str(p.get("by", "")))
            return f"{by.name} {stamp(st)} 录入" if by is not None else ""
    return ""


def _acts(user: User, rules: Rules) -> list[Grant]:
    return [g for g in user.grants if g.role == CHIEF and g.acting_for and contains(rules.home.area, g.area)]


def _of_room(user: User, rules: Rules) -> bool:
    return any(g.role in DESK_ROLES and contains(rules.home.area, g.area) for g in user.grants)


def _chief(rules: Rules) -> User | None:
    """The town's 指挥长 in his own right."""
    for user in rules.directory.written.values():
        for grant in user.grants if user.active else ():
            if grant.role == CHIEF and not grant.acting_for and contains(rules.home.area, grant.area):
                return user
    return None


def _days(grant: Grant) -> str:
    first, last = (date_of(local_day(at)).isoformat() for at in (grant.since, grant.until - 1))
    return first if first == last else f"{first} 至 {last}"


def name_deputy(place: Workplace, asked: Asked) -> Outcome:
    """`POST /deputies`: somebody of the room acts from and to, or no longer."""
    town, user = asked.typed.one("town"), asked.typed.one("user")
    if ADMIN not in asked.person.offices or town not in place.county.towns:
        return Missing()
    if not is_id(user):
        return deputies_page(place, asked, Refusal("no-person", "未选代理人；请选本镇指挥室人员。"))
    ending = asked.typed.one("wish") == "end"
    days = (asked.typed.one("since"), asked.typed.one("until"))
    by = asked.person.user.id
    no = place.county.write(lambda work: _write(work, place.county, town, user, None if ending else days, by))
    if no is not None:
        return deputies_page(place, asked, no)
    return Moved(f"{PATH}?said={ENDED if ending else NAMED}")


def _write(
    work: Work, county: County, town: str, user_id: str, days: tuple[str, str] | None, by: str
) -> Refusal | None:
    """Write the person as he is to be, and who said so, into both ledgers, or into none."""
    ledgers = (work.sure(town), work.county())
    rules = ledgers[0].view().rules
    user, chief = rules.directory.written.get(user_id), _chief(rules)
    if user is None or not user.active or not _of_room(user, rules):
        return Refusal("no-person", "所选人员不在本镇指挥室或已停用；请改选。")
    if chief is None or chief.id == user.id:
        return Refusal("no-director", "本镇没有可代理的指挥长；请核对名册，或改选代理人。")
    new = _ended(user, rules, work.st) if days is None else _named(user, chief, days, work.st, rules)
    if isinstance(new, Refusal):
        return new
    for one in ledgers:
        if (no := chief_refusal(new, one.view().rules.directory.written.values())) is not None:
            return no
    for one in ledgers:
        grants = [to_builtins(grant) for grant in new.grants]
        p = {"user": new.id, "name": new.name, "grants": grants, "active": new.active, "by": by}
        one.record("sys.user", p)
    return None


def _named(user: User, chief: User, days: tuple[str, str], at: int, rules: Rules) -> User | Refusal:
    """The person with the 代理 from the first day, today from now on, to the end of the last."""
    try:
        first, last = (day_number(date.fromisoformat(day)) for day in days)
    except ValueError:
        return Refusal("no-days", "代理须写起止日期；请补填。")
    if first < local_day(at) or last < first:
        return Refusal("bad-days", "起日不能早于今天，止日不能早于起日；请改正。")
    post = next(g for g in chief.grants if g.role == CHIEF and contains(rules.home.area, g.area))
    grant = replace(post, since=max(at, midnight(first)), until=midnight(last + 1), acting_for=chief.id)
    return replace(user, grants=(*user.grants, grant))


def _ended(user: User, rules: Rules, at: int) -> User:
    """The person acting no longer: what ran ends now, what was to come never was."""
    mine = _acts(user, rules)
    grants = (
        replace(g, until=min(g.until, at)) if g in mine else g
        for g in user.grants
        if g not in mine or g.since < at
    )
    return replace(user, grants=tuple(grants))
