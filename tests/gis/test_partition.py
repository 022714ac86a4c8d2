"""Cutting: the pieces cover the polygon, never overlap, are whole, and come out alike from the same seed."""

import math
from pathlib import Path
from random import Random

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon

from gis.partition import cut, knit, place
from gis.survey import survey


@st.composite
def townships(draw: st.DrawFn) -> Polygon:
    """An outline of 1 to 8 km with bays, sometimes with an enclave of another town."""
    corners = draw(st.integers(5, 24))
    reach = draw(st.lists(st.floats(0.01, 0.04), min_size=corners, max_size=corners))
    angles = [2 * math.pi * n / corners for n in range(corners)]
    shell = [(120.6 + r * math.cos(a), 30.5 + r * math.sin(a)) for r, a in zip(reach, angles, strict=True)]
    enclave = [[(120.601, 30.501), (120.603, 30.501), (120.602, 30.503)]] if draw(st.booleans()) else []
    return Polygon(shell, enclave)


@settings(max_examples=40)
@given(townships(), st.integers(1, 12), st.integers(0, 10_000))
def test_pieces_cover_the_polygon_without_overlap(township: Polygon, count: int, seed: int) -> None:
    pieces = cut(township, count, seed)
    assert len(pieces) == count
    assert all(isinstance(piece, Polygon) and piece.is_valid for piece in pieces)
    assert shapely.coverage_is_valid(pieces)
    assert shapely.union_all(pieces).symmetric_difference(township).area < 1e-9 * township.area
    assert abs(sum(piece.area for piece in pieces) / township.area - 1) < 1e-9


@settings(max_examples=15)
@given(townships(), st.integers(2, 6), st.integers(0, 10_000))
def test_grids_of_different_villages_share_their_borders_point_for_point(
    township: Polygon, count: int, seed: int
) -> None:
    grids = [
        grid for n, village in enumerate(cut(township, count, seed)) for grid in cut(village, 3, seed + n)
    ]
    joined = knit(grids)
    assert shapely.coverage_is_valid(joined)
    assert abs(sum(grid.area for grid in joined) / township.area - 1) < 1e-9


def test_the_same_seed_cuts_alike_and_another_otherwise() -> None:
    square = shapely.box(120.6, 30.5, 120.65, 30.55)
    assert cut(square, 7, 1) == cut(square, 7, 1)
    assert cut(square, 7, 1) != cut(square, 7, 2)


def test_given_seeds_keep_their_order_and_lie_in_their_pieces() -> None:
    square = shapely.box(120.6, 30.5, 120.65, 30.55)
    seeds = [(120.61, 30.51), (120.64, 30.54), (120.64, 30.51), (120.61, 30.545)]
    for seed, piece in zip(seeds, cut(square, seeds, 5, relax=0), strict=True):
        assert piece.contains(Point(seed))


def test_seeds_outside_or_twice_are_a_mistake() -> None:
    square = shapely.box(120.6, 30.5, 120.65, 30.55)
    with pytest.raises(ValueError, match="inside"):
        cut(square, [(120.61, 30.51), (121, 30.5)], 1)
    with pytest.raises(ValueError, match="distinct"):
        cut(square, [(120.61, 30.51), (120.61, 30.51)], 1)


def test_borders_are_not_straight() -> None:
    square = shapely.box(120.6, 30.5, 120.65, 30.55)
    first, second = cut(square, 2, 1)
    border = shapely.line_merge(first.intersection(second))
    ends = Point(border.coords[0]).distance(Point(border.coords[-1]))
    assert len(border.coords) > 50
    assert border.length > 1.02 * ends


def test_real_townships_are_cut_whole(shared: Path) -> None:
    for feature in survey(shared / "data/maps/yuhang_towns.geojson").features:
        pieces = cut(feature.geometry, 9, 3)
        assert shapely.coverage_is_valid(pieces)
        assert abs(sum(piece.area for piece in pieces) / feature.geometry.area - 1) < 1e-9


@given(townships(), st.integers(0, 10_000))
def test_a_place_lies_inside_in_whole_millionths(township: Polygon, seed: int) -> None:
    lon, lat = place(township, Random(seed))
    assert township.contains(Point(lon, lat))
    assert (round(lon * 1e6) / 1e6, round(lat * 1e6) / 1e6) == (lon, lat)
