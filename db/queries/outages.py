"""Declared outages (断网): those that were declared or ended lately, own undelivered ones included."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from db.overlay import read_shown
from db.tables.ledger import ledger, overlay
from governance.duty.outage import Outage

KIND = "outage.declare"
BEFORE_MS = 3 * 86_400_000  # one that lasts on may have been declared shifts ago


def outages(conn: Connection, stream: str, since: int) -> list[Outage]:
    """Outages that reach into the time since an instant, the earliest first."""
    cases = dict.fromkeys((*_declared(conn, stream, since - BEFORE_MS), *_pending(conn, stream)))
    known = read_shown(conn, stream, list(cases))
    found = (one for one in known if isinstance(one, Outage) and (one.to is None or one.to > since))
    return sorted(found, key=lambda one: (one.since, one.id))


def _declared(conn: Connection, stream: str, since: int) -> Iterator[str]:
    c = ledger.c
    query = select(c.st, c.kind, c.case_id).where(c.stream_id == stream).order_by(c.seq.desc())
    for st, kind, case_id in conn.execute(query.execution_options(yield_per=500)):
        if st < since:  # receipt only grows along the ledger
            return
        if kind == KIND and case_id is not None:
            yield case_id


def _pending(conn: Connection, stream: str) -> Iterator[str]:
    query = select(overlay.c.case_id).where(overlay.c.stream_id == stream, overlay.c.npend > 0)
    yield from conn.execute(query).scalars()
