"""The sheet's heading says the shift that follows, and whose the time is once the hour has passed (§9.2)."""

from desktop.duty.heading import heading, late_banner, next_slot
from governance.rulebook import Span
from tests.governance.local_time import at
from tests.governance.room import Room, uid

RULES = Room().rules
SPAN = Span(uid("shift"), at("2026-03-09 08:05"), None, uid("op"))


def test_half_an_hour_before_the_end_the_heading_turns_amber() -> None:
    assert heading(SPAN, at("2026-03-09 17:29"), RULES).tone == ""
    soon = heading(SPAN, at("2026-03-09 17:30"), RULES)
    assert (soon.title, soon.tone) == ("交接单　白班 → 夜班", "amber")


def test_past_the_hour_the_old_shift_is_named_everywhere() -> None:
    assert late_banner(SPAN, at("2026-03-09 17:59"), RULES) == ""
    late = heading(SPAN, at("2026-03-09 18:00"), RULES)
    assert (late.left, late.tone) == ("18:00 已过，未双签", "red")
    assert late_banner(SPAN, at("2026-03-09 18:00"), RULES) == f"{late.left}，{late.left_note}"


def test_after_a_missed_handover_the_shift_that_should_run_is_next() -> None:
    assert next_slot(SPAN, at("2026-03-09 12:00"), RULES).to == at("2026-03-10 08:00")
    assert next_slot(SPAN, at("2026-03-10 09:00"), RULES).to == at("2026-03-10 18:00")
    assert heading(SPAN, at("2026-03-10 09:00"), RULES).title == "交接单　白班 → 白班"
