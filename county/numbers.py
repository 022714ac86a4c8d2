"""Serials that the county gives (县端编号): for what is registered in the web desk, device pair "00" (rulebook §2.2).

The counter restarts daily for each unit and letter; it is read from the ledger's own cases inside the transaction
that uses it, so no number is given twice and none is lost.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, select

from db.tables.county import call, event, notice, supervision
from governance.ledger.stream import SERVER_NO
from governance.places import serials
from governance.time.working_time import date_of, local_day

NUMBERED: Mapping[str, tuple[str, Table]] = {
    "event.report": ("S", event),
    "call.issue": ("H", call),
    "call.draft": ("H", call),
    "call.reverse": ("H", call),
    "notice.draft": ("B", notice),
    "supervision.normal": ("D", supervision),
    "supervision.yellow": ("D", supervision),
    "supervision.red": ("D", supervision),
}


def numbered(
    conn: Connection, stream: str, unit: str, kind: str, p: Mapping[str, Any], at: int
) -> dict[str, Any]:
    """The payload with its serial, where the kind bears a case that has one and none is given."""
    found = NUMBERED.get(kind)
    if found is None or p.get("serial"):
        return dict(p)
    letter, table = found
    day = date_of(local_day(at)).strftime("%y%m%d")
    return {**p, "serial": _next(conn, table, stream, letter, day, unit)}


def _next(conn: Connection, table: Table, stream: str, letter: str, day: str, unit: str) -> str:
    first = f"{letter}{day}-{unit}-{SERVER_NO}-"
    column = table.c.serial
    mine = select(column).where(table.c.stream_id == stream, column >= first, column < f"{first}:")
    last = conn.execute(mine.order_by(func.length(column).desc(), column.desc()).limit(1)).scalar()
    known = serials.parse(last) if last else None
    return serials.serial(letter, day, unit, SERVER_NO, known.n + 1 if known is not None else 1)
