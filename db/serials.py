"""How many serials this device has given on a date (流水号): read off what it sealed, so that none is given twice.

Source: rulebook §2.2. The counter restarts daily, by unit, device and letter; the saved actions themselves are the
counter, and a save that failed gave no number. The date in the number counts, not the instant of sealing: while the
PC's date is in doubt the two differ (§6.4).
"""

from sqlalchemy import Connection, func, literal, select

from db.tables.own import outbox
from governance.ledger.action import read_trusted

BEARERS = {  # letter → kinds that bear such a case
    "S": ("event.report",),
    "H": ("call.issue", "call.draft", "call.reverse"),
    "B": ("notice.draft",),
    "D": ("supervision.normal", "supervision.yellow", "supervision.red"),
}


SPLIT = "event.split"  # bears several events


def given_on(conn: Connection, stream: str, device: str, letter: str, date: str) -> int:
    """Count the cases of a letter whose serial this device gave the date `yyMMdd`."""
    c = outbox.c
    said = f'"serial":"{letter}{date}-'
    mine = (c.stream_id == stream, c.device_id == device, func.instr(c.core, literal(said.encode())) > 0)
    count: int = conn.execute(select(func.count()).where(*mine, c.kind.in_(BEARERS[letter]))).scalar_one()
    if letter != "S":
        return count
    splits = conn.execute(select(c.core).where(*mine, c.kind == SPLIT)).scalars()
    parts = (part for core in splits for part in read_trusted(core).p["children"])
    return count + sum(str(part["serial"]).startswith(f"{letter}{date}-") for part in parts)
