"""Declared outages (断网): those that reach into a time, own undelivered ones included."""

from sqlalchemy import Connection

from db.queries.duty_log import duty_log
from governance.duty.outage import Outage

BEFORE_MS = 3 * 86_400_000  # one that lasts on may have been declared shifts ago


def outages(conn: Connection, stream: str, since: int) -> list[Outage]:
    """Outages that reach into the time since an instant, the earliest first."""
    written = (one for one in duty_log(conn, stream, since - BEFORE_MS) if isinstance(one, Outage))
    found = (one for one in written if one.to is None or one.to > since)
    return sorted(found, key=lambda one: (one.since, one.id))
