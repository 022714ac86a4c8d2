"""Divergence (分叉): the county's ledger went back, so rows that fell off are kept aside and the rest folded anew.

Source: sync.md §8. Nothing is thrown away: the lost branch is offered to the county afterwards.
"""

from collections.abc import Callable

from sqlalchemy import Connection, delete, select, update

from db import bulk, overlay
from db.desk_stream import DeskStream, read_tip
from db.folding import Stored, fold_stored, stored_rows
from db.pages import write_heads
from db.projections import rows as projected
from db.tables.ledger import branch, case_state, cursor, ledger, peer_head, personal
from governance.ledger.chain import stream_start

LOST = "diverged"
NO_END = 2**62


def cut_back(
    conn: Connection, kept: DeskStream, to_seq: int, line: Callable[[Stored], bytes]
) -> tuple[str, ...]:
    """Move the rows above `to_seq` to `branch` as pull lines and fold what is left; gives all cases."""
    stream, tip = kept.stream, read_tip(conn, kept.stream)
    fallen = list(stored_rows(conn, stream, to_seq, NO_END))
    bulk.upsert(conn, branch, [(stream, row.epoch, row.seq, line(row), LOST) for row in fallen])
    conn.execute(delete(ledger).where(ledger.c.stream_id == stream, ledger.c.seq > to_seq))
    for table in (case_state, peer_head):
        conn.execute(delete(table).where(table.c.stream_id == stream))
    left = select(ledger.c.action_id).where(ledger.c.stream_id == stream)
    conn.execute(delete(personal).where(personal.c.stream_id == stream, personal.c.action_id.not_in(left)))
    overlay.clear(conn, stream)
    projected.clear(conn, stream)
    kept.bodies.held.clear()
    kept.shown.clear()
    kept.bundles.forget()
    view = kept.view(conn, 0)
    heads, dig = fold_stored(conn, view, to_seq)
    write_heads(conn, stream, heads)
    view.project_all()
    last = conn.execute(
        select(ledger.c.epoch, ledger.c.h, ledger.c.st).where(
            ledger.c.stream_id == stream, ledger.c.seq == to_seq
        )
    ).first()
    epoch, h, st = last if last is not None else (1, stream_start(stream), 0)
    conn.execute(
        update(cursor)
        .where(cursor.c.stream_id == stream)
        .values(epoch=max(epoch, tip.epoch), seq=to_seq, h=h, st=st, dig=dig.to_bytes(32, "big"), own_dseq=0)
    )
    return tuple(kept.bodies.held)
