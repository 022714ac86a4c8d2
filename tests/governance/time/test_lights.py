"""The light of a clock (rulebook §6.3): green, yellow from its instant on, red past the due; grey while it stands."""

import pytest

from governance.time.lights import Light, light_by

YELLOW_AT, DUE_AT = 7_000, 10_000


@pytest.mark.parametrize(
    ("now", "light"),
    [
        (YELLOW_AT - 1, Light.GREEN),
        (YELLOW_AT, Light.YELLOW),
        (DUE_AT, Light.YELLOW),  # in time to the last instant
        (DUE_AT + 1, Light.RED),
    ],
)
def test_yellow_begins_at_its_instant_and_red_after_the_due(now: int, light: Light) -> None:
    assert light_by(DUE_AT, YELLOW_AT, now) is light


def test_a_due_without_yellow_is_green_until_it_is_red() -> None:
    assert (light_by(DUE_AT, None, DUE_AT), light_by(DUE_AT, None, DUE_AT + 1)) == (Light.GREEN, Light.RED)


def test_without_a_due_the_clock_stands_still() -> None:
    assert light_by(None, None, DUE_AT) is light_by(None, YELLOW_AT, DUE_AT) is Light.GREY
