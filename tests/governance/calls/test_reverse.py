"""县呼乡应 and 事呼双应 (rulebook §4.7)."""

from typing import Any

import pytest

from governance.calls.findings import findings
from tests.governance.local_time import at
from tests.governance.room import (
    ARRIVED,
    CONTACTED,
    FEEDBACK,
    MONDAY,
    RUNS,
    STOPPED,
    Room,
    accepted,
    monday,
    uid,
)

DOWN: dict[str, Any] = {
    "serial": "H260309-000-00-0001",
    "grade": "C3",
    "item": "SD-A01",
    "item_version": 1,
    "lines": [4],
    "ask": "请对石桥村开展日常巡查",
}
BOTH: dict[str, Any] = {
    "serial": "H260309-000-00-0002",
    "grade": "C2",
    "depts": ["ZR"],
    "ask": "请研判火点",
    "both": True,
    "parent": uid("e"),
}
ARRIVE = {"step": "respond", "how": "ARRIVE", "person": "网格员周到"}
FED = {"step": "feedback"} | FEEDBACK


def called_down(room: Room, actor: str = "centre", **more: Any) -> None:
    room.does("call.reverse", "c", DOWN | more, actor)


@pytest.mark.parametrize("who", ["centre", "centre_lead", "zr_lead"])
def test_centre_and_department_leads_call_the_town(who: str) -> None:
    room = Room()
    called_down(room, who)
    assert (room.call().state, room.call().direction, room.call().responsible) == (
        "ASSIGNED",
        "DOWN",
        "T-ZHS",
    )
    assert room.due("SIGN", case="c") == "2026-03-09 15:00"  # 4 WH
    assert room.due("RESPOND", case="c") == "2026-03-10 18:00"  # 1 WD


@pytest.mark.parametrize("who", ["zr", "leader", "director", "list_admin", "county_leader"])
def test_nobody_else_does(who: str) -> None:
    assert Room().no("call.reverse", "c", DOWN, who) == "no-role"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"lines": [1]}, "own-duty"),  # 主体责任 of a department
        ({"lines": []}, "bad-clause"),
        ({"item": ""}, "not-listed"),
        ({"item_version": 7}, "item-changed"),
        ({"ask": " "}, "no-ask"),
        ({"grade": "C9"}, "bad-grade"),
    ],
)
def test_only_for_the_towns_own_lines_of_an_item(wrong: dict[str, Any], code: str) -> None:
    assert Room().no("call.reverse", "c", DOWN | wrong, "centre") == code


def test_the_town_signs_responds_works_and_feeds_back_then_the_caller_accepts() -> None:
    room = Room()
    called_down(room, "zr_lead")
    assert room.no("call.reverse_respond", "c", FED, "op") == "wrong-step"
    assert room.no("call.reverse_respond", "c", {"step": "sign"}, "sup") == "no-role"
    room.does("call.reverse_respond", "c", {"step": "sign"}, "op", monday("10:00"))
    assert room.call().state == "SIGNED"
    room.does("call.reverse_respond", "c", {"step": "respond"} | CONTACTED, "op", monday("11:00"))
    assert room.clocks("c") == {"SIGN": STOPPED, "RESPOND": STOPPED, "HANDLE": RUNS}
    room.does(
        "call.reverse_respond",
        "c",
        {"step": "progress", "text": "已组织网格员巡查"},
        "leader",
        monday("15:00"),
    )
    assert room.call().state == "HANDLING"
    assert room.no("call.reverse", "c", {"word": "accept"}, "zr_lead", monday("15:10")) == "not-fed"
    room.does("call.reverse_respond", "c", FED, "director", monday("16:00"))
    assert (room.call().state, room.call().responsible) == ("FEEDBACK", "CENTRE")
    assert room.no("call.evaluate", "c", {"unit": "T-ZHS", "rating": "GOOD"}, "leader") == "own-part"
    room.does("call.reverse", "c", {"word": "reject", "reason": "缺巡查照片"}, "zr_lead", monday("17:00"))
    assert (room.call().state, room.clock("HANDLE", case="c").stop) == ("HANDLING", None)
    assert room.call().rejections == 1
    room.does("call.reverse_respond", "c", FED, "op", monday("17:30"))
    room.does("call.reverse", "c", {"word": "accept"}, "centre", monday("17:40"))
    assert room.call().state == "EVALUATED"


def test_each_step_is_entered_with_what_it_needs() -> None:
    room = Room()
    called_down(room)
    for said, code in (
        ({}, "bad-response"),
        ({"how": "LETTER"}, "bad-response"),
        ({"how": "ARRIVE"}, "nobody-there"),
    ):
        assert room.no("call.reverse_respond", "c", {"step": "respond"} | said, "op") == code
    room.does("call.reverse_respond", "c", {"step": "respond"} | CONTACTED, "op", monday("11:00"))
    for text, code in (("已巡查了", "short-text"), ("已巡查两次", "")):
        assert room.no("call.reverse_respond", "c", {"step": "progress", "text": text}, "op") == code
    for wrong in ({"result": "WELL"}, {"text": " "}):
        assert room.no("call.reverse_respond", "c", FED | wrong, "op") == "no-result"
    room.does("call.reverse_respond", "c", FED, "op", monday("12:00"))
    assert room.no("call.reverse_respond", "c", FED, "op", monday("12:10")) == "not-holder"


def test_a_department_calls_for_its_own_items_only() -> None:
    """The centre calls for whoever the item names; a department not named has first to have it admitted (§5.4)."""
    foreign = DOWN | {"item": "SD-A07", "lines": [3]}
    assert Room().no("call.reverse", "c", foreign, "zr_lead") == "not-listed"
    assert Room().no("call.reverse", "c", foreign, "centre") == ""


def test_another_department_says_nothing_about_it() -> None:
    room = Room()
    called_down(room, "centre")
    assert room.no("call.reverse", "c", {"word": "withdraw", "reason": "误发"}, "zr_lead") == "not-issuer"
    assert room.no("call.withdraw", "c", {"reason": "误发"}, "leader") == "not-issuer"
    room.does("call.reverse", "c", {"word": "withdraw", "reason": "误发"}, "centre_lead")
    assert room.call().state == "WITHDRAWN"


def test_a_call_down_leaves_its_event_with_the_town() -> None:
    room = Room()
    accepted(room)
    called_down(room, parent=uid("e"))
    assert (room.event().state, [k.type for k in room.event().kids]) == ("ACCEPTED", ["reverse"])


# ---------------------------------------------------------------- 事呼双应


def alarm(room: Room, **more: Any) -> None:
    accepted(room, ch="SENSOR", **more)


def test_one_alarm_opens_the_town_and_the_department_at_once_in_one_record() -> None:
    room = Room()
    alarm(room)
    room.does("call.reverse", "c", BOTH, "centre")
    assert [(t.dept, t.lead, t.town) for t in room.call().tasks] == [
        ("ZR", True, False),
        ("T-ZHS", False, True),
    ]
    assert room.due("RESPOND", "T-ZHS", "c") == "2026-03-09 09:30"  # 到场核实 30 min EH
    assert room.due("RESPOND", "ZR", "c") == "2026-03-09 15:00"  # C2: 4 WH
    assert room.due("SIGN", "ZR", "c") == "2026-03-09 10:00"
    assert room.clock("SIGN", "ZR", "c").start == MONDAY


def test_both_answer_and_the_town_rates_the_department() -> None:
    room = Room()
    alarm(room)
    room.does("call.reverse", "c", BOTH, "centre")
    assert room.no("call.reverse_respond", "c", ARRIVE | CONTACTED, "op") == "must-arrive"
    room.does("call.reverse_respond", "c", ARRIVE, "op", monday("09:20"))
    room.does("call.respond", "c", ARRIVED, "zr", monday("09:30"))
    assert room.no("call.feedback", "c", FEEDBACK, "zr", monday("09:40")) == "assist-open"
    room.does("call.reverse_respond", "c", FED, "op", monday("09:50"))
    room.does("call.feedback", "c", FEEDBACK, "zr", monday("10:00"))
    assert room.call().state == "FEEDBACK"
    assert room.call().unrated == ("ZR",)
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader", monday("10:10"))
    assert room.call().state == "EVALUATED"


def test_the_town_may_open_both_sides_too() -> None:
    room = Room()
    alarm(room)
    p = {
        "serial": "H1",
        "grade": "C2",
        "reason": "清单外",
        "depts": ["ZR"],
        "ask": "请研判",
        "parent": uid("e"),
    }
    also = ((uid("e"), room.event().base),)
    room.does("call.issue", "c", p | {"both": True}, "leader", also=also)
    assert (room.call().state, room.event().state) == ("ASSIGNED", "CALLED_UP")
    assert "ACCEPT" not in room.clocks("c")
    assert [t.dept for t in room.call().tasks] == ["ZR", "T-ZHS"]
    accepted(room, "m")  # a phone call, no alarm
    assert room.no("call.issue", "c2", p | {"both": True, "parent": uid("m")}, "leader") == "not-sensed"


@pytest.mark.parametrize("more", [{"grade": "C3"}, {"parent": None}])
def test_only_an_alarm_is_answered_from_both_sides(more: dict[str, Any]) -> None:
    room = Room()
    alarm(room)
    p = {k: v for k, v in (BOTH | more).items() if v is not None}
    assert room.no("call.reverse", "c", p, "centre") == "not-sensed"
    accepted(room, "m")
    assert room.no("call.reverse", "c", BOTH | {"parent": uid("m")}, "centre") == "not-sensed"


@pytest.mark.parametrize("depts", [[], ["T-ZF"], ["ZR", "XX"]])
def test_both_sides_need_a_department_of_the_county(depts: list[str]) -> None:
    room = Room()
    alarm(room)
    assert room.no("call.reverse", "c", BOTH | {"depts": depts}, "centre") == "bad-dept"


def test_findings_are_about_departments_only() -> None:
    room = Room()
    called_down(room)
    late = at("2026-04-20 09:00")
    assert findings(room.call(), late, room.rules, late) == ()


def test_the_town_is_urged_by_the_centre_not_by_itself() -> None:
    room = Room()
    called_down(room)
    wish = {"unit": "T-ZHS", "text": "请尽快签收"}
    assert room.no("call.urge", "c", wish, "op") == "nobody-owes"
    room.does("call.urge", "c", wish, "centre")
    assert room.call().urges == 1


def test_what_the_town_answers_is_entered_with_who_went_or_whom_it_called() -> None:
    room = Room()
    room.does("call.reverse", "c", DOWN, "zr_lead")
    bare = {"step": "respond", "how": "ARRIVE"}
    assert room.no("call.reverse_respond", "c", bare, "op") == "nobody-there"
    for lacks in ("person", "phone"):
        p = {"step": "respond"} | CONTACTED | {lacks: ""}
        assert room.no("call.reverse_respond", "c", p, "op") == "contact-untold"
    assert room.no("call.reverse_respond", "c", {"step": "respond"} | CONTACTED, "op") == ""
    room.act("call.reverse_respond", "c", bare, "op", monday("10:00"))
    assert room.call().state == "RESPONDED"  # what was saved without them stays a response
