"""Days, hours and the counting on them (rulebook §6.1 and §6.2, steps 1 and 2)."""

import pickle
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.time.calendars import Calendar
from governance.time.hours import ALL_YEAR, SUMMER, CalendarTextError, DayOverride, parse_override
from governance.time.limits import CALENDARS, EH, ND, WD, WH, days, hours
from tests.governance.time.wall import CALENDAR_2026, HOLIDAYS, HOUR_MS, at

calendars = st.sampled_from(CALENDARS)
instants = st.integers(at("2025-06-01 00:00"), at("2027-06-01 00:00"))
amounts = st.integers(0, 40 * 24 * HOUR_MS)


# ---------------------------------------------------------------- days and hours


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 10), True),  # Tuesday
        (date(2026, 3, 14), False),  # Saturday
        (date(2026, 4, 6), False),  # Monday of Qingming
        (date(2026, 5, 9), True),  # Saturday made a working day
        (date(2030, 5, 1), True),  # no table: the week alone says
    ],
)
def test_a_working_day_is_the_week_minus_holidays_plus_made_up_days(day: date, works: bool) -> None:
    assert CALENDAR_2026.is_working(day) is works


def test_an_override_wins_over_the_table() -> None:
    calendar = Calendar(HOLIDAYS, {"2026-05-09": "OFF", "2026-05-01": "WORK", "2026-03-10": "09:00-11:30"})
    assert not calendar.is_working(date(2026, 5, 9))
    assert calendar.windows(date(2026, 5, 1)) == ALL_YEAR
    assert calendar.windows(date(2026, 3, 10)) == ((540, 690),)


@pytest.mark.parametrize(
    ("day", "windows"),
    [
        (date(2026, 4, 30), ALL_YEAR),
        (date(2026, 5, 6), SUMMER),
        (date(2026, 9, 30), SUMMER),
        (date(2026, 10, 8), ALL_YEAR),
    ],
)
def test_summer_hours_last_from_may_to_september(day: date, windows: tuple[tuple[int, int], ...]) -> None:
    assert Calendar(HOLIDAYS, profile="SEASONAL").windows(day) == windows
    assert CALENDAR_2026.windows(day) == ALL_YEAR


def test_an_override_is_off_at_work_or_its_own_windows() -> None:
    assert parse_override("OFF") == DayOverride(works=False)
    assert parse_override("WORK") == DayOverride(works=True)
    assert parse_override("08:00-12:00,13:00-24:00").own == ((480, 720), (780, 1440))


@pytest.mark.parametrize(
    "text",
    ["", "off", "8:00-12:00", "12:00-08:00", "08:00-08:00", "20:00-24:01", "08:00-12:00,11:00-13:00", "OFF,"],
)
def test_any_other_override_is_told(text: str) -> None:
    with pytest.raises(CalendarTextError, match="日历调整"):
        parse_override(text)


@pytest.mark.parametrize("day", ["2026-02-30", "20260310", "2026-3-1", "昨天", ""])
def test_a_calendar_needs_real_dates(day: str) -> None:
    with pytest.raises(CalendarTextError):
        Calendar({day: "OFF"})


def test_a_calendar_knows_its_profiles() -> None:
    with pytest.raises(CalendarTextError, match="作息"):
        Calendar(HOLIDAYS, profile="WINTER")


def test_a_year_is_covered_by_its_holiday_table_not_by_an_override() -> None:
    calendar = Calendar(HOLIDAYS, {"2027-01-04": "OFF"})
    assert calendar.covers(2026)
    assert not calendar.covers(2027)


def test_a_calendar_travels_between_processes() -> None:
    calendar = Calendar(HOLIDAYS, {"2026-03-11": "OFF"}, "SEASONAL")
    there = pickle.loads(pickle.dumps(calendar))
    due = at("2026-03-12 18:00")
    assert there.nominal_due(at("2026-03-10 09:00"), days(1, WD)) == due
    assert calendar.nominal_due(at("2026-03-10 09:00"), days(1, WD)) == due
    assert there.profile == "SEASONAL"


# ---------------------------------------------------------------- counting


def test_working_time_stands_still_at_noon_at_night_and_on_days_off() -> None:
    friday, monday = at("2026-03-13 11:00"), at("2026-03-16 09:00")
    assert CALENDAR_2026.elapsed(WH, friday, monday) == 6 * HOUR_MS
    assert CALENDAR_2026.elapsed(WD, friday, monday) == 6 * HOUR_MS
    assert CALENDAR_2026.elapsed(EH, friday, monday) == 70 * HOUR_MS
    assert CALENDAR_2026.elapsed(ND, monday, friday) == 0


def test_an_exact_fit_ends_at_the_closing() -> None:
    morning = at("2026-03-10 08:00")
    assert CALENDAR_2026.advance(WH, morning, 4 * HOUR_MS) == at("2026-03-10 12:00")
    assert CALENDAR_2026.advance(WH, morning, 8 * HOUR_MS) == at("2026-03-10 18:00")
    assert CALENDAR_2026.advance(WH, morning, 8 * HOUR_MS + 1) == at("2026-03-11 08:00") + 1


def test_an_extension_adds_units_of_the_same_calendar() -> None:
    assert CALENDAR_2026.nominal_due(at("2026-03-10 10:00"), days(3, WD), 3) == at("2026-03-18 18:00")
    assert CALENDAR_2026.nominal_due(at("2026-03-10 08:00"), hours(2, WH), 60) == at("2026-03-10 11:00")


def test_years_far_from_the_table_are_counted_too() -> None:
    assert CALENDAR_2026.nominal_due(at("1999-12-31 12:00"), days(1, WD)) == at("2000-01-03 18:00")
    assert CALENDAR_2026.nominal_due(at("2026-03-10 09:00"), days(9000, WD)) > at("2060-01-01 00:00")
    assert CALENDAR_2026.nominal_due(at("2088-03-01 08:00"), hours(9999, WH)) > at("2092-01-01 00:00")


@given(cal=calendars, a=instants, b=instants, c=instants)
def test_elapsed_adds_up(cal: str, a: int, b: int, c: int) -> None:
    a, b, c = sorted((a, b, c))
    elapsed = CALENDAR_2026.elapsed
    assert elapsed(cal, a, b) + elapsed(cal, b, c) == elapsed(cal, a, c)


@given(cal=calendars, start=instants, amount=amounts)
def test_advance_and_elapsed_undo_each_other(cal: str, start: int, amount: int) -> None:
    end = CALENDAR_2026.advance(cal, start, amount)
    assert CALENDAR_2026.elapsed(cal, start, end) == amount
    if amount:
        assert CALENDAR_2026.elapsed(cal, start, end - 1) == amount - 1  # no earlier instant will do


@given(cal=calendars, start=instants, end=instants)
def test_advancing_what_has_elapsed_never_overshoots(cal: str, start: int, end: int) -> None:
    assert CALENDAR_2026.advance(cal, start, CALENDAR_2026.elapsed(cal, start, end)) <= max(start, end)


def test_a_calendar_is_built_quickly() -> None:
    """Sixteen years of holidays, as a county will have gathered them; the best of five, for a busy machine."""
    holidays = {f"{year}{day[4:]}": what for year in range(2020, 2036) for day, what in HOLIDAYS.items()}
    best = min(_seconds(holidays) for _ in range(5))
    assert best <= 0.030


def _seconds(holidays: dict[str, str]) -> float:
    began = time.perf_counter()
    Calendar(holidays)
    return time.perf_counter() - began
