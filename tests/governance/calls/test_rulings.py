"""标记推回、裁定异议: only what the list names may be marked, and only what waits is ruled on (rulebook §4.4, §4.5)."""

from typing import Any

from governance.calls.rulings import pushable, waiting
from tests.governance.calls.test_findings import with_item
from tests.governance.room import ARRIVED, Room, assigned, monday

PUSHED = {"unit": "ZF", "text": "要求乡镇自行立案查处"}


def ruling(unit: str, mark: str, said: str = "uphold") -> dict[str, Any]:
    return {"unit": unit, "mark": mark, "ruling": said, "reason": "对照清单"}


def shared(room: Room) -> None:
    """SD-A01 with ZF as 主办, ZR beside it and SL, which the item does not name."""
    with_item(room, assist=("ZR", "SL"))
    assert {task.dept for task in room.call().tasks} == {"ZF", "ZR", "SL"}


def test_only_a_department_that_the_item_names_may_be_marked() -> None:
    room = Room()
    shared(room)
    assert pushable(room.call(), room.rules) == ("ZF", "ZR")
    assert room.no("call.push_back", "c", PUSHED | {"unit": "SL"}, "leader") == "no-duty"
    assert room.no("call.push_back", "c", PUSHED | {"text": " "}, "leader") == "no-text"


def test_the_mark_is_on_the_department_it_names_and_once() -> None:
    room = Room()
    shared(room)
    room.does("call.push_back", "c", PUSHED | {"unit": "ZR"}, "leader")
    assert waiting(room.call()) == (("ZR", "push_back"),)
    assert pushable(room.call(), room.rules) == ("ZF",)
    assert room.no("call.push_back", "c", PUSHED | {"unit": "ZR"}, "leader") == "no-duty"


def test_nothing_that_does_not_wait_is_ruled_on() -> None:
    room = Room()
    assigned(room)
    for mark in ("feedback", "response", "push_back"):
        assert room.no("call.rule_response", "c", ruling("ZR", mark), "centre_lead") == "nothing-waits"
    room = Room()
    shared(room)
    room.does("call.push_back", "c", PUSHED, "leader")
    for unit, mark in (("ZF", "response"), ("ZR", "push_back")):
        assert room.no("call.rule_response", "c", ruling(unit, mark), "centre_lead") == "nothing-waits"
    p = ruling("ZF", "push_back")
    for wrong in ({"ruling": "perhaps"}, {"reason": " "}):
        assert room.no("call.rule_response", "c", p | wrong, "centre_lead") == "no-ruling"
    room.does("call.rule_response", "c", p | {"ruling": "deny"}, "centre_lead")
    assert waiting(room.call()) == ()


def test_a_struck_response_is_kept_as_one_that_did_not_count() -> None:
    room = Room()
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr", monday("10:00"))
    said = {"unit": "ZR", "word": "dispute", "text": "现场无人"}
    room.does("call.confirm_arrival", "c", said, "op", monday("10:30"))
    room.does("call.rule_response", "c", ruling("ZR", "response"), "centre_lead", monday("11:00"))
    task = room.call().tasks[0]
    assert (task.responded, task.struck, task.worded) == (None, (monday("10:00"),), monday("11:00"))
    assert room.clock("RESPOND", "ZR", "c").stop is None
