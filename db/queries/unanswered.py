"""谁还没应: every signature and every answer that is owed past its due, in one list, the worst first (rulebook §12 #6)."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, and_, literal_column, or_, select

from db.queries.keyset import LAST_DUE, kept
from db.tables.calls import call, call_task
from db.tables.events import NEVER, event, event_task
from governance.calls.call import CENTRE

CENTRE_CLOCKS = ("ACCEPT", "ASSIGN")  # 平台受理 and 交办 are the county centre's


class Owing(Struct, frozen=True):
    """Somebody who has not answered."""

    unit: str  # unit or department code, CENTRE for the county centre
    kind: Literal["event", "call"]
    case_id: str
    event_id: str | None  # of a call: the event it serves
    serial: str
    what: str  # SIGN, RESPOND, ACCEPT, ASSIGN
    due_at: int | None  # None while it stands still
    urged_at: int | None
    text: str
    grade: str  # U1–U3, C1–C3
    lead: bool


def unanswered(conn: Connection, stream: str, *, now: int, owed_too: bool = False) -> list[Owing]:
    """Red signatures and calls unanswered past due; `owed_too` adds calls whose answer is owed but not due yet."""
    until = LAST_DUE if owed_too else now
    found = (
        *_signatures(conn, stream, now),
        *_answers(conn, stream, now, until),
        *_of_centre(conn, stream, until),
    )
    return sorted(found, key=lambda one: (kept(one.due_at), one.case_id, one.unit))


def _signatures(conn: Connection, stream: str, now: int) -> Iterator[Owing]:
    t, e = event_task.c, event.c
    query = (
        select(t.unit, t.case_id, e.serial, t.sign_due, e.urged_at, e.text, e.urg, t.lead)
        .join_from(event_task, event, and_(t.stream_id == e.stream_id, t.case_id == e.case_id))
        .where(t.stream_id == stream, t.unsigned == literal_column("1"), t.sign_due < now)
    )
    for unit, case_id, serial, due, urged, text, urg, lead in conn.execute(query):
        yield Owing(unit, "event", case_id, case_id, serial, "SIGN", due, urged, text, urg, bool(lead))


def _answers(conn: Connection, stream: str, now: int, until: int) -> Iterator[Owing]:
    """A department's answer past due, or its signature while the answer is not due yet."""
    t, c = call_task.c, call.c
    unsigned = and_(t.signed_at.is_(None), t.sign_due < now)
    query = (
        select(
            t.dept, t.case_id, c.event_id, c.serial, t.respond_due, t.sign_due, t.signed_at, c.urged_at, c.ask
        )
        .add_columns(c.grade, t.lead)
        .join_from(call_task, call, and_(t.stream_id == c.stream_id, t.case_id == c.case_id))
        .where(t.stream_id == stream, t.owed == literal_column("1"), or_(t.respond_due < until, unsigned))
    )
    for dept, case_id, parent, serial, due, sign_due, signed, urged, ask, grade, lead in conn.execute(query):
        late_sign = due >= now and signed is None and sign_due is not None and sign_due < now
        what, owed = ("SIGN", sign_due) if late_sign else ("RESPOND", None if due == NEVER else due)
        yield Owing(dept, "call", case_id, parent, serial, what, owed, urged, ask, grade, bool(lead))


def _of_centre(conn: Connection, stream: str, until: int) -> Iterator[Owing]:
    c = call.c
    query = select(c.case_id, c.event_id, c.serial, c.clock, c.due_at, c.urged_at, c.ask, c.grade).where(
        c.stream_id == stream,
        c.open == literal_column("1"),
        c.clock.in_(CENTRE_CLOCKS),
        c.due_at < until,
    )
    for case_id, parent, serial, clock, due, urged, ask, grade in conn.execute(query):
        yield Owing(CENTRE, "call", case_id, parent, serial, clock, due, urged, ask, grade, True)
