"""Cards of the town's own units (本镇单位的牌), as its desk's screen shows the cases: what a notice of the town tells.

Derived at each reading, like findings. Read whole are only the cases that can carry a card: those that a 督办 names, and
those that took so long that a clock of theirs may have run over by a working day, or five.
"""

from sqlalchemy import Connection, and_, func, or_, select

from db.overlay import read_shown
from db.queries.notices import latest_notices
from db.tables.events import event
from db.tables.supervisions import supervision
from governance.events.event import Event
from governance.notices.notice import Line, Notice
from governance.notices.own import COLOURS, own_lines
from governance.rulebook import Rules
from governance.supervision.supervision import Supervision

DAY_MS = 86_400_000
ACCEPT_MS, HANDLE_MS = DAY_MS, 5 * DAY_MS  # a working day is never shorter than a day


def cards_since(conn: Connection, stream: str, rules: Rules, since: int, at: int) -> tuple[Line, ...]:
    """The cards that came after `since`, and stand at `at`."""
    s = supervision.c
    query = select(s.case_id, s.parent_id).where(
        s.stream_id == stream, s.issued_at >= since, s.level.in_(tuple(COLOURS))
    )
    letters = conn.execute(query).all()
    ids = {row.parent_id for row in letters if row.parent_id} | set(_slow(conn, stream, since, at))
    events = [one for one in read_shown(conn, stream, tuple(sorted(ids))) if isinstance(one, Event)]
    shown = read_shown(conn, stream, tuple(row.case_id for row in letters))
    lines = own_lines(events, (one for one in shown if isinstance(one, Supervision)), at, rules)
    return tuple(line for line in lines if line.since >= since)


def _slow(conn: Connection, stream: str, since: int, at: int) -> list[str]:
    e = event.c
    ended = func.coalesce(e.ended_at, at)
    accepted = func.coalesce(e.accepted_at, ended)
    slow = or_(
        accepted - e.registered_at >= ACCEPT_MS,
        and_(e.dispatched_at.is_not(None), ended - e.dispatched_at >= HANDLE_MS),
    )
    query = select(e.case_id).where(e.stream_id == stream, or_(e.open == 1, e.ended_at >= since), slow)
    return list(conn.execute(query).scalars())


def told_before(conn: Connection, stream: str) -> frozenset[str]:
    """Keys of the lines that stand in earlier notices."""
    rows = latest_notices(conn, stream)
    cases = read_shown(conn, stream, tuple(row.case_id for row in rows))
    return frozenset(line.key for one in cases if isinstance(one, Notice) for line in one.lines)
