"""How events gather into rings: by village first, by distance when near; the worst light counts first."""

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.lights import Sign
from desktop.map.marks import NEAR_PX, Mark, by_distance, by_village, crowd_of, seated, shares
from gis.layers import Ground

MarkIn = Callable[..., Mark]


def test_events_without_a_point_sit_in_their_grid_or_village(ground: Ground) -> None:
    grid, village = ground.grids[4], ground.villages[2]
    marks = [
        Mark("S1", None, None, Sign.NORMAL, grid.code, grid.village),
        Mark("S2", None, None, Sign.NORMAL, "", village.code),
    ]
    assert seated(marks, ground).tolist() == [list(grid.at), list(village.at)]


def test_each_village_has_its_ring_and_the_one_set_apart_has_none(ground: Ground, mark_in: MarkIn) -> None:
    marks = [mark_in("S1", 0), mark_in("S2", 1), mark_in("S3", 3), mark_in("S4", 3)]
    rings, alone = by_village(crowd_of(marks, ground), ground, ground.grids[0].village)
    assert [(ring.village, ring.members) for ring in rings] == [(ground.grids[3].village, (2, 3))]
    assert alone.tolist() == [0, 1]


def test_an_event_of_no_known_village_stands_alone(ground: Ground) -> None:
    rings, alone = by_village(crowd_of([Mark("S1", 120.6, 30.5, Sign.NORMAL)], ground), ground, "")
    assert (rings, alone.tolist()) == ([], [0])


def test_near_ones_gather_and_far_ones_do_not() -> None:
    places = np.array([(0.0, 0.0), (5.0, 0.0), (500.0, 0.0)])
    assert [ring.members for ring in by_distance(places, 1.0)] == [(0, 1), (2,)]
    assert [ring.members for ring in by_distance(places, 100.0)] == [(0,), (1,), (2,)]


def test_only_those_asked_for_gather() -> None:
    places = np.array([(0.0, 0.0), (5.0, 0.0), (6.0, 0.0)])
    assert [ring.members for ring in by_distance(places, 1.0, [0, 2])] == [(0, 2)]
    assert by_distance(places, 1.0, []) == []


@given(st.lists(st.tuples(st.floats(-5e3, 5e3), st.floats(-5e3, 5e3)), max_size=60), st.floats(0.05, 6))
def test_every_event_is_in_exactly_one_ring(points: list[tuple[float, float]], scale: float) -> None:
    rings = by_distance(np.array(points).reshape(-1, 2), scale)
    assert sorted(at for ring in rings for at in ring.members) == list(range(len(points)))


def test_events_on_both_sides_of_a_cells_edge_gather() -> None:
    reach = NEAR_PX * 0.9
    places = np.array([(-reach / 2, 0.0), (reach / 2, 0.0)])
    assert len(by_distance(places, 1.0)) == 1


def test_a_rings_shares_begin_with_the_worst(mark_in: MarkIn) -> None:
    marks = [
        mark_in("a", 0),
        mark_in("b", 0, sign=Sign.OVERDUE),
        mark_in("c", 0),
        mark_in("d", 0, sign=Sign.PAUSED),
    ]
    assert shares(marks, range(4)) == ((Sign.OVERDUE, 1), (Sign.NORMAL, 2), (Sign.PAUSED, 1))
