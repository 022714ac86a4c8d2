"""Is it new (疑似重复): events of the same 大类 within 50 m and 24 h, and what else lies near, with why it is not one.

Source: rulebook §3.10. Without a point on either side the grid takes its place.
"""

from typing import Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from db.queries.event_filter import OPEN
from db.queries.events import COLUMNS, EventRow
from db.tables.events import event
from governance.events import states
from governance.events.verification import distance_m

RADIUS_M = 50
HOUR_MS = 3_600_000
WITHIN_MS = 24 * HOUR_MS
CLOSED_MS = 7 * 24 * HOUR_MS  # so long after closing 重办 is offered instead of 归并 (§3.3 #20)
LOOK_M = 300  # what is listed as near
MOST = 20
_DEGREE_M = 90_000  # a degree is never shorter in these latitudes: generous, the distance decides
_GONE = (states.MERGED, states.VOID, states.REJECTED)

Reason = Literal["", "category", "far", "old", "closed"]


class Nearby(Struct, frozen=True):
    """An event near the place; `reason` says what speaks against a duplicate, "" when nothing does."""

    row: EventRow
    distance_m: int | None  # None: one of the two has no point
    same_major: bool
    within: bool  # registered within the span
    reason: Reason


class Spot(Struct, frozen=True):
    """What is compared with: where, of what kind, when."""

    lon: int | None  # degrees×10⁶
    lat: int | None
    grid: str
    major: str  # code of the 大类 or of a 小类 of it; "" while it is 待定
    at: int
    radius_m: int
    within_ms: int


def likely_duplicates(
    conn: Connection,
    stream: str,
    *,
    lon: int | None,
    lat: int | None,
    grid: str,
    major: str,
    at: int,
    radius_m: int = RADIUS_M,
    within_ms: int = WITHIN_MS,
    also_near: bool = True,
    besides: str = "",
) -> list[Nearby]:
    """Likely duplicates, the nearest first, then what else is near; `besides` = the case that is being looked at."""
    spot = Spot(lon, lat, grid, major[:4], at, radius_m, within_ms)
    place = _near(spot)
    if place is None:
        return []
    c = event.c
    query = select(*COLUMNS).where(
        or_(
            and_(c.stream_id == stream, OPEN, c.due_at >= 0),
            and_(c.stream_id == stream, c.ended_at >= at - CLOSED_MS),
        ),
        place,
        c.state.not_in(_GONE),
    )
    found = [_seen(EventRow(*row), spot) for row in conn.execute(query)]
    listed = [one for one in found if one.row.case_id != besides and (also_near or not one.reason)]
    return sorted(listed, key=_order)[:MOST]


def _near(spot: Spot) -> ColumnElement[bool] | None:
    c = event.c
    same_grid = c.grid == spot.grid
    if spot.lon is None or spot.lat is None:
        return same_grid if spot.grid else None
    reach = max(LOOK_M, spot.radius_m) * 1_000_000 // _DEGREE_M
    box = and_(
        c.lon.between(spot.lon - 2 * reach, spot.lon + 2 * reach),
        c.lat.between(spot.lat - reach, spot.lat + reach),
    )
    return or_(box, and_(same_grid, c.lon.is_(None))) if spot.grid else box


def _seen(row: EventRow, spot: Spot) -> Nearby:
    metres = _distance(row, spot)
    here = metres <= spot.radius_m if metres is not None else bool(row.grid) and row.grid == spot.grid
    same = bool(spot.major) and row.cat[: len(spot.major)] == spot.major
    within = abs(spot.at - row.registered_at) <= spot.within_ms
    return Nearby(row, metres, same, within, _reason(row, same, here, within))


def _reason(row: EventRow, same: bool, here: bool, within: bool) -> Reason:
    if not same:
        return "category"
    if not here:
        return "far"
    if row.state not in states.OPEN:
        return "closed"
    return "" if within else "old"


def _distance(row: EventRow, spot: Spot) -> int | None:
    if row.lon is None or row.lat is None or spot.lon is None or spot.lat is None:
        return None
    return distance_m(row.lon, row.lat, spot.lon, spot.lat)


def _order(one: Nearby) -> tuple[bool, bool, int, int]:
    far = one.distance_m if one.distance_m is not None else LOOK_M
    return bool(one.reason), not one.same_major, far, -one.row.registered_at
