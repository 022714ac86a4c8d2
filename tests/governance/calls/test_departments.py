"""部门签收、响应、进展、反馈: each department on clocks of its own (rulebook §4.2, §4.3)."""

from collections.abc import Callable

import pytest

from tests.governance.room import (
    ARRIVED,
    CONTACTED,
    FEEDBACK,
    RUNS,
    STOPPED,
    Room,
    assigned,
    called,
    fed_back,
    monday,
    uid,
)

PROGRESS = {"text": "已派人前往勘察"}
UNHAPPY = {"unit": "ZR", "rating": "BAD", "reason": "拖延", "files": ["现场.jpg"]}
HOLLOW = {"feedback": uid("f"), "reason": "HOLLOW"}


def test_a_signature_is_not_a_response() -> None:
    room = Room()
    assigned(room)
    room.does("call.sign", "c", {}, "zr", monday("09:30"))
    assert room.call().state == "SIGNED"
    assert room.clock("SIGN", "ZR", "c").stop == monday("09:30")
    assert room.clocks("c", "ZR")["RESPOND"] == RUNS


def test_a_response_before_the_signature_signs_too() -> None:
    room = Room()
    assigned(room)
    room.does("call.respond", "c", CONTACTED, "zr", monday("09:40"))
    task = room.call().tasks[0]
    assert (room.call().state, task.signed, task.responded, task.how) == (
        "RESPONDED",
        monday("09:40"),
        monday("09:40"),
        "CONTACT",
    )
    assert room.clocks("c", "ZR") == {"SIGN": STOPPED, "RESPOND": STOPPED, "HANDLE": RUNS}


def test_for_the_most_urgent_only_arriving_counts() -> None:
    room = Room()
    assigned(room, "C1")
    assert room.no("call.respond", "c", CONTACTED, "zr") == "must-arrive"
    assert room.act("call.respond", "c", CONTACTED, "zr").vd == "a"  # it was said, and moves nothing
    assert room.call().tasks[0].responded is None
    room.does("call.respond", "c", ARRIVED, "zr", monday("09:50"))
    assert room.clock("RESPOND", "ZR", "c").stop == monday("09:50")


@pytest.mark.parametrize("how", ["", "PHONE"])
def test_a_response_is_a_contact_or_an_arrival(how: str) -> None:
    room = Room()
    assigned(room)
    assert room.no("call.respond", "c", {"how": how}, "zr") == "bad-response"


def test_progress_and_feedback_come_after_the_response() -> None:
    room = Room()
    assigned(room)
    assert room.no("call.progress", "c", PROGRESS, "zr") == "not-responded"
    assert room.no("call.feedback", "c", FEEDBACK, "zr") == "not-responded"
    room.does("call.respond", "c", CONTACTED, "zr")
    assert room.no("call.progress", "c", {"text": "去了"}, "zr") == "short-text"
    room.does("call.progress", "c", PROGRESS, "zr", monday("10:00"))
    assert room.call().state == "HANDLING"
    assert room.no("call.feedback", "c", FEEDBACK | {"text": ""}, "zr") == "no-result"
    room.does("call.feedback", "c", FEEDBACK, "zr", monday("11:00"))
    assert (room.call().state, room.call().responsible) == ("FEEDBACK", "TOWN")
    assert room.clock("HANDLE", "ZR", "c").stop == monday("11:00")
    assert room.due("EVALUATE", case="c") == "2026-03-12 18:00"  # 3 WD


def test_nobody_but_the_department_answers() -> None:
    room = Room()
    assigned(room)
    for who in ("zf", "op", "leader", "zf_lead", "centre", "centre_lead"):
        for kind, p in (("call.sign", {}), ("call.respond", ARRIVED), ("call.feedback", FEEDBACK)):
            assert room.no(kind, "c", p, who) == "no-role"


def test_nothing_is_said_twice() -> None:
    room = Room()
    assigned(room)
    room.does("call.sign", "c", {}, "zr")
    assert room.no("call.sign", "c", {}, "zr_lead") == "already-signed"
    room.does("call.respond", "c", ARRIVED, "zr")
    assert room.no("call.respond", "c", ARRIVED, "zr_lead") == "already-done"


# ---------------------------------------------------------------- 配合


def test_an_assisting_department_runs_clocks_of_its_own() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    assert room.clocks("c", "ZF") == room.clocks("c", "ZR") == {"SIGN": RUNS, "RESPOND": RUNS, "HANDLE": RUNS}
    room.does("call.respond", "c", ARRIVED, "zf", monday("09:30"))
    room.does("call.progress", "c", PROGRESS, "zf", monday("09:40"))
    room.does("call.feedback", "c", FEEDBACK, "zf", monday("10:00"))
    assert room.clocks("c", "ZF") == {"SIGN": STOPPED, "RESPOND": STOPPED, "HANDLE": STOPPED}
    assert room.call().state == "ASSIGNED"  # the call follows its 主办
    assert room.clocks("c", "ZR") == {"SIGN": RUNS, "RESPOND": RUNS, "HANDLE": RUNS}


def test_the_leads_feedback_waits_for_the_others_or_says_why_not() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    room.does("call.respond", "c", ARRIVED, "zr")
    assert room.no("call.feedback", "c", FEEDBACK, "zr") == "assist-open"
    room.does("call.feedback", "c", FEEDBACK | {"unfinished": "执法局另行立案"}, "zr", monday("10:00"))
    assert room.call().state == "FEEDBACK"
    assert room.clocks("c", "ZF")["HANDLE"] == RUNS
    room.does("call.respond", "c", CONTACTED, "zf", monday("11:00"))  # still owed, and counted to itself
    room.does("call.feedback", "c", FEEDBACK, "zf", monday("12:00"))
    assert room.clock("HANDLE", "ZF", "c").stop == monday("12:00")
    assert room.call().state == "FEEDBACK"


# ---------------------------------------------------------------- 退回反馈


def test_a_rejected_feedback_goes_on_and_the_waiting_does_not_count() -> None:
    room = Room()
    fed_back(room, when=monday("09:00"))
    p = {"feedback": uid("f"), "reason": "HOLLOW"}
    assert room.no("call.reject_feedback", "c", p | {"reason": "UGLY"}, "leader") == "no-reason"
    assert room.no("call.reject_feedback", "c", p, "op") == "no-role"
    room.does("call.reject_feedback", "c", p, "leader", monday("15:00"))
    clock = room.clock("HANDLE", "ZR", "c")
    assert room.call().state == "HANDLING"
    assert (clock.stop, clock.pauses) == (None, ((monday("09:00"), monday("15:00")),))
    assert room.clock("EVALUATE", case="c").stop == monday("15:00")
    room.does("call.feedback", "c", FEEDBACK, "zr", monday("16:00"))
    assert room.clock("EVALUATE", case="c").start == monday("16:00")


def test_a_feedback_rejected_at_once_costs_nothing() -> None:
    room = Room()
    fed_back(room)
    room.does("call.reject_feedback", "c", {"feedback": uid("f"), "reason": "WRONG"}, "leader")
    assert room.clock("HANDLE", "ZR", "c").pauses == ()


def rejected_twice(room: Room) -> None:
    fed_back(room)
    room.does("call.reject_feedback", "c", HOLLOW, "leader", monday("10:00"))
    room.does("call.feedback", "c", FEEDBACK, "zr", monday("11:00"))
    room.does("call.reject_feedback", "c", HOLLOW, "leader", monday("14:00"))


def test_the_second_rejection_waits_for_the_centre() -> None:
    room = Room()
    rejected_twice(room)
    assert (room.call().state, room.call().responsible) == ("FEEDBACK", "CENTRE")
    assert room.clock("EVALUATE", case="c").stop == monday("14:00")
    assert room.due("RULE", case="c") == "2026-03-10 18:00"
    assert room.no("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader") == "contested"
    assert room.no("call.reject_feedback", "c", HOLLOW, "leader") == "third-rejection"


def test_an_upheld_rejection_sends_the_department_back_to_work() -> None:
    room = Room()
    rejected_twice(room)
    p = {"unit": "ZR", "mark": "feedback", "ruling": "uphold", "reason": "现场未动"}
    for who in ("centre", "leader", "zr_lead"):
        assert room.no("call.rule_response", "c", p, who) == "no-role"
    room.does("call.rule_response", "c", p, "centre_lead", monday("15:00"))
    assert room.call().state == "HANDLING"
    assert room.clock("HANDLE", "ZR", "c").pauses[-1] == (monday("11:00"), monday("15:00"))
    room.does("call.feedback", "c", FEEDBACK, "zr", monday("16:00"))
    assert room.no("call.reject_feedback", "c", HOLLOW, "leader", monday("16:10")) == "third-rejection"
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader", monday("16:10"))


def test_a_denied_rejection_lets_the_feedback_stand_to_be_rated() -> None:
    room = Room()
    rejected_twice(room)
    p = {"unit": "ZR", "mark": "feedback", "ruling": "deny", "reason": "已实质办理"}
    room.does("call.rule_response", "c", p, "centre_lead", monday("15:00"))
    assert (room.call().state, room.call().responsible) == ("FEEDBACK", "TOWN")
    assert room.clock("EVALUATE", case="c").start == monday("15:00")
    assert room.no("call.reject_feedback", "c", HOLLOW, "leader", monday("15:10")) == "third-rejection"
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "FAIR"}, "leader", monday("15:10"))


def test_a_new_feedback_is_rated_anew() -> None:
    room = Room()
    fed_back(room, assist=("ZF",))
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader")
    room.does("call.reject_feedback", "c", {"feedback": uid("f"), "reason": "WRONG"}, "leader")
    assert room.call().tasks[0].rating is None
    room.does("call.feedback", "c", FEEDBACK | {"unfinished": "说明"}, "zr")
    room.does("call.evaluate", "c", UNHAPPY, "leader")


def test_a_call_that_nobody_accepted_has_no_department() -> None:
    room = Room()
    called(room)
    assert room.no("call.sign", "c", {}, "zr") == "no-role"
    assert room.call().lead is None


# ---------------------------------------------------------------- what an entered response says (§4.2)


@pytest.mark.parametrize("lacks", ["person", "phone"])
def test_a_contact_is_entered_with_whom_and_by_which_number(lacks: str) -> None:
    room = Room()
    assigned(room)
    assert room.no("call.respond", "c", CONTACTED | {lacks: " "}, "zr") == "contact-untold"
    assert room.no("call.respond", "c", CONTACTED, "zr") == ""


def test_an_arrival_is_entered_with_the_point_or_who_came_where() -> None:
    room = Room()
    assigned(room)
    words = {"how": "ARRIVE", "person": "周到", "text": "已到石桥村口"}
    for p in ({"how": "ARRIVE"}, ARRIVED | {"lat": None}, words | {"person": ""}, words | {"text": "到了"}):
        assert room.no("call.respond", "c", p, "zr") == "nowhere", p
    assert room.no("call.respond", "c", {"how": "ARRIVE", "lon": 120600000, "lat": 30500000}, "zr") == ""
    assert room.no("call.respond", "c", words, "zr") == ""


def test_a_response_that_was_saved_without_them_stays_one() -> None:
    room = Room()
    assigned(room)
    assert room.act("call.respond", "c", {"how": "CONTACT"}, "zr", monday("09:40")).code == ""
    assert (room.call().state, room.clock("RESPOND", case="c").stop) == ("RESPONDED", monday("09:40"))


@pytest.mark.parametrize(
    ("grade", "category", "code"),
    [
        ("C1", "010101", "no-material"),
        ("C2", "010101", "no-material"),
        ("C3", "050101", "no-material"),  # 违法建设
        ("C3", "010101", ""),
    ],
)
def test_a_feedback_is_entered_with_materials_where_a_towns_unit_has_them(
    grade: str, category: str, code: str
) -> None:
    room = Room()
    assigned(room, grade, category=category)
    room.does("call.respond", "c", ARRIVED, "zr")
    bare = {"result": "SOLVED", "text": "已现场处理完毕"}
    assert room.no("call.feedback", "c", bare, "zr") == code
    assert room.no("call.feedback", "c", FEEDBACK, "zr") == ""
    room.act("call.feedback", "c", bare, "zr")
    assert room.call().state == "FEEDBACK"  # what was saved before stays a feedback


def bring_return(room: Room) -> None:
    assigned(room)
    task = room.call().tasks[0].id
    room.does("call.return", "c", {"task": task, "clause": "SD-A01-1", "suggested_unit": "ZF"}, "zr")


def bring_repair(room: Room) -> None:
    called(room)
    room.does("call.accept", "c", {"ruling": "refuse", "code": "INCOMPLETE", "reason": "缺地点"}, "centre")


def bring_withdrawn(room: Room) -> None:
    called(room)
    room.does("call.withdraw", "c", {"reason": "已解决"}, "leader")


@pytest.mark.parametrize(
    ("bring", "kind", "owner"),
    [
        (called, "call.evaluate", "县社会治理中心"),
        (bring_repair, "call.evaluate", "云溪镇综合信息指挥室"),
        (assigned, "call.evaluate", "县自然资源和规划局"),
        (bring_return, "call.evaluate", "县社会治理中心"),
        (fed_back, "call.withdraw", "云溪镇综合信息指挥室"),
        (rejected_twice, "call.withdraw", "县社会治理中心"),
        (bring_withdrawn, "call.evaluate", "无（已终结）"),
    ],
)
def test_what_is_refused_names_who_owes_the_next_step(
    bring: Callable[[Room], None], kind: str, owner: str
) -> None:
    room = Room()
    bring(room)
    p = {"unit": "ZR", "rating": "GOOD"} if kind == "call.evaluate" else {"reason": "已解决"}
    why = room.why_not(kind, "c", p, "leader")
    assert why is not None
    assert (why.code, f"当前责任单位：{owner}；" in why.sentence) == ("wrong-state", True), why.sentence
