"""GCJ-02 there and back, and zones named by eastings."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gis.crs import from_gcj02, guessed_gauss_krueger, to_gcj02
from gis.plane import Plane, distance_m

IN_CHINA = st.tuples(st.floats(75, 134), st.floats(18, 53))


@given(st.lists(IN_CHINA, min_size=1, max_size=20))
def test_gcj02_comes_back_to_the_same_place(places: list[tuple[float, float]]) -> None:
    true = np.array(places)
    assert (
        np.abs(from_gcj02(to_gcj02(true)) - true).max() < 1e-10
    )  # ten micrometres; on 105° E the shift is steepest


def test_gcj02_shifts_hangzhou_as_known() -> None:
    lon, lat = to_gcj02([120.13, 30.26])
    assert 400 < distance_m(120.13, 30.26, float(lon), float(lat)) < 650
    assert np.array_equal(to_gcj02([-74.0, 40.7]), [-74.0, 40.7])  # abroad nothing is shifted


def test_an_easting_with_a_zone_number_names_its_zone() -> None:
    assert guessed_gauss_krueger((40_470_080, 3_347_407, 40_502_543, 3_382_811)) == "EPSG:4528"
    assert guessed_gauss_krueger((20_470_080, 3_347_407, 20_502_543, 3_382_811)) == "EPSG:4498"
    assert guessed_gauss_krueger((573_845, 4_492_256, 579_236, 4_498_835)) is None
    assert guessed_gauss_krueger((39_900_000, 3_347_407, 40_502_543, 3_382_811)) is None


@given(IN_CHINA, st.floats(-20_000, 20_000), st.floats(-20_000, 20_000))
def test_metres_and_degrees_agree(centre: tuple[float, float], east: float, north: float) -> None:
    plane = Plane(*centre)
    lon, lat = plane.to_degrees((east, north))
    assert np.allclose(plane.to_m((lon, lat)), (east, north), atol=1e-6)
    assert abs(distance_m(*centre, float(lon), float(lat)) - np.hypot(east, north)) < 60
