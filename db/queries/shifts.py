"""Shifts (班次): who opened the room when, and which duty leaders signed; as they were, never as planned."""

from collections.abc import Mapping

from msgspec import Struct
from sqlalchemy import Connection, select

from db.overlay import read_shown
from db.tables.shifts import shift
from governance.duty.shift import Shift
from governance.ledger.case import Case


class ShiftRow(Struct, frozen=True):
    """One shift."""

    case_id: str
    operator: str  # user
    opened_at: int
    handed_at: int | None
    signed: tuple[str, ...]  # duty leaders
    pending: int


def shifts_between(conn: Connection, stream: str, since: int, until: int) -> list[ShiftRow]:
    """Shifts opened from one instant to another, in their order."""
    c = shift.c
    query = select(c.case_id, c.operator, c.opened_at, c.handed_at, c.pending).where(
        c.stream_id == stream, c.opened_at >= since, c.opened_at < until
    )
    rows = conn.execute(query.order_by(c.opened_at, c.case_id)).all()
    bodies = {one.id: one for one in read_shown(conn, stream, [row.case_id for row in rows])}
    return [
        ShiftRow(
            row.case_id, row.operator, row.opened_at, row.handed_at, _signed(bodies, row.case_id), row.pending
        )
        for row in rows
    ]


def _signed(bodies: Mapping[str, Case], case_id: str) -> tuple[str, ...]:
    body = bodies.get(case_id)
    return tuple(user for user, _ in body.signs) if isinstance(body, Shift) else ()
