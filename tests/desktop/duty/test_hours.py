"""白班 08:00–18:00, 夜班 18:00–08:00; who opens a little early opens the shift that is to begin."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.town import instant
from desktop.duty.hours import slot_after, slot_at, slot_opened
from desktop.times import HOUR_MS
from governance.duty.shift_hours import ShiftHours

INSTANTS = st.integers(946_656_000_000, 4_102_416_000_000)


def test_the_shift_of_an_opening() -> None:
    for clock, name in (
        ("08:30:00", "白班"),
        ("07:40:00", "白班"),
        ("17:55:00", "夜班"),
        ("20:30:00", "夜班"),
    ):
        assert slot_opened(instant(clock)).name == name
    assert slot_opened(instant("06:00:00")).name == "夜班"


def test_the_day_shift_ends_at_six_and_the_night_follows() -> None:
    slot = slot_opened(instant("08:30:00"))
    assert slot.to == instant("18:00:00")
    assert (slot_after(slot).name, slot_after(slot).to) == ("夜班", instant("08:00:00") + 24 * HOUR_MS)


def test_the_county_may_set_other_hours() -> None:
    early = ShiftHours(7 * 60, 19 * 60)
    slot = slot_opened(instant("06:10:00"), early)
    assert (slot.name, slot.to) == ("白班", instant("19:00:00"))
    assert slot_after(slot, early).to == instant("07:00:00") + 24 * HOUR_MS


@given(INSTANTS)
def test_every_instant_is_in_one_shift_and_shifts_follow_without_a_gap(at: int) -> None:
    slot = slot_at(at)
    assert slot.since <= at < slot.to
    assert slot_after(slot).since == slot.to
    assert slot_after(slot).mark != slot.mark
