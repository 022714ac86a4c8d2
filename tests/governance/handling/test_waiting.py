"""待补充材料: HANDLE stands still without a change of state, once a task, three working days (rulebook §3.7)."""

from typing import Any

from governance.doer import Doer
from governance.events.event import Event
from governance.handling.timed import held_until
from governance.handling.waiting import WaitApplicant, apply
from governance.objections import state_at
from tests.governance.local_time import at
from tests.governance.room import (
    FEEDBACK,
    NEAR,
    PAUSED,
    RUNS,
    Room,
    an_action,
    dispatched,
    fed,
    issue,
    monday,
    signed,
    slip,
    uid,
)


def missing(room: Room, n: int = 0) -> dict[str, Any]:
    return {"task": room.event().parts[n].key, "text": "缺产权证明"}


def later(room: Room, when: str) -> Event:
    found = state_at(room.event(), at(when), room.rules)
    assert isinstance(found, Event)
    return found


def test_it_pauses_handling_and_ends_by_itself_after_three_working_days() -> None:
    room = Room()
    signed(room)
    before = room.due("HANDLE")
    room.does("event.wait_applicant", "e", missing(room), "zf_lead", monday("10:00"))
    assert (room.event().state, room.clocks(unit="T-ZF")["HANDLE"]) == ("SIGNED", PAUSED)
    assert room.due("HANDLE") is None
    assert held_until(room.event(), room.rules.calendar) == at("2026-03-12 18:00")
    assert later(room, "2026-03-12 17:59").clock("HANDLE") == room.clock("HANDLE")
    clock = later(room, "2026-03-12 18:00").clock("HANDLE")
    assert clock is not None
    assert clock.pauses == ((monday("10:00"), at("2026-03-12 18:00")),)  # Thursday's closing
    assert before == "2026-03-16 18:00"


def test_once_a_task_with_what_is_missing_by_the_units_lead() -> None:
    room = Room()
    signed(room)
    assert room.no("event.wait_applicant", "e", missing(room), "zf_staff") == "no-role"
    assert room.no("event.wait_applicant", "e", missing(room) | {"text": " "}, "zf_lead") == "no-text"
    assert room.no("event.wait_applicant", "e", missing(room) | {"task": "x"}, "zf_lead") == "not-holder"
    room.does("event.wait_applicant", "e", missing(room), "zf_lead")
    again = at("2026-03-17 09:00")
    assert room.no("event.wait_applicant", "e", missing(room), "zf_lead", again) == "waited-before"


def test_an_assisting_unit_waits_for_itself_alone() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    for who in ("zf_lead", "sc_lead"):
        room.does("event.sign", "e", {}, who)
    room.does("event.wait_applicant", "e", missing(room, 1), "sc_lead")
    assert room.clocks(unit="T-SC")["HANDLE"] == PAUSED
    assert room.clocks(unit="T-ZF")["HANDLE"] == RUNS
    assert held_until(room.event(), room.rules.calendar) == 0  # the 主办 goes on


def test_the_feedback_ends_it() -> None:
    room = Room()
    signed(room)
    room.does("event.wait_applicant", "e", missing(room), "zf_lead", monday("10:00"))
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("11:00"))
    assert room.clock("HANDLE").pauses == ((monday("10:00"), monday("11:00")),)
    assert held_until(room.event(), room.rules.calendar) == 0


def test_what_the_feedback_ended_holds_no_later_round() -> None:
    room = Room()
    signed(room)
    room.does("event.wait_applicant", "e", missing(room), "zf_lead", monday("10:00"))
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("11:00"))
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op", monday("11:10"))
    room.does("event.verify", "e", {"result": "fail", "reason": "未拆除"} | NEAR, "grid", monday("11:20"))
    assert room.clocks(unit="T-ZF")["HANDLE"] == RUNS
    assert held_until(room.event(), room.rules.calendar) == 0


def test_a_call_that_ends_meanwhile_does_not_end_the_waiting() -> None:
    """Pauses may overlap; each is ended by what its own rule names, and their union counts."""
    room = Room()
    signed(room)
    room.does("event.wait_applicant", "e", missing(room), "zf_lead", monday("09:30"))
    issue(room, when=monday("10:00"))
    room.does("call.accept", "c", {"ruling": "accept"}, "centre", monday("10:30"))
    room.does("call.withdraw", "c", {"reason": "已自行解决"}, "leader", monday("11:00"))
    assert room.event().state == "SIGNED"
    assert room.clock("HANDLE").pauses == ((monday("09:30"), None), (monday("10:30"), monday("11:00")))
    clock = later(room, "2026-03-12 18:00").clock("HANDLE")
    assert clock is not None
    assert not clock.is_paused


def test_only_who_has_signed_and_holds_the_task_waits_for_papers() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    assert room.no("event.wait_applicant", "e", missing(room, 1), "sc_lead") == "not-begun"
    room.does("event.sign", "e", {}, "zf_lead")
    assert (
        room.no("event.wait_applicant", "e", missing(room, 1), "zf_lead") == "not-holder"
    )  # 配合单位's task
    room.does("event.return", "e", slip(room, suggested_unit="T-SC"), "zf_lead", monday("09:30"))
    waits = room.why_not("event.wait_applicant", "e", missing(room), "zf_lead", monday("10:00"))
    assert waits is not None
    assert waits.code == "wrong-state"


def test_folded_without_a_running_clock_it_leaves_the_event_as_it_is() -> None:
    """What was fed back meanwhile, or a task nobody knows, has no HANDLE that could stand still."""
    room = Room()
    fed(room)
    event = room.event()
    for task in (event.parts[0].key, "x"):
        p = WaitApplicant(task=task, text="缺产权证明")
        action = an_action("event.wait_applicant", event.id, {"task": task, "text": p.text}, "zf_lead")
        doer = Doer(uid("zf_lead"), ("PLATFORM_LEAD",), ("T-ZF",))
        assert apply(event, action, p, doer, monday("12:00"), room.rules) is event
