"""A day counted over the rows, and straight from the ledger: a recount that shares no line with the rules' own.

An instant belongs to the span that begins with it: `since` ≤ at < `until`. 在办 at an instant counts what was
registered before it and had not ended before it.
"""

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from db.queries.event_filter import NOT_CLOSED
from db.queries.holds import not_held
from db.tables.calls import call, call_task
from db.tables.events import event
from db.tables.ledger import ledger
from governance.events import states
from governance.ledger.action import read_trusted
from governance.ledger.entry import ACCEPTED

Dimension = Literal["", "unit", "village", "cat", "state", "ch", "urg"]


class EventFigures(Struct, frozen=True):
    """Events of a span, for one value of a dimension (事件数字)."""

    value: str  # of the dimension; "" for all
    carried: int  # 在办 at the beginning (昨日结转)
    added: int  # 新增
    closed: int  # 办结
    rejected: int  # 不予受理
    void: int  # 作废
    merged: int  # 归并, those undone since left out
    reworked: int  # 重办 that brought one back, the last of each
    split_off: int  # 拆分子案
    split: int  # 拆分母案
    open: int  # 在办 at the end
    overdue: int  # of the open ones: some clock is past its due
    yellow: int  # of the open ones: past its yellow, not past its due
    unsigned: int  # of the open ones: 待签收
    returned: int  # of the open ones: 退单待审

    @property
    def balanced(self) -> bool:
        """Whether 在办 = 结转 + 新增 + 重办 + 拆分净增 − 办结 − 不予受理 − 作废 − 归并."""
        came = self.added + self.reworked + self.split_off
        left = self.closed + self.rejected + self.void + self.merged + self.split
        return self.open == self.carried + came - left


class CallFigures(Struct, frozen=True):
    """Calls of a span, for one department; "" for all (呼叫数字)."""

    dept: str
    assigned: int
    responded: int
    fed: int
    rated: int
    late: int  # responded after the due, or owed and past it


class LedgerFigures(Struct, frozen=True):
    """The same counted straight from ledger rows."""

    added: int
    closed: int
    rejected: int
    void: int
    merged: int  # 归并, those undone before the end left out
    open: int
    issued: int
    responded: int
    evaluated: int


def event_figures(
    conn: Connection, stream: str, since: int, until: int, by: Dimension = ""
) -> list[EventFigures]:
    """Count the events of a span, one row for each value of `by`."""
    c = event.c
    value = c[by] if by else None
    ended = and_(c.ended_at.is_not(None), c.ended_at >= since, c.ended_at < until)
    back = and_(c.reworked_at.is_not(None), c.reworked_at >= since)
    was_open = and_(c.registered_at < since, or_(c.ended_at.is_(None), c.ended_at >= since), ~back)
    new = and_(c.registered_at >= since, c.registered_at < until)
    mother = or_(c.state == states.SPLIT, c.parts > 0)
    is_open = and_(c.registered_at < until, or_(c.ended_at.is_(None), c.ended_at >= until))
    counted: tuple[ColumnElement[bool], ...] = (
        was_open,
        and_(new, c.part_since.is_(None)),
        and_(ended, c.state.not_in(NOT_CLOSED), ~mother),
        and_(ended, c.state == "REJECTED"),
        and_(ended, c.state == "VOID"),
        and_(ended, c.state == states.MERGED),
        and_(back, c.registered_at < since, c.reworked_at < until),
        and_(new, c.part_since.is_not(None)),
        and_(ended, mother),
        is_open,
        and_(is_open, c.due_at < until, not_held(event, until)),
        and_(is_open, c.due_at >= until, c.yellow_at <= until, not_held(event, until)),
        and_(is_open, c.state == "DISPATCHED"),
        and_(is_open, c.state == "RETURN_PENDING"),
    )
    query = select(*((value,) if value is not None else ()), *(_sum(one) for one in counted)).where(
        c.stream_id == stream, c.registered_at < until, or_(c.open == 1, c.ended_at >= since)
    )
    if value is None:
        return [EventFigures("", *(n or 0 for n in row)) for row in conn.execute(query)]
    return [EventFigures(*row) for row in conn.execute(query.group_by(value).order_by(value))]


def call_figures(conn: Connection, stream: str, since: int, until: int) -> list[CallFigures]:
    """Count what each department was assigned, answered, fed back, was rated in a span."""
    c = call_task.c
    overdue = or_(
        and_(c.responded_at >= since, c.responded_at < until, c.responded_at > c.respond_due),
        and_(c.owed == 1, c.respond_due < until),
    )
    counted: tuple[ColumnElement[bool], ...] = (
        and_(c.given_at >= since, c.given_at < until),
        and_(c.responded_at >= since, c.responded_at < until),
        and_(c.fed_at >= since, c.fed_at < until),
        and_(c.rated_at >= since, c.rated_at < until),
        overdue,
    )
    query = (
        select(c.dept, *(_sum(one) for one in counted))
        .where(c.stream_id == stream, c.given_at < until)
        .group_by(c.dept)
        .order_by(c.dept)
    )
    return [CallFigures(*row) for row in conn.execute(query)]


def calls_issued(conn: Connection, stream: str, since: int, until: int) -> int:
    """How many calls were issued in a span."""
    c = call.c
    query = select(func.count()).where(c.stream_id == stream, c.issued_at >= since, c.issued_at < until)
    return int(conn.execute(query).scalar_one())


def _sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


# ---------------------------------------------------------------- straight from the ledger

LedgerEntry = tuple[str, str, int, str, dict[str, Any]]  # kind, case id, effective time, verdict, payload

_NO_MOVE = ("same-effect", "duplicate-id", "bad-payload", "unknown-fact", "bad-behalf", "late-actor")


def ledger_entries(conn: Connection, stream: str) -> Iterator[LedgerEntry]:
    """Entries of events and calls that took effect, from the first on; no body and no rule is asked."""
    c = ledger.c
    query = (
        select(c.kind, c.case_id, c.eff, c.vd, c.core)
        .where(
            c.stream_id == stream,
            c.vd == ACCEPTED,
            c.code.not_in(_NO_MOVE),
            or_(c.kind.like("event.%"), c.kind.like("call.%")),
        )
        .order_by(c.seq)
    )
    for kind, case_id, eff, vd, core in conn.execute(query):
        yield kind, case_id, eff, vd, read_trusted(core).p


def ledger_figures(conn: Connection, stream: str, since: int, until: int) -> LedgerFigures:
    """Count a span from ledger rows alone: every case once a kind, by the time clocks judge by."""
    first: dict[tuple[str, str], int] = {}
    merged: dict[str, int] = {}
    closed: dict[str, int] = {}  # taken back by a 重办
    for kind, case_id, eff, _, p in ledger_entries(conn, stream):
        occ = p.get("occ") if p.get("paper") else None
        at = min(occ, eff) if isinstance(occ, int) else eff
        first.setdefault((kind, case_id), at)
        if kind == "event.merge" and at < until:
            merged[case_id] = at
        elif kind == "event.unmerge" and at < until:
            merged.pop(case_id, None)
        elif kind in ("event.close", "event.self_handle") and at < until:
            closed.setdefault(case_id, at)
        elif kind == "event.rework" and at < until:
            closed.pop(case_id, None)
        elif kind == "event.split":
            first.update({("part", part["case"]): at for part in p["children"]})

    def within(kind: str) -> int:
        return sum(1 for (one, _), at in first.items() if one == kind and since <= at < until)

    def before(kind: str) -> set[str]:
        return {case_id for (one, case_id), at in first.items() if one == kind and at < until}

    ended = before("event.reject") | before("event.void") | before("event.split") | set(merged) | set(closed)
    return LedgerFigures(
        added=within("event.report"),
        closed=sum(since <= at for at in closed.values()),
        rejected=within("event.reject"),
        void=within("event.void"),
        merged=sum(since <= at for at in merged.values()),
        open=len((before("event.report") | before("part")) - ended),
        issued=within("call.issue"),
        responded=within("call.respond"),
        evaluated=within("call.evaluate"),
    )
