"""Clocks and their lights (rulebook §6.2, §6.3; pauses of §3.5)."""

import timeit

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from governance.time.clocks import (
    Clock,
    due_at,
    extended,
    light,
    on_time,
    overdue_ms,
    paused,
    reading,
    resumed,
    running_ms,
    started,
    stopped,
    void_last_pause,
)
from governance.time.lights import Light
from governance.time.limits import CALENDARS, COUNTED_IN_MINUTES, EH, ND, WD, WH, Limit, days, hours, minutes
from governance.time.working_time import MINUTE_MS
from tests.governance.time.wall import CALENDAR_2026, HOUR_MS, at

MORNING = at("2026-03-10 08:00")  # Tuesday
EIGHT = started("HANDLE", MORNING, hours(8, WH), by="u07", task="t1")


def due(clock: Clock) -> int | None:
    return due_at(clock, CALENDAR_2026)


# ---------------------------------------------------------------- running, paused, stopped


def test_a_clock_without_pauses_is_due_at_the_nominal_due() -> None:
    assert due(EIGHT) == at("2026-03-10 18:00")
    assert due(started("ACCEPT", MORNING, minutes(15, EH))) == at("2026-03-10 08:15")
    assert due(started("REVISIT", MORNING, days(3, WD))) == at("2026-03-13 18:00")
    assert due(started("REMIND", MORNING, days(7, ND))) == at("2026-03-18 00:00")


def test_a_returned_case_stands_still_until_it_is_decided() -> None:
    returned = paused(EIGHT, at("2026-03-10 09:00"))
    assert due(returned) is None
    assert running_ms(returned, at("2026-03-10 17:00"), CALENDAR_2026) == HOUR_MS
    assert due(resumed(returned, at("2026-03-10 09:15"))) == at("2026-03-11 08:15")


def test_a_second_denied_return_costs_its_pause() -> None:
    once = resumed(paused(EIGHT, at("2026-03-10 09:00")), at("2026-03-10 09:15"))
    again = paused(once, at("2026-03-10 10:00"))
    assert void_last_pause(again) == once
    assert void_last_pause(resumed(again, at("2026-03-10 10:15"))) == once


def test_a_denied_return_costs_its_own_pause_and_no_later_one() -> None:
    """The pause of the return is voided; that of a call accepted meanwhile stands."""
    back = at("2026-03-10 09:00")
    returned = resumed(paused(EIGHT, back), at("2026-03-10 09:15"))
    called = resumed(paused(returned, at("2026-03-10 10:00")), at("2026-03-10 11:00"))
    assert void_last_pause(called, since=back).pauses == ((at("2026-03-10 10:00"), at("2026-03-10 11:00")),)
    assert void_last_pause(called, since=at("2026-03-10 12:00")) == called


def test_overlapping_pauses_count_once_and_end_by_themselves() -> None:
    waiting = paused(EIGHT, at("2026-03-10 09:00"))
    both = paused(waiting, at("2026-03-10 10:00"))
    returned_only = resumed(both, at("2026-03-10 11:00"), since=at("2026-03-10 09:00"))
    assert due(returned_only) is None
    assert void_last_pause(returned_only, since=at("2026-03-10 10:00")).pauses == (
        (at("2026-03-10 09:00"), at("2026-03-10 11:00")),
    )
    assert due(resumed(returned_only, at("2026-03-10 11:30"))) == at("2026-03-11 10:30")


def test_resuming_what_is_not_paused_changes_nothing() -> None:
    assert resumed(EIGHT, MORNING + HOUR_MS) == EIGHT
    assert void_last_pause(EIGHT) == EIGHT


def test_a_pause_that_ends_before_it_begins_was_none() -> None:
    assert resumed(paused(EIGHT, MORNING + HOUR_MS), MORNING) == EIGHT


def test_the_first_stop_holds() -> None:
    done = stopped(EIGHT, MORNING + HOUR_MS)
    assert stopped(done, MORNING + 2 * HOUR_MS) == done
    assert paused(done, MORNING + 2 * HOUR_MS) == done


def test_a_stop_ends_the_pause_it_meets() -> None:
    done = stopped(paused(EIGHT, at("2026-03-10 09:00")), at("2026-03-10 10:00"))
    assert done.pauses == ((at("2026-03-10 09:00"), at("2026-03-10 10:00")),)
    assert on_time(done, CALENDAR_2026) is True
    assert running_ms(done, at("2026-03-20 10:00"), CALENDAR_2026) == HOUR_MS


def test_done_at_the_very_due_is_on_time_and_a_moment_later_is_not() -> None:
    assert on_time(EIGHT, CALENDAR_2026) is None
    assert on_time(stopped(EIGHT, at("2026-03-10 18:00")), CALENDAR_2026) is True
    assert on_time(stopped(EIGHT, at("2026-03-10 18:00") + 1), CALENDAR_2026) is False


def test_overdue_time_is_counted_on_the_same_calendar() -> None:
    late = stopped(EIGHT, at("2026-03-11 09:00"))
    assert overdue_ms(late, at("2026-04-01 09:00"), CALENDAR_2026) == HOUR_MS
    assert overdue_ms(EIGHT, at("2026-03-10 17:00"), CALENDAR_2026) == 0


def test_an_extension_moves_the_due_and_the_yellow() -> None:
    longer = extended(EIGHT, 8 * 60)
    said = reading(longer, CALENDAR_2026)
    assert said.due == at("2026-03-11 18:00")
    assert said.yellow_at == at("2026-03-11 11:12")


def test_a_clock_is_kept_as_bytes() -> None:
    clock = resumed(paused(EIGHT, MORNING + 1), MORNING + 2)
    assert msgspec.json.decode(msgspec.json.encode(clock), type=Clock) == clock


# ---------------------------------------------------------------- what it says


def test_a_year_without_a_holiday_table_is_provisional() -> None:
    december = started("HANDLE", at("2026-12-31 16:00"), days(2, WD))
    assert reading(december, CALENDAR_2026).provisional
    assert not reading(replace(december, cal=ND), CALENDAR_2026).provisional
    assert not reading(EIGHT, CALENDAR_2026).provisional


def test_seventy_percent_is_counted_in_whole_minutes() -> None:
    said = reading(started("ACCEPT", MORNING, minutes(15, EH)), CALENDAR_2026)
    assert said.yellow_at == at("2026-03-10 08:10")  # 10.5 minutes, cut


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-03-10 07:00", Light.GREEN),
        ("2026-03-10 15:35", Light.GREEN),
        ("2026-03-10 15:36", Light.YELLOW),
        ("2026-03-10 18:00", Light.YELLOW),
        ("2026-03-10 18:01", Light.RED),
    ],
)
def test_a_light_turns_yellow_at_its_instant_and_red_after_the_due(moment: str, shown: Light) -> None:
    assert light(EIGHT, at(moment), CALENDAR_2026) is shown


def test_a_light_is_grey_while_paused_and_only_then() -> None:
    returned = paused(EIGHT, at("2026-03-10 17:00"))
    back = resumed(returned, at("2026-03-11 17:00"))
    assert light(returned, at("2026-03-12 17:00"), CALENDAR_2026) is Light.GREY
    assert light(back, at("2026-03-11 16:59"), CALENDAR_2026) is Light.GREY
    assert light(back, at("2026-03-11 17:00"), CALENDAR_2026) is Light.YELLOW
    assert light(back, at("2026-03-10 16:59"), CALENDAR_2026) is Light.YELLOW


def test_a_stopped_clock_is_judged_at_its_stop() -> None:
    later = at("2026-05-01 09:00")
    assert light(stopped(EIGHT, at("2026-03-10 09:00")), later, CALENDAR_2026) is Light.GREEN
    assert light(stopped(EIGHT, at("2026-03-10 16:00")), later, CALENDAR_2026) is Light.YELLOW
    assert light(stopped(EIGHT, at("2026-03-10 19:00")), later, CALENDAR_2026) is Light.RED


# ---------------------------------------------------------------- properties

instants = st.integers(at("2025-11-01 00:00"), at("2026-11-01 00:00"))


@st.composite
def clocks(draw: st.DrawFn, cals: tuple[str, ...] = CALENDARS) -> Clock:
    """Running clocks with up to three closed pauses, in any order and overlapping."""
    cal = draw(st.sampled_from(cals))
    n = draw(st.integers(1, 3000) if cal in COUNTED_IN_MINUTES else st.integers(1, 25))
    clock = started("HANDLE", draw(instants), Limit(n, cal))
    for _ in range(draw(st.integers(0, 3))):
        clock = with_pause(
            clock, draw(st.integers(0, 20 * 24 * HOUR_MS)), draw(st.integers(1, 9 * 24 * HOUR_MS))
        )
    return clock


def with_pause(clock: Clock, after_ms: int, lasting_ms: int) -> Clock:
    begin = clock.start + after_ms
    return resumed(paused(clock, begin), begin + lasting_ms)


def due_of(clock: Clock) -> int:
    found = due(clock)
    assert found is not None
    return found


@given(clock=clocks(), more=st.integers(1, 600))
def test_a_longer_limit_never_ends_sooner(clock: Clock, more: int) -> None:
    longer = extended(clock, more if clock.cal in COUNTED_IN_MINUTES else more % 20 + 1)
    assert due_of(longer) > due_of(clock)


@given(clock=clocks(), after=st.integers(0, 20 * 24 * HOUR_MS), lasting=st.integers(1, 9 * 24 * HOUR_MS))
def test_a_pause_never_brings_the_due_forward(clock: Clock, after: int, lasting: int) -> None:
    assert due_of(with_pause(clock, after, lasting)) >= due_of(clock)


@given(clock=clocks(), after=st.integers(0, 20 * 24 * HOUR_MS), lasting=st.integers(1, 9 * 24 * HOUR_MS))
def test_a_void_pause_has_never_been(clock: Clock, after: int, lasting: int) -> None:
    again = with_pause(clock, after, lasting)
    assert void_last_pause(again) == clock
    assert void_last_pause(paused(clock, clock.start + after)) == clock


@given(clock=clocks((WH, WD)), day=st.integers(0, 30), hour=st.integers(0, 13), lasting=st.integers(1, 14))
def test_a_pause_by_night_changes_nothing_on_working_time(
    clock: Clock, day: int, hour: int, lasting: int
) -> None:
    closing = due_of(replace(clock, n=day + 1, cal=WD, pauses=()))  # some 18:00 after the start
    begin, end = closing + hour * HOUR_MS, closing + min(hour + lasting, 14) * HOUR_MS
    assume(begin < end)
    by_night = resumed(paused(clock, begin), end)
    assert reading(by_night, CALENDAR_2026) == reading(clock, CALENDAR_2026)


@given(clock=clocks())
def test_the_order_in_which_pauses_are_told_does_not_matter(clock: Clock) -> None:
    assert reading(replace(clock, pauses=clock.pauses[::-1]), CALENDAR_2026) == reading(clock, CALENDAR_2026)


@given(clock=clocks(), moment=instants)
def test_the_clock_has_run_its_allowance_exactly_at_the_due(clock: Clock, moment: int) -> None:
    said = reading(clock, CALENDAR_2026)
    assert said.due is not None
    assert running_ms(clock, said.due, CALENDAR_2026) == said.allowance_ms
    assert running_ms(clock, said.due - 1, CALENDAR_2026) == said.allowance_ms - 1
    assert (overdue_ms(clock, moment, CALENDAR_2026) > 0) <= (moment > said.due)


@given(clock=clocks(), moment=instants)
def test_what_comes_later_does_not_change_an_earlier_light(clock: Clock, moment: int) -> None:
    began = tuple(pause for pause in clock.pauses if pause[0] <= moment)
    assert light(clock, moment, CALENDAR_2026) is light(replace(clock, pauses=began), moment, CALENDAR_2026)
    if not any(begin <= moment < (to or moment + 1) for begin, to in clock.pauses):
        assert (light(clock, moment, CALENDAR_2026) is Light.RED) == (moment > due_of(clock))


# ---------------------------------------------------------------- cost


@pytest.mark.parametrize(("limit", "most_us"), [(hours(2, EH), 5), (hours(8, WH), 12), (days(5, WD), 12)])
def test_a_due_costs_microseconds(limit: Limit, most_us: int) -> None:
    """The projection asks for every open clock; the best of many runs, for a busy machine."""
    clock = started("HANDLE", MORNING, limit)
    best = min(timeit.repeat(lambda: due_at(clock, CALENDAR_2026), number=200, repeat=20)) / 200
    assert best * 1e6 <= most_us


def test_yellow_is_never_after_the_due() -> None:
    said = reading(started("SIGN", MORNING, minutes(1, EH)), CALENDAR_2026)
    assert said.yellow_at == MORNING
    assert said.due == MORNING + MINUTE_MS
