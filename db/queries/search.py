"""The command bar's search (检索): a number or its tail, a grid's code, a caller's number, words."""

import re
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Select, Table, and_, literal_column, or_, select

from db.queries.callers import caller_history
from db.queries.event_filter import TEL_DIGITS, EventFilter, like
from db.queries.event_list import SOONEST, filtered_events
from db.tables.calls import call
from db.tables.events import event
from db.tables.supervisions import supervision
from governance.places.serials import CROCKFORD, parse

LATEST_ROWS = 20_000  # words are looked for in so many of the latest rows
AREA_DIGITS = (12, 17)
_TAIL = re.compile(rf"(?:([{CROCKFORD}]{{2}})-)?([0-9]{{1,5}})").fullmatch

Kind = Literal["event", "call", "supervision"]


class Found(Struct, frozen=True):
    """A case that was found."""

    kind: Kind
    case_id: str
    serial: str
    title: str
    state: str
    place: str


_TABLES: tuple[tuple[Kind, Table, str, str], ...] = (
    ("event", event, "text", "S"),
    ("call", call, "ask", "H"),
    ("supervision", supervision, "ask", "D"),
)


def search_cases(conn: Connection, stream: str, typed: str, *, day: str, limit: int = 20) -> list[Found]:
    """What was typed, as cases; `day` = today as serials write it, yyMMdd. Short numbers find today's first."""
    text = typed.strip()
    if not text:
        return []
    found: dict[str, Found] = {}
    for way in (_by_serial, _by_tail, _by_area, _by_tel, _by_words):
        for one in way(conn, stream, text, day):
            found.setdefault(one.case_id, one)
            if len(found) == limit:
                return list(found.values())
        if found and way in (_by_serial, _by_area, _by_tel):
            break
    return list(found.values())


def _by_serial(conn: Connection, stream: str, text: str, day: str) -> Iterator[Found]:
    serial = text.upper()
    if parse(serial) is None:
        return
    for kind, table, title, letter in _TABLES:
        if serial.startswith(letter):
            query = _rows(table, title).where(table.c.stream_id == stream, table.c.serial == serial)
            yield from (Found(kind, *row) for row in conn.execute(query))


def _by_tail(conn: Connection, stream: str, text: str, day: str) -> Iterator[Found]:
    """`0A-0007`, `0007` or `7`: of the last year, the latest day first."""
    short = _TAIL(text.upper())
    if short is None or not int(short[2]):
        return
    device, n = short.groups()
    tail = f"%-{device}-{int(n):04}" if device else f"%-{int(n):04}"
    for kind, table, title, letter in _TABLES:
        serial = table.c.serial
        query = (
            _rows(table, title)
            .where(table.c.stream_id == stream, serial > letter + _year_before(day), serial < letter + "~")
            .where(serial.like(tail))
            .order_by(serial.desc())
            .limit(10)
        )
        yield from (Found(kind, *row) for row in conn.execute(query))


def _rows(table: Table, title: str) -> Select[Any]:
    c = table.c
    place = c.place if table is event else literal_column("''")
    return select(c.case_id, c.serial, c[title], c.state, place)


def _year_before(day: str) -> str:
    return f"{int(day[:2]) - 1:02}{day[2:]}"


def _by_area(conn: Connection, stream: str, text: str, day: str) -> Iterator[Found]:
    """Open events of a village or grid, the soonest due first."""
    if not text.isdecimal() or len(text) not in AREA_DIGITS:
        return
    here = (text,)
    wanted = (
        EventFilter(open_only=True, villages=here)
        if len(text) == AREA_DIGITS[0]
        else EventFilter(open_only=True, grids=here)
    )
    for row in filtered_events(conn, stream, wanted, now=0, sort=SOONEST):
        yield Found("event", row.case_id, row.serial, row.text, row.state, row.place)


def _by_tel(conn: Connection, stream: str, text: str, day: str) -> Iterator[Found]:
    if text.isdecimal() and len(text) == TEL_DIGITS:
        for one in caller_history(conn, stream, text):
            yield Found("event", one.case_id, one.serial, one.text, one.state, one.place)


def _by_words(conn: Connection, stream: str, text: str, day: str) -> Iterator[Found]:
    """Every word somewhere in text, place or number, among the latest rows."""
    for kind, table, title, _ in _TABLES:
        born = table.c.registered_at if table is event else table.c.issued_at
        latest = (
            select(table).where(table.c.stream_id == stream).order_by(born.desc()).limit(LATEST_ROWS)
        ).subquery()
        columns = (latest.c[title], latest.c.serial, *((latest.c.place,) if table is event else ()))
        words = [or_(*(one.like(like(word), escape="\\") for one in columns)) for word in text.split()]
        place = latest.c.place if table is event else literal_column("''")
        query = select(latest.c.case_id, latest.c.serial, latest.c[title], latest.c.state, place)
        yield from (Found(kind, *row) for row in conn.execute(query.where(and_(*words)).limit(50)))
