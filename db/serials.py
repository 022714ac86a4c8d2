"""How many serials this device has given today (流水号): counted from what it sealed, so that none is given twice.

Source: rulebook §2.2. The counter restarts daily, by unit, device and letter; the saved actions themselves are the
counter, and a save that failed gave no number.
"""

from sqlalchemy import Connection, func, select

from db.tables.own import outbox

BEARERS = {  # letter → kinds that bear such a case
    "S": ("event.report",),
    "H": ("call.issue",),
    "D": ("supervision.normal", "supervision.yellow", "supervision.red"),
}


def given_since(conn: Connection, stream: str, device: str, letter: str, since: int) -> int:
    """Count the bearing actions of a letter that this device sealed at or after `since` (UTC ms)."""
    query = select(func.count()).where(
        outbox.c.stream_id == stream,
        outbox.c.device_id == device,
        outbox.c.kind.in_(BEARERS[letter]),
        outbox.c.sealed_ms >= since,
    )
    return conn.execute(query).scalar_one()
