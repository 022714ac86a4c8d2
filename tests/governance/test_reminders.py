"""催办、通话、确认告警: what the room does about silence moves no clock (rulebook §3.4, §3.9, §12)."""

from typing import Any

import pytest

from governance.doer import Doer
from governance.reminders import PhoneLog, phoned
from tests.governance.room import (
    Room,
    accepted,
    an_action,
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
    said: dict[str, Any] = {
        "who": "综合执法队值班员",
        "number": "0571-880001",
        "text": "已出发",
        "at": monday("09:50"),
    }
    room.does("event.phone_log", "e", said, "op", monday("10:00"))
    assert room.event() == before
    p = PhoneLog(who=said["who"], text=said["text"])
    doer, action = Doer(uid("op"), (), ()), an_action("event.phone_log", before.id, said, "op")
    assert phoned(before, action, p, doer, monday("10:00"), room.rules) is before
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


def test_who_owes_is_named_as_people_call_him() -> None:
    """A refused 催办 says who owes the step: the unit, the county centre, or the person who verifies."""
    room = Room()
    signed(room, assist=("T-PCS",))
    assert said(room, "event.urge", "e", "CENTRE") == (
        "【县社会治理中心】不欠办此件，欠办的是镇综合执法平台、派出所；请改选催办对象。"
    )
    room = Room()
    verifying(room)
    assert said(room, "event.urge", "e", "T-NONE") == ("【T-NONE】不欠办此件，欠办的是grid；请改选催办对象。")
    room = Room()
    called(room)
    assert said(room, "call.urge", "c", "T-ZF") == (
        "【镇综合执法平台】不欠办此件，欠办的是县社会治理中心；请改选催办对象。"
    )


def said(room: Room, kind: str, case: str, unit: str) -> str:
    why = room.why_not(kind, case, {"unit": unit}, "op")
    assert why is not None
    assert why.code == "bad-unit"
    return why.sentence


def test_nobody_urges_his_own_unit() -> None:
    """县呼乡应 waits for the town: the centre may urge its command room, and the room not itself."""
    room = Room()
    down = {
        "serial": "H260309-000-00-0001", "grade": "C3", "item": "SD-A01", "item_version": 1, "lines": [4],
        "ask": "请对石桥村开展日常巡查",
    }  # fmt: skip
    room.does("call.reverse", "c", down, "centre")
    assert room.call().owing == ("T-ZHS",)
    assert room.no("call.urge", "c", {"unit": "T-ZHS"}, "op") == "nobody-owes"
    room.does("call.urge", "c", {"unit": "T-ZHS"}, "centre", monday("10:00"))
    assert room.call().urges == 1


def test_what_is_urged_and_said_counts_in_any_order() -> None:
    """Two desks offline: the last urging is the latest one, whichever entry came first."""
    room = Room()
    signed(room)
    room.does("event.urge", "e", URGE, "op", monday("11:00"))
    room.does("event.urge", "e", URGE, "sup", monday("10:00"))
    assert (room.event().urged, room.event().urges) == (monday("11:00"), 2)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"at": monday("10:00")}, ""),  # this very moment
        ({"at": monday("10:00") + 1}, "future-time"),
        ({"at": 0}, "future-time"),  # a clock that was never set
        ({"who": " "}, "no-text"),
        ({"text": ""}, "no-text"),
        ({}, ""),
    ],
)
def test_a_phone_call_was_with_somebody_and_not_later_than_now(wrong: dict[str, Any], code: str) -> None:
    room = Room()
    signed(room)
    spoken = {"who": "综合执法队值班员", "text": "已出发"} | wrong
    assert room.no("event.phone_log", "e", spoken, "op", monday("10:00")) == code
