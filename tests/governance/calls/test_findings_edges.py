"""To the minute, and what starts or ends a silence: the edges of 异常判定 (rulebook §4.4)."""

from msgspec.structs import replace

from governance.calls.findings import findings, found_at
from governance.time.limits import Limit, days
from tests.governance.calls.test_findings import FRIDAY, LATER, found, rejected_twice
from tests.governance.local_time import at, show
from tests.governance.room import ARRIVED, FEEDBACK, Room, assigned


def test_an_answer_at_the_very_end_of_the_doubled_limit_is_late_not_missing() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-16 16:00"))
    assert [f.rule for f in found(room, at("2026-03-16 16:30"))] == ["LATE_RESPONSE"]


def test_when_a_department_was_found_is_when_it_itself_was() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY, assist=("ZF",))
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-13 17:00"))
    room.does("call.progress", "c", {"text": "已派人前往勘察"}, "zr", at("2026-03-16 15:00"))
    now = at("2026-03-16 17:00")
    assert found_at(room.call(), ("ZF",), now, room.rules) == at("2026-03-16 16:00")
    assert found_at(room.call(), ("ZR",), now, room.rules) is None


def test_an_answer_and_a_step_of_the_same_minute_are_told_apart() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    late = at("2026-03-16 15:30")
    room.does("call.respond", "c", ARRIVED, "zr", late)
    response = room.last
    room.does("call.progress", "c", {"text": "已派人前往勘察"}, "zr", late)
    room.does("call.progress", "c", {"text": "勘察已经完成"}, "zr", at("2026-03-16 15:40"))
    assert found(room, LATER)[0].facts[-1].id == response


def test_what_was_fed_back_before_the_doubled_limit_owes_no_response_any_more() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-13 16:30"))
    room.does("call.feedback", "c", FEEDBACK, "zr", at("2026-03-13 16:50"))
    said = {"unit": "ZR", "word": "dispute", "text": "现场无人"}
    room.does("call.confirm_arrival", "c", said, "op", at("2026-03-13 17:00"))
    p = {"unit": "ZR", "mark": "response", "ruling": "uphold", "reason": "无到场记录"}
    room.does("call.rule_response", "c", p, "centre_lead", at("2026-03-13 17:30"))
    assert found(room, LATER) == []


# ---------------------------------------------------------------- silence


def test_the_silence_after_a_response_that_counts_as_none_is_none() -> None:
    room = Room()
    assigned(room)  # C3, Monday: silent for 2 WD is 不作为
    room.does("call.respond", "c", ARRIVED, "zr")
    said = {"unit": "ZR", "word": "dispute", "text": "现场无人"}
    room.does("call.confirm_arrival", "c", said, "op", at("2026-03-09 10:00"))
    p = {"unit": "ZR", "mark": "response", "ruling": "uphold", "reason": "无到场记录"}
    room.does("call.rule_response", "c", p, "centre_lead", at("2026-03-09 11:00"))
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-12 09:00"))
    assert "a" not in [f.ground for f in found(room, at("2026-03-12 10:00"))]
    assert "a" in [f.ground for f in found(room, at("2026-03-16 18:00"))]


def test_nobody_is_idle_while_the_case_stands_on_the_books() -> None:
    room = Room()
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.progress", "c", {"text": "须等汛期过后施工"}, "zr", at("2026-03-09 10:00"))
    asked = {"code": "G2", "plan": "汛期后复工"}
    room.does("call.suspend_request", "c", asked | {"until": "2026-03-27"}, "zr_lead", at("2026-03-09 11:00"))
    ruled = {"request": room.last, "ruling": "approve", "reason": "汛期", "until": "2026-03-27"}
    room.does("call.suspend_approve", "c", ruled, "centre_lead", at("2026-03-09 12:00"))
    assert found(room, at("2026-03-26 18:00")) == []
    assert [f.ground for f in found(room, at("2026-04-03 18:00"))] == ["a"]


def test_a_department_that_helped_is_not_idle_once_the_call_is_rated() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    for who in ("zr", "zf"):
        room.does("call.respond", "c", ARRIVED, who)
    room.does(
        "call.feedback", "c", FEEDBACK | {"unfinished": "配合部门随后归档"}, "zr", at("2026-03-09 10:00")
    )
    for dept in ("ZR", "ZF"):
        p = {"unit": dept, "rating": "GOOD"}
        room.does("call.evaluate", "c", p, "leader", at("2026-03-09 11:00"))
    assert room.call().state == "EVALUATED"
    assert found(room, LATER) == []


# ---------------------------------------------------------------- overdue


def overdue(room: Room, assist: tuple[str, ...] = ()) -> None:
    """C2 of Monday, due Thursday 18:00; the last word came on Tuesday 17:00."""
    assigned(room, "C2", assist=assist)
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-10 10:00"))
    room.does("call.progress", "c", {"text": "已派人前往勘察"}, "zr", at("2026-03-10 17:00"))


def ground_c(room: Room, when: str, **limits: Limit) -> list[str]:
    rules = replace(room.rules, limits={**room.rules.limits, **{f"call.{k}.": v for k, v in limits.items()}})
    said = findings(room.call(), at(when) + 1, rules, at(when) + 1)
    return [show(f.since) for f in said if f.ground == "c" and f.dept == "ZR"]


def test_c_begins_where_the_limit_ends_when_nobody_had_stirred_by_then() -> None:
    room = Room()
    overdue(room)
    due = at("2026-03-12 18:00")
    assert [f for f in found(room, due) if f.ground == "c"] == []
    assert [f.since for f in found(room, due + 1) if f.ground == "c"] == [due + 1]


def test_c_takes_the_countys_own_term_of_silence() -> None:
    room = Room()
    overdue(room)
    assert ground_c(room, "2026-03-13 17:00") == ["2026-03-12 18:00"]
    assert ground_c(room, "2026-03-13 17:00", STILL=days(4, "WD")) == []
    assert ground_c(room, "2026-03-16 18:00", STILL=days(4, "WD")) == ["2026-03-16 18:00"]


def test_who_asked_for_more_time_is_not_inactive_by_c_but_the_other_is() -> None:
    room = Room()
    overdue(room, assist=("ZF",))
    room.does("call.respond", "c", ARRIVED, "zf", at("2026-03-10 10:00"))
    room.does("call.extend_request", "c", {"n": 1, "reason": "连日大雨"}, "zr_lead", at("2026-03-11 10:00"))
    by_dept = {f.dept for f in found(room, at("2026-03-13 18:00")) if f.ground == "c"}
    assert by_dept == {"ZF"}


def test_b_dates_from_the_second_rejection() -> None:
    room = Room()
    rejected_twice(room)
    p = {"unit": "ZR", "mark": "feedback", "ruling": "uphold", "reason": "查看现场"}
    room.does("call.rule_response", "c", p, "centre_lead", at("2026-03-09 16:00"))
    (hollow,) = [f for f in found(room, at("2026-03-09 16:30")) if f.ground == "b"]
    assert show(hollow.since) == "2026-03-09 15:00"
    assert [show(fact.at) for fact in hollow.facts[1:]] == ["2026-03-09 11:00", "2026-03-09 15:00"]


def test_the_county_may_give_more_time_to_explain() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    longer = replace(room.rules, limits={**room.rules.limits, "call.EXPLAIN.": Limit(72 * 60, "EH")})
    said = findings(room.call(), LATER, longer, LATER)
    assert [show(f.explain_until) for f in said] == ["2026-03-19 16:00"]


def test_a_rating_by_silence_ends_the_course_of_a_department_that_helped() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    for who in ("zr", "zf"):
        room.does("call.respond", "c", ARRIVED, who)
    room.does("call.progress", "c", {"text": "随主办一同勘察"}, "zf", at("2026-03-11 09:00"))
    said = FEEDBACK | {"unfinished": "配合部门随后归档"}
    room.does("call.feedback", "c", said, "zr", at("2026-03-09 10:00"))  # EVALUATE 3 WD: Thursday 18:00
    assert found(room, LATER) == []


def test_a_late_answer_after_one_that_counted_as_none_is_named_by_its_own_action() -> None:
    room = Room()
    assigned(room, "C2", when=FRIDAY)
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-13 16:30"))
    said = {"unit": "ZR", "word": "dispute", "text": "现场无人"}
    room.does("call.confirm_arrival", "c", said, "op", at("2026-03-13 17:00"))
    p = {"unit": "ZR", "mark": "response", "ruling": "uphold", "reason": "无到场记录"}
    room.does("call.rule_response", "c", p, "centre_lead", at("2026-03-16 09:00"))
    room.does("call.respond", "c", ARRIVED, "zr", at("2026-03-16 15:30"))
    (late,) = found(room, at("2026-03-16 16:30"))
    assert (late.rule, late.facts[-1].id) == ("LATE_RESPONSE", room.last)
