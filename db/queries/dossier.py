"""The dossier (案卷): one case as the screen shows it, its timeline, its children."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select

from db.overlay import shown_case
from db.tables.ledger import ledger, personal
from db.tables.own import outbox
from governance.ledger.action import read_trusted
from governance.ledger.case import Case

PAGE = 200


class Line(Struct, frozen=True):
    """One entry of a case's timeline (时间线); `seq` is None while it is not read back from the county."""

    seq: int | None
    at: int  # effective time; of a pending one the desk's
    received_at: int | None  # by the county
    case_id: str | None
    action_id: str
    kind: str
    actor: str
    device: str
    vd: str  # "" while pending
    code: str
    item: str | None
    p: dict[str, Any]


class Dossier(Struct, frozen=True):
    """A case, what is pending in it, and the first lines of its timeline."""

    case: Case
    pending: int
    lines: tuple[Line, ...]


def dossier(conn: Connection, stream: str, case_id: str, *, limit: int = PAGE) -> Dossier | None:
    """A case with its timeline, its children's entries among them; None when nobody knows the case."""
    shown = shown_case(conn, stream, case_id)
    if shown is None:
        return None
    children = tuple(kid.child for kid in shown.case.kids)
    lines = timeline(conn, stream, (case_id, *children), limit=limit)
    return Dossier(shown.case, shown.pending, tuple(lines))


def timeline(
    conn: Connection, stream: str, cases: tuple[str, ...], *, after: int = 0, limit: int = PAGE
) -> list[Line]:
    """The entries of these cases in the ledger's order; `after` = seq of the last line shown."""
    c = ledger.c
    query = (
        select(c.seq, c.st, c.eff, c.vd, c.code, c.item_id, c.core)
        .where(c.stream_id == stream, c.case_id.in_(cases), c.seq > after)
        .order_by(c.seq)
        .limit(limit)
    )
    return [_line(*row) for row in conn.execute(query)]


def pending_lines(own: Connection, stream: str, cases: tuple[str, ...]) -> list[Line]:
    """What own.db holds of these cases and was not read back, in the order it was sealed."""
    c = outbox.c
    query = (
        select(c.core)
        .where(c.stream_id == stream, c.case_id.in_(cases), c.state.in_(("D1", "D4", "DQ")))
        .order_by(c.dseq)
    )
    return [_line(None, None, None, "", "", None, core) for core in own.execute(query).scalars()]


def personal_fields(conn: Connection, stream: str, owner: str) -> dict[str, str]:
    """The private fields of a case or person, the latest value of each; empty once they are erased."""
    query = (
        select(personal.c.field, personal.c.value)
        .join_from(
            personal,
            ledger,
            (ledger.c.stream_id == personal.c.stream_id) & (ledger.c.action_id == personal.c.action_id),
        )
        .where(personal.c.stream_id == stream, personal.c.owner_id == owner)
        .order_by(ledger.c.seq)
    )
    return {field: value for field, value in conn.execute(query) if value is not None}


def _line(
    seq: int | None, st: int | None, eff: int | None, vd: str, code: str, item: str | None, core: bytes
) -> Line:
    action = read_trusted(core)
    return Line(
        seq=seq,
        at=action.t if eff is None else eff,
        received_at=st,
        case_id=action.case,
        action_id=action.id,
        kind=action.kind,
        actor=action.actor,
        device=action.dev,
        vd=vd,
        code=code,
        item=item,
        p=action.p,
    )
