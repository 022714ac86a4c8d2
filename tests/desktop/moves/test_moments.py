"""Times that people type: what is left out is today's; nonsense is no time."""

import pytest

from desktop.moves.moments import moment, written
from tests.governance.local_time import at

NOW = at("2026-03-16 15:42")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:05", "2026-03-16 14:05"),
        (" 14：05 ", "2026-03-16 14:05"),
        ("3-9 08:00", "2026-03-09 08:00"),
        ("2025-12-31 23:59", "2025-12-31 23:59"),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: str) -> None:
    assert moment(typed, NOW) == at(meant)


@pytest.mark.parametrize("typed", ["", "25:00", "下午三点", "2-30 10:00", "14:5"])
def test_nonsense_is_no_time(typed: str) -> None:
    assert moment(typed, NOW) is None


def test_what_is_written_is_read_back() -> None:
    assert moment(written(NOW), NOW) == NOW
