"""GET streams/{sid}/checkpoints: signed heads, each with how far a completed backup goes (sync.md §4, §18)."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import select

from county.api.calls import Api, Call
from county.api.entry import admit
from db.tables.county import checkpoint
from governance.ledger.chain import b64
from sync.replies import Reply, answer

MOST = 500


class CheckpointsReply(Struct, frozen=True):
    """Signed heads after a seq: (head, signature, backed up to)."""

    checkpoints: tuple[tuple[dict[str, Any], str, int], ...]


async def give_checkpoints(api: Api, call: Call, stream: str) -> Reply:
    """The checkpoints after `after`; there are none before the first backup."""
    after = call.query.get("after", "0")
    if not after.isdecimal() or len(after) > 15:
        return api.problem("bad-request", why="query")

    def read() -> Reply:
        with api.county.reading() as conn:
            guest = admit(api, conn, call, stream)
            if isinstance(guest, Reply):
                return guest
            columns = (checkpoint.c.head, checkpoint.c.sig, checkpoint.c.bk)
            query = select(*columns).where(checkpoint.c.stream_id == stream, checkpoint.c.seq > int(after))
            rows = conn.execute(query.order_by(checkpoint.c.seq).limit(MOST))
            found = tuple((msgspec.json.decode(row.head), b64(row.sig), row.bk) for row in rows)
            return answer(CheckpointsReply(found), api.now(), guest.reads.head().epoch)

    return await api.thread(read)
