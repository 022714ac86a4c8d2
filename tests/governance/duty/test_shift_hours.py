"""班次时间 (§9.2): the rulebook's hours unless the county set others."""

from typing import Any

import pytest

from governance.duty.shift_hours import KEY, RULEBOOK, ShiftHours, hours_of, shift_hours_in


def test_without_a_setting_the_day_begins_at_eight_and_the_night_at_six() -> None:
    assert shift_hours_in({}) == RULEBOOK == ShiftHours(480, 1080)


def test_a_county_may_set_others() -> None:
    assert shift_hours_in({KEY: {"day": "08:30", "night": "17:30"}}) == ShiftHours(510, 1050)
    assert hours_of({"day": "00:00", "night": "23:59"}) == ShiftHours(0, 24 * 60 - 1)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "08:00",
        {"day": "08:00"},
        {"day": "18:00", "night": "08:00"},
        {"day": "08:00", "night": "08:00"},
        {"day": "8:00", "night": "18:00"},
        {"day": "08:60", "night": "18:00"},
        {"day": "08:00", "night": "24:00"},
        {"day": "０８:00", "night": "18:00"},
        {"day": "-1:00", "night": "18:00"},
    ],
)
def test_what_says_no_hours_is_refused_and_changes_nothing(value: Any) -> None:
    assert hours_of(value) is None
    assert shift_hours_in({KEY: value}) == RULEBOOK
