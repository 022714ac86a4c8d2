"""外部到期: the outer system's due drives its part of the light (rulebook §3.1)."""

from hypothesis import given
from hypothesis import strategies as st

from governance.events.outer_due import MARGIN, before, margin_of, outer_part
from governance.time.limits import WH, Limit
from governance.time.working_time import MINUTE_MS
from tests.governance.local_time import at, show
from tests.governance.room import MONDAY, Room, accepted, dispatched, fed, merged

FRIDAY = at("2026-03-13 09:00")
CALENDAR = Room().rules.calendar


def room_with(outer: str, when: int = FRIDAY) -> Room:
    room = Room()
    dispatched(room, when=when, ch="12345", outer="12345-1", outer_due=at(outer))
    return room


def test_the_example_of_the_rulebook() -> None:
    room = room_with("2026-03-16 17:30")
    part = outer_part(room.event(), CALENDAR)
    assert part is not None
    assert show(part.due_at) == "2026-03-16 15:30"
    assert FRIDAY < part.yellow_at < part.due_at


def test_yellow_at_seven_tenths_of_the_working_minutes_from_the_dispatch() -> None:
    room = room_with("2026-03-13 16:00", when=at("2026-03-13 08:00"))  # to 14:00: 08–12, 14 is the opening
    part = outer_part(room.event(), CALENDAR)
    assert part is not None
    minutes = CALENDAR.elapsed(WH, at("2026-03-13 08:00"), part.due_at) // MINUTE_MS
    passed = CALENDAR.elapsed(WH, at("2026-03-13 08:00"), part.yellow_at) // MINUTE_MS
    assert passed == minutes * 7 // 10


def test_before_a_dispatch_yellow_counts_from_the_registration() -> None:
    room = Room()
    accepted(room, when=at("2026-03-13 08:00"), outer_due=at("2026-03-13 16:00"))
    part = outer_part(room.event(), CALENDAR)
    assert part is not None
    minutes = CALENDAR.elapsed(WH, at("2026-03-13 08:00"), part.due_at) // MINUTE_MS
    assert CALENDAR.elapsed(WH, at("2026-03-13 08:00"), part.yellow_at) // MINUTE_MS == minutes * 7 // 10


def test_a_margin_no_calendar_holds_is_counted_on_the_wall_clock() -> None:
    long = 600 * 8 * 60 * MINUTE_MS  # six hundred working days
    assert before(at("2026-03-16 17:30"), long, CALENDAR) == at("2026-03-16 17:30") - long


def test_the_margin_is_counted_back_over_a_weekend_and_a_long_holiday() -> None:
    assert show(before(at("2026-03-16 08:30"), 120 * MINUTE_MS, CALENDAR)) == "2026-03-13 16:30"
    holiday = before(at("2026-10-08 08:30"), 120 * MINUTE_MS, CALENDAR)
    assert show(holiday).startswith("2026-09-30")


@given(
    st.integers(at("2026-01-05 00:00"), at("2026-12-20 00:00")).map(lambda t: t - t % MINUTE_MS),
    st.integers(1, 2000),
)
def test_just_the_margin_is_left(instant: int, minutes: int) -> None:
    since = before(instant, minutes * MINUTE_MS, CALENDAR)
    assert CALENDAR.elapsed(WH, since, instant) == minutes * MINUTE_MS
    assert CALENDAR.elapsed(WH, since - MINUTE_MS, instant) > minutes * MINUTE_MS


def test_an_outer_due_too_near_is_red_from_the_start() -> None:
    room = room_with("2026-03-13 10:00")
    part = outer_part(room.event(), CALENDAR)
    assert part is not None
    assert part.yellow_at <= part.due_at < FRIDAY


def test_without_one_or_once_answered_there_is_none() -> None:
    room = Room()
    accepted(room)
    assert outer_part(room.event(), CALENDAR) is None
    fed(room, "f", outer_due=at("2026-03-16 17:30"))
    assert outer_part(room.event("f"), CALENDAR) is None
    accepted(room, "m", MONDAY, outer_due=at("2026-03-16 17:30"))
    assert outer_part(room.event("m"), CALENDAR) is not None
    merged(room, "m", "e")
    assert outer_part(room.event("m"), CALENDAR) is None


def test_the_margin_is_the_countys_or_two_working_hours() -> None:
    room = Room()
    assert margin_of(room.rules) == MARGIN == Limit(120, WH)
    room = room_with("2026-03-16 17:30")
    part = outer_part(room.event(), CALENDAR, Limit(60, WH))
    assert part is not None
    assert show(part.due_at) == "2026-03-16 16:30"


def test_a_margin_of_one_working_day_before_noon_ends_at_noon_the_day_before() -> None:
    """12:00 is the earliest instant from which eight working hours are left until 13:00, for noon rests."""
    day = CALENDAR.elapsed(WH, at("2026-03-09 00:00"), at("2026-03-10 00:00"))
    assert show(before(at("2026-03-10 13:00"), day, CALENDAR)) == "2026-03-09 12:00"
