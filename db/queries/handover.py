"""The handover list (交接单): the groups of rulebook §9.2, asked fresh each time it is opened or printed."""

from msgspec import Struct
from sqlalchemy import Connection, literal_column, select

from db.queries.calls import COLUMNS as CALL_COLUMNS
from db.queries.calls import CallRow, OwedCall, owed_until
from db.queries.event_filter import EventFilter
from db.queries.event_list import SOONEST, LightCounts, filtered_count, filtered_events, light_counts
from db.queries.events import EventRow, UnsignedTask, unsigned_tasks
from db.queries.keyset import LAST_DUE
from db.queries.outages import outages
from db.queries.papers import Slip, papers_used
from db.tables.calls import call
from governance.calls import states as call_states
from governance.duty.outage import Outage
from governance.events import states

EVERY = 500  # of one group; the sheet is printed whole
WAITING = (call_states.FEEDBACK, call_states.RETURN_PENDING, call_states.CONSULTING)


class ShiftFigures(Struct, frozen=True):
    """What the shift brought and leaves."""

    added: int
    closed: int
    open: int
    lights: LightCounts


class Handover(Struct, frozen=True, kw_only=True):
    """Everything a successor is told (§9.2)."""

    urgent: tuple[EventRow, ...]  # open U1 and U2
    unsigned: tuple[UnsignedTask, ...]  # 未签收
    returns: tuple[EventRow, ...]  # waiting decisions: 退单待审
    asked: tuple[EventRow, ...]  # waiting decisions: 延期待审, 挂账待批
    ending: tuple[EventRow, ...]  # 挂账 that ends within seven days
    conflicts: tuple[EventRow, ...]  # waiting decisions: 冲突
    due_next: tuple[EventRow, ...]  # due in the next shift, those already past due among them
    owed: tuple[OwedCall, ...]  # calls awaiting a department's answer
    calls: tuple[CallRow, ...]  # calls awaiting us: rating, return, 会商
    papers: tuple[Slip, ...]  # paper numbers used in the shift, read back from the county
    outages: tuple[Outage, ...]  # 断网时段
    figures: ShiftFigures


def handover_groups(conn: Connection, stream: str, *, now: int, shift_from: int, next_until: int) -> Handover:
    """The groups as they stand; the shift began at `shift_from`, the next one ends at `next_until`."""

    def rows(wanted: EventFilter) -> tuple[EventRow, ...]:
        return tuple(filtered_events(conn, stream, wanted, now=now, sort=SOONEST, limit=EVERY))

    return Handover(
        urgent=rows(EventFilter(open_only=True, urgencies=("U1", "U2"))),
        unsigned=tuple(unsigned_tasks(conn, stream, limit=EVERY)),
        returns=rows(EventFilter(states=(states.RETURN_PENDING,))),
        asked=rows(EventFilter(asked=True, open_only=True)),
        ending=rows(EventFilter(ends_soon=True)),
        conflicts=rows(EventFilter(conflicts=True)),
        due_next=rows(EventFilter(open_only=True, falls_due_until=next_until)),
        owed=tuple(owed_until(conn, stream, LAST_DUE)),
        calls=_calls_waiting(conn, stream),
        papers=tuple(papers_used(conn, stream, shift_from)),
        outages=tuple(outages(conn, stream, shift_from)),
        figures=_figures(conn, stream, now, shift_from),
    )


def _figures(conn: Connection, stream: str, now: int, shift_from: int) -> ShiftFigures:
    def count(wanted: EventFilter) -> int:
        return filtered_count(conn, stream, wanted, now=now)

    return ShiftFigures(
        added=count(EventFilter(since=shift_from, until=now + 1)),
        closed=count(EventFilter(closed_since=shift_from)),
        open=count(EventFilter(open_only=True)),
        lights=light_counts(conn, stream, EventFilter(), now=now),
    )


def _calls_waiting(conn: Connection, stream: str) -> tuple[CallRow, ...]:
    c = call.c
    query = (
        select(*CALL_COLUMNS)
        .where(c.stream_id == stream, c.open == literal_column("1"), c.state.in_(WAITING))
        .order_by(c.due_at, c.case_id)
    )
    return tuple(CallRow(*row) for row in conn.execute(query))
