"""挂账: five grounds, a plan, a day within a year, once a task; the day ends it by itself (rulebook §3.7)."""

from typing import Any

import pytest

from governance.events.event import Event
from governance.handling.handled import Suspension
from governance.handling.timed import held_until, suspension_ends, suspension_warns
from governance.objections import state_at
from governance.time.calendars import Calendar
from tests.governance.handling.asking import PLAN
from tests.governance.local_time import at, show
from tests.governance.room import (
    ARRIVED,
    CONTACTED,
    FEEDBACK,
    MONDAY,
    PAUSED,
    RUNS,
    Room,
    assigned,
    dispatched,
    merged,
    monday,
    signed,
    uid,
    unmerged,
)


def asked(room: Room, when: int = MONDAY, case: str = "e", who: str = "zf_lead", **more: Any) -> str:
    room.does(f"{'call' if case == 'c' else 'event'}.suspend_request", case, PLAN | more, who, when)
    return room.last


def ruled(request: str, ruling: str = "approve", until: str = "2026-04-15") -> dict[str, Any]:
    p = {"request": request, "ruling": ruling, "reason": "资金未到位"}
    return p | ({"until": until} if ruling == "approve" else {})


def suspended(room: Room, when: int = MONDAY, until: str = "2026-04-15") -> None:
    room.does("event.suspend_approve", "e", ruled(asked(room, when), until=until), "director", when)


def as_time_left_it(room: Room, when: str) -> Event:
    found = state_at(room.event(), at(when), room.rules)
    assert isinstance(found, Event)
    return found


def test_the_director_approves_and_handling_stands_still() -> None:
    room = Room()
    signed(room)
    request = asked(room, monday("10:00"))
    assert (room.event().state, room.clocks(unit="T-ZF")["HANDLE"]) == ("SIGNED", RUNS)
    assert room.no("event.suspend_approve", "e", ruled(request), "leader", monday("11:00")) == "no-role"
    room.does("event.suspend_approve", "e", ruled(request), "director", monday("11:00"))
    assert (room.event().state, room.event().label) == ("SUSPENDED", "挂账")
    assert room.event().responsible == "T-ZF"
    assert room.clocks(unit="T-ZF")["HANDLE"] == PAUSED
    assert room.no("event.feedback", "e", FEEDBACK, "zf_lead", monday("12:00")) == "wrong-state"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"code": "G6"}, "bad-code"),
        ({"plan": " "}, "no-plan"),
        ({"until": "2026-3-9"}, "bad-until"),
        ({"until": "2026-03-09"}, "bad-until"),  # today
        ({"until": "2026-03-10"}, ""),
        ({"until": "2027-03-09"}, ""),  # a year
        ({"until": "2027-03-10"}, "bad-until"),
    ],
)
def test_ground_plan_and_a_day_within_a_year(more: dict[str, str], code: str) -> None:
    room = Room()
    signed(room)
    assert room.no("event.suspend_request", "e", PLAN | more, "zf_lead") == code


def test_the_approver_names_the_day() -> None:
    room = Room()
    signed(room)
    request = asked(room)
    assert room.no("event.suspend_approve", "e", ruled(request, until=""), "director") == "bad-until"
    assert (
        room.no("event.suspend_approve", "e", ruled(request, until="2028-01-01"), "director") == "bad-until"
    )
    p = ruled(request) | {"reason": " "}
    assert room.no("event.suspend_approve", "e", p, "director") == "no-ruling"
    assert room.no("event.suspend_approve", "e", ruled("of another"), "director") == "no-request"


def test_a_refused_request_leaves_the_event_in_handling_and_may_be_made_again() -> None:
    room = Room()
    signed(room)
    room.does("event.suspend_approve", "e", ruled(asked(room), "deny"), "director")
    assert (room.event().state, room.clocks(unit="T-ZF")["HANDLE"]) == ("SIGNED", RUNS)
    suspended(room)


def test_the_supervisor_asks_for_the_unit_but_an_assisting_unit_does_not() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    for who in ("zf_lead", "sc_lead"):
        room.does("event.sign", "e", {}, who)
    assert room.no("event.suspend_request", "e", PLAN, "sc_lead") == "not-lead"
    assert room.no("event.suspend_request", "e", PLAN, "op") == "no-role"
    asked(room, who="sup")
    assert room.event().suspensions[0].unit == "T-ZF"


def test_it_ends_by_itself_at_eight_of_its_day() -> None:
    room = Room()
    signed(room)
    suspended(room, monday("11:00"))
    assert as_time_left_it(room, "2026-04-15 07:59").state == "SUSPENDED"
    back = as_time_left_it(room, "2026-04-15 08:00")
    assert (back.state, back.moved) == ("SIGNED", at("2026-04-15 08:00"))
    assert back.clock("HANDLE").pauses == ((monday("11:00"), at("2026-04-15 08:00")),)  # type: ignore[union-attr]
    assert room.event().state == "SUSPENDED"  # nothing was recorded
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", at("2026-04-15 09:00"))
    assert room.event().state == "FEEDBACK"


@pytest.mark.parametrize(
    ("until", "opens"),
    [
        ("2026-04-15", "2026-04-15 08:00"),
        ("2026-04-11", "2026-04-13 08:00"),  # Saturday
        ("2026-05-01", "2026-05-06 08:00"),  # 五一 until 05-05
    ],
)
def test_on_a_day_off_it_ends_at_the_first_opening_after(until: str, opens: str) -> None:
    room = Room()
    signed(room)
    suspended(room, until=until)
    one = room.event().suspended
    assert one is not None
    assert show(suspension_ends(one, room.rules.calendar)) == opens
    assert held_until(room.event(), room.rules.calendar) == at(opens)


@pytest.mark.parametrize(
    ("until", "opens"), [("2026-04-15", "2026-04-15 08:00"), ("2026-04-16", "2026-04-16 09:00")]
)
def test_on_a_day_with_windows_of_its_own_eight_or_the_opening_after_it(until: str, opens: str) -> None:
    own = Calendar({}, {"2026-04-15": "07:00-11:00", "2026-04-16": "09:00-12:00"})
    one = Suspension(
        id="s", task="t", unit="T-ZF", by="u", at=MONDAY, code="G1", plan="", wanted=until, until=until
    )
    assert show(suspension_ends(one, own)) == opens


def test_seven_calendar_days_before_people_are_reminded() -> None:
    room = Room()
    signed(room)
    suspended(room)
    one = room.event().suspended
    assert one is not None
    assert show(suspension_warns(one)) == "2026-04-08 00:00"


def test_a_person_may_resume_it_earlier() -> None:
    room = Room()
    signed(room)
    suspended(room, monday("11:00"))
    p = {"task": room.event().parts[0].key, "reason": "资金到位"}
    assert room.no("event.resume", "e", p | {"reason": ""}, "op", at("2026-03-11 09:00")) == "no-reason"
    assert room.no("event.resume", "e", p, "zf_lead", at("2026-03-11 09:00")) == "no-role"
    room.does("event.resume", "e", p, "op", at("2026-03-11 09:00"))
    assert room.event().state == "SIGNED"
    assert room.clock("HANDLE").pauses == ((monday("11:00"), at("2026-03-11 09:00")),)
    assert as_time_left_it(room, "2026-04-20 09:00").clock("HANDLE") == room.clock("HANDLE")


def test_once_a_task() -> None:
    room = Room()
    signed(room)
    suspended(room)
    room.does("event.resume", "e", {"task": room.event().parts[0].key, "reason": "资金到位"}, "op")
    assert room.no("event.suspend_request", "e", PLAN, "zf_lead") == "suspended-before"
    room.does("event.feedback", "e", FEEDBACK, "zf_lead")


def test_after_the_day_it_is_not_resumed_again() -> None:
    room = Room()
    signed(room)
    suspended(room)
    p = {"task": room.event().parts[0].key, "reason": "资金到位"}
    assert room.no("event.resume", "e", p, "op", at("2026-04-15 08:00")) == "wrong-state"


def test_assisting_units_go_on_meanwhile() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    room.does("event.sign", "e", {}, "zf_lead")
    suspended(room)
    assert room.clocks(unit="T-SC")["HANDLE"] == RUNS
    room.does("event.sign", "e", {}, "sc_lead", monday("12:00"))
    room.does("event.feedback", "e", FEEDBACK, "sc_lead", monday("15:00"))
    assert room.event().owing == ()


def test_an_assisting_unit_that_waits_from_the_same_instant_goes_on_first() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    for who in ("zf_lead", "sc_lead"):
        room.does("event.sign", "e", {}, who)
    suspended(room)
    missing = {"task": room.event().parts[1].key, "text": "缺产权证明"}
    room.does("event.wait_applicant", "e", missing, "sc_lead")
    back = as_time_left_it(room, "2026-03-12 18:00")  # the closing of the third working day
    paused = {clock.by: clock.is_paused for clock in back.clocks if clock.name == "HANDLE"}
    assert (back.state, paused) == ("SUSPENDED", {"T-ZF": True, "T-SC": False})


def test_an_event_merged_meanwhile_comes_back_as_it_stood_and_the_day_still_ends_it() -> None:
    room = Room()
    signed(room)
    signed(room, "m")
    suspended(room)
    merged(room)
    unmerged(room, when=at("2026-03-20 09:00"))
    assert room.event().state == "SUSPENDED"
    assert as_time_left_it(room, "2026-04-15 08:00").state == "SIGNED"


def test_a_suspended_event_may_be_voided() -> None:
    room = Room()
    signed(room)
    suspended(room)
    room.does("event.void", "e", {"code": "V4", "reason": "数据错"}, "director")
    assert room.event().state == "VOID"
    assert as_time_left_it(room, "2026-05-15 08:00").state == "VOID"


def test_the_same_approval_by_two_desks_holds_once() -> None:
    room = Room()
    signed(room)
    request = asked(room)
    base = room.event().base
    room.does("event.suspend_approve", "e", ruled(request), "director")
    again = room.act("event.suspend_approve", "e", ruled(request), "director", base=base)
    assert (again.vd, again.code) == ("a", "same-effect")
    room.does("event.resume", "e", {"task": room.event().parts[0].key, "reason": "资金到位"}, "op")
    late = room.act("event.suspend_approve", "e", ruled(request), "director", base=base)
    assert late.vd == "c"  # it holds no longer


# ---------------------------------------------------------------- calls: the centre's lead approves


def handling(room: Room, grade: str = "C3", assist: tuple[str, ...] = ()) -> None:
    assigned(room, grade, assist=assist)
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.progress", "c", {"text": "已派人前往勘察"}, "zr")


def test_the_centres_lead_suspends_a_call_and_the_other_department_goes_on() -> None:
    room = Room()
    handling(room, assist=("ZF",))
    request = asked(room, monday("10:00"), "c", "zr")
    assert room.no("call.suspend_approve", "c", ruled(request), "centre", monday("11:00")) == "no-role"
    assert room.no("call.suspend_approve", "c", ruled(request), "director", monday("11:00")) == "no-role"
    room.does("call.suspend_approve", "c", ruled(request), "centre_lead", monday("11:00"))
    assert (room.call().state, room.call().responsible, room.event().state) == (
        "SUSPENDED",
        "ZR",
        "CALLED_UP",
    )
    assert (room.clocks("c", "ZR")["HANDLE"], room.clocks("c", "ZF")["HANDLE"]) == (PAUSED, RUNS)
    assert room.no("call.progress", "c", {"text": "已派人前往勘察"}, "zr", monday("12:00")) == "wrong-state"
    room.does("call.respond", "c", CONTACTED, "zf", monday("12:00"))
    back = state_at(room.call(), at("2026-04-15 08:00"), room.rules)
    assert back is not None
    assert back.label == "办理中"
    p = {"task": room.call().parts[0].key, "reason": "条件具备"}
    room.does("call.resume", "c", p, "centre", at("2026-03-12 09:00"))
    assert room.call().state == "HANDLING"


def test_the_towns_supervisor_has_no_say_on_a_departments_task_and_a_c1_is_never_suspended() -> None:
    room = Room()
    handling(room)
    assert room.no("call.suspend_request", "c", PLAN, "sup") == "not-holder"
    urgent = Room()
    handling(urgent, "C1")
    assert urgent.no("call.suspend_request", "c", PLAN, "zr") == "urgent-suspension"


def test_an_unknown_day_in_an_old_entry_suspends_nothing() -> None:
    """The fold copes with any body: without a day nobody would ever come back."""
    room = Room()
    signed(room)
    request = asked(room)
    room.act("event.suspend_approve", "e", ruled(request, until="someday"), "director")
    assert room.event().state == "SIGNED"
    assert uid("e") in room.cases
