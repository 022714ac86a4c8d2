"""Who may come in (准入): token → session → device and person in this stream (sync.md §12, I19).

An unknown stream and one that is not the caller's answer alike.
"""

from msgspec import Struct
from sqlalchemy import Connection, select

from county import accounts, grants
from county.api.calls import Api, Call
from county.streams import StreamReads
from db.tables.county import dev, stream_head
from sync.county_ports import ServerDevice
from sync.replies import Reply


class Guest(Struct, frozen=True):
    """A caller in one stream."""

    user: str
    device: ServerDevice
    reads: StreamReads


def streams_of(conn: Connection, device: str) -> list[tuple[str, str]]:
    """The streams a device is enrolled in, the county's first: (stream, kind)."""
    query = (
        select(dev.c.stream_id, stream_head.c.kind)
        .join(stream_head, stream_head.c.stream_id == dev.c.stream_id)
        .where(dev.c.device_id == device)
        .order_by(stream_head.c.kind, dev.c.stream_id)
    )
    return [(row.stream_id, row.kind) for row in conn.execute(query)]


def entitled(conn: Connection, user: str, device: str, at: int) -> list[str]:
    """The streams this person may read and write from this device now: the town's, and with it the county's."""
    streams = streams_of(conn, device)
    towns = [s for s, kind in streams if kind == "town" and grants.works_at_desk(conn, user, s, at)]
    return [s for s, kind in streams if kind == "county" or s in towns] if towns else []


def admit(api: Api, conn: Connection, call: Call, stream: str) -> Guest | Reply:
    """The caller in this stream, or why not: 401, 403, 404."""
    now = api.wall.now()
    session = accounts.session_of(conn, call.token, now) if call.token else None
    if session is None:
        return api.problem("token-expired")
    if stream not in entitled(conn, session.user, session.device, api.now()):
        return api.problem("no-stream")
    reads = StreamReads(conn, stream)
    device = reads.device(session.device)
    if device is None:
        return api.problem("no-stream")
    if device.status != "active":
        return api.problem("device-revoked", reads.head().epoch)
    return Guest(session.user, device, reads)
