"""延期: asked before due, reviewed and approved by two people, at most twice, silence is a no (rulebook §3.6)."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.handling import extension
from governance.handling.extension import covered, decided_by, standing
from governance.objections import state_at
from governance.time.clocks import on_time
from tests.governance.local_time import at, show
from tests.governance.room import ARRIVED, FEEDBACK, Room, assigned, dispatched, monday, report, signed

TUESDAY = at("2026-03-10 10:00")
MORE = {"n": 3, "reason": "需第三方检测"}


def three_days(room: Room, *, urg: str = "U3", assist: tuple[str, ...] = ()) -> None:
    """An event with three working days from Tuesday 10:00, as in §6.5."""
    room.does("event.report", "e", report(urg=urg), "op", TUESDAY)
    room.does("event.accept", "e", {}, "op", TUESDAY)
    p = {"unit": "T-ZF", "assist": list(assist), "n": 3}
    room.does("event.dispatch", "e", p, "op", TUESDAY)
    room.does("event.sign", "e", {}, "zf_lead", TUESDAY)


def asked(room: Room, when: int, **more: Any) -> str:
    room.does("event.extend_request", "e", MORE | more, "zf_lead", when)
    return room.last


def ruled(request: str, ruling: str = "approve", reason: str = "属实") -> dict[str, Any]:
    return {"request": request, "ruling": ruling, "reason": reason}


def extended(room: Room, when: int, **more: Any) -> None:
    request = asked(room, when, **more)
    room.does("event.extend_review", "e", ruled(request), "op", when)
    room.does("event.extend_approve", "e", ruled(request), "leader", when)


def test_three_days_and_three_more() -> None:
    """§6.5 example 26."""
    room = Room()
    three_days(room)
    assert room.due("HANDLE") == "2026-03-13 18:00"
    extended(room, at("2026-03-12 09:00"))
    assert room.due("HANDLE") == "2026-03-18 18:00"


def test_a_request_alone_moves_no_clock() -> None:
    room = Room()
    three_days(room)
    request = asked(room, at("2026-03-12 09:00"))
    assert room.due("HANDLE") == "2026-03-13 18:00"
    room.does("event.extend_review", "e", ruled(request), "op", at("2026-03-12 09:30"))
    assert room.due("HANDLE") == "2026-03-13 18:00"


def test_only_before_due() -> None:
    room = Room()
    three_days(room)
    assert room.no("event.extend_request", "e", MORE, "zf_lead", at("2026-03-13 18:00")) == ""
    late = at("2026-03-13 18:01")
    assert room.no("event.extend_request", "e", MORE, "zf_lead", late) == "extension-too-late"


@pytest.mark.parametrize(("n", "code"), [(0, "extension-too-long"), (3, ""), (4, "extension-too-long")])
def test_at_most_the_original_limit_once_more(n: int, code: str) -> None:
    room = Room()
    three_days(room)
    assert room.no("event.extend_request", "e", MORE | {"n": n}, "zf_lead", TUESDAY) == code


def test_at_most_two_approvals_a_task() -> None:
    room = Room()
    three_days(room)
    extended(room, at("2026-03-11 09:00"))
    extended(room, at("2026-03-11 10:00"))
    assert room.due("HANDLE") == "2026-03-23 18:00"
    assert room.no("event.extend_request", "e", MORE, "zf_lead", at("2026-03-11 11:00")) == "extended-twice"


def test_a_most_urgent_event_is_not_extended() -> None:
    room = Room()
    signed(room, urg="U1")
    assert room.no("event.extend_request", "e", {"n": 1, "reason": "x"}, "zf_lead") == "urgent-extension"


def test_two_people_two_steps() -> None:
    room = Room()
    three_days(room)
    request, when = asked(room, TUESDAY), TUESDAY
    assert room.no("event.extend_approve", "e", ruled(request), "leader", when) == "not-reviewed"
    assert room.no("event.extend_review", "e", ruled(request), "leader", when) == "no-role"
    room.does("event.extend_review", "e", ruled(request), "sup", when)
    assert room.no("event.extend_approve", "e", ruled(request), "sup", when) == "no-role"
    assert room.no("event.extend_review", "e", ruled(request), "op", when) == "no-request"
    room.does("event.extend_approve", "e", ruled(request), "director", when)


def test_one_person_with_both_posts_does_not_take_both_steps() -> None:
    room = Room()
    three_days(room)
    request = asked(room, TUESDAY)
    room.also("op", "DUTY_LEADER")
    room.does("event.extend_review", "e", ruled(request), "op", TUESDAY)
    assert room.no("event.extend_approve", "e", ruled(request), "op", TUESDAY) == "same-person"


def test_of_two_requests_each_is_reviewed_once_and_approved_by_a_third_person() -> None:
    """That the other unit's request still waits opens neither step of this one again."""
    room = Room()
    three_days(room, assist=("T-SC",))
    room.does("event.sign", "e", {}, "sc_lead", TUESDAY)
    mine = asked(room, TUESDAY, n=2)
    room.does("event.extend_request", "e", MORE, "sc_lead", TUESDAY)
    its = room.last
    room.also("op", "DUTY_LEADER")
    room.also("sc_lead", "ROOM_SUP")
    assert room.no("event.extend_review", "e", ruled(its), "sc_lead", TUESDAY) == "own-request"
    room.does("event.extend_review", "e", ruled(mine), "op", TUESDAY)
    assert room.no("event.extend_review", "e", ruled(mine), "sup", TUESDAY) == "no-request"
    assert room.no("event.extend_approve", "e", ruled(its), "leader", TUESDAY) == "no-request"
    room.does("event.extend_review", "e", ruled(its), "sup", TUESDAY)
    assert room.no("event.extend_approve", "e", ruled(mine), "op", TUESDAY) == "same-person"
    assert room.no("event.extend_approve", "e", ruled(mine), "leader", TUESDAY) == ""


def test_a_no_needs_its_reason_and_ends_the_request_at_either_step() -> None:
    room = Room()
    three_days(room)
    request = asked(room, TUESDAY)
    assert room.no("event.extend_review", "e", ruled(request, "deny", " "), "op", TUESDAY) == "no-reason"
    room.does("event.extend_review", "e", ruled(request, "deny"), "op", TUESDAY)
    assert room.no("event.extend_approve", "e", ruled(request), "leader", TUESDAY) == "no-request"
    again = asked(room, TUESDAY)
    room.does("event.extend_review", "e", ruled(again), "op", TUESDAY)
    room.does("event.extend_approve", "e", ruled(again, "deny"), "leader", TUESDAY)
    assert room.due("HANDLE") == "2026-03-13 18:00"
    assert [standing(e, TUESDAY, room.rules.calendar) for e in room.event().extensions] == ["DENIED"] * 2


def test_silence_past_four_working_hours_is_a_no() -> None:
    room = Room()
    three_days(room)
    request = asked(room, TUESDAY)  # Tuesday 10:00: decided by 16:00
    in_time, late = at("2026-03-10 16:00"), at("2026-03-10 16:01")
    assert room.no("event.extend_review", "e", ruled(request), "op", in_time) == ""
    assert room.no("event.extend_review", "e", ruled(request), "op", late) == "no-request"
    room.does("event.extend_review", "e", ruled(request), "op", in_time)
    assert room.no("event.extend_approve", "e", ruled(request), "leader", late) == "no-request"
    assert standing(room.event().extensions[0], late, room.rules.calendar) == "LAPSED"
    asked(room, late)  # and may be asked again while the task is not due


def test_it_is_to_be_decided_until_then_and_once_ruled_on_no_longer() -> None:
    room = Room()
    three_days(room)
    calendar = room.rules.calendar
    assert decided_by(room.event(), calendar) == 0
    for step, ruling, left in (
        ("review", "deny", ""),
        ("review", "approve", "2026-03-10 16:00"),
        ("approve", "deny", ""),
    ):
        request = room.event().extensions[-1].id if step == "approve" else asked(room, TUESDAY)
        assert show(decided_by(room.event(), calendar)) == "2026-03-10 16:00"
        room.does(
            f"event.extend_{step}",
            "e",
            ruled(request, ruling),
            "op" if step == "review" else "leader",
            TUESDAY,
        )
        assert decided_by(room.event(), calendar) == (at(left) if left else 0)


def test_approved_after_due_it_counts_from_the_filing_and_covers_the_red_span() -> None:
    room = Room()
    three_days(room)
    request = asked(room, at("2026-03-13 17:30"))  # half an hour before due; decided by Monday 11:30
    room.does("event.extend_review", "e", ruled(request), "op", at("2026-03-16 08:30"))
    room.does("event.extend_approve", "e", ruled(request), "leader", at("2026-03-16 11:00"))
    assert room.due("HANDLE") == "2026-03-18 18:00"
    spans = covered(room.event(), room.clock("HANDLE"), room.rules)
    assert [(show(a), show(b)) for a, b in spans] == [("2026-03-13 18:00", "2026-03-16 11:00")]


def test_only_what_was_approved_for_that_task_and_round_covers_anything() -> None:
    """The 协办 asks too and is refused; the 主办's approval covers its own first round alone."""
    room = Room()
    three_days(room, assist=("T-SC",))
    filed, ruled_at = at("2026-03-13 17:30"), at("2026-03-16 11:00")
    room.does("event.sign", "e", {}, "sc_lead", TUESDAY)
    lead = asked(room, filed)
    room.does("event.extend_request", "e", MORE, "sc_lead", filed)
    other = room.last
    for request in (lead, other):
        room.does("event.extend_review", "e", ruled(request), "op", filed)
    room.does("event.extend_approve", "e", ruled(lead), "leader", ruled_at)
    room.does("event.extend_approve", "e", ruled(other, "deny"), "leader", ruled_at)
    mine, its = room.clock("HANDLE", "T-ZF"), room.clock("HANDLE", "T-SC")
    assert [len(covered(room.event(), clock, room.rules)) for clock in (mine, its)] == [1, 0]
    again = msgspec.structs.replace(mine, start=ruled_at)  # a rework of the same task
    assert covered(room.event(), again, room.rules) == ()


def test_fed_back_meanwhile_the_ruling_still_counts() -> None:
    room = Room()
    three_days(room)
    request = asked(room, at("2026-03-13 17:30"))
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", at("2026-03-16 08:10"))
    room.does("event.extend_review", "e", ruled(request), "op", at("2026-03-16 08:30"))
    room.does("event.extend_approve", "e", ruled(request), "leader", at("2026-03-16 09:00"))
    assert on_time(room.clock("HANDLE"), room.rules.calendar)


def test_another_units_people_ask_for_nothing() -> None:
    room = Room()
    three_days(room)
    assert room.no("event.extend_request", "e", MORE, "sc_lead", TUESDAY) == "no-role"
    assert room.no("event.extend_request", "e", MORE, "zf_staff", TUESDAY) == "no-role"


def test_an_unsigned_task_is_signed_before_it_is_extended() -> None:
    room = Room()
    dispatched(room, when=TUESDAY)
    assert room.no("event.extend_request", "e", {"n": 1, "reason": "x"}, "zf_lead", TUESDAY) == "wrong-state"


def test_one_request_of_a_unit_at_a_time() -> None:
    room = Room()
    three_days(room)
    asked(room, TUESDAY)
    assert room.no("event.extend_request", "e", MORE, "zf_lead", TUESDAY) == "already-asked"


def test_an_assisting_unit_may_be_extended_but_not_beyond_the_lead() -> None:
    room = Room()
    three_days(room, assist=("T-SC",))
    room.does("event.sign", "e", {}, "sc_lead", TUESDAY)
    room.does("event.extend_request", "e", MORE, "sc_lead", TUESDAY)
    request = room.last
    room.does("event.extend_review", "e", ruled(request), "op", TUESDAY)
    assert room.no("event.extend_approve", "e", ruled(request), "leader", TUESDAY) == "beyond-lead"
    extended(room, TUESDAY)  # the lead's own
    room.does("event.extend_approve", "e", ruled(request), "leader", TUESDAY)
    assert room.due("HANDLE", "T-SC") == room.due("HANDLE", "T-ZF") == "2026-03-18 18:00"


def test_that_it_was_filed_nobody_refuses() -> None:
    """A request saved offline with too many days stands in the case; the approval judges it."""
    room = Room()
    three_days(room)
    verdict = room.act("event.extend_request", "e", MORE | {"n": 9}, "zf_lead", TUESDAY)
    assert verdict.vd == "a"
    request = room.event().extensions[0].id
    room.does("event.extend_review", "e", ruled(request), "op", TUESDAY)
    assert (
        room.act("event.extend_approve", "e", ruled(request), "leader", TUESDAY).code == "extension-too-long"
    )


@pytest.mark.parametrize(("more", "code"), [({"n": 0}, "extension-too-long"), ({"reason": " "}, "no-reason")])
def test_what_was_filed_without_days_or_reason_is_not_approved(more: dict[str, Any], code: str) -> None:
    room = Room()
    three_days(room)
    room.act("event.extend_request", "e", MORE | more, "zf_lead", TUESDAY)
    request = room.event().extensions[0].id
    room.does("event.extend_review", "e", ruled(request), "op", TUESDAY)
    assert room.no("event.extend_approve", "e", ruled(request), "leader", TUESDAY) == code
    assert room.no("event.extend_approve", "e", ruled(request, "perhaps"), "leader", TUESDAY) == "no-ruling"
    room.does("event.extend_approve", "e", ruled(request, "deny"), "leader", TUESDAY)


def test_two_desks_that_rule_alike_agree_and_otherwise_conflict() -> None:
    room = Room()
    three_days(room)
    request, base = asked(room, TUESDAY), room.event().base
    room.does("event.extend_review", "e", ruled(request), "op", TUESDAY)
    again = room.act("event.extend_review", "e", ruled(request), "sup", TUESDAY, base=base)
    assert (again.vd, again.code) == ("a", "same-effect")
    other = room.act("event.extend_review", "e", ruled(request, "deny"), "sup", TUESDAY, base=base)
    assert other.vd == "c"


# ---------------------------------------------------------------- the same on calls, the centre decides


def handling(room: Room, grade: str = "C3") -> None:
    assigned(room, grade)
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.progress", "c", {"text": "已派人前往勘察"}, "zr")


def test_the_centre_extends_a_call_in_two_steps() -> None:
    room = Room()
    handling(room)
    assert room.due("HANDLE", case="c") == "2026-03-18 18:00"
    room.does("call.extend_request", "c", {"n": 7, "reason": "需专家论证"}, "zr_lead", monday("10:00"))
    request = room.last
    assert room.no("call.extend_review", "c", ruled(request), "op", monday("10:00")) == "no-role"
    room.does("call.extend_review", "c", ruled(request), "centre", monday("11:00"))
    assert room.no("call.extend_approve", "c", ruled(request), "leader", monday("11:00")) == "no-role"
    room.does("call.extend_approve", "c", ruled(request), "centre_lead", monday("11:00"))
    assert room.due("HANDLE", case="c") == "2026-03-27 18:00"


def test_a_most_urgent_call_is_not_extended() -> None:
    room = Room()
    handling(room, "C1")
    p = {"n": 60, "reason": "x"}
    assert room.no("call.extend_request", "c", p, "zr", monday("10:00")) == "urgent-extension"


# ---------------------------------------------------------------- whatever is asked when


@given(n=st.integers(1, 3), hours=st.integers(0, 120))
def test_an_approval_never_shortens_and_never_more_than_doubles(n: int, hours: int) -> None:
    room = Room()
    three_days(room)
    when = TUESDAY + hours * 3_600_000
    if room.no("event.extend_request", "e", MORE | {"n": n}, "zf_lead", when):
        return
    before = room.clock("HANDLE")
    extended(room, when, n=n)
    after = room.clock("HANDLE")
    assert (after.ext, after.pauses, after.start) == (n, before.pauses, before.start)
    assert after.ext <= extension.MOST * after.n
    assert state_at(room.event(), when, room.rules) == room.event()
