"""Lists of calls (呼叫列表): open ones by due, answers that departments owe, the calls of one event."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, select, tuple_

from db.queries.holds import lasts, state_now
from db.queries.keyset import END, PAGE, PART_START, START, Key, PartKey, kept, told
from db.tables.calls import call, call_task
from governance.calls import states

EVERY = 1_000  # nobody has more waiting at once


class CallRow(Struct, frozen=True):
    """A call in a list."""

    case_id: str
    due_at: int | None
    yellow_at: int | None
    clock: str  # the running clock that is due at due_at; "" when none runs
    since_at: int | None  # its start
    paused: int  # 停计
    urged_at: int | None  # last 催办
    event_id: str | None
    serial: str
    state: str
    grade: str
    item: str
    ask: str
    dept: str
    depts: str
    issued_at: int
    responded_at: int | None
    fed_at: int | None
    conflicts: int
    pending: int
    held_until: int  # until when the 主办's pause lasts that ends by itself; 0: none
    queued_at: int  # where it stands in a queue by due, whatever holds it

    @property
    def key(self) -> Key:
        """Where the next page of a list by due begins."""
        return self.queued_at, self.case_id

    def at(self, now: int) -> "CallRow":
        """The row as time left it (`EventRow.at`)."""
        if not self.held_until:
            return self
        if lasts(self.held_until, self.clock, now):
            return replace(self, due_at=None, yellow_at=None, clock="", since_at=None, paused=1)
        return replace(self, state=state_now(self.state, self.held_until, now, states.HANDLING))


class OwedCall(Struct, frozen=True):
    """A department's answer that is owed (待响应)."""

    respond_due: int | None
    case_id: str
    dept: str
    lead: bool
    signed_at: int | None
    serial: str
    grade: str
    state: str
    ask: str
    event_id: str | None
    pending: int

    @property
    def key(self) -> PartKey:
        """Where the next page begins."""
        return kept(self.respond_due), self.case_id, self.dept


COLUMNS: tuple[Any, ...] = tuple(
    call.c.due_at.label(name)
    if name == "queued_at"
    else told(call.c[name])
    if name in ("due_at", "yellow_at")
    else call.c[name]
    for name in CallRow.__struct_fields__
)
_STREAM = bindparam("stream", type_=call.c.stream_id.type)
_LAST = tuple_(
    bindparam("last_at", type_=call.c.due_at.type), bindparam("last_id", type_=call.c.case_id.type)
)
_ROWS = select(*COLUMNS).where(call.c.stream_id == _STREAM).limit(bindparam("most"))
_OPEN = (
    _ROWS.where(call.c.open == 1, tuple_(call.c.due_at, call.c.case_id) > _LAST)
    .order_by(call.c.due_at, call.c.case_id)
)  # fmt: skip
_LATEST = (
    _ROWS.where(tuple_(call.c.issued_at, call.c.case_id) < _LAST)
    .order_by(call.c.issued_at.desc(), call.c.case_id.desc())
)  # fmt: skip
_OF_EVENT = _ROWS.where(call.c.event_id == bindparam("event", type_=call.c.event_id.type)).order_by(
    call.c.issued_at
)
_OWED = (
    select(
        told(call_task.c.respond_due),
        call_task.c.case_id,
        call_task.c.dept,
        call_task.c.lead,
        call_task.c.signed_at,
        call.c.serial,
        call.c.grade,
        call.c.state,
        call.c.ask,
        call.c.event_id,
        call.c.pending,
    )
    .join_from(
        call_task,
        call,
        (call.c.stream_id == call_task.c.stream_id) & (call.c.case_id == call_task.c.case_id),
    )
    .where(
        call_task.c.stream_id == _STREAM,
        call_task.c.owed == 1,
        tuple_(call_task.c.respond_due, call_task.c.case_id, call_task.c.dept)
        > tuple_(
            bindparam("last_at", type_=call_task.c.respond_due.type),
            bindparam("last_id", type_=call_task.c.case_id.type),
            bindparam("last_dept", type_=call_task.c.dept.type),
        ),
    )
    .order_by(call_task.c.respond_due, call_task.c.case_id, call_task.c.dept)
    .limit(bindparam("most"))
)


def open_calls(conn: Connection, stream: str, *, after: Key = START, limit: int = PAGE) -> list[CallRow]:
    """Open calls, the soonest due first."""
    return _rows(conn, _OPEN, stream=stream, last_at=after[0], last_id=after[1], most=limit)


def latest_calls(conn: Connection, stream: str, *, before: Key = END, limit: int = PAGE) -> list[CallRow]:
    """All calls, the latest issued first; `before` = (issued_at, case_id) of the last row shown."""
    return _rows(conn, _LATEST, stream=stream, last_at=before[0], last_id=before[1], most=limit)


def calls_of_event(conn: Connection, stream: str, event_id: str) -> list[CallRow]:
    """The calls an event led to, in the order they were issued."""
    return _rows(conn, _OF_EVENT, stream=stream, event=event_id, most=PAGE)


def owed_calls(
    conn: Connection, stream: str, *, after: PartKey = PART_START, limit: int = PAGE
) -> list[OwedCall]:
    """Answers that departments owe, the most overdue first."""
    last = {"last_at": after[0], "last_id": after[1], "last_dept": after[2]}
    found = conn.execute(_OWED, {"stream": stream, "most": limit} | last)
    return [OwedCall(due, case, dept, bool(lead), *rest) for due, case, dept, lead, *rest in found]


def owed_until(conn: Connection, stream: str, until: int) -> list[OwedCall]:
    """Answers that were due before an instant, the most overdue first."""
    last = {"last_at": START[0], "last_id": START[1], "last_dept": "", "most": EVERY}
    query = _OWED.where(call_task.c.respond_due < until)
    found = conn.execute(query, {"stream": stream} | last)
    return [OwedCall(due, case, dept, bool(lead), *rest) for due, case, dept, lead, *rest in found]


def _rows(conn: Connection, query: Any, **values: Any) -> list[CallRow]:
    return [CallRow(*row) for row in conn.execute(query, values)]
