"""Divergence (分叉): the county's ledger went back, so rows that fell off are kept aside and the rest folded anew.

Source: sync.md §8. Nothing is thrown away: the lost branch is offered to the county afterwards.
"""

from collections.abc import Callable

from sqlalchemy import Connection, delete, select, update

from db import bulk
from db.desk_stream import DeskStream, read_tip
from db.folding import Stored, stored_rows
from db.refolding import fold_anew
from db.tables.ledger import branch, cursor, ledger, personal
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
    left = select(ledger.c.action_id).where(ledger.c.stream_id == stream)
    conn.execute(delete(personal).where(personal.c.stream_id == stream, personal.c.action_id.not_in(left)))
    dig = fold_anew(conn, kept, to_seq)
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
