"""网格覆盖检查: gaps and overlaps of general grids, found without a geometry library (rulebook §2.1)."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.places.bays import Point
from governance.places.coverage import Flaw, flaws, rings_of

LON, LAT = 120_600_000, 30_500_000
M_LON, M_LAT = 0.11132 * 0.8616, 0.11132  # metres a unit, at that latitude


def box(west: int, south: int, east: int, north: int) -> tuple[tuple[Point, ...], ...]:
    """A rectangle, in units from a corner of the town."""
    x1, x2, y1, y2 = LON + west, LON + east, LAT + south, LAT + north
    return (((x1, y1), (x2, y1), (x2, y2), (x1, y2)),)


TOWN = box(0, 0, 20_000, 10_000)
WEST, EAST = box(0, 0, 10_000, 10_000), box(10_000, 0, 20_000, 10_000)


def told(found: list[Flaw]) -> list[tuple[str, tuple[str, ...]]]:
    return [(flaw.kind, flaw.grids) for flaw in found]


def test_grids_that_share_their_borders_cover_the_town_once() -> None:
    assert flaws({"w": WEST, "e": EAST}, TOWN) == []


def test_a_gap_between_two_grids_is_told_with_both_and_its_size() -> None:
    (gap,) = flaws({"w": WEST, "e": box(10_500, 0, 20_000, 10_000)}, TOWN)
    assert (gap.kind, gap.grids) == ("GAP", ("w", "e"))
    assert gap.area_m2 == pytest.approx(500 * M_LON * 10_000 * M_LAT, rel=0.01)
    assert (gap.lon, gap.lat) == (LON + 10_250, LAT + 5_000)
    assert gap.sentence({"w": "第1网格", "e": "第2网格"}).startswith("第1网格与第2网格之间有空隙约")


def test_a_gap_at_the_towns_border_names_the_border() -> None:
    found = flaws({"w": WEST, "e": box(10_000, 0, 19_000, 10_000)}, TOWN)
    assert told(found) == [("GAP", ("e", ""))]
    assert "镇界" in found[0].sentence({})


def test_an_overlap_is_told_with_all_that_lie_there() -> None:
    found = flaws({"w": box(0, 0, 11_000, 10_000), "e": EAST}, TOWN)
    assert told(found) == [("OVERLAP", ("e", "w"))]
    assert found[0].area_m2 == pytest.approx(1_000 * M_LON * 10_000 * M_LAT, rel=0.01)


def test_a_grid_laid_over_the_others_overlaps_each() -> None:
    found = flaws({"w": WEST, "e": EAST, "x": box(8_000, 4_000, 12_000, 6_000)}, TOWN)
    assert told(found) == [("OVERLAP", ("e", "x")), ("OVERLAP", ("w", "x"))]


def test_a_hole_in_a_grid_is_a_gap_unless_another_fills_it() -> None:
    hole = box(2_000, 2_000, 4_000, 4_000)
    holed = (*WEST, *hole)
    assert told(flaws({"w": holed, "e": EAST}, TOWN)) == [("GAP", ("w", "w"))]
    assert flaws({"w": holed, "e": EAST, "x": hole}, TOWN) == []


def test_what_lies_beyond_the_town_is_no_gap_and_crumbs_are_not_told() -> None:
    assert flaws({"w": box(-500, 0, 10_000, 10_000), "e": EAST}, TOWN) == []
    sliver = box(10_001, 0, 20_000, 10_000)  # a decimetre wide
    assert flaws({"w": WEST, "e": sliver}, TOWN, crumb_m2=120) == []


def test_without_a_town_only_what_lies_between_grids_is_a_gap() -> None:
    assert told(flaws({"w": WEST, "e": box(10_500, 0, 20_000, 10_000)})) == [("GAP", ("w", "e"))]
    assert flaws({"w": WEST, "e": EAST}) == []


def horseshoe(mouth: int) -> dict[str, tuple[tuple[Point, ...], ...]]:
    """Three grids around a place that is open to the north, so many units wide."""
    return {
        "w": box(0, 0, 5_000, 10_000),
        "s": box(5_000, 0, 5_000 + mouth, 3_000),
        "e": box(5_000 + mouth, 0, 15_000, 10_000),
    }


def test_without_a_town_a_bay_of_the_outermost_grids_is_no_gap() -> None:
    assert flaws(horseshoe(4_000)) == []


def test_without_a_town_an_alley_between_two_grids_stays_one() -> None:
    assert told(flaws(horseshoe(400))) == [("GAP", ("w", "e"))]


def test_a_place_that_grids_shut_in_is_a_gap_however_wide() -> None:
    shut = horseshoe(4_000) | {"n": box(4_000, 10_000, 10_000, 12_000)}
    assert told(flaws(shut)) == [("GAP", ("w", "e"))]


def test_a_bay_in_the_east_is_none_either_and_with_a_town_it_is_one() -> None:
    open_east = {
        "s": box(0, 0, 10_000, 2_000),
        "w": box(0, 2_000, 5_000, 6_000),
        "n": box(0, 6_000, 10_000, 8_000),
    }
    assert flaws(open_east) == []
    assert told(flaws(open_east, box(0, 0, 10_000, 8_000))) == [("GAP", ("w", ""))]


def test_the_demo_towns_grids_cover_it_though_its_border_has_bays() -> None:
    path = Path(__file__).parents[3] / "resources" / "demo" / "grids.geojson"
    grids = {
        one["properties"]["code"]: tuple(
            tuple((round(lon * 1e6), round(lat * 1e6)) for lon, lat in ring)
            for ring in one["geometry"]["coordinates"]
        )
        for one in json.loads(path.read_text(encoding="utf-8"))["features"]
    }
    assert flaws(grids) == []
    gone = "99010110020200200"
    holed = flaws({code: rings for code, rings in grids.items() if code != gone})
    assert sum(flaw.area_m2 for flaw in holed) > 100_000


@given(st.lists(st.integers(1, 19_999), min_size=1, max_size=6, unique=True), st.data())
def test_any_cut_of_a_town_into_strips_is_whole_and_a_strip_taken_out_is_missed(
    cuts: list[int], data: st.DataObject
) -> None:
    marks = [0, *sorted(cuts), 20_000]
    grids = {f"g{n}": box(a, 0, b, 10_000) for n, (a, b) in enumerate(pairwise(marks))}
    assert flaws(grids, TOWN) == []
    gone = data.draw(st.sampled_from(sorted(grids)))
    n = int(gone[1:])
    found = flaws({code: rings for code, rings in grids.items() if code != gone}, TOWN, crumb_m2=1)
    assert sum(flaw.area_m2 for flaw in found) == pytest.approx(
        (marks[n + 1] - marks[n]) * M_LON * 10_000 * M_LAT, rel=0.02, abs=1.5
    )


def test_rings_are_read_as_they_are_written() -> None:
    assert rings_of("1,2 3,4 5,6;7,8 9,10 11,12") == (((1, 2), (3, 4), (5, 6)), ((7, 8), (9, 10), (11, 12)))
    assert rings_of("eins,zwei") == ()
    assert rings_of("") == ()
