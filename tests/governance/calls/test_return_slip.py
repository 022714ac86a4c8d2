"""部门退单: its window, one ruling by the centre, 会商 after the second (rulebook §4.2, §4.5)."""

from typing import Any

import pytest

from tests.governance.local_time import at
from tests.governance.room import ARRIVED, FEEDBACK, PAUSED, RUNS, STOPPED, Room, assigned, consulted, monday
from tests.governance.room import slip as any_slip


def slip(room: Room, **more: Any) -> dict[str, Any]:
    return any_slip(room, "c", suggested_unit="ZF") | more


def returned(room: Room, who: str = "zr", when: str = "10:00", dept: str = "ZR") -> None:
    task = next(t.id for t in reversed(room.call().tasks) if t.dept == dept)
    room.does("call.return", "c", slip(room, task=task), who, monday(when))


def ruled(room: Room, ruling: str, when: str = "10:30") -> None:
    p = {"request": room.call().returns[-1].id, "ruling": ruling, "reason": "对照清单"}
    room.does("call.decide_return", "c", p, "centre", monday(when))


@pytest.mark.parametrize(
    ("grade", "respond", "due"),
    [
        ("C1", RUNS, "2026-03-09 10:15"),
        ("C2", PAUSED, "2026-03-09 16:00"),
        ("C3", PAUSED, "2026-03-09 16:00"),
    ],
)
def test_a_return_pauses_handling_and_the_response_but_for_the_most_urgent(
    grade: str, respond: str, due: str
) -> None:
    room = Room()
    assigned(room, grade, when=monday("10:00"))
    returned(room)
    assert (room.call().state, room.call().responsible) == ("RETURN_PENDING", "CENTRE")
    assert room.clocks("c", "ZR") == {"SIGN": STOPPED, "RESPOND": respond, "HANDLE": PAUSED}
    assert room.due("RETURN_DECIDE", case="c") == due  # C1 15 min EH, else 4 WH


@pytest.mark.parametrize(
    ("grade", "last", "late"),
    [
        ("C1", "2026-03-09 09:15", "2026-03-09 09:16"),
        ("C2", "2026-03-09 11:00", "2026-03-09 11:01"),
        ("C3", "2026-03-11 18:00", "2026-03-11 18:01"),
    ],
)
def test_the_window_by_grade(grade: str, last: str, late: str) -> None:
    room = Room()
    assigned(room, grade)
    assert room.no("call.return", "c", slip(room), "zr", at(last)) == ""
    assert room.no("call.return", "c", slip(room), "zr", at(late)) == "return-too-late"


def test_who_filed_it_does_not_rule_on_it_though_he_sits_in_the_centre_too() -> None:
    room = Room()
    assigned(room)
    returned(room)
    room.also("zr", "CENTRE_OP")
    p = {"request": room.last, "ruling": "uphold", "reason": "对照清单"}
    assert room.no("call.decide_return", "c", p, "zr") == "own-return"
    assert room.no("call.decide_return", "c", p, "centre") == ""


def test_a_department_that_assisted_may_be_given_the_lead_and_its_clocks_go_on() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    returned(room)
    ruled(room, "uphold")
    before = room.clock("HANDLE", "ZF", "c")
    room.does("call.assign", "c", {"unit": "ZF", "assist": []}, "centre", monday("10:40"))
    lead = room.call().lead
    assert lead is not None
    assert (lead.dept, room.call().state, room.clock("HANDLE", "ZF", "c")) == ("ZF", "ASSIGNED", before)


def test_a_return_names_its_task_a_clause_and_another_department() -> None:
    room = Room()
    assigned(room)
    assert room.no("call.return", "c", slip(room, clause=" "), "zr") == "incomplete-return"
    assert room.no("call.return", "c", slip(room, suggested_unit=""), "zr") == "incomplete-return"
    assert room.no("call.return", "c", slip(room, task="x"), "zr") == "not-holder"
    room.does("call.respond", "c", ARRIVED, "zr")
    assert room.no("call.return", "c", slip(room), "zr") == "return-after-progress"


def test_a_denied_return_goes_on_as_signed() -> None:
    room = Room()
    assigned(room)
    returned(room)
    assert room.no("call.decide_return", "c", {"request": "x", "ruling": "deny", "reason": "x"}, "centre")
    ruled(room, "deny")
    assert room.call().state == "SIGNED"
    assert room.clocks("c", "ZR") == {"SIGN": STOPPED, "RESPOND": RUNS, "HANDLE": RUNS}
    assert room.clock("HANDLE", "ZR", "c").pauses == ((monday("10:00"), monday("10:30")),)
    assert room.clock("RESPOND", "ZR", "c").pauses == ((monday("10:00"), monday("10:30")),)


def test_an_upheld_return_goes_back_to_the_platform_and_a_new_department_starts_anew() -> None:
    room = Room()
    assigned(room)
    returned(room)
    ruled(room, "uphold")
    assert room.call().state == "PLATFORM_ACCEPTED"
    assert room.clocks("c", "ZR") == {"SIGN": STOPPED, "RESPOND": STOPPED, "HANDLE": STOPPED}
    assert room.clock("ASSIGN", case="c").start == monday("10:30")
    room.does("call.assign", "c", {"unit": "ZF"}, "centre", monday("11:00"))
    assert (room.call().state, room.call().responsible) == ("ASSIGNED", "ZF")
    assert room.clock("HANDLE", "ZF", "c").start == monday("11:00")
    assert [t.state for t in room.call().tasks] == ["RETURNED", "OPEN"]


def test_the_centre_rules_and_nobody_on_his_own_return() -> None:
    room = Room()
    assigned(room)
    returned(room)
    p = {"request": room.last, "ruling": "deny", "reason": "对照清单"}
    for who in ("op", "leader", "director", "zr_lead", "county_leader"):
        assert room.no("call.decide_return", "c", p, who) == "no-role"
    assert room.no("call.decide_return", "c", p | {"reason": ""}, "centre") == "no-ruling"


# ---------------------------------------------------------------- the others go on


def test_while_one_returns_the_other_answers_on_its_own_clocks() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    returned(room, "zf", dept="ZF")
    assert room.clocks("c", "ZR") == {"SIGN": RUNS, "RESPOND": RUNS, "HANDLE": RUNS}
    assert room.no("call.sign", "c", {}, "zf") == "wrong-state"
    assert room.no("call.respond", "c", ARRIVED, "zf") == "wrong-state"
    room.does("call.respond", "c", ARRIVED, "zr", monday("10:10"))
    assert room.call().state == "RETURN_PENDING"
    assert room.no("call.feedback", "c", FEEDBACK | {"unfinished": "等"}, "zr") == "wrong-state"
    ruled(room, "deny")
    assert room.call().state == "RESPONDED"  # the call follows its 主办 again


def test_after_the_ruling_the_call_stands_where_its_lead_does() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    room.does("call.respond", "c", ARRIVED, "zr", monday("09:10"))
    room.does("call.progress", "c", {"text": "已派人前往勘察"}, "zr", monday("09:20"))
    returned(room, "zf", dept="ZF")
    ruled(room, "deny")
    assert room.call().state == "HANDLING"
    assert room.clocks("c", "ZF") == {"SIGN": STOPPED, "RESPOND": RUNS, "HANDLE": RUNS}


def test_for_the_most_urgent_the_returning_department_still_owes_its_arrival() -> None:
    room = Room()
    assigned(room, "C1")
    returned(room, when="09:10")
    room.does("call.respond", "c", ARRIVED, "zr", monday("09:20"))
    assert room.clock("RESPOND", "ZR", "c").stop == monday("09:20")
    assert room.call().state == "RETURN_PENDING"


def test_after_an_upheld_return_the_others_keep_what_they_did() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    room.does("call.respond", "c", ARRIVED, "zr", monday("09:30"))
    returned(room, "zf", dept="ZF")
    ruled(room, "uphold")
    room.does("call.assign", "c", {"unit": "ZR", "assist": ["LY"]}, "centre", monday("11:00"))
    assert room.call().state == "RESPONDED"
    assert room.clock("HANDLE", "ZR", "c").start == monday("09:00")
    assert room.clock("HANDLE", "LY", "c").start == monday("11:00")


def test_who_is_not_named_again_owes_nothing() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    returned(room)
    ruled(room, "uphold")
    room.does("call.assign", "c", {"unit": "LY"}, "centre", monday("11:00"))
    assert [(t.dept, t.state) for t in room.call().tasks] == [
        ("ZR", "RETURNED"),
        ("ZF", "REASSIGNED"),
        ("LY", "OPEN"),
    ]
    assert set(room.clocks("c", "ZF").values()) == {STOPPED}


# ---------------------------------------------------------------- the second return


def consulting(room: Room, first: str = "uphold", grade: str = "C3") -> None:
    assigned(room, grade)
    returned(room, when="09:05")
    ruled(room, first, "09:10")
    if first == "uphold":
        room.does("call.assign", "c", {"unit": "ZF"}, "centre", monday("09:12"))
        returned(room, "zf", "09:15", "ZF")
    else:
        returned(room, "zr", "09:15")


@pytest.mark.parametrize(
    ("grade", "due"), [("C1", "2026-03-09 10:15"), ("C2", "2026-03-10 18:00"), ("C3", "2026-03-10 18:00")]
)
def test_the_second_return_of_whichever_department_opens_consulting(grade: str, due: str) -> None:
    for first in ("uphold", "deny"):
        room = Room()
        consulting(room, first, grade)
        assert (room.call().state, room.call().responsible) == ("CONSULTING", "CENTRE")
        assert room.due("CONSULT", case="c") == due
        assert room.clocks("c", "ZF" if first == "uphold" else "ZR")["HANDLE"] == PAUSED
        p = {"request": room.call().returns[-1].id, "ruling": "deny", "reason": "x"}
        assert room.no("call.decide_return", "c", p, "centre") == "wrong-state"


def test_what_is_agreed_for_the_same_department_goes_on() -> None:
    room = Room()
    consulting(room)
    consulted(room, "ZF", monday("09:50"))
    p = {"unit": "ZF", "reason": "会商一致"}
    for who in ("centre", "director", "leader", "zf"):
        assert room.no("call.assign_final", "c", p, who) == "no-role"
    assert room.no("call.assign_final", "c", p | {"reason": ""}, "centre_lead") == "no-reason"
    assert room.no("call.assign_final", "c", p | {"unit": "T-ZF"}, "centre_lead") == "bad-dept"
    room.does("call.assign_final", "c", p, "county_leader", monday("10:00"))
    assert (room.call().state, room.call().returns[-1].ruling) == ("ASSIGNED", "deny")
    assert room.clocks("c", "ZF") == {"SIGN": STOPPED, "RESPOND": RUNS, "HANDLE": RUNS}
    assert room.clock("CONSULT", case="c").stop == monday("09:50")
    assert room.no("call.return", "c", slip(room), "zf", monday("10:00")) == "final-assignment"


def test_what_is_agreed_for_another_starts_anew_and_there_is_no_third_return() -> None:
    room = Room()
    consulting(room)
    consulted(room, "LY", monday("09:50"))
    room.does("call.assign_final", "c", {"unit": "LY", "reason": "会商一致"}, "centre_lead", monday("10:00"))
    assert (room.call().state, room.call().responsible) == ("ASSIGNED", "LY")
    assert room.clock("HANDLE", "LY", "c").start == monday("10:00")
    assert set(room.clocks("c", "ZF").values()) == {STOPPED}
    assert room.call().tasks[-1].final


def test_another_department_of_the_call_cannot_return_a_third_time() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    returned(room, when="09:05")
    ruled(room, "deny", "09:10")
    returned(room, "zr", "09:15")
    consulted(room, "ZR", monday("09:18"))
    room.does("call.assign_final", "c", {"unit": "ZR", "reason": "会商一致"}, "centre_lead", monday("09:20"))
    task = next(t.id for t in room.call().tasks if t.dept == "ZF")
    assert room.no("call.return", "c", slip(room, task=task), "zf", monday("09:25")) == "no-third-return"


def test_an_assisting_departments_place_is_taken_by_an_assisting_one() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    returned(room, "zf", "09:05", "ZF")
    ruled(room, "deny", "09:10")
    returned(room, "zf", "09:15", "ZF")
    consulted(room, "LY", monday("09:18"))
    room.does("call.assign_final", "c", {"unit": "LY", "reason": "会商一致"}, "centre_lead", monday("09:20"))
    assert [(t.dept, t.lead) for t in room.call().active] == [("ZR", True), ("LY", False)]
    assert room.call().responsible == "ZR"


def test_a_department_that_is_in_already_takes_the_lead_too() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    returned(room, when="09:05")
    ruled(room, "deny", "09:10")
    returned(room, "zr", "09:15")
    consulted(room, "ZF", monday("09:18"))
    room.does("call.assign_final", "c", {"unit": "ZF", "reason": "会商一致"}, "centre_lead", monday("09:20"))
    assert [(t.dept, t.lead, t.final) for t in room.call().active] == [("ZF", True, True)]
    assert room.clock("HANDLE", "ZF", "c").start == monday("09:00")
