"""The day as it stood (往日): events and calls folded again from their entries up to an instant.

A past day's daily counts 在办 at its midnight; today's bodies no longer know that. Entries read back from the county are
folded by the rules of today and the time clocks judge by, so a paper slip entered late counts in the day it tells of.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import BigInteger, ColumnElement, Connection, func, literal_column, or_, select

from db.queries.event_filter import NOT_CLOSED
from db.tables.calls import call
from db.tables.events import event
from db.tables.ledger import ledger
from governance.calls.call import Call
from governance.events.event import Event
from governance.folding import fold
from governance.ledger.action import Action, read_trusted
from governance.ledger.case import Case
from governance.ledger.entry import Verdict
from governance.rulebook import Rules
from governance.time.working_time import DAY_MS, ZONE_MS, midnight

CHUNK = 400  # ids in one IN list


class PastView:
    """The cases folded so far (implements `governance.objections.View`)."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.cases: dict[str, Case] = {}

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def stored(self, action_id: str) -> bool:
        return False  # repetitions carry their verdict already


def cases_at(
    conn: Connection, stream: str, rules: Rules, since: int, until: int
) -> tuple[list[Event], list[Call]]:
    """The bodies as they stood just before `until` of what was open at `since` or came later."""
    wanted = _wanted(conn, stream, since, until)
    view = PastView(rules)
    for action, verdict, eff, st in _entries(conn, stream, wanted, until):
        for case in fold(action, verdict, eff, view, (0, st)):
            view.cases[case.id] = case
    bodies = [view.cases[case_id] for case_id in wanted if case_id in view.cases]
    return [b for b in bodies if isinstance(b, Event)], [b for b in bodies if isinstance(b, Call)]


def first_day(conn: Connection, stream: str) -> int | None:
    """When the first event was registered (UTC ms)."""
    query = select(event.c.registered_at).where(event.c.stream_id == stream).order_by(event.c.registered_at)
    return conn.execute(query.limit(1)).scalar()


class DayCount(Struct, frozen=True):
    """What a local day brought and closed."""

    added: int = 0
    closed: int = 0


def day_counts(conn: Connection, stream: str, since: int) -> dict[int, DayCount]:
    """新增 and 办结 of every local day from the one that begins at `since`; the key is its midnight (UTC ms)."""
    e = event.c
    added = _by_day(conn, e.registered_at, e.stream_id == stream, e.registered_at >= since)
    closed = _by_day(conn, e.ended_at, e.stream_id == stream, e.ended_at >= since, e.state.not_in(NOT_CLOSED))
    days = sorted(added.keys() | closed.keys())
    return {midnight(day): DayCount(added.get(day, 0), closed.get(day, 0)) for day in days}


def _by_day(conn: Connection, column: Any, *wanted: ColumnElement[bool]) -> dict[int, int]:
    day = (column + literal_column(str(ZONE_MS), BigInteger)) // literal_column(str(DAY_MS), BigInteger)
    query = select(day, func.count()).where(*wanted).group_by(day)
    return {int(one): count for one, count in conn.execute(query)}


def _wanted(conn: Connection, stream: str, since: int, until: int) -> list[str]:
    e, c = event.c, call.c
    events = select(e.case_id).where(
        e.stream_id == stream, e.registered_at < until, or_(e.open == 1, e.ended_at >= since)
    )
    calls = select(c.case_id).where(
        c.stream_id == stream, c.issued_at < until, or_(c.open == 1, c.ended_at >= since)
    )
    found = dict.fromkeys(conn.execute(events).scalars())
    found |= dict.fromkeys(conn.execute(calls).scalars())
    for part in _chunks(list(found)):  # calls move their events: both are needed
        further = select(c.case_id).where(c.stream_id == stream, c.event_id.in_(part), c.issued_at < until)
        found |= dict.fromkeys(conn.execute(further).scalars())
    return sorted(found)


def _entries(
    conn: Connection, stream: str, cases: list[str], until: int
) -> Iterator[tuple[Action, Verdict, int, int]]:
    c = ledger.c
    rows: list[Any] = []
    for part in _chunks(cases):
        query = select(c.seq, c.vd, c.code, c.item_id, c.eff, c.st, c.core).where(
            c.stream_id == stream, c.case_id.in_(part)
        )
        rows += conn.execute(query).all()
    for _, vd, code, item, eff, st, core in sorted(rows, key=lambda row: row[0]):
        action = read_trusted(core)
        if _told_at(action, eff) < until:
            yield action, Verdict(vd, code, item), eff, st


def _told_at(action: Action, eff: int) -> int:
    """The fact time of a numbered slip, else the effective time."""
    occ = action.p.get("occ") if action.p.get("paper") else None
    return min(occ, eff) if isinstance(occ, int) else eff


def _chunks(ids: list[str]) -> Iterable[list[str]]:
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))
