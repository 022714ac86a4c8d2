"""Rows are what the cases say at the freezing: lights, holders, the instants of entering and leaving 在办."""

from briefings.figures.call_row import CallRow
from briefings.figures.event_row import Cause, EventRow, Hold, Turn
from briefings.rows import call_row, day_rows, event_row
from governance.calls.call import Call
from governance.events.event import Event
from governance.time.clocks import due_at
from governance.time.lights import Light
from tests.governance.handling.asking import PLAN, handling_payload
from tests.governance.local_time import at
from tests.governance.room import (
    CONTACTED,
    FEEDBACK,
    MONDAY,
    VILLAGE,
    Room,
    accepted,
    assigned,
    closed,
    dispatched,
    divided,
    fed_back,
    merged,
    report,
    signed,
    uid,
    unmerged,
)

HOUR = 3_600_000


def event(room: Room, when: int = MONDAY) -> EventRow:
    body = room.cases[uid("e")]
    assert isinstance(body, Event)
    return event_row(body, room.rules, when)


def call(room: Room, when: int = MONDAY) -> CallRow:
    body = room.cases[uid("c")]
    assert isinstance(body, Call)
    return call_row(body, room.rules, when)


def test_a_registered_event_owes_acceptance_within_fifteen_minutes() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    row = event(room)
    assert (row.unit, row.village, row.area, row.open) == ("", VILLAGE, "01", True)
    assert row.due_at == at("2026-03-09 09:15")
    lights = [event(room, at(f"2026-03-09 {t}")).light for t in ("09:09", "09:10", "09:15", "09:16")]
    assert lights == [Light.GREEN, Light.YELLOW, Light.YELLOW, Light.RED]


def test_a_dispatched_event_is_unsigned_once_the_signature_is_overdue() -> None:
    room = Room()
    dispatched(room)
    assert event(room).holds == (Hold(MONDAY, "T-ZF"),)
    assert not event(room, MONDAY + 2 * HOUR).unsigned  # U3: two working hours
    assert event(room, MONDAY + 2 * HOUR + 1).unsigned


def test_fed_back_in_time_is_green_for_ever_and_too_late_stays_red() -> None:
    for when, light in ((MONDAY + HOUR, Light.GREEN), (MONDAY + 30 * 24 * HOUR, Light.RED)):
        room = Room()
        signed(room)
        room.does("event.feedback", "e", FEEDBACK, "zf_lead", when)
        assert event(room, when + 60 * 24 * HOUR).light is light


def test_a_waiting_return_is_shown_until_it_is_decided() -> None:
    room = Room()
    signed(room)
    task = room.cases[uid("e")].tasks[-1].id  # type: ignore[attr-defined]
    slip = {"task": task, "code": "T1", "clause": "SD-A01-1", "suggested_unit": "T-SC"}
    room.does("event.return", "e", slip, "zf_lead")
    assert (event(room).returned, event(room).light) == (True, Light.GREY)
    ruling = {"request": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("event.decide_return", "e", ruling, "op")
    assert (event(room).returned, event(room).unit) == (False, "T-ZF")  # it held it last


def test_a_rejected_event_left_when_it_was_rejected() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    told = {"code": "R1", "told": {"text": "已告知", "at": MONDAY}}
    room.does("event.reject", "e", told, "op", MONDAY + HOUR)
    assert event(room).turns == (Turn(MONDAY, Cause.REPORTED), Turn(MONDAY + HOUR, Cause.REJECTED))
    assert not event(room).open


def test_a_closed_event_that_is_voided_left_when_it_was_closed() -> None:
    room = Room()
    signed(room, cat="140101")
    room.act("event.feedback", "e", FEEDBACK, "zf_lead", MONDAY + 1)
    room.does("event.close", "e", {"result": "SOLVED"}, "op", MONDAY + 2)
    room.does("event.void", "e", {"code": "V1", "reason": "重复录入"}, "leader", MONDAY + 3)
    assert event(room).turns == (Turn(MONDAY, Cause.REPORTED), Turn(MONDAY + 2, Cause.CLOSED))


def test_a_merged_event_left_when_it_was_merged_and_came_back_with_the_undoing() -> None:
    room = Room()
    accepted(room)
    accepted(room, "m")
    merged(room, when=MONDAY + HOUR)
    left = (Turn(MONDAY, Cause.REPORTED), Turn(MONDAY + HOUR, Cause.MERGED))
    assert (event(room).turns, event(room).open) == (left, False)
    unmerged(room, when=MONDAY + 2 * HOUR)
    assert event(room).turns == (*left, Turn(MONDAY + 2 * HOUR, Cause.UNMERGED))
    assert event(room).open


def test_a_closed_event_done_again_is_open_again() -> None:
    room = Room()
    closed(room)
    room.does("event.rework", "e", {"reason": "UNSATISFIED", "text": "没拆完"}, "op", MONDAY + HOUR)
    assert [turn.cause for turn in event(room).turns] == [Cause.REPORTED, Cause.CLOSED, Cause.REWORKED]
    assert event(room).open


def test_a_split_event_leaves_and_its_parts_enter_and_back_when_all_are_void() -> None:
    room = Room()
    signed(room)
    divided(room, when=MONDAY + HOUR)
    left = (Turn(MONDAY, Cause.REPORTED), Turn(MONDAY + HOUR, Cause.SPLIT))
    assert (event(room).turns, event(room).open) == (left, False)
    part = event_row(room.event("p1"), room.rules, MONDAY + HOUR)
    assert (part.turns, part.open) == ((Turn(MONDAY + HOUR, Cause.SPLIT_OFF),), True)
    for name in ("p1", "p2"):
        room.does("event.void", name, {"code": "V1", "reason": "重复录入"}, "leader", MONDAY + 2 * HOUR)
    assert event(room).turns == (*left, Turn(MONDAY + 2 * HOUR, Cause.SPLIT_OFF))
    assert event(room).open


def test_what_is_settled_on_the_spot_is_new_and_closed() -> None:
    room = Room()
    room.does("event.report", "e", report(), "grid")
    room.does("event.self_handle", "e", {"text": "已清理"}, "grid", MONDAY + HOUR)
    assert event(room).turns == (Turn(MONDAY, Cause.REPORTED), Turn(MONDAY + HOUR, Cause.CLOSED))


def test_a_call_shows_what_each_department_owes() -> None:
    room = Room()
    assigned(room)
    (part,) = call(room).parts
    assert (part.dept, part.lead, part.respond_due) == ("ZR", True, at("2026-03-10 18:00"))
    room.does("call.respond", "c", CONTACTED, "zr", MONDAY + HOUR)
    assert (call(room).parts[0].responded, call(room).parts[0].how) == (MONDAY + HOUR, "CONTACT")


def test_silence_past_the_evaluation_ends_a_call_without_a_rating_by_people() -> None:
    room = Room()
    fed_back(room)
    late = MONDAY + 10 * 24 * HOUR
    assert (call(room).label, call(room).open) == ("已反馈", True)
    row = call(room, late)
    assert (row.label, row.open, row.ended_at) == ("已评价", False, at("2026-03-12 18:00"))
    assert row.parts[0].rated_at is None


def test_the_days_parts_are_judged_as_the_evaluation_judges_them() -> None:
    """§7.1, §6.4: 豁免 leaves both rates; silence after a feedback counts as 已办结, as in 办结率."""
    room = Room()
    fed_back(room)
    soon, late = MONDAY + HOUR, MONDAY + 10 * 24 * HOUR
    assert [call(room, when).parts[0].settled for when in (soon, late)] == [False, True]
    room.does("call.exempt", "c", handling_payload("call.exempt", room.call()), "centre_lead")
    (part,) = call(room, late).parts
    assert (part.respond_out, part.handle_out) == (True, True)


def test_a_feedback_at_a_doubtful_time_is_late_for_nobody_until_it_is_ruled_on() -> None:
    room = Room()
    signed(room)
    due = clock_due(room)
    room.act("event.feedback", "e", FEEDBACK, "zf_lead", due + 1, between=(due - HOUR, due + HOUR), cq=2)
    assert event(room, due + HOUR).light is Light.GREEN
    ruling = {"subject": room.last, "ruling": "deny", "reason": "以县端收到为准", "parent": uid("e")}
    room.does("clock.rule", "r", ruling, "leader", due + 2 * HOUR)
    assert event(room, due + 2 * HOUR).light is Light.RED


def clock_due(room: Room) -> int:
    due = due_at(room.clock("HANDLE"), room.rules.calendar)
    assert due is not None
    return due


def test_a_call_names_its_event_by_serial() -> None:
    room = Room()
    assigned(room)
    e, c = room.cases[uid("e")], room.cases[uid("c")]
    assert isinstance(e, Event)
    assert isinstance(c, Call)
    _, (row,) = day_rows([e], [c], room.rules, MONDAY)
    assert row.event == "S260309-100-0A-0001"


def test_a_suspended_event_is_in_hand_grey_and_of_the_column_of_its_own_until_its_day() -> None:
    room = Room()
    signed(room)
    room.does("event.suspend_request", "e", PLAN, "zf_lead")
    request = {"request": room.last, "ruling": "approve", "reason": "资金未到位", "until": "2026-04-15"}
    room.does("event.suspend_approve", "e", request, "director")
    held, back = event(room, at("2026-04-15 07:59")), event(room, at("2026-04-15 08:00"))
    assert (held.open, held.suspended, held.label, held.light) == (True, True, "挂账", Light.GREY)
    assert (back.open, back.suspended, back.label, back.light) == (True, False, "办理中", Light.GREEN)
