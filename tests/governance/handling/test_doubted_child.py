"""A child's step whose time is in doubt (rulebook §3.11, §3.12, §6.4): 待核 in the parent too, ruled on once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.handling.doubted import undecided_clocks
from governance.ledger.case import body_bytes
from governance.ledger.clocked import Clocked
from governance.moves import allowed
from governance.rulings.ruling import doubts
from governance.supervision.supervision import Supervision
from governance.supervision.timing_cards import timing_cards
from governance.time.clocks import due_at, on_time
from tests.governance.handling.test_doubted import doubtful, open_verdicts, rule
from tests.governance.local_time import at
from tests.governance.room import (
    FEEDBACK,
    MONDAY,
    Room,
    accepted,
    assigned,
    divided,
    issue,
    monday,
    report,
    signed,
    uid,
)

MINUTE = 60_000
ASK = {"unit": "T-ZF", "text": "逾期未办结", "ask": "今日办结", "serial": "D260309-100-0A-0001"}


def verdicts(room: Room, case: str) -> set[str]:
    body: Any = room.cases[uid(case)]
    assert isinstance(body, Clocked)
    return {clock.name for clock in undecided_clocks(body, room.rules.calendar)}


# ---------------------------------------------------------------- calls (§3.12)


def called_in_doubt(room: Room, said: str, before: str, received: str) -> str:
    """An event waits for dispatch until 09:15; the call that stops DISPATCH comes from a desk without the time."""
    accepted(room)
    base = room.event().base
    more = {"between": (monday(before), monday(received)), "cq": 2, "also": ((uid("e"), base),)}
    p = {
        "serial": "H260309-100-0A-0001",
        "grade": "C3",
        "reason": "清单外，县级权限",
        "depts": ["ZR"],
        "ask": "请到场认定",
        "parent": uid("e"),
    }
    assert room.act("call.issue", "c", p, "leader", monday(said), **more).vd == "a"
    return room.last


def test_a_call_out_of_a_desk_without_the_time_leaves_the_events_dispatch_open() -> None:
    room = Room()
    step = called_in_doubt(room, "09:10", "09:05", "09:40")  # DISPATCH was due at 09:15
    assert (room.event().state, room.clock("DISPATCH").stop) == ("CALLED_UP", monday("09:10"))
    assert open_verdicts(room) == {"DISPATCH"}
    assert doubts(room.event()) == {}  # it is ruled on where it was done
    assert doubts(room.call()) == {step: "时钟存疑"}


def test_an_assisting_departments_doubtful_signature_moves_no_event_and_leaves_no_doubt_there() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    before = room.event()
    verdict = room.act(
        "call.sign", "c", {}, "zf", monday("12:30"), between=(monday("09:10"), monday("15:30")), cq=2
    )
    assert verdict.vd == "a"
    assert doubts(room.call()) == {room.last: "时钟存疑"}
    assert room.event() == before


@pytest.mark.parametrize(("ruling", "stop"), [("uphold", "09:10"), ("deny", "09:40")])
def test_the_ruling_on_the_call_settles_the_event_as_well(ruling: str, stop: str) -> None:
    room = Room()
    step = called_in_doubt(room, "09:10", "09:05", "09:40")
    room.does("clock.rule", "r", rule(step, ruling, "c"), "leader", monday("13:00"))
    assert room.clock("DISPATCH").stop == monday(stop)
    assert room.clock("ACCEPT", case="c").start == monday(stop)
    assert open_verdicts(room) == set()
    assert [one.ruling for one in room.event().unsure] == [ruling]


def test_where_the_due_lies_outside_the_doubt_nothing_is_open() -> None:
    room = Room()
    called_in_doubt(room, "09:10", "09:05", "09:14")
    assert open_verdicts(room) == set()


def withdrawn_in_doubt(room: Room) -> str:
    """HANDLE of the town's task stands still from 10:00 on; the withdrawal lies between 10:30 and 16:00."""
    signed(room)
    issue(room, when=monday("09:30"))
    room.does("call.accept", "c", {"ruling": "accept"}, "centre", monday("10:00"))
    between = (monday("10:30"), monday("16:00"))
    p = {"reason": "已自行处置"}
    assert room.act("call.withdraw", "c", p, "leader", monday("11:00"), between=between, cq=2).vd == "a"
    return room.last


def test_a_pause_that_a_child_ended_at_a_doubtful_time_moves_with_the_ruling() -> None:
    """§3.12: the call's end is ⏵HANDLE of the town's task."""
    room = Room()
    step = withdrawn_in_doubt(room)
    assert room.clock("HANDLE").pauses == ((monday("10:00"), monday("11:00")),)
    room.does("clock.rule", "r", rule(step, "deny", "c"), "leader", monday("17:00"))
    assert room.clock("HANDLE").pauses == ((monday("10:00"), monday("16:00")),)
    assert [one.ruling for one in room.event().unsure] == ["deny"]


def test_a_feedback_late_by_one_account_and_in_time_by_the_other_is_neither() -> None:
    """The pause lasted half an hour, or until 16:00: four working hours (noon rests) more or less for HANDLE."""
    room = Room()
    step = withdrawn_in_doubt(room)
    due = due_at(room.clock("HANDLE"), room.rules.calendar)  # with the pause as told, until 11:00
    assert due is not None
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", due + 60 * MINUTE)
    assert on_time(room.clock("HANDLE"), room.rules.calendar) is False
    assert open_verdicts(room) == {"HANDLE"}
    room.does("clock.rule", "r", rule(step, "deny", "c"), "leader", due + 61 * MINUTE)
    assert open_verdicts(room) == set()
    assert on_time(room.clock("HANDLE"), room.rules.calendar) is True


def test_assigning_moves_nothing_in_the_event() -> None:
    room = Room()
    assigned(room)
    assert room.event().unsure == ()


# ---------------------------------------------------------------- parts


def test_a_part_closed_at_a_doubtful_time_leaves_the_mothers_revisit_to_the_same_ruling() -> None:
    room = Room()
    accepted(room)
    divided(room)
    room.does("event.void", "p1", {"code": "V1", "reason": "重复"}, "leader")
    between = (monday("09:30"), monday("12:00"))
    p = {"code": "V1", "reason": "重复"}
    assert room.act("event.void", "p2", p, "leader", monday("10:00"), between=between, cq=2).vd == "a"
    step = room.last
    assert room.event().state == "ACCEPTED"  # all void: ▶DISPATCH at a time in doubt
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op", monday("12:05"))
    assert open_verdicts(room) == {"DISPATCH"}
    room.does("clock.rule", "r", rule(step, "deny", "p2"), "leader", monday("13:00"))
    assert room.clock("DISPATCH").start == monday("12:00")
    assert open_verdicts(room) == set()


def test_a_part_goes_on_with_what_is_in_doubt_of_its_clocks() -> None:
    """§3.3 #22: the clocks go on in the parts; each part that has the clock is ruled on by itself."""
    room = Room()
    accepted(room)
    step = doubtful(room, "event.dispatch", {"unit": "T-ZF"}, "op", said="10:00", received="16:00")
    room.does("event.sign", "e", {}, "zf_lead", monday("16:10"))
    divided(room, "e", "p1", "p2", when=monday("16:20"), stay=True)
    part = room.event("p1")
    assert doubts(part) == {step: "时钟存疑"}
    begun = part.clocks.index(room.clock("HANDLE", case="p1"))
    assert [one.started for one in part.unsure] == [(begun,)]
    room.does("clock.rule", "r", rule(step, "deny", "p1"), "leader", monday("17:00"))
    assert room.clock("HANDLE", case="p1").start == monday("16:00")
    assert doubts(room.event("p1")) == {}
    assert doubts(room.event("p2")) == {step: "时钟存疑"}


# ---------------------------------------------------------------- 督办 (§3.9)


def supervision(room: Room) -> Supervision:
    found = room.cases[uid("d")]
    assert isinstance(found, Supervision)
    return found


def supervised(room: Room) -> None:
    signed(room)
    room.does("supervision.red", "d", ASK | {"parent": uid("e")}, "director", MONDAY)


def test_a_reply_at_a_doubtful_time_waits_for_the_leader() -> None:
    """A red one is answered within 4 WH: until 15:00."""
    room = Room()
    supervised(room)
    assert room.due("REPLY", case="d") == "2026-03-09 15:00"
    step = doubtful(
        room, "supervision.reply", {"text": "已整改到位"}, said="14:30", received="16:00", case="d"
    )
    assert (supervision(room).state, verdicts(room, "d")) == ("REPLIED", {"REPLY"})
    assert doubts(supervision(room)) == {step: "时钟存疑"}
    kinds = {move.kind for move in allowed(supervision(room), uid("leader"), monday("17:00"), room.rules)}
    assert "clock.rule" in kinds
    room.does("clock.rule", "r", rule(step, "deny", "d"), "leader", monday("17:00"))
    assert room.clock("REPLY", case="d").stop == monday("16:00")
    assert (verdicts(room, "d"), doubts(supervision(room))) == (set(), {})


def test_one_issued_at_a_doubtful_time_begins_when_it_is_ruled_to() -> None:
    room = Room()
    signed(room)
    p = ASK | {"parent": uid("e")}
    between = (monday("09:30"), monday("12:00"))
    assert room.act("supervision.red", "d", p, "director", monday("10:00"), between=between, cq=2).vd == "a"
    step = room.last
    room.does("supervision.reply", "d", {"text": "已整改到位"}, "zf_lead", monday("16:30"))
    assert verdicts(room, "d") == {"REPLY"}
    room.does("clock.rule", "r", rule(step, "uphold", "d"), "leader", monday("17:00"))
    assert verdicts(room, "d") == set()
    assert room.due("REPLY", case="d") == "2026-03-09 16:00"


def test_an_old_supervision_keeps_its_bytes() -> None:
    room = Room()
    supervised(room)
    assert b"unsure" not in body_bytes(supervision(room))


# ---------------------------------------------------------------- whatever lies where


@given(
    said=st.integers(0, 600), before=st.integers(0, 600), received=st.integers(0, 600), upheld=st.booleans()
)
def test_whatever_is_ruled_parent_and_child_agree(
    said: int, before: int, received: int, upheld: bool
) -> None:
    room = Room()
    signed(room)
    issue(room, when=MONDAY)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre", MONDAY)
    lo, hi = sorted((MONDAY + before * 60_000, MONDAY + received * 60_000))
    when = min(hi, max(lo, MONDAY + said * 60_000))
    room.act("call.withdraw", "c", {"reason": "已自行处置"}, "leader", when, between=(lo, hi), cq=2)
    for step in tuple(doubts(room.call())):
        ruling = "uphold" if upheld else "deny"
        room.does("clock.rule", "r", rule(step, ruling, "c"), "leader", hi + 60_000)
    counted = when if upheld or lo == hi else hi
    ended = [to for _, to in room.clock("HANDLE").pauses]
    assert ended == ([counted] if counted > MONDAY else [])
    assert all(one.ruling for one in room.event().unsure)


# ---------------------------------------------------------------- cards for timing (§3.9)


def test_a_card_for_lateness_waits_for_the_ruling_too() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op", MONDAY)
    wednesday = at("2026-03-11 12:00")
    between = (monday("09:05"), wednesday)
    assert room.act("event.accept", "e", {}, "op", wednesday, between=between, cq=2).vd == "a"
    step = room.last
    assert timing_cards(room.event(), wednesday, room.rules.calendar) == ()
    room.does("clock.rule", "r", rule(step, "deny"), "leader", wednesday)
    assert [card.colour for card in timing_cards(room.event(), wednesday, room.rules.calendar)] == ["RED"]
