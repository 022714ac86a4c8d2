"""Lists of events (事件列表): open ones by due, urgency, unit, state; unsigned ones; the latest.

Each page is one statement over a partial index (tables/events.py). Instants are UTC ms.
"""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Select, bindparam, select, tuple_

from db.ids import id_text
from db.queries import direct
from db.queries.event_filter import OPEN
from db.queries.holds import lasts, state_now
from db.queries.keyset import END, PAGE, PART_START, START, Key, PartKey, kept, told
from db.tables.events import NEVER, event, event_task


class EventRow(Struct, frozen=True, gc=False):
    """An event in a list."""

    case_id: str
    due_at: int | None
    yellow_at: int | None
    serial: str
    state: str
    urg: str
    ch: str
    cat: str
    village: str
    grid: str
    lon: int | None
    lat: int | None
    place: str
    text: str
    unit: str
    registered_at: int
    ended_at: int | None
    clock: str  # the clock that is due at due_at, OUTER for the outer system's due; "" when none runs
    since_at: int | None  # its start
    paused: int  # 停计: clocks live, and all of them stand still
    unsigned_at: int | None  # since when the oldest unsigned task waits
    outer_due: int | None
    callers: int  # 诉求数
    urged_at: int | None  # last 催办
    returns: int
    conflicts: int
    pending: int
    held_until: int  # until when the 主办's pause lasts that ends by itself; 0: none
    extend_until: int  # 延期待审 until then
    suspend_asked: int  # 挂账待批 since then
    queued_at: int  # where it stands in a queue by due, whatever holds it

    @property
    def key(self) -> Key:
        """Where the next page of a list by due begins."""
        return self.queued_at, self.case_id

    def at(self, now: int) -> "EventRow":
        """The row as time left it: a hold that lasts stops its clock; one that is over has brought it back."""
        if not self.held_until:
            return self
        if lasts(self.held_until, self.clock, now):
            return replace(self, due_at=None, yellow_at=None, clock="", since_at=None, paused=1)
        return replace(self, state=state_now(self.state, self.held_until, now))


class UnsignedTask(Struct, frozen=True):
    """A task whose unit has not signed (待签收)."""

    sign_due: int | None
    case_id: str
    unit: str
    lead: bool
    given_at: int
    serial: str
    urg: str
    place: str
    text: str
    pending: int

    @property
    def key(self) -> PartKey:
        """Where the next page begins."""
        return kept(self.sign_due), self.case_id, self.unit


def _bound(name: str, column: Any) -> Any:
    return bindparam(name, type_=column.type)


def _column(name: str) -> Any:
    return event.c.due_at.label(name) if name == "queued_at" else event.c[name]


COLUMNS: tuple[Any, ...] = tuple(
    told(event.c[name]) if name in ("due_at", "yellow_at") else _column(name)
    for name in EventRow.__struct_fields__
)
_LAST = tuple_(_bound("last_at", event.c.due_at), _bound("last_id", event.c.case_id))
_ROWS = (
    select(*(_column(name) for name in EventRow.__struct_fields__))
    .where(event.c.stream_id == _bound("stream", event.c.stream_id))
    .limit(bindparam("most"))
)  # dues as they are kept: a function in every row costs more than to tell them apart here
_OPEN = (
    _ROWS.where(OPEN, tuple_(event.c.due_at, event.c.case_id) > _LAST)
    .order_by(event.c.due_at, event.c.case_id)
)  # fmt: skip
_OF_URGENCY = _OPEN.where(event.c.urg == bindparam("word"))
_OF_UNIT = _OPEN.where(event.c.unit == bindparam("word"))
_IN_STATE = _OPEN.where(event.c.state == bindparam("word"))
_LATEST = (
    _ROWS.where(tuple_(event.c.registered_at, event.c.case_id) < _LAST)
    .order_by(event.c.registered_at.desc(), event.c.case_id.desc())
)  # fmt: skip
_UNSIGNED = (
    select(
        told(event_task.c.sign_due),
        event_task.c.case_id,
        event_task.c.unit,
        event_task.c.lead,
        event_task.c.given_at,
        event.c.serial,
        event.c.urg,
        event.c.place,
        event.c.text,
        event.c.pending,
    )
    .join_from(
        event_task,
        event,
        (event.c.stream_id == event_task.c.stream_id) & (event.c.case_id == event_task.c.case_id),
    )
    .where(
        event_task.c.stream_id == _bound("stream", event.c.stream_id),
        event_task.c.unsigned == 1,
        tuple_(event_task.c.sign_due, event_task.c.case_id, event_task.c.unit)
        > tuple_(
            _bound("last_at", event_task.c.sign_due),
            _bound("last_id", event_task.c.case_id),
            _bound("last_unit", event_task.c.unit),
        ),
    )
    .order_by(event_task.c.sign_due, event_task.c.case_id, event_task.c.unit)
    .limit(bindparam("most"))
)


def open_events(conn: Connection, stream: str, *, after: Key = START, limit: int = PAGE) -> list[EventRow]:
    """Open events (在办), the soonest due first; those whose clocks stand still come last."""
    return _rows(conn, _OPEN, stream, after, limit)


def open_of_urgency(
    conn: Connection, stream: str, urgency: str, *, after: Key = START, limit: int = PAGE
) -> list[EventRow]:
    """Open events of one urgency, the soonest due first."""
    return _rows(conn, _OF_URGENCY, stream, after, limit, word=urgency)


def open_at_unit(
    conn: Connection, stream: str, unit: str, *, after: Key = START, limit: int = PAGE
) -> list[EventRow]:
    """Open events that a unit holds as 主办, the soonest due first."""
    return _rows(conn, _OF_UNIT, stream, after, limit, word=unit)


def open_in_state(
    conn: Connection, stream: str, state: str, *, after: Key = START, limit: int = PAGE
) -> list[EventRow]:
    """Open events in one state (待受理, 待分派, …), the soonest due first."""
    return _rows(conn, _IN_STATE, stream, after, limit, word=state)


def latest_events(conn: Connection, stream: str, *, before: Key = END, limit: int = PAGE) -> list[EventRow]:
    """All events, the latest registered first; `before` = (registered_at, case_id) of the last row shown."""
    return _rows(conn, _LATEST, stream, before, limit)


def unsigned_tasks(
    conn: Connection, stream: str, *, after: PartKey = PART_START, limit: int = PAGE
) -> list[UnsignedTask]:
    """Tasks that wait for their unit's signature, the most overdue first."""
    last = {"last_at": after[0], "last_id": after[1], "last_unit": after[2]}
    found = conn.execute(_UNSIGNED, {"stream": stream, "most": limit} | last)
    return [UnsignedTask(due, case, unit, bool(lead), *rest) for due, case, unit, lead, *rest in found]


def _rows(
    conn: Connection, query: Select[Any], stream: str, last: Key, limit: int, **values: str
) -> list[EventRow]:
    bound = {"stream": stream, "last_at": last[0], "last_id": last[1], "most": limit, **values}
    if conn.dialect.name == "sqlite":
        return [_row(id_text(row[0]), row) for row in direct.rows(conn, query, bound)]
    return [_row(row[0], row) for row in conn.execute(query, bound)]


def _row(case_id: str, row: Any) -> EventRow:
    due, yellow = row[1], row[2]
    return EventRow(case_id, None if due == NEVER else due, None if yellow == NEVER else yellow, *row[3:])
