"""Is it new (疑似重复): what lies near in words, and which case a merging would go to. Free of Qt."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from db.queries.duplicates import LOOK_M, RADIUS_M, Nearby, likely_duplicates
from desktop import times
from desktop.intake import texts
from desktop.intake.faces import NearbyFace, NearFace
from desktop.intake.sheet import Sheet
from desktop.lights import Sign, sign_of
from desktop.names import Names
from desktop.title import title
from governance.events import states

SHOWN = 6
GRID_CODE = 17


def question(sheet: Sheet, stream: str, at: int, besides: str) -> Callable[[Any], list[Nearby]]:
    """What is asked about the surroundings of a sheet's place, but for the case that came of it."""
    return partial(
        likely_duplicates,
        stream=stream,
        lon=round(sheet.lon * 1e6) if sheet.lon is not None else None,
        lat=round(sheet.lat * 1e6) if sheet.lat is not None else None,
        grid=sheet.area if len(sheet.area) == GRID_CODE else "",
        major=sheet.cat[:4],
        at=at,
        besides=besides,
    )


def nearby(
    found: Sequence[Nearby] | None, chosen: str, names: Names, now: int, *, pointed: bool
) -> NearbyFace:
    """The list; None while there is no place to look around."""
    if found is None:
        return NearbyFace(blank=texts.DUPLICATES_WAIT)
    close = [one for one in found if one.distance_m is None or one.distance_m <= LOOK_M]
    rows = tuple(_row(one, names, now) for one in close[:SHOWN])
    likely = [row for row in rows if row.likely]
    target = main_of(rows, chosen)
    banner = texts.BANNER if pointed else texts.BANNER_GRID
    return NearbyFace(
        rows=rows,
        blank="" if likely else texts.DUPLICATES_NONE,
        banner=banner.format(n=len(likely)) if likely else "",
        first=texts.BANNER_FIRST.format(title=likely[0].title, far=likely[0].far, ago=likely[0].ago)
        if likely
        else "",
        after=texts.AFTER_NOTE.format(tail=tail(target.serial), n=target.callers, more=target.callers + 1)
        if target is not None
        else "",
    )


def told_here(found: Sequence[Nearby]) -> frozenset[str]:
    """小类 of open events within the radius and the span, whatever was taken for this one's."""
    return frozenset(
        one.row.cat
        for one in found
        if one.within and one.row.state in states.OPEN and (one.distance_m or 0) <= RADIUS_M
    )


def settled(face: NearbyFace) -> NearbyFace:
    """The list once the call has gone its way: to be read, no more to be merged into."""
    rows = tuple(replace(row, open=False, likely=False) for row in face.rows)
    return NearbyFace(rows=rows, blank=face.blank)


def main_of(rows: Sequence[NearFace], chosen: str) -> NearFace | None:
    """The case that 归并 means: the chosen one if it is open, else the first likely one."""
    picked = next((row for row in rows if row.case_id == chosen and row.open), None)
    return picked or next((row for row in rows if row.likely), None)


def why_not(rows: Sequence[NearFace]) -> str:
    """Why nothing near can be merged into."""
    return rows[0].why if rows else texts.DUPLICATES_NONE.rstrip("。")


def tail(serial: str) -> str:
    """`0037`: how a case of today is called in the room."""
    return serial.rpartition("-")[2]


def _row(one: Nearby, names: Names, now: int) -> NearFace:
    row = one.row
    state = states.NAMES.get(row.state, row.state)
    unit = names.unit(row.unit) if row.unit else ""
    callers = texts.CALLERS.format(n=row.callers) if row.callers > 1 else ""
    still_open = row.state in states.OPEN
    return NearFace(
        case_id=row.case_id,
        title=title(row.text),
        where=" · ".join(part for part in (row.serial, state, unit, callers) if part),
        why=texts.WHY_NOT[one.reason] if one.reason else texts.SAME_KIND,
        far=texts.FAR.format(m=one.distance_m) if one.distance_m is not None else texts.SAME_GRID,
        ago=texts.AGO.format(span=times.span(now - row.registered_at)),
        likely=not one.reason,
        open=still_open,
        callers=row.callers,
        serial=row.serial,
        sign=sign_of(row.due_at, row.yellow_at, now) if still_open else Sign.DONE,
        point=(row.lon / 1e6, row.lat / 1e6) if row.lon is not None and row.lat is not None else None,
    )
