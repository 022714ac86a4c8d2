"""The desk's time: the county's where it is known, and an honest word on how sure it is (sync.md §9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.clock import (
    DAY_MS,
    FUTURE_MS,
    MAX_COUNTER,
    ZERO_HLC,
    KnownOffset,
    Now,
    PcClock,
    ScaledClock,
    TimeSample,
    hlc,
    hlc_ms,
    next_hlc,
    reading,
    sample,
    seen_hlc,
)

NOON = 1_790_000_000_000
YEARS = 365 * DAY_MS
INSTANTS = st.integers(0, 2**47)


@pytest.mark.parametrize("wrong_ms", [-20 * YEARS, -8 * 3_600_000, -300_000, 0, 300_000, 20 * YEARS])
def test_a_wrong_pc_clock_changes_nothing_once_the_county_was_heard(wrong_ms: int) -> None:
    heard = (sample(NOON, 1_000, 1_100),)
    now = reading(6_050, NOON + wrong_ms, heard, None, 0)
    assert (now.t, now.cq) == (NOON + 5_000, 0)
    assert now.w == max(NOON + wrong_ms, 0)


def test_the_quickest_of_the_last_answers_counts() -> None:
    slow = TimeSample(NOON + 9_000, 0, 18_000)
    quick = TimeSample(NOON, 0, 40)
    assert reading(500, 0, (slow, quick, slow), None, 0).t == NOON + 500


def test_after_a_day_without_the_county_the_time_is_less_sure() -> None:
    heard = (TimeSample(NOON, 0, 10),)
    assert reading(DAY_MS - 1, 0, heard, None, 0).cq == 0
    assert reading(DAY_MS, 0, heard, None, 0) == Now(NOON + DAY_MS, 0, 1)


def test_after_a_reboot_the_kept_offset_counts() -> None:
    known = KnownOffset(off_ms=-300_000, off_wall=NOON)
    assert reading(0, NOON + 60_000, (), known, 0) == Now(NOON - 240_000, NOON + 60_000, 1)


@pytest.mark.parametrize(
    ("wall", "known", "last"),
    [
        (NOON, None, 0),
        (NOON + 31 * DAY_MS, KnownOffset(0, NOON), 0),  # too old
        (NOON - 1, KnownOffset(0, NOON), 0),  # the wall went back
        (NOON, KnownOffset(0, NOON), NOON + 1),  # behind what was stamped
        (0, KnownOffset(0, NOON), 0),  # dead battery
    ],
)
def test_else_the_time_is_only_the_walls(wall: int, known: KnownOffset | None, last: int) -> None:
    assert reading(0, wall, (), known, last) == Now(wall, wall, 2)


def test_what_a_person_stated_holds_until_the_county_answers() -> None:
    stated = TimeSample(NOON, 1_000, 0)
    assert reading(61_000, 0, (), None, NOON + DAY_MS, stated) == Now(NOON + 60_000, 0, 1)
    county = (sample(NOON + 5_000, 61_000, 61_000),)
    assert reading(61_000, 0, county, None, 0, stated) == Now(NOON + 5_000, 0, 0)


def test_walls_outside_all_calendars_do_not_break_it() -> None:
    for wall in (-12_000_000_000_000, 2**53 + 5, 253_402_300_799_000):
        assert 0 <= reading(0, wall, (), None, 0).w < 2**53


@given(st.lists(INSTANTS, max_size=30))
def test_stamps_only_grow(instants: list[int]) -> None:
    last = ZERO_HLC
    for at in instants:
        stamp = next_hlc(last, at)
        assert stamp > last
        assert len(stamp) == 16
        assert hlc_ms(stamp) >= at
        last = stamp


def test_a_full_counter_moves_the_time() -> None:
    assert next_hlc(hlc(NOON, MAX_COUNTER), NOON) == hlc(NOON + 1, 0)


def test_a_stamp_from_the_future_is_not_followed() -> None:
    last = hlc(NOON, 0)
    assert seen_hlc(last, hlc(NOON + FUTURE_MS + 1, 0), NOON) == last
    assert seen_hlc(last, hlc(NOON + FUTURE_MS, 7), NOON) == hlc(NOON + FUTURE_MS, 7)


def test_the_pc_clock_keeps_what_it_learnt() -> None:
    clock = PcClock()
    assert clock.now().cq == 2
    clock.sample(NOON, clock.boot_ms(), clock.boot_ms())
    assert clock.now().cq == 0
    assert abs(clock.now().t - NOON) < 5_000
    assert clock.known is not None
    again = PcClock(clock.known)
    assert again.now().cq == 1
    assert abs(again.now().t - NOON) < 5_000


def test_a_stated_time_is_kept_over_a_reboot() -> None:
    clock = PcClock()
    clock.state(NOON)
    assert clock.now(NOON + DAY_MS).cq == 1
    again = PcClock(clock.known)
    assert again.now().cq == 1
    assert abs(again.now().t - NOON) < 5_000


def test_a_scaled_day_says_the_same_in_every_program() -> None:
    one, other = (ScaledClock(NOON, 0, 60.0) for _ in range(2))
    assert abs(one.now().t - other.now().t) < 60 * 1_000
    assert one.now().cq == 0
