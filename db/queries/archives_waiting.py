"""Personal fields of archives that this desk sealed and has not read back yet (未送达的个人信息).

Annexes lie outside the fold (sync.md §2.5), so until the county gives them back they are in own.db alone; who imports a
register again meanwhile must find everybody there (rulebook §2.4, 一数多用).
"""

from sqlalchemy import Connection, select

from db.pages import personal_rows
from db.receipt_states import HELD, RECEIPTED, SEALED
from db.tables.own import outbox
from governance.ledger.action import read_trusted

Waiting = dict[str, dict[tuple[str, str], str]]  # archive → (field, action) → value


def personal_waiting(own: Connection, stream: str) -> Waiting:
    """Every personal value that waits, by its archive."""
    c = outbox.c
    query = select(c.core, c.annex).where(
        c.stream_id == stream,
        c.state.in_((SEALED, RECEIPTED, HELD)),
        c.kind == "archive.put",
        c.annex.is_not(None),
    )
    found: Waiting = {}
    for core, annex in own.execute(query.order_by(c.dseq)):
        for _, archive, field, action, value in personal_rows(stream, read_trusted(core), annex):
            found.setdefault(archive, {})[field, action] = value
    return found
