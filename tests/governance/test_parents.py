"""子件与母件: what a call's way does to its event (rulebook §3.12, §3.3 #14, sync.md §3.4)."""

import pytest
from msgspec.structs import replace

from governance.folding import fold
from governance.objections import state_at
from governance.verdicts import judge
from tests.governance.local_time import at, show
from tests.governance.room import (
    ARRIVED,
    CONTACTED,
    FEEDBACK,
    ISSUE,
    PAUSED,
    RUNS,
    Room,
    accepted,
    an_action,
    assigned,
    called,
    fed_back,
    issue,
    monday,
    signed,
    uid,
)

ACCEPT, REFUSE = {"ruling": "accept"}, {"ruling": "refuse", "code": "TOWN", "reason": "镇权限内"}
GOOD = {"unit": "ZR", "rating": "GOOD"}


def at_county(room: Room, case: str = "c", when: int = monday("10:00")) -> None:
    """Bring a call to its feedback."""
    room.does("call.accept", case, ACCEPT, "centre", when)
    room.does("call.assign", case, {"unit": "ZR"}, "centre", when)
    room.does("call.respond", case, ARRIVED, "zr", when)
    room.does("call.feedback", case, FEEDBACK, "zr", when)


# ---------------------------------------------------------------- up


def test_calling_up_before_a_dispatch_stops_the_dispatch() -> None:
    room = Room()
    accepted(room)
    issue(room, when=monday("09:08"))
    assert (room.event().state, room.event().responsible) == ("CALLED_UP", "COUNTY")
    assert room.clock("DISPATCH").stop == monday("09:08")
    assert [(k.child, k.type, k.state) for k in room.event().kids] == [(uid("c"), "call", "ISSUED")]


def test_the_towns_handling_stands_still_from_the_platforms_acceptance() -> None:
    room = Room()
    signed(room)
    issue(room, when=monday("09:30"))
    assert room.clocks(unit="T-ZF")["HANDLE"] == RUNS
    room.does("call.accept", "c", ACCEPT, "centre", monday("10:00"))
    assert room.event().state == "CALLED_UP"
    assert room.clocks(unit="T-ZF")["HANDLE"] == PAUSED
    assert room.clock("HANDLE").pauses == ((monday("10:00"), None),)


def test_assisting_units_go_on_meanwhile() -> None:
    room = Room()
    signed(room, assist=("T-PCS",))
    issue(room)
    room.does("call.accept", "c", ACCEPT, "centre", monday("10:00"))
    assert room.clocks(unit="T-PCS") == {"SIGN": RUNS, "HANDLE": RUNS}
    room.does("event.sign", "e", {}, "pcs_staff", monday("10:10"))
    room.does("event.progress", "e", {"text": "已到现场处置"}, "pcs_staff", monday("10:20"))
    room.does("event.feedback", "e", FEEDBACK, "pcs_staff", monday("10:30"))
    assert room.clock("HANDLE", "T-PCS").stop == monday("10:30")
    assert room.no("event.feedback", "e", FEEDBACK, "zf_lead") == "wrong-state"
    assert room.event().state == "CALLED_UP"


@pytest.mark.parametrize(
    "state", ["REGISTERED", "DISPATCHED", "RETURN_PENDING", "FEEDBACK", "CLOSED", "VOID"]
)
def test_an_event_is_called_up_from_dispatch_or_handling_only(state: str) -> None:
    room = Room()
    signed(room)
    room.cases[uid("e")] = replace(room.event(), state=state)
    assert room.no("call.issue", "c", ISSUE, "leader") == "wrong-state"


# ---------------------------------------------------------------- and back


def test_a_refused_or_withdrawn_call_gives_the_event_back_to_the_room() -> None:
    for kind, p, who in (
        ("call.accept", REFUSE, "centre"),
        ("call.withdraw", {"reason": "已解决"}, "leader"),
    ):
        room = Room()
        called(room)
        room.does(kind, "c", p, who, monday("10:00"))
        assert (room.event().state, room.event().responsible) == ("ACCEPTED", "ROOM")
        assert (room.clock("DISPATCH").start, room.clock("DISPATCH").stop) == (monday("10:00"), None)


def test_a_refused_or_withdrawn_call_gives_the_unit_its_task_back() -> None:
    room = Room()
    signed(room)
    issue(room)
    room.does("call.accept", "c", ACCEPT, "centre", monday("10:00"))
    room.does("call.withdraw", "c", {"reason": "已解决"}, "leader", monday("11:00"))
    assert (room.event().state, room.event().responsible) == ("SIGNED", "T-ZF")
    assert room.clock("HANDLE").pauses == ((monday("10:00"), monday("11:00")),)
    assert room.clocks(unit="T-ZF")["HANDLE"] == RUNS


def test_a_call_refused_at_once_never_stopped_the_unit() -> None:
    room = Room()
    signed(room)
    issue(room)
    room.does("call.accept", "c", REFUSE, "centre", monday("10:00"))
    assert room.clock("HANDLE").pauses == ()


def test_a_rated_call_sends_the_event_to_its_check() -> None:
    room = Room()
    fed_back(room)
    room.does("call.evaluate", "c", GOOD, "leader", monday("10:00"))
    assert room.event().state == "FEEDBACK"
    assert room.clock("CHECK").start == monday("10:00")
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op", monday("10:10"))


def test_a_rated_call_gives_the_unit_its_task_back() -> None:
    room = Room()
    signed(room)
    issue(room)
    at_county(room)
    room.does("call.evaluate", "c", GOOD, "leader", monday("16:00"))
    assert room.event().state == "SIGNED"
    assert room.clock("HANDLE").pauses == ((monday("10:00"), monday("16:00")),)


def test_between_acceptance_and_rating_only_the_line_on_the_event_changes() -> None:
    room = Room()
    called(room)
    room.does("call.accept", "c", ACCEPT, "centre")
    before = room.event()
    seen = []
    room.does("call.assign", "c", {"unit": "ZR"}, "centre")
    seen.append(room.event().kids[0].state)
    room.does("call.sign", "c", {}, "zr")
    seen.append(room.event().kids[0].state)
    room.does("call.respond", "c", CONTACTED, "zr")
    seen.append(room.event().kids[0].state)
    room.does("call.feedback", "c", FEEDBACK, "zr")
    seen.append(room.event().kids[0].state)
    assert seen == ["ASSIGNED", "SIGNED", "RESPONDED", "FEEDBACK"]
    after = room.event()
    assert (after.state, after.clocks, after.base, after.moved) == (
        before.state,
        before.clocks,
        before.base,
        before.moved,
    )
    assert after.kids[0].label == "ZR"


def test_a_department_returning_twice_never_pauses_the_town_twice() -> None:
    room = Room()
    signed(room)
    issue(room)
    room.does("call.accept", "c", ACCEPT, "centre", monday("10:00"))
    room.does("call.assign", "c", {"unit": "ZR"}, "centre", monday("10:00"))
    task = room.call().tasks[0].id
    p = {"task": task, "clause": "SD-A01-1", "suggested_unit": "ZF"}
    room.does("call.return", "c", p, "zr", monday("10:10"))
    ruling = {"request": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("call.decide_return", "c", ruling, "centre", monday("10:20"))  # PLATFORM_ACCEPTED again
    assert room.clock("HANDLE").pauses == ((monday("10:00"), None),)


# ---------------------------------------------------------------- several calls


def test_with_several_calls_the_last_one_ends_it() -> None:
    room = Room()
    called(room)
    issue(room, "c2")
    assert room.event().called == (uid("c"), uid("c2"))
    at_county(room)
    room.does("call.evaluate", "c", GOOD, "leader", monday("11:00"))
    assert room.event().state == "CALLED_UP"
    room.does("call.accept", "c2", REFUSE, "centre", monday("12:00"))
    assert room.event().state == "FEEDBACK"  # one of them was rated
    assert room.clock("CHECK").start == monday("12:00")


def test_if_none_of_them_was_rated_the_room_sends_it_on() -> None:
    room = Room()
    called(room)
    issue(room, "c2")
    room.does("call.withdraw", "c2", {"reason": "重复"}, "leader")
    assert room.event().state == "CALLED_UP"
    room.does("call.accept", "c", REFUSE, "centre")
    assert room.event().state == "ACCEPTED"


def test_a_call_of_an_earlier_round_says_nothing_about_this_one() -> None:
    room = Room()
    fed_back(room)
    room.does("call.evaluate", "c", GOOD, "leader")
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")
    room.does("event.verify", "e", {"result": "fail", "reason": "仍未解决"}, "grid")
    issue(room, "c2")
    room.does("call.accept", "c2", REFUSE, "centre")
    assert room.event().state == "ACCEPTED"


def test_a_call_whose_event_is_over_goes_its_own_way() -> None:
    room = Room()
    called(room)
    room.does("event.void", "e", {"code": "V1", "reason": "重复"}, "leader")
    at_county(room)
    room.does("call.evaluate", "c", GOOD, "leader", monday("11:00"))
    assert room.event().state == "VOID"
    assert room.event().kids[0].state == "EVALUATED"


# ---------------------------------------------------------------- silence


def test_silence_on_a_call_moves_the_event_as_if_it_had_been_rated() -> None:
    room = Room()
    fed_back(room, when=at("2026-03-13 15:00"))
    due = at("2026-03-18 18:00")
    event = room.event()
    assert state_at(event, due, room.rules) == event
    silent = state_at(event, due + 1, room.rules)
    assert silent is not None
    assert silent.label == "已反馈待核查"
    assert room.event() == event
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op", due + 60_000)
    assert room.event().state == "VERIFYING"
    assert show(room.clock("CHECK").start) == "2026-03-18 18:00"


def test_silence_gives_the_unit_its_task_back() -> None:
    room = Room()
    signed(room)
    issue(room)
    at_county(room)
    late = at("2026-03-13 09:00")
    room.does("event.progress", "e", {"text": "继续在办处置"}, "zf_lead", late)
    assert room.event().state == "SIGNED"
    assert room.clock("HANDLE").pauses == ((monday("10:00"), at("2026-03-12 18:00")),)


def test_silence_on_one_of_two_calls_waits_for_the_other() -> None:
    room = Room()
    called(room)
    issue(room, "c2")
    at_county(room)
    late = at("2026-03-20 09:00")
    assert state_at(room.event(), late, room.rules) == room.event()
    room.does("call.withdraw", "c2", {"reason": "不再需要"}, "leader", late)
    late += 60_000
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op", late)


def test_of_a_silent_call_and_one_that_ended_later_the_later_gives_the_unit_its_task_back() -> None:
    room = Room()
    signed(room)
    issue(room)
    issue(room, "c2")
    at_county(room)
    late = at("2026-03-20 09:00")
    room.does("call.withdraw", "c2", {"reason": "不再需要"}, "leader", late)
    room.does("event.progress", "e", {"text": "继续在办处置"}, "zf_lead", late + 60_000)
    assert room.clock("HANDLE").pauses == ((monday("10:00"), late),)


def test_the_limit_of_silence_is_the_one_the_call_was_given() -> None:
    room = Room()
    fed_back(room)
    face = room.event().kids[0]
    assert (face.since, face.n, face.cal) == (monday("09:00"), 3, "WD")


# ---------------------------------------------------------------- order


def test_children_are_given_before_their_parents() -> None:
    room = Room()
    assigned(room)
    action = an_action("call.withdraw", uid("c"), {"reason": "已解决"}, "leader", base=room.call().base)
    verdict = judge(action, b"\0" * 32, monday("10:00"), room)
    assert [case.id for case in fold(action, verdict, monday("10:00"), room)] == [uid("c"), uid("e")]
