"""单位内部指派、附材料、回执 on a call: what a department does inside its own house (rulebook §1.4, §10)."""

import pytest

from tests.governance.local_time import at
from tests.governance.room import ARRIVED, FEEDBACK, Room, assigned, called, monday, uid

FILES = {"files": ["勘察.jpg"]}


@pytest.mark.parametrize("who", ["zr", "zr_lead"])
def test_the_department_that_holds_the_task_says_who_of_its_people_does_it(who: str) -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    before = room.clocks("c")
    room.does("call.assign_sub", "c", {"person": uid("zr_lead"), "note": "明早带队到场"}, who)
    assert [task.person for task in room.call().tasks] == [uid("zr_lead"), ""]
    assert (room.call().state, room.clocks("c")) == ("ASSIGNED", before)  # no step, no clock
    room.does("call.assign_sub", "c", {"person": uid("zr")}, who, monday("10:00"))
    assert room.call().tasks[0].person == uid("zr")


def test_nobody_is_given_work_of_another_house() -> None:
    room = Room()
    assigned(room)
    for person in ("zf", "centre", "leader", "nobody"):
        assert room.no("call.assign_sub", "c", {"person": uid(person)}, "zr_lead") == "not-member"
    room.leaves("zr")
    assert room.no("call.assign_sub", "c", {"person": uid("zr")}, "zr_lead") == "not-member"


@pytest.mark.parametrize("who", ["zf", "centre", "centre_lead", "leader", "op", "county_leader", "auditor"])
def test_who_holds_no_task_shares_none_out(who: str) -> None:
    room = Room()
    assigned(room)
    assert room.no("call.assign_sub", "c", {"person": uid("zr")}, who) in ("no-role", "not-holder")


def test_what_was_given_away_is_shared_out_no_more() -> None:
    room = Room()
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr")
    room.does("call.feedback", "c", FEEDBACK, "zr")
    assert room.no("call.assign_sub", "c", {"person": uid("zr")}, "zr_lead") == "no-role"


@pytest.mark.parametrize("who", ["op", "sup", "leader", "director", "centre", "zr", "zr_lead"])
def test_room_centre_and_department_put_material_to_a_call(who: str) -> None:
    room = Room()
    assigned(room)
    before = room.call()
    room.does("call.attach", "c", FILES | {"text": "现场照片"}, who)
    assert room.call() == before  # evidence in the timeline, nothing moves


@pytest.mark.parametrize("who", ["zf", "county_leader", "auditor", "zf_lead", "grid"])
def test_nobody_else_does(who: str) -> None:
    room = Room()
    assigned(room)
    assert room.no("call.attach", "c", FILES, who) in ("no-role", "not-holder")


def test_material_is_a_file_and_may_come_late() -> None:
    room = Room()
    assigned(room)
    assert room.no("call.attach", "c", {"text": "照片另送"}, "zr") == "no-file"
    room.does("call.withdraw", "c", {"reason": "已解决"}, "leader")
    assert room.no("call.attach", "c", FILES, "zr", at("2026-03-20 09:00")) == ""


def test_a_receipt_comes_from_whom_the_call_was_given_to() -> None:
    room = Room()
    called(room)
    assert room.no("call.receipt", "c", {"text": "收到"}, "zr") in ("no-role", "not-holder")
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c", {"unit": "ZR"}, "centre")
    before = room.call()
    for who in ("zf", "op", "centre"):
        assert room.no("call.receipt", "c", {"text": "收到"}, who) in ("no-role", "not-holder")
    assert room.no("call.receipt", "c", {"text": " "}, "zr") == "no-text"
    assert room.no("call.receipt", "c", {"files": ["签收单.jpg"]}, "zr") == ""
    room.does("call.receipt", "c", {"text": "纸质呼叫单已收"}, "zr")
    assert room.call() == before
