"""Where a play picks up (接着推演): what is open in the ledger, and what was done there already."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from db.tables.county import case_state, ledger
from governance.bodies import read_body
from governance.ledger.case import Case

CHUNK = 400


def open_cases(conn: Connection, stream: str) -> list[tuple[int, Case]]:
    """Every case that is not at its end, with the seq it was last changed at."""
    query = select(case_state.c.seq, case_state.c.body).where(case_state.c.stream_id == stream)
    found = [(seq, read_body(text)) for seq, text in conn.execute(query)]
    return [(seq, case) for seq, case in found if not case.final]


def stored(conn: Connection, stream: str, ids: Sequence[str]) -> set[str]:
    """Which of these acts are in the ledger already."""
    found: set[str] = set()
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        query = select(ledger.c.action_id).where(ledger.c.stream_id == stream, ledger.c.action_id.in_(part))
        found.update(conn.execute(query).scalars())
    return found
