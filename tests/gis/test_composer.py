"""Inventing country: curves, rivers and roads that behave like their models."""

import math
from random import Random

import numpy as np
import pytest
import shapely
from shapely import LineString, Point

from gis.borders import roughened, smoothed
from gis.composer.natural import blob, clear_of, curve, outline, river
from gis.composer.roads import Country

SQUARE = [(0.0, 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, 3000.0)]


def test_a_curve_passes_its_points() -> None:
    line = LineString(curve(SQUARE, step_m=100))
    assert all(line.distance(Point(corner)) < 1e-6 for corner in SQUARE)
    assert list(line.coords[0]) == list(SQUARE[0])
    assert list(line.coords[-1]) == list(SQUARE[-1])


@pytest.mark.parametrize("seed", range(8))
def test_an_outline_and_a_pond_are_whole(seed: int) -> None:
    assert outline(SQUARE, Random(seed)).is_valid
    assert blob((0, 0), 200, Random(seed)).is_valid


def test_a_river_meanders_between_its_ends() -> None:
    line = river([(0, 0), (4000, 500), (8000, 0)], Random(3), swing_m=200, wave_m=2000)
    assert line.is_simple
    assert (line.coords[0], line.coords[-1]) == ((0, 0), (8000, 0))
    assert line.length > 1.03 * math.dist((0, 0), (8000, 0))


def test_roughening_keeps_the_ends_and_smoothing_too() -> None:
    straight = np.array([(0.0, 0.0), (1000.0, 0.0)])
    rough = roughened(straight, Random(1), roughness=0.1, finest=50)
    assert len(rough) > 16
    for line in (rough, smoothed(rough)):
        assert line[0].tolist() == [0, 0]
        assert line[-1].tolist() == [1000, 0]


def test_no_dry_place_is_a_mistake() -> None:
    lake = Point(0, 0).buffer(5000)
    with pytest.raises(ValueError, match="dry"):
        clear_of((0, 0), [(lake, 10)], lake, Random(1), spread_m=50)


def a_country() -> Country:
    water = LineString([(-100, 1500), (5000, 1500)])
    return Country((0, 0, 4000, 3000), Random(4), waters=[(water, 2000)])


def test_later_roads_join_earlier_ones_and_a_river_is_crossed_once() -> None:
    country = a_country()
    country.lay([(300, 300), (3700, 2700)], 0)
    for place in [(300, 2700), (3700, 300), (2000, 2800), (2000, 200)]:
        country.join(place, 2)
    lines = country.lines()
    network = shapely.union_all([line for _, line in lines])
    assert shapely.line_merge(network).geom_type in {"MultiLineString", "LineString"}
    crossings = shapely.get_parts(network.intersection(LineString([(-100, 1500), (5000, 1500)])))
    assert len(crossings) == 1
    assert network.buffer(1).geom_type == "Polygon"  # one network
    assert {rank for rank, _ in lines} == {0, 2}
