"""Logging in (登录): login name and password, ten failures in ten minutes at most, the same answer for every no.

Source: sync.md §12. A county founded from the demo roster shows whom one may log in as; a real one never does, for
the mark is written only when it is founded.
"""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct
from sqlalchemy import Connection, select

from county import accounts
from county.database import DEMO_MARK, DEMO_PASSWORD
from county.web.frame import said_unit
from county.web.offices import WEB_OFFICES, office_of, said_roles
from county.web.sessions import open_session
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.queries.web_desk import waiting_by_unit
from db.tables.county import account, setting

NO = "登录名或口令不对；请重新输入，忘记口令请联系县端管理员。"
LATE = "失败次数过多；请 {minutes} 分钟后再试。"
OLD_FORM = "登录页已过期；请重新登录。"


class DemoPerson(Struct, frozen=True):
    """Somebody of the demo county (演示账号)."""

    login: str
    unit: str
    roles: str
    waiting: int  # open tasks of his unit, or open events on his ground


def log_in(place: Workplace, login: str, password: str, now: int) -> str | None:
    """The cookie of a new session, or None when name and password do not belong together."""
    with place.county.reading() as conn:
        found = accounts.account_of(conn, login)
        dummy = accounts.first_verifier(conn)
    right = accounts.right_word(found, dummy, password)
    if found is None or not right:
        return None
    user = found.user
    return place.county.store.write(lambda conn: open_session(conn, user, now))


def is_demo(conn: Connection) -> bool:
    """Whether the county was founded from the demo roster."""
    return conn.execute(select(setting.c.value).where(setting.c.name == DEMO_MARK)).scalar() is not None


def demo_people(snapshot: Snapshot, towns: tuple[str, ...]) -> Mapping[str, tuple[DemoPerson, ...]]:
    """People of every office by its title, those who have something waiting first; empty in a real county."""
    if not is_demo(snapshot.conn):
        return {}
    columns = (account.c.user_id, account.c.login)
    logins = {
        row.user_id: row.login for row in snapshot.conn.execute(select(*columns).where(account.c.active == 1))
    }
    waiting: Counter[str] = Counter()
    for stream in towns:
        waiting.update(waiting_by_unit(snapshot.conn, stream))
    rules = snapshot.rules(towns[0]) if towns else snapshot.rules(snapshot.county)
    found: dict[str, dict[str, DemoPerson]] = {title: {} for title in WEB_OFFICES.values()}
    for user in rules.directory.users.values():
        login, grant = logins.get(user.id), next(iter(user.grants), None)
        title = WEB_OFFICES.get(office_of(grant.role)) if grant is not None else None
        if login is not None and grant is not None and title is not None:
            said = said_unit(grant.unit, rules, snapshot.names)
            person = DemoPerson(login, said, said_roles([grant.role]), waiting[grant.unit])
            found[title].setdefault(f"{grant.role}/{grant.unit}", person)
    return {
        title: tuple(sorted(people.values(), key=lambda person: -person.waiting))
        for title, people in found.items()
        if people
    }


def demo_password(snapshot: Snapshot) -> str:
    """The demo's own password, when the demo county still has it; "" else."""
    verifier = accounts.first_verifier(snapshot.conn)
    return DEMO_PASSWORD if is_demo(snapshot.conn) and accounts.fits(verifier, DEMO_PASSWORD) else ""
