"""代录确认/异议 and 待核裁定 (rulebook §3.8, §3.11): who may say no, until when, who rules, what follows."""

from typing import Any

import pytest

from governance.moves import allowed
from governance.rulings.ruling import Ruling, doubts
from tests.governance.local_time import at
from tests.governance.room import (
    FEEDBACK,
    NEAR,
    RUNS,
    Room,
    closed,
    dispatched,
    fed,
    monday,
    signed,
    uid,
    verifying,
)

BEHALF = {"behalf": {"unit": "T-ZF", "person": "张队长", "by": "PHONE"}}


def recorded(room: Room, kind: str = "event.feedback", p: dict[str, Any] = FEEDBACK, who: str = "op") -> str:
    room.does(kind, "e", p | BEHALF, who, monday("10:00"))
    return room.event().recorded[-1].action


def answer(step: str, said: str = "dispute", **more: str) -> dict[str, str]:
    return {"step": step, "answer": said, "text": "本队未反馈"} | more


def rule(step: str, ruling: str = "uphold", **more: str) -> dict[str, str]:
    return {"subject": step, "ruling": ruling, "reason": "经核实", "parent": uid("e")} | more


def test_what_the_room_records_waits_for_the_unit_for_a_working_day() -> None:
    room = Room()
    dispatched(room)
    step = recorded(room, "event.sign", {})
    assert [(one.kind, one.unit, one.by, one.answer) for one in room.event().recorded] == [
        ("event.sign", "T-ZF", uid("op"), "")
    ]
    assert room.no("event.behalf_answer", "e", answer(step), "zf_staff", at("2026-03-10 18:00")) == ""
    assert (
        room.no("event.behalf_answer", "e", answer(step), "zf_staff", at("2026-03-10 18:01"))
        == "nothing-recorded"
    )
    assert room.no("event.behalf_answer", "e", answer(step), "sc_lead") == "no-role"
    assert room.no("event.behalf_answer", "e", answer(step, text=" "), "zf_staff") == "no-reason"
    assert room.no("event.behalf_answer", "e", answer(step, "maybe"), "zf_staff") == "no-answer"
    room.does("event.behalf_answer", "e", answer(step, "confirm"), "zf_lead", monday("11:00"))
    assert room.event().recorded[0].answer == "confirm"
    assert room.no("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00")) == "nothing-recorded"


def test_a_unit_answers_for_a_feedback_though_its_task_is_done() -> None:
    room = Room()
    signed(room)
    step = recorded(room)
    kinds = {move.kind for move in allowed(room.event(), uid("zf_staff"), monday("11:00"), room.rules)}
    assert "event.behalf_answer" in kinds
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    assert doubts(room.event()) == {step: "代录异议"}


def test_an_upheld_dispute_of_a_feedback_is_done_again() -> None:
    room = Room()
    signed(room)
    step = recorded(room)
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    event = room.event()
    assert (event.state, event.rounds, event.recorded[0].ruling, doubts(event)) == ("SIGNED", 2, "uphold", {})
    assert room.clocks(unit="T-ZF")["HANDLE"] == RUNS
    ruling = room.cases[uid("r")]
    assert isinstance(ruling, Ruling)
    assert (ruling.label, ruling.final, ruling.parent) == ("成立", True, event.id)


def test_a_denied_dispute_leaves_the_feedback() -> None:
    room = Room()
    signed(room)
    step = recorded(room)
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    room.does("clock.rule", "r", rule(step, "deny"), "leader", monday("12:00"))
    assert (room.event().state, room.event().recorded[0].ruling) == ("FEEDBACK", "deny")
    assert room.no("clock.rule", "r2", rule(step), "leader", monday("12:01")) == "nothing-in-doubt"


def test_only_the_leader_on_duty_rules_and_not_on_his_own_record() -> None:
    room = Room()
    signed(room)
    step = recorded(room, who="leader")
    assert room.no("clock.rule", "r", rule(step), "leader") == "nothing-in-doubt"
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    assert room.no("clock.rule", "r", rule(step), "leader", monday("12:00")) == "own-record"
    assert room.no("clock.rule", "r", rule(step), "director", monday("12:00")) == "no-role"
    assert room.no("clock.rule", "r", rule(step, reason=" "), "leader", monday("12:00")) != ""
    assert room.no("clock.rule", "r", rule(step, parent=uid("nobody")), "leader") == "no-parent"
    kinds = {move.kind for move in allowed(room.event(), uid("op"), monday("12:00"), room.rules)}
    assert "clock.rule" not in kinds


@pytest.mark.parametrize(("ruling", "out"), [("uphold", True), ("deny", False)])
def test_a_claim_nobody_can_meet_counts_as_such_once_the_leader_confirms(ruling: str, out: bool) -> None:
    room = Room()
    closed(room)
    said = {"reached": True, "rating": "BAD", "reason": "D"}
    room.does("event.revisit", "e", said, "op", monday("11:00"))
    assert room.event().unreasonable is False
    (subject,) = doubts(room.event())
    room.does("clock.rule", "r", rule(subject, ruling), "leader", monday("12:00"))
    assert (room.event().unreasonable, doubts(room.event())) == (out, {})
    rework = {"reason": "UNSATISFIED", "text": "仍不满意"}
    assert room.no("event.rework", "e", rework, "op", monday("13:00")) == ("not-unhappy" if out else "")


@pytest.mark.parametrize(("ruling", "text"), [("uphold", "乙"), ("deny", "甲")])
def test_of_two_values_the_leader_says_which_holds(ruling: str, text: str) -> None:
    room = Room()
    fed(room)
    for value in ("甲", "乙"):
        room.does("event.amend", "e", {"set": [{"field": "text", "seen": "", "value": value}]}, "op")
    (subject,) = doubts(room.event())
    room.does("clock.rule", "r", rule(subject, ruling), "leader", monday("12:00"))
    event = room.event()
    assert (event.text, event.disputed) == (text, ())


def test_an_upheld_feedback_in_verification_goes_back_too() -> None:
    room = Room()
    signed(room)
    step = recorded(room)
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "sup", monday("10:30"))
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    assert room.event().state == "SIGNED"


def test_what_is_verified_by_a_person_is_no_record() -> None:
    room = Room()
    verifying(room)
    assert room.event().recorded == ()


def assisted(room: Room) -> str:
    """The room records a feedback of the 协办 that the 协办 never gave; the 主办 goes on."""
    dispatched(room, assist=("T-SC",))
    for who in ("zf_lead", "sc_lead"):
        room.does("event.sign", "e", {}, who)
    behalf = {"behalf": {"unit": "T-SC", "person": "李队长", "by": "PHONE"}}
    room.does("event.feedback", "e", FEEDBACK | behalf, "op", monday("10:00"))
    step = room.last
    room.does("event.behalf_answer", "e", answer(step), "sc_lead", monday("11:00"))
    return step


def test_an_assisting_unit_that_never_fed_back_has_its_task_again_with_half_the_limit() -> None:
    room = Room()
    step = assisted(room)
    first, lead = room.clock("HANDLE", "T-SC"), room.clock("HANDLE", "T-ZF")
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    event, again = room.event(), room.clock("HANDLE", "T-SC")
    assert (event.state, event.rounds, event.owing) == ("SIGNED", 1, ("T-ZF", "T-SC"))
    assert (first.n, first.stop) == (5, monday("10:00"))
    assert (again.n, again.cal, again.start, again.stop) == (
        3,
        first.cal,
        monday("12:00"),
        None,
    )  # ceil(5 / 2)
    assert (first in event.clocks, room.clock("HANDLE", "T-ZF")) == (True, lead)
    room.does("event.feedback", "e", FEEDBACK, "sc_lead", monday("15:00"))


def test_once_the_case_is_closed_its_task_stays_done() -> None:
    room = Room()
    step = assisted(room)
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("11:10"))
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "sup", monday("11:20"))
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "grid", monday("11:30"))
    room.does("event.close", "e", {"result": "SOLVED"}, "sup", monday("11:40"))
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    assert (room.event().state, [task.state for task in room.event().tasks]) == ("CLOSED", ["DONE", "DONE"])
    assert room.event().recorded[0].ruling == "uphold"


def test_a_feedback_the_unit_never_gave_reopens_even_what_was_verified() -> None:
    room = Room()
    signed(room)
    step = recorded(room)
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "sup", monday("10:30"))
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "grid", monday("11:30"))
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    assert (room.event().state, room.event().rounds) == ("SIGNED", 2)


def test_an_upheld_dispute_of_a_signature_moves_nothing() -> None:
    room = Room()
    dispatched(room)
    step = recorded(room, "event.sign", {})
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    event = room.event()
    assert (event.state, event.rounds, event.recorded[0].ruling) == ("SIGNED", 1, "uphold")


def test_the_leads_disputed_feedback_opens_its_own_task_and_no_other() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    for who in ("zf_lead", "sc_lead"):
        room.does("event.sign", "e", {}, who)
    room.does("event.feedback", "e", FEEDBACK, "sc_lead", monday("09:30"))
    step = recorded(room)
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    assert room.no("clock.rule", "r", rule("another step"), "leader", monday("12:00")) == "nothing-in-doubt"
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    assert [(task.unit, task.state) for task in room.event().tasks] == [("T-ZF", "OPEN"), ("T-SC", "DONE")]
    assert (room.event().state, room.event().rounds) == ("SIGNED", 2)


@pytest.mark.parametrize(
    ("ruling", "state", "stop"), [("uphold", "SIGNED", "10:00"), ("deny", "FEEDBACK", "12:00")]
)
def test_one_word_settles_a_step_that_is_in_doubt_by_its_time_and_by_its_unit(
    ruling: str, state: str, stop: str
) -> None:
    """Recorded for the unit on a desk that did not know the time, and the unit says it never did so."""
    room = Room()
    signed(room)
    first = len(room.event().clocks) - 1
    between = (monday("09:30"), monday("12:00"))
    room.act("event.feedback", "e", FEEDBACK | BEHALF, "op", monday("10:00"), between=between, cq=2)
    step = room.last
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("12:30"))
    room.does("clock.rule", "r", rule(step, ruling), "leader", monday("13:00"))
    event = room.event()
    assert (event.state, doubts(event), event.recorded[0].ruling) == (state, {}, ruling)
    assert (event.clocks[first].name, event.clocks[first].stop) == ("HANDLE", monday(stop))


def test_a_ruling_on_a_record_leaves_the_doubt_about_another_steps_time() -> None:
    room = Room()
    dispatched(room)
    between = (monday("09:30"), monday("12:00"))
    room.act("event.sign", "e", {}, "zf_lead", monday("10:00"), between=between, cq=2)
    signing = room.last
    room.does("event.feedback", "e", FEEDBACK | BEHALF, "op", monday("12:10"))
    step = room.last
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("12:30"))
    assert doubts(room.event()) == {step: "代录异议", signing: "时钟存疑"}
    room.does("clock.rule", "r", rule(step, "deny"), "leader", monday("13:00"))
    assert doubts(room.event()) == {signing: "时钟存疑"}


def test_of_two_records_the_one_that_is_ruled_on_is_undone() -> None:
    room = Room()
    dispatched(room)
    recorded(room, "event.sign", {})
    step = recorded(room)
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    assert [one.ruling for one in room.event().recorded] == ["", "uphold"]
    assert (room.event().state, room.event().rounds) == ("SIGNED", 2)


def test_a_feedback_that_is_being_done_again_already_is_not_undone_once_more() -> None:
    """Verified and found wanting before the unit's dispute was upheld: its task is open, and stays as it is."""
    room = Room()
    signed(room)
    step = recorded(room)
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "sup", monday("10:30"))
    room.does("event.verify", "e", {"result": "fail", "reason": "仍在搭建"} | NEAR, "grid", monday("10:45"))
    room.does("event.behalf_answer", "e", answer(step), "zf_lead", monday("11:00"))
    before = room.event()
    room.does("clock.rule", "r", rule(step), "leader", monday("12:00"))
    event = room.event()
    assert (event.state, event.rounds, event.clocks) == (before.state, before.rounds, before.clocks)
    assert (event.tasks, event.recorded[0].ruling) == (before.tasks, "uphold")
