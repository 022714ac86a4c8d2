"""How many serials this device has given on a date (流水号): read off what it sealed, so that none is given twice.

Source: rulebook §2.2. The counter restarts daily, by unit, device and letter; the saved actions themselves are the
counter, and a save that failed gave no number. The date in the number counts, not the instant of sealing: while the
PC's date is in doubt the two differ (§6.4).
"""

from sqlalchemy import Connection, func, literal, select

from db.tables.own import outbox

BEARERS = {  # letter → kinds that bear such a case
    "S": ("event.report",),
    "H": ("call.issue",),
    "D": ("supervision.normal", "supervision.yellow", "supervision.red"),
}


def given_on(conn: Connection, stream: str, device: str, letter: str, date: str) -> int:
    """Count the bearing actions of a letter whose serial this device gave the date `yyMMdd`."""
    said = f'"serial":"{letter}{date}-'.encode()
    query = select(func.count()).where(
        outbox.c.stream_id == stream,
        outbox.c.device_id == device,
        outbox.c.kind.in_(BEARERS[letter]),
        func.instr(outbox.c.core, literal(said)) > 0,
    )
    return conn.execute(query).scalar_one()
