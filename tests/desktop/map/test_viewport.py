"""What a window shows of the ground: there and back, zoom about a point, pan by pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.map.viewport import Viewport, fitted, nice_length

places = st.floats(-20_000, 20_000)
pixels = st.floats(-2_000, 4_000)
scales = st.floats(0.02, 6)
viewports = st.builds(Viewport, places, places, scales, st.just(1000.0), st.just(800.0))


@given(viewports, pixels, pixels)
def test_to_the_ground_and_back(viewport: Viewport, x: float, y: float) -> None:
    assert viewport.to_window(viewport.to_ground((x, y))) == pytest.approx([x, y], abs=1e-6)


@given(viewports, scales, pixels, pixels)
def test_zooming_keeps_the_ground_under_the_cursor(
    viewport: Viewport, scale: float, x: float, y: float
) -> None:
    ground = viewport.to_ground((x, y))
    assert viewport.zoomed(scale, (x, y)).to_window(ground) == pytest.approx([x, y], abs=1e-6)


@given(viewports, st.integers(-500, 500), st.integers(-500, 500))
def test_the_ground_goes_as_far_as_the_mouse(viewport: Viewport, right: int, down: int) -> None:
    ground = viewport.to_ground((300, 200))
    moved = viewport.panned(right, down).to_window(ground)
    assert moved == pytest.approx([300 + right, 200 + down], abs=1e-6)


def test_north_is_up() -> None:
    viewport = Viewport(0, 0, 1, 100, 100)
    assert viewport.to_window((0, 10)).tolist() == [50, 40]


def test_the_whole_is_shown_with_room_around_it() -> None:
    viewport = fitted((-100, -50, 100, 50), 440, 400, 20)
    corners = viewport.to_window(np.array([(-100, -50), (100, 50)]))
    assert corners.tolist() == [[20, 300], [420, 100]]


@pytest.mark.parametrize(
    ("px", "scale", "metres"), [(120, 0.1, 1000), (120, 0.05, 2000), (120, 2.7, 20), (120, 0.25, 200)]
)
def test_a_scale_bar_tells_round_lengths(px: float, scale: float, metres: int) -> None:
    assert nice_length(px, scale) == metres
