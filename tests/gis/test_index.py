"""Each point of a town belongs to exactly one general grid; what does not is listed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from gis.index import GridIndex
from gis.plane import M_PER_DEGREE

STEP = 0.01
A, B, C = "99010110020100100", "99010110020100200", "99010110020100300"
WEST = box(120.60, 30.50, 120.61, 30.51)
EAST = box(120.61, 30.50, 120.62, 30.51)
SOUTH = box(120.60, 30.49, 120.62, 30.50)
METRE = 1 / M_PER_DEGREE


def an_index() -> GridIndex:
    return GridIndex([(B, EAST), (A, WEST), (C, SOUTH)])


def test_a_point_lies_in_its_grid() -> None:
    index = an_index()
    assert [index.locate(*p) for p in [(120.605, 30.505), (120.615, 30.505), (120.61, 30.495)]] == [A, B, C]


def test_on_a_border_the_smaller_code_wins() -> None:
    assert an_index().locate(120.61, 30.505) == A
    assert an_index().locate(120.61, 30.50) == A


def test_just_outside_is_the_nearest_grid_and_further_is_none() -> None:
    assert an_index().locate(120.605, 30.51 + 29 * METRE) == A
    assert an_index().locate(120.605, 30.51 + 31 * METRE) is None


@given(st.lists(st.tuples(st.floats(120.59, 120.63), st.floats(30.48, 30.52)), max_size=30))
def test_many_at_once_say_what_one_says(places: list[tuple[float, float]]) -> None:
    index = an_index()
    assert index.locate_many(np.array(places)) == [index.locate(lon, lat) for lon, lat in places]


def test_whole_grids_have_no_flaws() -> None:
    assert an_index().checks() == []
    assert an_index().checks(box(120.60, 30.49, 120.62, 30.51)) == []


def test_an_overlap_is_listed_with_both_codes() -> None:
    wide = box(120.60, 30.50, 120.61 + 2 * METRE, 30.51)
    (flaw,) = GridIndex([(A, wide), (B, EAST), (C, SOUTH)]).checks()
    assert (flaw.kind, flaw.codes) == ("overlap", (A, B))
    assert 1000 < flaw.area_m2 < 3000
    assert "重叠" in flaw.sentence


def test_a_gap_in_the_town_is_listed_with_its_neighbours() -> None:
    (flaw,) = GridIndex([(A, WEST), (C, SOUTH)]).checks(box(120.60, 30.49, 120.62, 30.51))
    assert (flaw.kind, flaw.codes) == ("gap", (A, C))
    ring = Polygon(box(120.60, 30.50, 120.62, 30.52).exterior, [box(120.605, 30.505, 120.61, 30.51).exterior])
    (hole,) = GridIndex([(A, ring)]).checks()
    assert (hole.kind, hole.codes) == ("gap", (A,))


def test_a_square_metre_is_nothing() -> None:
    narrow = box(120.60, 30.50, 120.61, 30.51 - 0.0005 * METRE)
    assert GridIndex([(A, narrow), (B, EAST), (C, SOUTH)]).checks(box(120.60, 30.49, 120.62, 30.51)) == []
