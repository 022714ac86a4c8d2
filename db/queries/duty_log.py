"""The duty log (值班日志): outages and drills (断网、演练), own undelivered ones included."""

from sqlalchemy import Connection, select, text

from db.overlay import read_shown
from db.tables.ledger import ledger, overlay
from governance.duty.drill import Drill
from governance.duty.outage import Outage

WRITTEN = text("kind IN ('outage.declare', 'drill.mark')")  # as the index has it


def duty_log(conn: Connection, stream: str, since: int) -> list[Outage | Drill]:
    """Outages and drills that were written down, or ended, since an instant; the latest first."""
    c, o = ledger.c, overlay.c
    written = select(c.case_id).where(c.stream_id == stream, WRITTEN, c.st >= since)
    waiting = select(o.case_id).where(o.stream_id == stream, o.npend > 0)
    cases = dict.fromkeys((*conn.execute(written).scalars(), *conn.execute(waiting).scalars()))
    known = read_shown(conn, stream, [case for case in cases if case is not None])
    found = [one for one in known if isinstance(one, Outage | Drill)]
    return sorted(found, key=lambda one: (-one.since, one.id))
