"""补录: a slip's own time counts, if it can be true (rulebook §3.11, §6.4)."""

from typing import Any

import pytest

from governance.backfill import EARLIEST, LATE_MS, LATEST, is_sane
from tests.governance.local_time import at
from tests.governance.room import FEEDBACK, MONDAY, Room, accepted, dispatched, monday, report, signed, uid

LATER = monday("12:40")


def from_slip(clock: str, **p: Any) -> dict[str, Any]:
    """A step written on slip P1000001238 at that minute, typed in at 12:40."""
    return p | {"occ": monday(clock), "paper": "P1000001238"}


def test_a_step_from_a_numbered_slip_counts_at_its_fact_time() -> None:
    """Rulebook §6.5, example 32: done 10:55 on paper, typed in at 12:40, on time for 11:00."""
    room = Room()
    signed(room, when=monday("09:00"), cat="060301", urg="U1")  # 2 EH
    room.does("event.feedback", "e", from_slip("10:55", **FEEDBACK), "zf_lead", LATER)
    assert room.clock("HANDLE").stop == monday("10:55")
    assert room.due("HANDLE") == "2026-03-09 11:00"


def test_without_a_number_it_counts_when_it_was_recorded() -> None:
    room = Room()
    signed(room)
    room.does("event.feedback", "e", FEEDBACK | {"occ": monday("10:55")}, "zf_lead", LATER)
    assert room.clock("HANDLE").stop == LATER


def test_a_record_by_paper_for_a_unit_counts_at_the_slips_time() -> None:
    room = Room()
    dispatched(room)
    behalf = {"unit": "T-ZF", "person": "张队长", "by": "PAPER"}
    room.does("event.sign", "e", from_slip("09:10", behalf=behalf), "op", LATER)
    assert room.clock("SIGN").stop == monday("09:10")


def test_a_report_from_a_slip_begins_at_its_own_time() -> None:
    room = Room()
    room.does("event.report", "e", from_slip("08:30", **report()), "op", LATER)
    assert (room.event().at, room.event().occ) == (monday("08:30"), monday("08:30"))
    assert room.due("ACCEPT") == "2026-03-09 08:45"


def test_decisions_from_slips_follow_each_other_in_time() -> None:
    room = Room()
    room.does("event.report", "e", from_slip("08:30", **report()), "op", LATER)
    room.does("event.accept", "e", from_slip("08:40"), "op", LATER)
    room.does("event.dispatch", "e", from_slip("08:45", unit="T-ZF"), "op", LATER)
    assert room.clock("ACCEPT").stop == monday("08:40")
    assert room.due("SIGN") == "2026-03-09 10:45"


def test_a_time_still_to_come_is_refused() -> None:
    room = Room()
    accepted(room)
    p = from_slip("13:00", unit="T-ZF")
    assert room.no("event.dispatch", "e", p, "op", LATER) == "future-time"
    assert room.act("event.dispatch", "e", p, "op", LATER).code == "future-time"


def test_a_fact_saved_with_a_time_to_come_counts_when_it_was_received() -> None:
    """Two clocks are never quite alike: what a desk saved in good faith is not lost for a second."""
    room = Room()
    signed(room)
    p = from_slip("13:00", **FEEDBACK)
    assert room.no("event.feedback", "e", p, "zf_lead", LATER) == "future-time"
    assert room.act("event.feedback", "e", p, "zf_lead", LATER).vd == "a"
    assert room.clock("HANDLE").stop == LATER


def test_a_step_before_the_one_before_it_is_refused_and_as_a_fact_moves_nothing() -> None:
    room = Room()
    signed(room, when=monday("09:30"))
    early = from_slip("09:10", **FEEDBACK)
    before = room.event()
    assert room.no("event.feedback", "e", early, "zf_lead", LATER) == "time-order"
    assert room.act("event.feedback", "e", early, "zf_lead", LATER).vd == "a"
    assert room.event() == before
    p = from_slip("09:10", category="010102")
    assert room.act("event.classify", "e", p, "op", LATER).code == "time-order"
    room.does("event.feedback", "e", from_slip("09:30", **FEEDBACK), "zf_lead", LATER)


def test_an_assisting_unit_follows_its_own_steps() -> None:
    """The 主办 signed at 09:30; what the 协办 wrote down at 09:10 was before that, and true."""
    room = Room()
    dispatched(room, assist=("T-PCS",))
    room.does("event.sign", "e", {}, "zf_lead", monday("09:30"))
    room.does("event.sign", "e", from_slip("09:10"), "pcs_staff", LATER)
    assert room.clock("SIGN", "T-PCS").stop == monday("09:10")
    early = from_slip("09:05", text="已到现场处置")
    assert room.no("event.progress", "e", early, "pcs_staff", LATER) == "time-order"


def test_a_call_and_a_shift_keep_their_order_too() -> None:
    room = Room(on_duty=False)
    room.does("shift.open", "day", from_slip("08:00", operator=uid("op")), "op", LATER)
    handover = from_slip("07:00", to=uid("sup"), signed=[uid("op"), uid("sup")])
    assert room.no("shift.handover", "day", handover, "op", LATER) == "time-order"


@pytest.mark.parametrize("ancient", [0, -(2**53) + 1, at("1999-12-31 23:59")])
def test_no_time_is_older_than_the_ledger(ancient: int) -> None:
    room = Room()
    p = report(occ=ancient, paper="P1000001238")
    assert room.no("event.report", "e", p, "op") == "future-time"
    assert room.act("event.report", "e", p, "op").vd == "a"
    assert (
        room.event().at == MONDAY
    )  # so late a slip counts when it is entered, until the director confirms it
    assert [step.lo for step in room.event().unsure] == [at("2000-01-01 00:00")]


def test_a_time_of_this_century_may_be_true_and_the_present_instant_is_none_to_come() -> None:
    assert (at("2000-01-01 00:00"), at("2100-01-01 00:00")) == (EARLIEST, LATEST)
    assert [is_sane(t) for t in (EARLIEST - 1, EARLIEST, LATEST - 1, LATEST)] == [False, True, True, False]
    room = Room()
    signed(room)
    assert room.no("event.feedback", "e", from_slip("12:40", **FEEDBACK), "zf_lead", LATER) == ""
    p = from_slip("12:40", **FEEDBACK) | {"occ": LATER + 1}
    assert room.no("event.feedback", "e", p, "zf_lead", LATER) == "future-time"


@pytest.mark.parametrize(("late_ms", "code"), [(LATE_MS, ""), (LATE_MS + 1, "late-slip")])
def test_a_step_is_late_once_more_than_twenty_four_hours_have_passed(late_ms: int, code: str) -> None:
    assert LATE_MS == 24 * 60 * 60 * 1000
    room = Room()
    signed(room)
    p = from_slip("10:55", **FEEDBACK)
    assert room.no("event.feedback", "e", p, "zf_lead", monday("10:55") + late_ms) == code
