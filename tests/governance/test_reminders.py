"""催办、通话、确认告警: what the room does about silence moves no clock (rulebook §3.4, §3.9, §12)."""

import pytest

from tests.governance.room import (
    Room,
    accepted,
    assigned,
    called,
    fed,
    monday,
    report,
    signed,
    uid,
    verifying,
)

URGE = {"unit": "T-ZF", "text": "请尽快反馈"}


def test_an_urging_is_counted_and_moves_nothing() -> None:
    room = Room()
    signed(room)
    before = room.event()
    room.does("event.urge", "e", URGE, "op", monday("10:00"))
    room.does("event.urge", "e", URGE, "sup", monday("11:00"))
    event = room.event()
    assert (event.urged, event.urges) == (monday("11:00"), 2)
    assert (event.state, event.clocks, event.moved, event.base) == (
        before.state,
        before.clocks,
        before.moved,
        before.base,
    )


def test_only_who_owes_a_step_is_urged() -> None:
    room = Room()
    signed(room, assist=("T-PCS",))
    assert room.event().owing == ("T-ZF", "T-PCS")
    assert room.no("event.urge", "e", {"unit": "T-PCS"}, "op") == ""
    why = room.why_not("event.urge", "e", {"unit": "T-SC"}, "op")
    assert why is not None
    assert why.code == "bad-unit"
    room = Room()
    accepted(room)
    assert room.no("event.urge", "e", URGE, "op") == "nobody-owes"
    fed(room, "f", assist=())
    assert room.no("event.urge", "f", URGE, "op") == "nobody-owes"


def test_the_ordered_verifier_may_be_urged() -> None:
    room = Room()
    verifying(room)
    room.does("event.urge", "e", {"unit": uid("grid")}, "op")


def test_on_a_call_the_centre_and_then_its_departments_are_urged() -> None:
    room = Room()
    called(room)
    assert room.call().owing == ("CENTRE",)
    room.does("call.urge", "c", {"unit": "CENTRE"}, "op")
    room = Room()
    assigned(room, assist=("ZF",))
    assert room.call().owing == ("ZR", "ZF")
    room.does("call.urge", "c", {"unit": "ZF"}, "centre", monday("10:00"))
    assert (room.call().urged, room.call().urges) == (monday("10:00"), 1)


@pytest.mark.parametrize("who", ["zf_lead", "zr", "village", "mediator"])
def test_units_urge_nobody(who: str) -> None:
    room = Room()
    signed(room)
    assert room.no("event.urge", "e", URGE, who) == "no-role"
    assert room.no("event.phone_log", "e", {"who": "值班员", "text": "已出发"}, who) == "no-role"


def test_a_phone_call_is_evidence() -> None:
    room = Room()
    signed(room)
    before = room.event()
    said = {"who": "综合执法队值班员", "number": "0571-880001", "text": "已出发", "at": monday("09:50")}
    room.does("event.phone_log", "e", said, "op", monday("10:00"))
    assert room.event() == before
    assert room.no("event.phone_log", "e", said, "op", monday("09:40")) == "future-time"
    assert room.no("event.phone_log", "e", said | {"text": " "}, "op", monday("10:00")) == "no-text"


def test_an_alarm_is_silenced_for_every_desk() -> None:
    room = Room()
    room.does("event.report", "e", report(urg="U1"), "op")
    assert room.event().acked == ()
    room.does("event.ack_alarm", "e", {"alarm": "U1"}, "op", monday("09:01"))
    room.does("event.ack_alarm", "e", {"alarm": "RED"}, "sup", monday("10:00"))
    room.does("event.ack_alarm", "e", {"alarm": "RED"}, "op", monday("10:10"))
    assert room.event().acked == (("RED", monday("10:10")), ("U1", monday("09:01")))
    assert room.no("event.ack_alarm", "e", {"alarm": "NOISE"}, "op") == "bad-alarm"


def test_the_alarm_of_a_call_is_silenced_on_its_event() -> None:
    room = Room()
    called(room, "C1")
    room.does("event.ack_alarm", "e", {"alarm": f"C1/{uid('c')}"}, "op", monday("09:01"))
    assert room.event().acked == ((f"C1/{uid('c')}", monday("09:01")),)
    assert room.no("event.ack_alarm", "e", {"alarm": f"C1/{uid('d')}"}, "op") == "bad-alarm"
