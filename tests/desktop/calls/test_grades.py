"""Dues of the grades, as near as people say them (rulebook §6.1)."""

import pytest

from desktop.calls.grades import near
from tests.governance.local_time import at


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-03-09 15:57", "15:57"),
        ("2026-03-10 00:00", "24:00"),
        ("2026-03-10 10:12", "明天 10:12"),
        ("2026-03-11 00:00", "明天 24:00"),
        ("2026-03-13 10:12", "周五 10:12"),
        ("2026-03-16 00:00", "周日 24:00"),
        ("2026-03-17 00:00", "03-16 24:00"),
    ],
)
def test_a_due_is_said_as_near_as_it_lies_and_midnight_ends_a_day(due: str, said: str) -> None:
    assert near(at(due), at("2026-03-09 09:00")) == said
