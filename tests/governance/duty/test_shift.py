"""接班、交班: one shift a room, both sign, and without one the room decides nothing (rulebook §1.2, §9.2)."""

import pytest

from governance.duty.shift import Shift
from governance.ledger.stream import Stream
from governance.rulebook import Span
from tests.governance.local_time import at
from tests.governance.room import MONDAY, Room, accepted, monday, report, uid

NIGHT = at("2026-03-09 18:00")


def opened(room: Room, case: str = "day", operator: str = "op", when: int = MONDAY, **more: object) -> None:
    room.does("shift.open", case, {"operator": uid(operator), **more}, "op", when)


def handed(room: Room, case: str = "day", when: int = NIGHT) -> None:
    room.does("shift.handover", case, {"to": uid("sup"), "signed": [uid("op"), uid("sup")]}, "op", when)


def shift(room: Room, case: str) -> Shift:
    found = room.cases[uid(case)]
    assert isinstance(found, Shift)
    return found


def duty(room: Room) -> tuple[Span, ...]:
    home = room.cases[uid("town")]
    assert isinstance(home, Stream)
    return home.duty


def test_the_room_decides_while_a_shift_is_open() -> None:
    room = Room(on_duty=False)
    opened(room)
    assert duty(room) == (Span(uid("day"), MONDAY, None, uid("op")),)
    room.does("event.report", "e", report(), "op", monday("09:05"))
    room.does("event.accept", "e", {}, "op", monday("09:10"))
    handed(room)
    assert (shift(room, "day").state, shift(room, "day").successor) == ("HANDED", uid("sup"))
    assert duty(room) == (Span(uid("day"), MONDAY, NIGHT, uid("op")),)
    assert room.no("event.dispatch", "e", {"unit": "T-ZF"}, "op", NIGHT) == "no-shift"
    assert room.no("event.dispatch", "e", {"unit": "T-ZF"}, "op", NIGHT - 1) == ""  # made then, arrived now
    assert room.no("event.dispatch", "e", {"unit": "T-ZF"}, "op", MONDAY - 1) == "no-shift"


def test_without_a_shift_facts_are_recorded_and_the_director_decides() -> None:
    room = Room(on_duty=False)
    room.does("event.report", "e", report(), "op")
    room.does("event.note", "e", {"text": "备注"}, "op")
    room.does("event.amend", "e", {"set": [{"field": "text", "seen": "", "value": "改"}]}, "sup")
    for who, kind, p in (
        ("op", "event.accept", {}),
        ("leader", "event.reject", {"code": "R1", "told": {"text": "告知", "at": 0}}),
        ("leader", "event.void", {"code": "V1", "reason": "重复"}),
    ):
        assert room.no(kind, "e", p, who) == "no-shift"
        assert room.act(kind, "e", p, who).code == "no-shift"
    room.does("event.void", "e", {"code": "V1", "reason": "重复"}, "director")


def test_units_need_no_shift_of_the_room() -> None:
    room = Room(on_duty=False)
    opened(room)
    accepted(room)
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op")
    handed(room)
    room.does("event.sign", "e", {}, "zf_lead", NIGHT)


def test_a_second_shift_is_not_opened_while_one_is() -> None:
    room = Room(on_duty=False)
    opened(room)
    assert room.no("shift.open", "night", {"operator": uid("sup")}, "op", NIGHT) == "shift-open"
    assert room.act("shift.open", "night", {"operator": uid("sup")}, "op", NIGHT).vd == "a"
    assert uid("night") not in room.cases
    handed(room)
    opened(room, "night", "sup", NIGHT)


def test_an_unsigned_handover_leaves_the_old_shift_owing_its_list_and_the_next_one_on_duty() -> None:
    room = Room(on_duty=False)
    opened(room)
    opened(room, "night", "sup", NIGHT, reason="交班人突发疾病", after=uid("day"))
    assert shift(room, "day").state == "OPEN"
    assert duty(room) == (
        Span(uid("day"), MONDAY, NIGHT, uid("op")),
        Span(uid("night"), NIGHT, None, uid("sup")),
    )
    handed(room, when=at("2026-03-10 09:00"))  # signed the next morning: the list is owed no more
    assert shift(room, "day").state == "HANDED"
    assert duty(room)[0].to == NIGHT


def test_two_desks_that_opened_apart_leave_one_shift_at_a_time() -> None:
    """The second arrives later though it was opened earlier: each was on duty until the next one opened."""
    room = Room(on_duty=False)
    opened(room, "b", "sup", monday("10:00"))
    opened(room, "a", "op", monday("08:00"))
    assert [(s.shift, s.to) for s in duty(room)] == [(uid("a"), monday("10:00")), (uid("b"), None)]


@pytest.mark.parametrize("operator", ["zf_lead", "zr", "grid", "a stranger"])
def test_only_people_of_the_room_sit_there(operator: str) -> None:
    room = Room(on_duty=False)
    assert room.no("shift.open", "day", {"operator": uid(operator)}, "op") == "bad-operator"
    opened(room)
    p = {"to": uid(operator), "signed": [uid("op"), uid(operator)]}
    assert room.no("shift.handover", "day", p, "op") == "bad-operator"


def test_seats_are_those_of_the_room() -> None:
    room = Room(on_duty=False)
    assert room.no("shift.open", "day", {"operator": uid("op"), "seats": ["THRONE"]}, "op") == "bad-seat"
    opened(room, seats=["INTAKE", "DISPATCH"])


@pytest.mark.parametrize("signed", [[], ["op"], ["sup"], ["op", "leader"]])
def test_a_handover_is_signed_by_both(signed: list[str]) -> None:
    room = Room(on_duty=False)
    opened(room)
    p = {"to": uid("sup"), "signed": [uid(name) for name in signed]}
    assert room.no("shift.handover", "day", p, "op") == "not-signed"


def test_nobody_hands_over_to_himself_or_twice() -> None:
    room = Room(on_duty=False)
    opened(room)
    assert room.no("shift.handover", "day", {"to": uid("op"), "signed": [uid("op")]}, "op") == "not-signed"
    handed(room)
    p = {"to": uid("sup"), "signed": [uid("op"), uid("sup")]}
    assert room.no("shift.handover", "day", p, "op") == "wrong-state"
    assert room.act("shift.handover", "day", p, "op").code == "after-close"


def test_a_shift_serves_its_stream_whatever_else_it_names() -> None:
    for parent in (uid("town"), uid("nothing"), uid("e")):
        room = Room(on_duty=False)
        room.does("event.report", "e", report(), "op")
        room.act("shift.open", "day", {"operator": uid("op"), "parent": parent}, "op")
        assert shift(room, "day").parent == uid("town")
        assert len(duty(room)) == 1


def test_a_duty_leader_signs_a_shift_once_open_or_handed_over() -> None:
    room = Room(on_duty=False)
    opened(room)
    room.does("shift.sign", "day", {}, "leader", monday("12:00"))
    assert shift(room, "day").signs == ((uid("leader"), monday("12:00")),)
    assert room.no("shift.sign", "day", {}, "leader", monday("13:00")) == "already-signed"
    assert room.no("shift.sign", "day", {}, "op") == "no-role"
    handed(room)
    before = duty(room)
    assert room.act("shift.sign", "day", {}, "leader", NIGHT + 60_000).code == "after-close"
    assert duty(room) == before


def test_who_comes_too_late_reads_how_the_shift_stands() -> None:
    room = Room(on_duty=False)
    opened(room)
    handed(room)
    p = {"to": uid("sup"), "signed": [uid("op"), uid("sup")]}
    why = room.why_not("shift.handover", "day", p, "op")
    assert why is not None
    assert why.sentence == "当前状态【已交班】不可【交班】；请刷新。"
    assert (shift(room, "day").last_step(()), shift(room, "day").final) == (NIGHT, True)
