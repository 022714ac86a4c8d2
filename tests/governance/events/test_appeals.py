"""超时申诉 of a town unit: once, in two working days after the finding, decided by the director (rulebook §4.4)."""

from typing import Any

import pytest

from governance.events.event import task_key
from tests.governance.local_time import at
from tests.governance.room import FEEDBACK, Room, dispatched, monday, signed, uid

APPEAL = {"text": "当日停电，无法登记"}


def late(room: Room) -> None:
    """U3 dispatched on Monday at 09:00: SIGN 2 WH, due 11:00, signed at 14:30."""
    dispatched(room)
    room.does("event.sign", "e", {}, "zf_lead", monday("14:30"))


def appealed(room: Room, when: str = "2026-03-09 15:00") -> dict[str, Any]:
    room.does("event.appeal", "e", APPEAL, "zf_lead", at(when))
    return {"appeal": room.last, "ruling": "uphold", "reason": "查实停电"}


def test_a_unit_in_time_has_nothing_to_appeal_against() -> None:
    room = Room()
    signed(room)
    assert room.no("event.appeal", "e", APPEAL, "zf_lead", monday("10:00")) == "nothing-found"


@pytest.mark.parametrize("who", ["zf_staff", "op", "sc_lead", "grid"])
def test_only_the_lead_of_the_unit_appeals(who: str) -> None:
    room = Room()
    late(room)
    assert room.no("event.appeal", "e", APPEAL, who, monday("15:00")) == "no-role"


def test_an_upheld_appeal_exempts_the_units_task() -> None:
    room = Room()
    late(room)
    p = appealed(room)
    assert room.due("APPEAL") == "2026-03-12 18:00"
    for who in ("leader", "centre_lead", "zf_lead"):
        assert room.no("event.decide_appeal", "e", p, who, monday("16:00")) == "no-role"
    room.does("event.decide_appeal", "e", p, "director", monday("16:00"))
    assert room.event().is_exempt(task_key(room.event().tasks[0]))
    assert room.no("event.appeal", "e", APPEAL, "zf_lead", monday("17:00")) == "appealed-once"


def test_a_denied_appeal_changes_nothing_and_one_past_its_term_can_only_be_denied() -> None:
    room = Room()
    late(room)
    p = appealed(room, "2026-03-12 09:00")  # due Monday 11:00: until Wednesday 18:00
    assert room.no("event.decide_appeal", "e", p, "director", at("2026-03-12 10:00")) == "appeal-too-late"
    room.does("event.decide_appeal", "e", p | {"ruling": "deny"}, "director", at("2026-03-12 10:00"))
    assert not room.event().exempted


def test_who_fed_back_late_and_was_given_a_card_appeals_too() -> None:
    room = Room()
    signed(room)
    card = {"serial": "D1", "unit": "T-ZF", "text": "逾期", "ask": "办结", "parent": uid("e")}
    room.does("supervision.yellow", "d", card, "leader", monday("15:00"))
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("15:30"))
    assert room.no("event.appeal", "e", APPEAL, "zf_lead", monday("16:00")) == ""
