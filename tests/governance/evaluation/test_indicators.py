"""Which case counts in which indicator, and what leaves a denominator (rulebook §7.1)."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from governance.evaluation.facts import OUT_NAMES, DeptOwed, DeptRated, Fact, Owed, Revisited, Step, Told
from governance.evaluation.indicators import COUNT, INDICATORS
from governance.evaluation.judging import HIT, MISS
from governance.evaluation.of_calls import facts_of_call
from governance.evaluation.of_events import facts_of_event, repeated
from governance.evaluation.period import Period, before, period_of
from governance.evaluation.tally import ALL, Tally, digest, tallies
from governance.events.event import Event
from governance.objections import state_at
from tests.governance.handling.asking import handling_payload
from tests.governance.local_time import at
from tests.governance.room import (
    CONTACTED,
    FEEDBACK,
    MONDAY,
    SELF_HANDLED,
    Room,
    assigned,
    called,
    closed,
    dispatched,
    divided,
    fed,
    fed_back,
    merged,
    monday,
    report,
    signed,
    slip,
    uid,
    verifying,
)


def march(as_of: str = "2026-04-20 09:00") -> Period:
    period = period_of("2026-03", at(as_of))
    assert period is not None
    return period


@pytest.fixture
def room() -> Room:
    return Room()


def facts(room: Room, period: Period) -> list[Fact]:
    found: list[Fact] = []
    for case in list(room.cases.values()):
        if isinstance(case, Event):
            found += facts_of_event(case, period, room.rules)
    call = room.cases.get(uid("c"))
    if call is not None:
        now: Any = state_at(call, period.as_of, room.rules)
        found += facts_of_call(now, period, room.rules)
    return found


def of(
    room: Room, code: str, period: Period | None = None, who: str = ALL
) -> tuple[int, int, dict[str, int]]:
    """Numerator, denominator, and how many were left out why."""
    counted = tallies(facts(room, period or march()), period or march())
    found = next((t for t in counted if (t.indicator, t.who) == (code, who)), Tally(indicator=code, who=who))
    return len(found.hits), len(found.owed), {reason: len(cases) for reason, cases in found.out}


# ---------------------------------------------------------------- the period


def test_a_period_is_its_whole_days() -> None:
    period = march()
    assert (period.since, period.to) == (at("2026-03-01 00:00"), at("2026-04-01 00:00"))
    assert period.fell_due(at("2026-03-31 23:59"))
    assert not period.fell_due(at("2026-04-01 00:00"))
    assert (before(period).name, before(period, 12).name) == ("2026-02", "2025-03")
    week = period_of("2026-03-02..2026-03-08")
    assert week is not None
    assert before(week).name == "2026-02-23..2026-03-01"
    assert [period_of(name) for name in ("2026-3", "2026-13", "2026-03-02..2026-03-01", "三月")] == [None] * 4


def test_what_is_not_due_yet_is_not_owed(room: Room) -> None:
    signed(room)
    assert of(room, "sign_rate", march("2026-03-09 09:30"))[:2] == (0, 0)  # SIGN U3 2 WH: due at 11:00
    assert of(room, "sign_rate", march("2026-03-09 11:30"))[:2] == (1, 1)


# ---------------------------------------------------------------- counts


def test_every_caller_is_an_appeal_and_only_the_main_case_an_event(room: Room) -> None:
    dispatched(room, "m")
    dispatched(room, "e")
    merged(room)
    room.does("event.report", "v", report(), "op")
    room.does("event.void", "v", {"code": "V1", "reason": "重复"}, "leader")
    room.does("event.report", "r", report(), "op")
    room.does("event.reject", "r", {"code": "R1", "told": {"text": "已告知", "at": MONDAY}}, "op")
    assert of(room, "appeal_count")[0] == 4
    assert of(room, "event_count") == (1, 1, {"MERGED": 1, "VOID": 1, "REJECTED": 1})


def test_a_split_mother_goes_and_her_children_come() -> None:
    def told(case: str, **more: Any) -> Told:
        return Told(case=case, who="", at=MONDAY, ch="PHONE", **more)

    family = [told("mother", out="SPLIT"), told("a", child=True), told("b", child=True)]
    count = {(t.indicator, t.who): len(t.hits) for t in tallies(family, march())}
    assert (count["appeal_count", ALL], count["event_count", ALL]) == (1, 2)


def test_a_mother_is_counted_by_her_parts_even_when_she_is_closed(room: Room) -> None:
    signed(room)
    divided(room, stay=True)
    assert of(room, "appeal_count")[0] == 1
    assert of(room, "event_count") == (2, 2, {"SPLIT": 1})
    assert of(room, "accept_rate")[:2] == (1, 1)
    assert of(room, "return_rate")[:2] == (0, 1)  # the task that a part goes on with was given once
    for name in ("p1", "p2"):
        room.does("event.feedback", name, FEEDBACK, "zf_lead", monday("11:00"))
        room.does("event.order_verify", name, {"verifier": uid("grid")}, "op", monday("11:00"))
        room.does("event.verify", name, {"result": "pass", "reason": "已到场"}, "grid", monday("11:00"))
        room.does("event.close", name, {"result": "SOLVED"}, "op", monday("11:00"))
    assert room.event().state == "CLOSED"
    assert of(room, "event_count") == (2, 2, {"SPLIT": 1})
    assert of(room, "first_time_rate") == (*of(room, "close_rate")[:2], {}) == (2, 2, {})


def test_what_was_settled_on_the_spot_is_closed_at_once(room: Room) -> None:
    room.does("event.report", "e", report(cat=SELF_HANDLED, ch="GRID"), "grid", monday("09:00"))
    room.does("event.self_handle", "e", {"text": "已当场清理"}, "grid", monday("09:05"))
    assert of(room, "first_time_rate") == (1, 1, {})
    assert of(room, "accept_rate") == (1, 1, {})
    assert of(room, "self_found_rate") == (1, 1, {})


def judged(code: str, fact: Fact, period: Period | None = None) -> str | None:
    return INDICATORS[code].judge(fact, period or march())


def test_a_split_child_is_no_appeal_and_repeats_nothing() -> None:
    child = Told(case="a", who="", at=MONDAY, ch="GRID", child=True, repeats=True)
    assert [judged(code, child) for code in ("appeal_count", "repeat_rate")] == [None, None]
    caller = replace(child, child=False)
    assert [judged(code, caller) for code in ("appeal_count", "repeat_rate")] == [HIT, HIT]
    assert judged("repeat_rate", replace(caller, repeats=False)) == MISS


def test_a_void_record_is_an_appeal_that_the_events_subtract_and_no_denominator_holds() -> None:
    """§7.1: 事件数 = 诉求数 − … − 作废, as in 312 − 14 − 2 − 6 = 290; VOID leaves every denominator, that of a share too."""
    void = Told(case="a", who="", at=MONDAY, ch="GRID", out="VOID")
    codes = ("appeal_count", "event_count", "repeat_rate", "self_found_rate")
    assert [judged(code, void) for code in codes] == [HIT, "VOID", "VOID", "VOID"]


@pytest.mark.parametrize("code", ["solved_rate", "satisfied_rate"])
def test_an_answer_counts_in_the_period_in_which_it_was_given(code: str) -> None:
    said = Revisited(case="a", who="u", at=at("2026-03-31 23:59"), rating="GOOD", solved=True)
    assert judged(code, said) == HIT
    assert judged(code, replace(said, at=at("2026-04-01 00:00"))) is None
    assert judged(code, replace(said, rating="UNREACHED")) == "UNREACHED"
    assert judged(code, replace(said, rating="NONE")) == "UNRATED"


def test_an_unreasonable_complaint_leaves_satisfaction_only_when_it_is_bad() -> None:
    said = Revisited(case="a", who="u", at=MONDAY, rating="BAD", reason="D")
    assert judged("satisfied_rate", said) == "UNREASONABLE"
    assert judged("satisfied_rate", replace(said, reason="")) == MISS
    assert judged("satisfied_rate", replace(said, rating="FAIR")) == HIT


def test_a_rating_of_a_department_counts_by_its_day_and_not_by_silence() -> None:
    said = DeptRated(case="a", who="ZF", at=MONDAY, rating="FAIR")
    assert judged("call_satisfied_rate", said) == HIT
    assert judged("call_satisfied_rate", replace(said, rating="BAD")) == MISS
    assert judged("call_satisfied_rate", replace(said, default=True)) == "DEFAULT"
    assert judged("call_satisfied_rate", replace(said, at=at("2026-04-01 00:00"))) is None


def test_a_step_counts_in_the_period_in_which_it_was_taken() -> None:
    step = Step(case="a", who="u", at=at("2026-03-31 23:59"), behalf=True)
    assert judged("behalf_rate", step) == HIT
    assert judged("behalf_rate", replace(step, at=at("2026-04-01 00:00"))) is None
    assert judged("behalf_rate", replace(step, behalf=False)) == MISS
    assert judged("behalf_rate", replace(step, out="DISPUTED")) == "DISPUTED"


def test_silence_is_not_judged_before_twice_the_time_is_over() -> None:
    due2 = at("2026-03-10 09:00")
    owed = DeptOwed(case="a", who="ZF", clock="RESPOND", due=MONDAY, due2=due2, finding="NO_RESPONSE")
    said = [judged("no_response_rate", owed, replace(march(), as_of=due2 + n)) for n in (-1, 0, 1)]
    assert said == ["PROVISIONAL", "PROVISIONAL", HIT]


def test_how_often_the_room_records_is_printed_and_never_scored() -> None:
    assert [INDICATORS[code].scored for code in ("behalf_rate", "close_rate")] == [False, True]


@pytest.mark.parametrize(("more", "said"), [(0, HIT), (1, MISS)])
def test_a_departments_feedback_at_the_due_itself_is_on_time(more: int, said: str) -> None:
    due = at("2026-03-10 09:00")
    owed = DeptOwed(case="a", who="ZF", clock="HANDLE", due=due, due2=due, done=due + more)
    assert judged("done_on_time_rate", owed) == said
    assert judged("done_on_time_rate", replace(owed, done=None)) == MISS


def test_the_basis_of_a_figure_says_what_is_counted_and_what_is_left_out() -> None:
    assert INDICATORS["first_time_rate"].basis == "未返工 / 本期结案"
    assert INDICATORS["behalf_rate"].basis.endswith("；有异议未裁定、异议成立的不计；只列示，不计分")
    assert INDICATORS["appeal_count"].basis.startswith("本期登记的每条来电记录，含归并、不予受理和作废的；")


def test_the_same_matter_within_thirty_days_repeats(room: Room) -> None:
    for name, day, cat in (("a", "03-01", "010101"), ("b", "03-30", "010101"), ("c1", "03-30", "010102")):
        room.does("event.report", name, report(cat=cat), "op", at(f"2026-{day} 09:00"))
    room.does("event.report", "d", report(), "op", at("2026-04-30 09:00"))
    events = [case for case in room.cases.values() if isinstance(case, Event)]
    assert repeated(events) == {uid("b")}


# ---------------------------------------------------------------- rates of events


def test_a_rejection_in_time_is_an_answer_in_time(room: Room) -> None:
    room.does("event.report", "r", report(), "op")
    room.does("event.reject", "r", {"code": "R1", "told": {"text": "已告知", "at": MONDAY}}, "op")
    assert of(room, "accept_rate") == (1, 1, {})


def test_closed_and_fed_back_in_time(room: Room) -> None:
    closed(room)
    assert of(room, "close_rate") == of(room, "on_time_rate") == (1, 1, {})
    assert of(room, "first_time_rate") == (1, 1, {})


def test_an_open_case_past_its_due_is_owed(room: Room) -> None:
    signed(room)
    assert of(room, "close_rate") == of(room, "on_time_rate") == (0, 1, {})


def test_a_void_case_leaves_every_denominator_and_is_printed(room: Room) -> None:
    signed(room)
    room.does("event.void", "e", {"code": "V1", "reason": "重复"}, "leader")
    assert of(room, "close_rate") == (0, 0, {"VOID": 1})
    assert of(room, "sign_rate") == (0, 0, {"VOID": 1})


def test_a_void_case_leaves_the_rates_of_returns_too(room: Room) -> None:
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead")
    room.does("event.decide_return", "e", {"request": room.last, "ruling": "uphold", "reason": "属实"}, "op")
    assert of(room, "return_rate") == of(room, "return_upheld_rate") == (1, 1, {})
    room.does("event.void", "e", {"code": "V1", "reason": "重复"}, "leader")
    assert of(room, "return_rate") == of(room, "return_upheld_rate") == (0, 0, {"VOID": 1})


def test_a_failed_look_loses_the_first_time_and_counts_once(room: Room) -> None:
    verifying(room)
    room.does("event.verify", "e", {"result": "fail", "reason": "仍未拆除"}, "grid")
    room.does("event.feedback", "e", FEEDBACK, "zf_lead")
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")
    room.does("event.verify", "e", {"result": "pass", "reason": "复核通过"}, "grid")
    room.does("event.close", "e", {"result": "SOLVED"}, "op")
    assert of(room, "close_rate") == (1, 1, {})
    assert of(room, "first_time_rate") == (0, 1, {})


def test_a_task_given_to_another_unit_leaves_the_first_ones_denominators(room: Room) -> None:
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead")
    room.does("event.decide_return", "e", {"request": room.last, "ruling": "uphold", "reason": "属实"}, "op")
    room.does("event.redispatch", "e", {"unit": "T-SC"}, "op")
    assert of(room, "close_rate", who="T-ZF") == (0, 0, {"REASSIGNED": 1})
    assert of(room, "close_rate", who="T-SC") == (0, 1, {})
    assert of(room, "return_rate") == (1, 2, {})
    assert of(room, "return_upheld_rate") == (1, 1, {})


def test_a_clock_that_stands_still_is_not_due_and_is_printed(room: Room) -> None:
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead")
    assert of(room, "on_time_rate") == (0, 0, {"PAUSED": 1})


def test_a_suspended_case_and_an_exempt_task_leave_and_are_printed(room: Room) -> None:
    signed(room)
    signed(room, "x")
    room.does(
        "event.suspend_request", "e", handling_payload("event.suspend_request", room.event()), "zf_lead"
    )
    room.does(
        "event.suspend_approve", "e", handling_payload("event.suspend_approve", room.event()), "director"
    )
    room.does("event.exempt", "x", handling_payload("event.exempt", room.event("x")), "director")
    assert of(room, "close_rate") == (0, 0, {"SUSPENDED": 1, "EXEMPT": 1})
    assert of(room, "sign_rate") == (1, 1, {"EXEMPT": 1})


def test_an_assisting_unit_is_counted_for_itself(room: Room) -> None:
    dispatched(room, assist=("T-PCS",))
    assert of(room, "assist_rate", who="T-PCS") == (0, 1, {})
    assert of(room, "sign_rate", who="T-PCS")[1] == 1  # its signature is a signature
    assert of(room, "on_time_rate")[1] == 1


def test_an_anonymous_caller_is_not_called_first(room: Room) -> None:
    dispatched(room, reply=True)
    dispatched(room, "x", reply=True)
    room.cases[uid("x")] = replace(room.event("x"), anon=True)
    assert of(room, "contact_rate") == (0, 1, {"ANONYMOUS": 1})


def outer(room: Room, case: str = "e") -> None:
    """An event from 12345, signed, with an outer due in March."""
    signed(room, case, ch="12345", outer="A-1", outer_due=at("2026-03-10 09:00"))


def test_an_exempt_task_and_a_suspended_case_leave_the_outer_rate_too(room: Room) -> None:
    for case in ("e", "x", "y"):
        outer(room, case)
    room.does("event.exempt", "x", handling_payload("event.exempt", room.event("x")), "director")
    asked = handling_payload("event.suspend_request", room.event("y"))
    room.does("event.suspend_request", "y", asked, "zf_lead")
    room.does(
        "event.suspend_approve", "y", handling_payload("event.suspend_approve", room.event("y")), "director"
    )
    assert of(room, "outer_rate") == (0, 1, {"EXEMPT": 1, "SUSPENDED": 1})


@pytest.mark.parametrize(
    ("received", "counted"),
    [("08:59", (1, 1, {})), ("09:00", (1, 1, {})), ("09:01", (0, 0, {"UNSURE": 1}))],
)
def test_a_feedback_that_may_have_come_after_the_outer_due_is_nobodys_until_ruled(
    room: Room, received: str, counted: tuple[int, int, dict[str, int]]
) -> None:
    outer(room)
    between = (monday("17:00"), at(f"2026-03-10 {received}"))
    room.act("event.feedback", "e", FEEDBACK, "zf_lead", monday("17:30"), between=between, cq=2)
    assert of(room, "outer_rate") == counted


def test_one_that_came_at_the_outer_due_at_the_earliest_is_nobodys_either(room: Room) -> None:
    outer(room)
    due = at("2026-03-10 09:00")
    room.act("event.feedback", "e", FEEDBACK, "zf_lead", due + 60_000, between=(due, due + 3_600_000), cq=2)
    assert of(room, "outer_rate") == (0, 0, {"UNSURE": 1})


def test_the_outer_due_is_judged_by_the_last_feedback(room: Room) -> None:
    fed(room, ch="12345", outer="A-1", outer_due=at("2026-03-09 09:00"))
    signed(room, "x", ch="12345", outer="A-2", outer_due=at("2026-03-10 09:00"))
    assert of(room, "outer_rate") == (1, 2, {})


@pytest.mark.parametrize(
    ("rating", "reason", "solved", "satisfied"),
    [("GOOD", "", HIT, HIT), ("FAIR", "", HIT, HIT), ("BAD", "A", HIT, MISS), ("BAD", "D", HIT, "UNREASONABLE"),
     ("NONE", "", "UNRATED", "UNRATED"), ("UNREACHED", "", "UNREACHED", "UNREACHED")],
)  # fmt: skip
def test_effective_revisits(rating: str, reason: str, solved: str, satisfied: str) -> None:
    fact = Revisited(case="e", who="T-ZF", at=MONDAY, rating=rating, solved=True, reason=reason)
    said = [INDICATORS[code].judge(fact, march()) for code in ("solved_rate", "satisfied_rate")]
    assert said == [solved, satisfied]


# ---------------------------------------------------------------- rates of calls


def test_an_answer_in_time_late_and_none(room: Room) -> None:
    assigned(room)  # C3 assigned 03-09 09:00: RESPOND 1 WD, due 03-10 18:00, due2 03-11 18:00
    assert of(room, "no_response_rate", march("2026-03-14 09:00")) == (1, 1, {})
    assert of(room, "no_response_rate", march("2026-03-12 09:00")) == (
        0,
        0,
        {"PROVISIONAL": 1},
    )  # 48 h 说明期
    assert of(room, "no_response_rate", march("2026-03-11 17:00")) == (0, 0, {"PROVISIONAL": 1})
    assert of(room, "response_rate", march("2026-03-11 17:00")) == (0, 1, {})
    room.does("call.respond", "c", CONTACTED, "zr", at("2026-03-11 10:00"))
    assert of(room, "late_rate") == (1, 1, {})
    assert of(room, "no_response_rate") == (0, 1, {})


def test_an_upheld_appeal_leaves_every_denominator(room: Room) -> None:
    assigned(room)
    filed = at("2026-03-12 09:00")
    room.does("call.appeal", "c", {"rule": "NO_RESPONSE", "text": "台风断路"}, "zr_lead", filed)
    assert of(room, "no_response_rate") == (0, 0, {"PROVISIONAL": 1})
    ruling = {"appeal": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("call.decide_appeal", "c", ruling, "centre_lead", at("2026-03-12 15:00"))
    assert of(room, "no_response_rate") == of(room, "response_rate") == (0, 0, {"EXEMPT": 1})


def test_an_answer_whose_clock_began_at_a_doubtful_time_is_nobodys_until_ruled(room: Room) -> None:
    """§6.4: assigned between 09:00 and 12:00 the next day, so RESPOND (1 WD) was due on the 10th or on the 11th."""
    called(room)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    between = (MONDAY, at("2026-03-10 12:00"))
    assert room.act("call.assign", "c", {"unit": "ZR"}, "centre", MONDAY, between=between, cq=2).vd == "a"
    step = room.last
    room.does("call.respond", "c", CONTACTED, "zr", at("2026-03-11 10:00"))
    codes = ("response_rate", "late_rate", "no_response_rate")
    assert [of(room, code) for code in codes] == [(0, 0, {"UNSURE": 1})] * 3
    ruling = {"subject": step, "ruling": "deny", "reason": "以县端收到为准", "parent": uid("c")}
    room.does("clock.rule", "r", ruling, "leader", at("2026-03-11 11:00"))
    assert of(room, "response_rate") == (1, 1, {})


def test_a_withdrawn_call_owes_nothing(room: Room) -> None:
    assigned(room)
    room.does("call.withdraw", "c", {"reason": "已自行解决"}, "leader")
    assert of(room, "response_rate") == (0, 0, {"WITHDRAWN": 1})


def test_an_exempt_department_leaves(room: Room) -> None:
    assigned(room)
    room.does("call.exempt", "c", handling_payload("call.exempt", room.call()), "centre_lead")
    assert of(room, "response_rate") == of(room, "done_rate") == (0, 0, {"EXEMPT": 1})


def test_a_rating_by_people_and_one_by_silence(room: Room) -> None:
    fed_back(room)
    assert of(room, "call_satisfied_rate") == (0, 0, {"DEFAULT": 1})
    assert of(room, "done_rate") == (1, 1, {})
    said = {"unit": "ZR", "rating": "BAD", "done": "NOT", "reason": "未到场", "files": ["现场.jpg"]}
    room.does("call.evaluate", "c", said, "leader")
    assert of(room, "call_satisfied_rate") == (0, 1, {})
    assert of(room, "done_rate") == (0, 1, {})
    assert of(room, "done_on_time_rate") == (1, 1, {})


def test_every_department_of_a_call_has_its_own_finding(room: Room) -> None:
    assigned(room, assist=("LY",))
    room.does("call.respond", "c", CONTACTED, "zr", at("2026-03-11 10:00"))
    assert [of(room, code, who="ZR") for code in ("late_rate", "no_response_rate")] == [
        (1, 1, {}),
        (0, 1, {}),
    ]
    assert [of(room, code, who="LY") for code in ("late_rate", "no_response_rate")] == [
        (0, 1, {}),
        (1, 1, {}),
    ]


def test_a_department_whose_return_was_upheld_owes_nothing(room: Room) -> None:
    assigned(room)
    given_back = {
        "task": room.call().tasks[-1].id,
        "code": "T1",
        "clause": "SD-A01-1",
        "suggested_unit": "ZF",
    }
    room.does("call.return", "c", given_back, "zr")
    assert of(room, "done_rate") == (0, 0, {"PAUSED": 1})
    ruling = {"request": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("call.decide_return", "c", ruling, "centre")
    assert of(room, "done_rate") == of(room, "response_rate") == (0, 0, {"RETURNED": 1})


def test_a_suspended_call_leaves_what_its_lead_owes_to_finish(room: Room) -> None:
    assigned(room)
    room.does("call.respond", "c", CONTACTED, "zr")
    room.does("call.progress", "c", {"text": "已报立项，等待资金"}, "zr")
    asked = handling_payload("call.suspend_request", room.call())
    room.does("call.suspend_request", "c", asked, "zr_lead")
    room.does(
        "call.suspend_approve", "c", handling_payload("call.suspend_approve", room.call()), "centre_lead"
    )
    assert of(room, "done_rate", march("2026-04-01 09:00")) == (0, 0, {"SUSPENDED": 1})
    assert of(room, "response_rate") == (1, 1, {})


def test_done_is_what_the_town_calls_done(room: Room) -> None:
    fed_back(room)
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD", "done": "DONE"}, "leader")
    assert of(room, "done_rate") == (1, 1, {})
    assert of(room, "call_satisfied_rate") == (1, 1, {})


def test_a_feedback_that_was_sent_back_is_none(room: Room) -> None:
    fed_back(room)
    rejected = {"feedback": room.last, "reason": "HOLLOW"}
    room.does("call.reject_feedback", "c", rejected, "leader")
    assert of(room, "done_on_time_rate") == (0, 1, {})


# ---------------------------------------------------------------- all of them

instants = st.integers(at("2026-02-20 00:00"), at("2026-04-10 00:00"))
outs = st.sampled_from(["", "", "", *OUT_NAMES])
maybe = st.none() | instants
some_facts = st.one_of(
    st.builds(Told, case=st.text("ab", max_size=2), who=st.just("u"), at=instants, ch=st.just("GRID"),
              out=st.sampled_from(["", "VOID", "MERGED", "SPLIT"]), child=st.booleans(), repeats=st.booleans()),
    st.builds(Owed, case=st.text("ab", max_size=2), who=st.sampled_from(["u", "v"]), due=instants, done=maybe,
              closed=maybe, out=outs, clock=st.sampled_from(["ACCEPT", "SIGN", "CONTACT", "HANDLE", "OUTER"])),
    st.builds(DeptOwed, case=st.text("ab", max_size=2), who=st.sampled_from(["d", "e"]), due=instants,
              due2=instants, done=maybe, settled=st.booleans(),
              finding=st.sampled_from(["", "LATE_RESPONSE", "NO_RESPONSE"]), pending=st.booleans(), out=outs,
              clock=st.sampled_from(["RESPOND", "HANDLE"])),
    st.builds(DeptRated, case=st.text("ab", max_size=2), who=st.just("d"), at=instants,
              rating=st.sampled_from(["GOOD", "FAIR", "BAD"]), default=st.booleans()),
)  # fmt: skip


def within(part: Iterable[str], whole: Iterable[str]) -> bool:
    left = list(whole)
    for case in part:
        if case not in left:
            return False
        left.remove(case)
    return True


@given(st.lists(some_facts, max_size=30))
def test_a_numerator_lies_within_its_denominator(found: list[Fact]) -> None:
    for tally in tallies(found, march()):
        assert within(tally.hits, tally.owed)
        assert INDICATORS[tally.indicator].form != COUNT or tally.hits == tally.owed


@given(st.lists(some_facts, max_size=20), st.randoms())
def test_the_order_of_facts_does_not_matter(found: list[Fact], chance: Any) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert digest(tallies(found, march())) == digest(tallies(shuffled, march()))


@given(st.lists(some_facts, max_size=30))
def test_the_whole_is_the_sum_of_its_units(found: list[Fact]) -> None:
    counted = tallies(found, march())
    for whole in (t for t in counted if t.who == ALL):
        parts = [t for t in counted if t.indicator == whole.indicator and t.who != ALL]
        assert (sum(len(t.hits) for t in parts), sum(len(t.owed) for t in parts)) == (
            len(whole.hits),
            len(whole.owed),
        )


def test_every_indicator_says_what_it_counts() -> None:
    for code, one in INDICATORS.items():
        assert one.code == code
        assert one.name
        assert one.numerator
        assert one.basis
        assert bool(one.denominator) == (one.form != COUNT)
    assert len({one.name for one in INDICATORS.values()}) == len(INDICATORS)
