"""Limits and the rework limit (rulebook §3.3 #17, §6.1)."""

import pytest

from governance.time.limits import EH, ND, WD, WH, Limit, days, from_catalogue, half, hours, minutes


def test_hours_and_minutes_are_kept_in_minutes() -> None:
    assert hours(4, WH) == Limit(240, WH)
    assert minutes(15, EH) == Limit(15, EH)


@pytest.mark.parametrize(("value", "cal", "n"), [(2, EH, 120), (4, WH, 240), (3, WD, 3), (7, ND, 7)])
def test_the_catalogue_counts_hours_or_days(value: int, cal: str, n: int) -> None:
    assert from_catalogue(value, cal) == Limit(n, cal)


@pytest.mark.parametrize(
    ("limit", "rework"),
    [
        (days(3, WD), days(2, WD)),
        (days(1, WD), days(1, WD)),
        (days(7, ND), days(4, ND)),
        (hours(4, WH), hours(2, WH)),
        (hours(5, WH), hours(3, WH)),
        (hours(1, EH), hours(1, EH)),
        (minutes(15, EH), hours(1, EH)),
    ],
)
def test_rework_gets_half_the_limit_rounded_up_to_units(limit: Limit, rework: Limit) -> None:
    assert half(limit) == rework


def test_days_are_no_unit_of_hours_and_hours_none_of_days() -> None:
    with pytest.raises(ValueError, match="WD"):
        hours(1, WD)
    with pytest.raises(ValueError, match="EH"):
        days(1, EH)
