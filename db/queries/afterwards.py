"""What reached the ledger afterwards (发布后到达): entries of some cases that the county received after an instant."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from db.queries.dossier import LINE, Line, line_of
from db.tables.ledger import ledger

CHUNK = 400  # ids in one IN list


def received_after(conn: Connection, stream: str, cases: Sequence[str], since: int) -> list[Line]:
    """Their entries received after `since` (UTC ms), in the ledger's order."""
    c = ledger.c
    found: list[Line] = []
    for at in range(0, len(cases), CHUNK):
        part = cases[at : at + CHUNK]
        query = select(*LINE).where(c.stream_id == stream, c.case_id.in_(part), c.st > since)
        found += [line_of(*row) for row in conn.execute(query)]
    return sorted(found, key=lambda line: line.seq or 0)
