"""Times that people type: what is left out is today's; nonsense is no time."""

import pytest

from desktop.moves.moments import dated, moment, written
from tests.governance.local_time import at

NOW = at("2026-03-16 15:42")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:05", "2026-03-16 14:05"),
        (" 14：05 ", "2026-03-16 14:05"),
        ("3-9 08:00", "2026-03-09 08:00"),
        ("3月9日 08:00", "2026-03-09 08:00"),
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


def test_the_time_on_a_paper_names_its_day() -> None:
    due = at("2026-03-18 17:30")
    assert [dated(one, 2026) for one in ("03-18 17:30", "3月18日 17:30", "2026/3/18 17:30")] == [due] * 3
    assert dated("2025年3月18日 17:30", 2026) == at("2025-03-18 17:30")
    assert (dated("17:30", 2026), dated("13-40 17:30", 2026), dated("", 2026)) == (None, None, None)
