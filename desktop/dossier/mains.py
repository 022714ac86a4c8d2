"""Into which event this one may be merged (可归入的主件): likely duplicates first, with their reason. Free of Qt."""

from typing import Any

from db.queries.duplicates import Nearby, likely_duplicates
from db.queries.events import EventRow, open_events
from desktop import times
from desktop.moves.form import Choice
from desktop.names import Names
from desktop.title import title
from governance.events.event import Event

MOST = 200  # open events offered; a township room has some sixty


def mains(conn: Any, stream: str, event: Event, names: Names, now: int) -> tuple[Choice, ...]:
    """Choices for 归并; only what speaks for a duplicate carries a note."""
    place = event.place
    near = likely_duplicates(
        conn,
        stream,
        lon=place.lon,
        lat=place.lat,
        grid=place.area,
        major=event.cat,
        at=event.at,
        also_near=False,
        besides=event.id,
    )
    likely = {one.row.case_id: one for one in near if one.row.ended_at is None}
    others = open_events(conn, stream, limit=MOST)
    rows = [one.row for one in likely.values()]
    rows += [row for row in others if row.case_id not in likely and row.case_id != event.id]
    return tuple(_choice(row, likely.get(row.case_id), names, now) for row in rows)


def _choice(row: EventRow, near: Nearby | None, names: Names, now: int) -> Choice:
    where = names.place(row.grid or row.village)
    find = f"{row.serial} {where} {row.place}"
    return Choice(row.case_id, f"{row.serial[-7:]} {title(row.text, 16)}", _why(near, row, now), find)


def _why(near: Nearby | None, row: EventRow, now: int) -> str:
    if near is None:
        return ""
    apart = f"{near.distance_m} 米" if near.distance_m is not None else "同网格"
    return f"同大类，{apart}，{times.span(now - row.registered_at)}前登记"
