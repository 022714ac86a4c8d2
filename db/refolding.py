"""Folding anew (重新折叠): when the rules read old entries otherwise, what was computed by the old ones is made again.

Source: sync.md §14. The ledger is the truth and stays; bodies, projections and the digest follow from it. Each stream
carries the number of the fold that it was computed by; a program with another number computes it again when it opens.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, update

from db import overlay
from db.bundles import Bundles
from db.desk_stream import DeskStream, read_tip
from db.folding import fold_stored
from db.pages import write_heads
from db.projections import rows as projected
from db.server_ledger import StreamHead
from db.tables.county import case_state as county_state
from db.tables.county import stream_head
from db.tables.ledger import case_state, cursor, peer_head
from db.view import FOLD, LedgerView


def is_outdated(conn: Connection, stream: str) -> bool:
    """Whether a desk's stream was computed by other rules."""
    fold = conn.execute(select(cursor.c.fold).where(cursor.c.stream_id == stream)).scalar()
    return fold is not None and fold != FOLD


def fold_anew(conn: Connection, kept: DeskStream, until: int) -> int:
    """Compute a desk's stream from its ledger again, up to entry `until`; gives the digest, mod 2^256.

    What own pending actions showed is gone with it: show them again afterwards.
    """
    stream = kept.stream
    for table in (case_state, peer_head):
        conn.execute(delete(table).where(table.c.stream_id == stream))
    overlay.clear(conn, stream)
    projected.clear(conn, stream)
    kept.bodies.held.clear()
    kept.shown.clear()
    kept.bundles.forget()
    view = kept.view(conn, 0)
    heads, digest = fold_stored(conn, view, until)
    write_heads(conn, stream, heads)
    view.project_all()
    return digest


def bring_up(conn: Connection, kept: DeskStream) -> tuple[str, ...]:
    """Compute a desk's stream again if other rules computed it; gives all its cases then, else none."""
    if not is_outdated(conn, kept.stream):
        return ()
    tip = read_tip(conn, kept.stream)
    digest = fold_anew(conn, kept, tip.seq)
    values = {"fold": FOLD, "dig": digest.to_bytes(32, "big"), "own_dseq": 0}
    conn.execute(update(cursor).where(cursor.c.stream_id == kept.stream).values(**values))
    return tuple(kept.bodies.held)


def bring_up_county(conn: Connection, tips: Sequence[StreamHead]) -> int:
    """Compute the county's streams again that other rules computed, its own before its towns'; gives how many."""
    c = stream_head.c
    folds = {row.stream_id: row.fold for row in conn.execute(select(c.stream_id, c.fold))}
    outdated = [tip for tip in tips if folds[tip.stream] != FOLD]
    for tip in outdated:
        county = next(one.stream for one in tips if one.tenant == tip.tenant and one.kind == "county")
        conn.execute(delete(county_state).where(county_state.c.stream_id == tip.stream))
        projected.clear(conn, tip.stream)
        view = LedgerView(
            conn, tip.stream, Bundles(county), tip=0, tenant=tip.tenant, states=county_state, strict=False
        )
        fold_stored(conn, view, tip.seq)
        view.project_all()
        conn.execute(update(stream_head).where(c.stream_id == tip.stream).values(fold=FOLD))
    return len(outdated)
