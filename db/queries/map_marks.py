"""Marks on the map (图上标记): every open event with what its light and its hover need."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, select

from db.queries.event_filter import OPEN
from db.queries.holds import lasts, state_now
from db.queries.keyset import told
from db.tables.events import event

MICRODEGREES = 1_000_000


class MapMark(Struct, frozen=True, gc=False):
    """One open event on the map."""

    case_id: str
    lon: float | None  # degrees; None: somewhere in its grid or village
    lat: float | None
    grid: str  # 17 digits, or ""
    village: str
    urg: str
    state: str
    due_at: int | None
    yellow_at: int | None
    paused: bool
    unsigned: bool
    serial: str
    place: str
    text: str
    callers: int  # 诉求数


_MARKS = select(
    event.c.case_id,
    event.c.lon,
    event.c.lat,
    event.c.grid,
    event.c.village,
    event.c.urg,
    event.c.state,
    told(event.c.due_at),
    told(event.c.yellow_at),
    event.c.paused,
    event.c.unsigned_at,
    event.c.serial,
    event.c.place,
    event.c.text,
    event.c.callers,
    event.c.held_until,
    event.c.clock,
).where(OPEN)


def map_marks(conn: Connection, stream: str, *, now: int) -> list[MapMark]:
    """All open events, as they stand now."""
    found = conn.execute(_MARKS.where(event.c.stream_id == stream).order_by(event.c.due_at, event.c.case_id))
    return [_mark(now, *row) for row in found]


def open_by_grid(conn: Connection, stream: str) -> dict[str, int]:
    """How many open events each grid has; those that only their village is known of stand under its code."""
    query = (
        select(func.coalesce(func.nullif(event.c.grid, ""), event.c.village).label("area"), func.count())
        .where(event.c.stream_id == stream, OPEN)
        .group_by("area")
    )
    return {row.area: row[1] for row in conn.execute(query)}


def _mark(
    now: int,
    case_id: str,
    lon: int | None,
    lat: int | None,
    grid: str,
    village: str,
    urg: str,
    state: str,
    *rest: Any,
) -> MapMark:
    due_at, yellow_at, paused, unsigned_at, *said, held_until, clock = rest
    held = lasts(held_until, clock, now)
    return MapMark(
        case_id,
        _degrees(lon),
        _degrees(lat),
        grid,
        village,
        urg,
        state_now(state, held_until, now),
        None if held else due_at,
        None if held else yellow_at,
        bool(paused) or held,
        unsigned_at is not None,
        *said,
    )


def _degrees(value: int | None) -> float | None:
    return None if value is None else value / MICRODEGREES
