"""The dossier (案卷): one case as the screen shows it, its timeline, its children."""

import json
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from db.overlay import shown_case
from db.tables.ledger import ledger, personal
from db.tables.own import outbox
from governance.events.event import Event
from governance.ledger.action import read_trusted
from governance.ledger.case import Case
from governance.ledger.chain import receipt_code

PAGE = 200
WAITING = ("D1", "D4", "DQ")  # sealed and not read back
LINE = tuple(ledger.c[name] for name in ("seq", "st", "eff", "vd", "code", "item_id", "core", "ah"))


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
    also: tuple[tuple[str, str | None], ...]  # (case, base) of further cases it touches
    base: str | None  # of a decision: the last decision its actor saw
    cq: int  # clock quality 0, 1, 2
    receipt_code: str  # 回执码


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
    lines = timeline(conn, stream, dossier_cases(shown.case), limit=limit)
    return Dossier(shown.case, shown.pending, tuple(lines))


def dossier_cases(case: Case) -> tuple[str, ...]:
    """Whose entries make its timeline: its own, its children's, what is merged into it, of a part its mother's."""
    merged = case.merged if isinstance(case, Event) else ()
    mother = (case.parent,) if isinstance(case, Event) and case.part_since and case.parent else ()
    return case.id, *(kid.child for kid in case.kids), *merged, *mother


def with_pending(shown: Dossier, pending: Sequence[Line]) -> Dossier:
    """The dossier with what own.db holds of it at the end, but for what was read back meanwhile."""
    known = {line.action_id for line in shown.lines}
    further = tuple(line for line in pending if line.action_id not in known)
    return replace(shown, lines=(*shown.lines, *further)) if further else shown


def timeline(
    conn: Connection, stream: str, cases: tuple[str, ...], *, after: int = 0, limit: int = PAGE
) -> list[Line]:
    """The entries of these cases in the ledger's order; `after` = seq of the last line shown."""
    c = ledger.c
    query = (
        select(*LINE)
        .where(c.stream_id == stream, c.case_id.in_(cases), c.seq > after)
        .order_by(c.seq)
        .limit(limit)
    )
    return [line_of(*row) for row in conn.execute(query)]


def pending_lines(own: Connection, stream: str, cases: tuple[str, ...] | None = None) -> list[Line]:
    """What own.db holds of these cases, or of all, and was not read back, in the order it was sealed."""
    c = outbox.c
    query = select(c.core, c.ah).where(c.stream_id == stream, c.state.in_(WAITING)).order_by(c.dseq)
    if cases is not None:
        query = query.where(c.case_id.in_(cases))
    return [line_of(None, None, None, "", "", None, core, ah) for core, ah in own.execute(query)]


def pending_personal(own: Connection, stream: str, owner: str) -> dict[str, str]:
    """The private fields of a case in own actions that were not read back, the latest value of each."""
    c = outbox.c
    query = (
        select(c.annex)
        .where(c.stream_id == stream, c.case_id == owner, c.state.in_(WAITING), c.annex.is_not(None))
        .order_by(c.dseq)
    )
    found: dict[str, str] = {}
    for annex in own.execute(query).scalars():
        fields = json.loads(annex)
        found.update({name: text for name, text in fields.items() if name != "n" and isinstance(text, str)})
    return found


def personal_fields(conn: Connection, stream: str, owner: str) -> dict[str, str]:
    """The private fields of a case or person, the latest value of each; empty once they are erased."""
    query = (
        select(personal.c.field, personal.c.value)
        .join_from(
            personal,
            ledger,
            (ledger.c.stream_id == personal.c.stream_id) & (ledger.c.action_id == personal.c.action_id),
            isouter=True,  # SQLite would walk the ledger otherwise
        )
        .where(personal.c.stream_id == stream, personal.c.owner_id == owner)
        .order_by(ledger.c.seq)
    )
    return {field: value for field, value in conn.execute(query) if value is not None}


def line_of(
    seq: int | None,
    st: int | None,
    eff: int | None,
    vd: str,
    code: str,
    item: str | None,
    core: bytes,
    ah: bytes,
) -> Line:
    """One entry as a line; of a pending one what the ledger would say is left empty."""
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
        also=action.also,
        base=action.base,
        cq=action.cq,
        receipt_code=receipt_code(ah),
    )
