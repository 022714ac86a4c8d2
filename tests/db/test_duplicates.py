"""The same 大类 within 50 m and 24 h is likely the same matter; what else is near says why it is not."""

from typing import Any

import pytest

from db.queries.duplicates import HOUR_MS, Nearby, likely_duplicates
from db.store import Store
from tests.db.small_county import TOWN_STREAM, save
from tests.governance.room import MONDAY, report, uid

LON, LAT = 120_900_000, 30_800_000
GRID = "99010110020100300"
METRE = 9  # about one metre in degrees×10⁶ of latitude


def _at(metres: int, **more: Any) -> dict[str, Any]:
    place = {"area": GRID, "lon": LON, "lat": LAT + metres * METRE, "text": "桥头"}
    return report(place=place, **more)


def _ask(desk: Store, **more: Any) -> list[Nearby]:
    given: dict[str, Any] = {"lon": LON, "lat": LAT, "grid": GRID, "major": MAJOR, "at": MONDAY} | more
    return desk.read(lambda conn: likely_duplicates(conn, TOWN_STREAM, **given))


MAJOR = str(report()["cat"])[:4]


def test_the_nearest_of_the_same_kind_comes_first_then_why_not(desk: Store) -> None:
    other = "010101" if MAJOR != "0101" else "030101"
    save(desk, "event.report", "near", _at(40))
    save(desk, "event.report", "nearer", _at(10))
    save(desk, "event.report", "far", _at(80))
    save(desk, "event.report", "kind", _at(5, cat=other))
    save(desk, "event.report", "away", _at(5_000))
    desk.town.settle()
    found = _ask(desk)
    assert [(one.row.case_id, one.reason) for one in found] == [
        (uid("nearer"), ""),
        (uid("near"), ""),
        (uid("far"), "far"),
        (uid("kind"), "category"),
    ]
    assert found[0].distance_m == pytest.approx(10, abs=1)
    assert [one.row.case_id for one in _ask(desk, also_near=False)] == [uid("nearer"), uid("near")]
    assert uid("near") not in [one.row.case_id for one in _ask(desk, besides=uid("near"))]


def test_a_day_later_it_is_another_matter(desk: Store) -> None:
    save(desk, "event.report", "near", _at(40))
    desk.town.settle()
    (found,) = _ask(desk, at=MONDAY + 25 * HOUR_MS)
    assert (found.reason, found.within) == ("old", False)
    assert _ask(desk, at=MONDAY + 25 * HOUR_MS, also_near=False) == []


def test_without_a_point_the_grid_takes_its_place(desk: Store) -> None:
    blind = {"area": GRID, "lon": None, "lat": None, "text": "桥头"}
    save(desk, "event.report", "blind", report(place=blind))
    save(desk, "event.report", "near", _at(40))
    desk.town.settle()
    assert {one.row.case_id for one in _ask(desk, lon=None, lat=None) if not one.reason} == {
        uid("blind"),
        uid("near"),
    }
    assert {one.row.case_id for one in _ask(desk) if not one.reason} == {uid("blind"), uid("near")}
    assert _ask(desk, lon=None, lat=None, grid="") == []
