"""登记、受理、不予受理、定性 (rulebook §3.1, §3.3 #1–3)."""

import pytest

from tests.governance.handling.asking import PLAN, UNTIL
from tests.governance.local_time import at
from tests.governance.room import (
    MONDAY,
    RUNS,
    STOPPED,
    TOWN,
    Room,
    accepted,
    dispatched,
    monday,
    report,
    signed,
    uid,
)

TOLD = {"text": "已告知途径", "at": MONDAY}


def test_a_report_waits_for_acceptance_fifteen_minutes_day_and_night() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op", at("2026-03-08 23:50"))  # a Sunday night
    assert room.event().state == "REGISTERED"
    assert room.clocks() == {"ACCEPT": RUNS}
    assert room.due("ACCEPT") == "2026-03-09 00:05"


def test_acceptance_stops_its_clock_and_starts_the_dispatch() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op", monday("09:00"))
    room.does("event.accept", "e", {}, "op", monday("09:10"))
    assert room.clocks() == {"ACCEPT": STOPPED, "DISPATCH": RUNS}
    assert room.clock("ACCEPT").stop == monday("09:10")
    assert room.due("DISPATCH") == "2026-03-09 09:25"


def test_what_and_where_are_enough_to_register_but_not_to_accept() -> None:
    room = Room()
    room.does(
        "event.report",
        "e",
        {"serial": "S1", "ch": "PHONE", "text": "井盖缺失", "place": {"area": TOWN}},
        "op",
    )
    assert room.no("event.accept", "e", {}, "op") == "no-category"
    room.does("event.classify", "e", {"category": "060301", "urg": "U1"}, "op")
    room.does("event.accept", "e", {}, "op")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"text": "  "}, "no-text"),
        ({"ch": "RADIO"}, "bad-channel"),
        ({"urg": "U9"}, "bad-urgency"),
        ({"cat": "999999"}, "bad-category"),
        ({"place": {"area": "990102100000"}}, "not-here"),
        ({"place": {"area": "T-ZF"}}, "not-here"),
        ({"occ": MONDAY + 1}, "future-time"),
        ({"outer_due": 7}, "bad-time"),
    ],
)
def test_the_desk_refuses_a_report_that_lacks_something(wrong: dict[str, object], code: str) -> None:
    assert Room().no("event.report", "e", report(**wrong), "op") == code


@pytest.mark.parametrize("who", ["op", "auditor", "a stranger"])
def test_a_report_that_was_saved_always_bears_its_case(who: str) -> None:
    """What a caller told is never lost, whatever has become of the category, the clock or the account meanwhile."""
    room = Room()
    wrong = {
        "urg": "U9",
        "cat": "999999",
        "place": {"area": "T-ZF", "lon": 10**12, "lat": 0},
        "occ": MONDAY + 60_000,
    }
    assert room.act("event.report", "e", report(**wrong), who).vd == "a"
    event = room.event()
    assert (event.state, event.urg, event.cat, event.occ) == ("REGISTERED", "U3", "", MONDAY)
    assert (event.place.area, event.place.lon, event.place.text) == (TOWN, None, "")
    assert room.why_not("event.classify", "e", {"category": "010101"}, "op") is None


def test_the_same_case_is_not_registered_twice() -> None:
    room = Room()
    accepted(room)
    before = room.event()
    assert room.act("event.report", "e", report(text="又一次"), "op").vd == "a"
    assert room.event() == before


@pytest.mark.parametrize("code", ["R1", "R2", "R3", "R4", "R5", "R6", "R7"])
def test_a_report_may_be_refused_for_seven_reasons_once_the_caller_was_told(code: str) -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    assert room.no("event.reject", "e", {"code": code}, "op") == "not-told"
    room.does("event.reject", "e", {"code": code, "told": TOLD}, "op", monday("09:05"))
    assert room.event().state == "REJECTED"
    assert room.clocks() == {"ACCEPT": STOPPED}
    assert room.event().responsible == ""


def test_an_anonymous_caller_needs_not_be_told() -> None:
    room = Room()
    room.does("event.report", "e", report(anon=True), "op")
    assert room.no("event.reject", "e", {"code": "R5"}, "op") == "not-passed-on"  # 转告并记录, whoever told
    room.does("event.reject", "e", {"code": "R6"}, "op")


def test_a_reason_outside_the_seven_is_refused() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    assert room.no("event.reject", "e", {"code": "R8", "told": TOLD}, "op") == "bad-code"


def test_open_tasks_keep_their_limits_when_the_category_changes() -> None:
    room = Room()
    dispatched(room)
    due = room.due("HANDLE")
    room.does("event.classify", "e", {"category": "010103"}, "op")
    assert room.event().cat == "010103"
    assert room.event().state == "DISPATCHED"
    assert room.due("HANDLE") == due


def test_another_category_alone_leaves_the_urgency() -> None:
    room = Room()
    dispatched(room, urg="U2")
    room.does("event.classify", "e", {"category": "010103"}, "op")
    assert room.event().urg == "U2"
    room.does("event.classify", "e", {"category": "010103", "urg": "U3"}, "op")
    assert room.event().urg == "U3"


def test_a_note_moves_nothing() -> None:
    room = Room()
    dispatched(room)
    before = room.event()
    room.does("event.note", "e", {"text": "已电话告知"}, "op", monday("10:00"))
    assert room.event() == before


def test_a_note_is_written_to_the_event_as_time_alone_left_it() -> None:
    """挂账 until a day that has come: whoever writes a note then finds it in handling (§3.7)."""
    room = Room()
    signed(room)
    room.does("event.suspend_request", "e", PLAN, "zf_lead")
    yes = {"request": room.last, "ruling": "approve", "reason": "资金未到位", "until": UNTIL}
    room.does("event.suspend_approve", "e", yes, "director")
    room.does("event.note", "e", {"text": "已电话告知"}, "op", at(f"{UNTIL} 07:59"))
    assert room.event().state == "SUSPENDED"
    room.does("event.note", "e", {"text": "资金已到位"}, "op", at(f"{UNTIL} 08:00"))
    assert (room.event().state, room.clock("HANDLE").is_paused) == ("SIGNED", False)


def test_an_action_in_the_wrong_state_is_told_with_who_is_responsible() -> None:
    room = Room()
    dispatched(room)
    why = room.why_not("event.accept", "e", {}, "op")
    assert why is not None
    assert why.sentence.startswith("当前状态【待签收】不可【受理】，当前责任单位：镇综合执法平台；")
    assert room.why_not("event.accept", "nothing", {}, "op") is not None
    assert uid("nothing") not in room.cases
