"""Notices in a list, the latest first (通报列表)."""

from msgspec import Struct
from sqlalchemy import Connection, select, tuple_

from db.queries.keyset import END, PAGE, Key, told
from db.tables.notices import notice


class NoticeRow(Struct, frozen=True):
    """A notice in a list."""

    case_id: str
    serial: str
    state: str
    title: str
    units: str  # joined by ";"
    lines: int
    owing: str  # units that have not answered, joined by ";"
    drafted_at: int
    signed_at: int | None
    due_at: int | None
    pending: int


_COLUMNS = tuple(
    told(notice.c.due_at) if name == "due_at" else notice.c[name] for name in NoticeRow.__struct_fields__
)


def latest_notices(conn: Connection, stream: str, *, before: Key = END, limit: int = PAGE) -> list[NoticeRow]:
    """Notices, the latest drafted first; `before` = (drafted_at, case_id) of the last row shown."""
    query = (
        select(*_COLUMNS)
        .where(notice.c.stream_id == stream, tuple_(notice.c.drafted_at, notice.c.case_id) < before)
        .order_by(notice.c.drafted_at.desc(), notice.c.case_id.desc())
        .limit(limit)
    )
    return [NoticeRow(*row) for row in conn.execute(query)]
