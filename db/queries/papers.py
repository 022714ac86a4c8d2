"""Paper slips used (纸单): steps that were recorded from a numbered slip since an instant."""

from collections.abc import Iterator

from msgspec import Struct
from sqlalchemy import Connection, func, literal, or_, select

from db.tables.ledger import ledger
from db.tables.own import outbox
from governance.ledger.action import Action, read_trusted

BACKFILL = "paper.backfill"


class Slip(Struct, frozen=True):
    """One step from a slip."""

    paper: str  # 纸单号
    case_id: str | None
    kind: str
    occ: int | None  # fact time
    at: int  # entered


def papers_used(conn: Connection, stream: str, since: int) -> list[Slip]:
    """Slips entered since an instant, as read back from the county, in the order of their numbers."""
    c = ledger.c
    query = select(c.st, c.eff, c.core).where(c.stream_id == stream).order_by(c.seq.desc())
    found: list[Slip] = []
    for st, eff, core in conn.execute(query.execution_options(yield_per=500)):
        if st < since:  # receipt only grows along the ledger
            break
        found += _slips(read_trusted(core), eff)
    return sorted(found, key=lambda one: (one.paper, one.at))


def last_paper(conn: Connection, stream: str, before: int, since: int) -> str:
    """The slip with the highest number among those entered from one instant to another; "" for none."""
    c = ledger.c
    told = or_(c.kind == BACKFILL, func.instr(c.core, literal(b'"paper":"P')) > 0)
    older = select(c.seq).where(c.stream_id == stream, c.st < since).order_by(c.seq.desc()).limit(1)
    first = conn.execute(older).scalar() or 0  # receipt only grows along the ledger
    query = select(c.eff, c.core).where(c.stream_id == stream, c.seq > first, c.st < before, told)
    found = (slip.paper for eff, core in conn.execute(query) for slip in _slips(read_trusted(core), eff))
    return max(found, default="")


def papers_waiting(own: Connection, stream: str) -> list[Slip]:
    """Slips entered on this desk and not read back."""
    c = outbox.c
    query = select(c.core).where(c.stream_id == stream, c.state.in_(("D1", "D4", "DQ")))
    actions = (read_trusted(core) for core in own.execute(query).scalars())
    return sorted((slip for one in actions for slip in _slips(one, one.t)), key=lambda one: one.paper)


def _slips(action: Action, at: int) -> Iterator[Slip]:
    paper, occ = action.p.get("paper"), action.p.get("occ")
    if action.kind == BACKFILL:  # the slip itself, spoilt ones among them
        paper, occ = action.p.get("no"), action.p.get("written")
    if isinstance(paper, str) and paper:
        yield Slip(paper, action.case, action.kind, occ if isinstance(occ, int) else None, at)
