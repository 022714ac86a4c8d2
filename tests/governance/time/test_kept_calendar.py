"""A case keeps the calendar of its start (rulebook §1.3, §6.1); a year's late holiday table comes to what still runs."""

import pickle
from typing import Any

import pytest

from governance.bundle import Bundle, advanced
from governance.catalogue.setting import setting_case
from governance.catalogue.settings import to_settings
from governance.ledger.entry import Verdict
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_at, reading, stopped
from governance.time.recounts import is_provisional, recount
from tests.governance.local_time import at, show
from tests.governance.room import an_action, bundle

FOUNDED, LATER = at("2026-01-05 09:00"), at("2026-03-11 09:00")
PLAIN = {"2026-01-01": "OFF"}
NEW_YEAR = {"2027-01-01": "OFF", "2027-01-04": "OFF"}


def county(*changes: tuple[int, dict[str, str], dict[str, str], str]) -> Calendar:
    """A county that entered these calendars at these times."""
    calendar = Calendar({})
    for when, holidays, overrides, profile in changes:
        calendar = calendar.changed(holidays, overrides, profile, when)
    return calendar


def clock(start: str, n: int = 2, cal: str = "WD") -> Clock:
    return Clock(name="HANDLE", start=at(start), n=n, cal=cal)


def due(one: Clock, calendar: Calendar) -> str:
    found = due_at(one, calendar)
    assert found is not None
    return show(found)


DAY_OFF = county(
    (FOUNDED, PLAIN, {}, "DEFAULT"), (LATER, PLAIN, {"2026-03-12": "OFF", "2026-03-17": "OFF"}, "DEFAULT")
)


@pytest.mark.parametrize(
    ("start", "when"),
    [
        ("2026-03-10 10:00", "2026-03-12 18:00"),  # began before the county gave the day off: counts it
        ("2026-03-11 08:59", "2026-03-13 18:00"),
        ("2026-03-11 09:00", "2026-03-16 18:00"),  # began under it: the 12th rests
        ("2025-12-01 10:00", "2025-12-03 18:00"),  # before the county had any calendar: its first
    ],
)
def test_a_clock_counts_on_the_calendar_of_its_start(start: str, when: str) -> None:
    assert due(clock(start), DAY_OFF) == when
    assert reading(clock(start), DAY_OFF).due == at(when)


def test_each_due_that_a_late_table_moved_is_told_with_what_it_was() -> None:
    found = recount(clock("2026-12-29 10:00", 3), LATE_TABLE)
    assert found is not None
    assert (show(found.at), show(found.was), show(found.now)) == (
        "2026-12-30 12:00",
        "2027-01-01 18:00",
        "2027-01-05 18:00",
    )
    assert recount(clock("2026-12-21 10:00", 3), LATE_TABLE) is None  # its due did not move
    assert recount(stopped(clock("2026-12-29 10:00", 3), at("2026-12-30 11:00")), LATE_TABLE) is None
    assert recount(clock("2026-03-10 10:00"), DAY_OFF) is None  # no table came, only a day off
    assert recount(clock("2026-12-30 13:00", 3), LATE_TABLE) is None  # began under it


def test_hours_are_kept_too() -> None:
    summer = county((FOUNDED, PLAIN, {}, "DEFAULT"), (at("2026-06-01 00:00"), PLAIN, {}, "SEASONAL"))
    assert due(clock("2026-05-29 16:00", 300, "WH"), summer) == "2026-06-01 11:00"
    assert show(summer.nominal("WH", at("2026-05-29 16:00"), 300)) == "2026-06-01 11:00"
    assert due(clock("2026-06-01 13:00", 60, "WH"), summer) == "2026-06-01 15:30"  # opens at 14:30


LATE_TABLE = county(
    (FOUNDED, PLAIN, {}, "DEFAULT"),
    (at("2026-12-30 12:00"), PLAIN | NEW_YEAR, {"2026-12-31": "OFF"}, "DEFAULT"),
)


def test_a_years_late_table_moves_what_still_runs_and_nothing_else_of_the_change_does() -> None:
    running = clock("2026-12-29 10:00", 3)
    before = county((FOUNDED, PLAIN, {}, "DEFAULT"))
    assert due(running, before) == "2027-01-01 18:00"
    assert reading(running, before).provisional  # 暂定
    assert is_provisional(running, before)
    assert not is_provisional(stopped(running, at("2026-12-30 10:00")), before)
    assert due(running, LATE_TABLE) == "2027-01-05 18:00"  # 31 December still works for it, New Year does not
    assert not reading(running, LATE_TABLE).provisional


def test_what_was_stopped_before_keeps_its_verdict() -> None:
    done = stopped(clock("2026-12-29 10:00", 3), at("2026-12-30 11:00"))
    assert due(done, LATE_TABLE) == "2027-01-01 18:00"
    late = stopped(clock("2026-12-29 10:00", 3), at("2027-01-02 11:00"))
    assert due(late, LATE_TABLE) == "2027-01-05 18:00"


def test_parts_of_a_table_entered_one_after_the_other_are_one_change() -> None:
    first = county(
        (FOUNDED, PLAIN, {}, "DEFAULT"), (FOUNDED + 60_000, PLAIN, {"2026-03-12": "OFF"}, "DEFAULT")
    )
    assert first.changes == ()
    assert due(clock("2026-01-05 08:00"), first) == "2026-01-07 18:00"
    assert DAY_OFF.changes == (LATER,)
    assert DAY_OFF.changed(PLAIN, {"2026-03-12": "OFF", "2026-03-17": "OFF"}, "DEFAULT", LATER + 1) is DAY_OFF


def test_it_survives_being_sent_to_another_process() -> None:
    again: Calendar = pickle.loads(pickle.dumps(DAY_OFF))
    assert due(clock("2026-03-10 10:00"), again) == due(clock("2026-03-10 10:00"), DAY_OFF)
    assert again.changes == DAY_OFF.changes


def put(tables: dict[str, list[dict[str, Any]]], when: int) -> list[tuple[Any, Verdict, int]]:
    return [
        (
            an_action("config.put", setting_case(key), {"key": key, "value": value}, "admin"),
            Verdict("a"),
            when,
        )
        for key, value in to_settings(tables)
    ]


def test_the_countys_ledger_gives_the_same_calendars_however_it_is_read() -> None:
    """I13: one entry at a time, or all at once."""
    first = put({"day_overrides": [{"date": "2026-03-12", "override": "OFF"}]}, LATER)
    second = put({"day_overrides": [{"date": "2026-03-18", "override": "OFF"}]}, at("2026-03-12 09:00"))
    start: Bundle = bundle()
    at_once = advanced(start, start.seq + 2, first + second).calendar
    step = advanced(advanced(start, start.seq + 1, first), start.seq + 2, second).calendar
    assert at_once.changes == step.changes == (LATER, at("2026-03-12 09:00"))
    for moment in ("2026-03-10 10:00", "2026-03-11 10:00", "2026-03-16 10:00"):
        assert due(clock(moment), at_once) == due(clock(moment), step)


def test_half_a_table_leaves_the_calendar_as_it_was() -> None:
    start = bundle()
    wrong = put({"day_overrides": [{"date": "2026-03-12", "override": "MAYBE"}]}, LATER)
    assert advanced(start, start.seq + 1, wrong).calendar is start.calendar
