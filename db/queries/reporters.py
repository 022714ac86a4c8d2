"""Who told of events (反映人): the private fields of many cases at once, for ledgers, which show them masked."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from db.tables.ledger import ledger, personal
from db.view import CHUNK


def reporters(conn: Connection, stream: str, cases: Iterable[str]) -> dict[str, dict[str, str]]:
    """Case → its private fields, the latest value of each; erased ones are left out."""
    wanted = list(cases)
    found: dict[str, dict[str, str]] = {}
    for start in range(0, len(wanted), CHUNK):
        query = (
            select(personal.c.owner_id, personal.c.field, personal.c.value)
            .join_from(
                personal,
                ledger,
                (ledger.c.stream_id == personal.c.stream_id) & (ledger.c.action_id == personal.c.action_id),
                isouter=True,  # SQLite would walk the ledger otherwise
            )
            .where(personal.c.stream_id == stream, personal.c.owner_id.in_(wanted[start : start + CHUNK]))
            .order_by(ledger.c.seq)
        )
        for owner, field, value in conn.execute(query):
            if value is not None:
                found.setdefault(owner, {})[field] = value
    return found
