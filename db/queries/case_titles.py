"""What cases are called (案名): number, words, place and state, for rows that know a case by its id only."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, Table, literal_column, select

from db.tables.calls import call
from db.tables.events import event
from db.tables.supervisions import supervision
from db.view import CHUNK

_TABLES: tuple[tuple[Literal["event", "call", "supervision"], Table, str], ...] = (
    ("event", event, "text"),
    ("call", call, "ask"),
    ("supervision", supervision, "ask"),
)


class CaseTitle(Struct, frozen=True):
    """One case in a line."""

    kind: Literal["event", "call", "supervision"]
    case_id: str
    serial: str
    title: str
    state: str
    place: str


def case_titles(conn: Connection, stream: str, cases: Iterable[str]) -> dict[str, CaseTitle]:
    """The titles of these cases by id; shifts and cases that nobody knows are left out."""
    wanted = sorted(set(cases))
    found: dict[str, CaseTitle] = {}
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        for kind, table, title in _TABLES:
            c = table.c
            place = c.place if table is event else literal_column("''")
            query = select(c.case_id, c.serial, c[title], c.state, place).where(
                c.stream_id == stream, c.case_id.in_(part)
            )
            found.update((row.case_id, CaseTitle(kind, *row)) for row in conn.execute(query))
    return found
