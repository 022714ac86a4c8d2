"""The last time that was beyond doubt (上次可信时间): whose date new serials carry while the PC's date is in doubt.

Source: rulebook §6.4, sync.md §9: what the county wrote down last, and the last own action of clock quality 0 or 1.
"""

from sqlalchemy import Connection, func, select

from db.tables.ledger import ledger
from db.tables.own import outbox
from governance.handling.doubted import DOUBTED
from governance.ledger.action import read_trusted


def last_received(conn: Connection, stream: str) -> int:
    """When the county took the last entry of this stream that was read, UTC ms; 0 for none (town.db)."""
    last = select(func.max(ledger.c.seq)).where(ledger.c.stream_id == stream).scalar_subquery()
    query = select(ledger.c.st).where(ledger.c.stream_id == stream, ledger.c.seq == last)
    return conn.execute(query).scalar() or 0


def last_sealed(own: Connection, stream: str, device: str) -> int:
    """The time of the last own action whose clock was not in doubt, UTC ms; 0 for none (own.db)."""
    query = (
        select(outbox.c.core)
        .where(outbox.c.stream_id == stream, outbox.c.device_id == device)
        .order_by(outbox.c.dseq.desc())
    )
    actions = (read_trusted(core) for core in own.execute(query).scalars())
    return next((one.t for one in actions if one.cq < DOUBTED), 0)
