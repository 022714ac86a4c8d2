"""超时申诉 of a town unit: once, in two working days after the finding, decided by the director (rulebook §4.4)."""

from typing import Any

import pytest
from msgspec.structs import replace

from governance.appeals import pending, upheld
from governance.events.event import task_key
from governance.rulebook import Rules
from governance.time.limits import WD, Limit
from tests.governance.local_time import at
from tests.governance.room import FEEDBACK, GRID, Room, dispatched, monday, signed, uid

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


def test_the_ruling_says_which_way_and_why_and_comes_once_from_another_person() -> None:
    room = Room()
    late(room)
    p = appealed(room)
    for wrong in ({"ruling": "maybe"}, {"reason": " "}):
        assert room.no("event.decide_appeal", "e", p | wrong, "director", monday("16:00")) == "no-ruling"
    other = p | {"appeal": "of another case"}
    assert room.no("event.decide_appeal", "e", other, "director", monday("16:00")) == "no-appeal"
    room.also("zf_lead", "DIRECTOR")
    assert room.no("event.decide_appeal", "e", p, "zf_lead", monday("16:00")) == "own-appeal"
    room.does("event.decide_appeal", "e", p, "director", monday("16:00"))
    assert room.no("event.decide_appeal", "e", p, "director", monday("17:00")) == "no-appeal"


def test_an_appeal_names_a_finding_there_is_and_says_why() -> None:
    room = Room()
    late(room)
    for wrong, code in (
        ({"rule": "TOO_EARLY"}, "bad-rule"),
        ({"text": " "}, "no-text"),
        ({"rule": "CARD"}, ""),
    ):
        assert room.no("event.appeal", "e", APPEAL | wrong, "zf_lead", monday("15:00")) == code


def test_two_units_appeal_each_for_itself_and_the_ruling_is_on_the_one_it_names() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    for who in ("zf_lead", "sc_lead"):
        room.does("event.sign", "e", {}, who, monday("14:30"))
    mine = appealed(room)
    room.does("event.appeal", "e", APPEAL, "sc_lead", monday("15:10"))
    its = {"appeal": room.last, "ruling": "deny", "reason": "未停电"}
    assert [one.unit for one in room.event().appeals] == ["T-ZF", "T-SC"]
    room.does("event.decide_appeal", "e", mine, "director", monday("16:00"))
    assert (room.clock("APPEAL").stop, len(pending(room.event()))) == (None, 1)
    room.does("event.decide_appeal", "e", its, "director", monday("16:10"))
    assert [upheld(room.event(), unit) for unit in ("T-ZF", "T-SC")] == [True, False]
    assert [room.event().is_exempt(task_key(task)) for task in room.event().tasks] == [True, False]


def test_a_village_appeals_for_the_grid_that_held_the_task() -> None:
    room = Room()
    dispatched(room, unit=GRID)
    room.does("event.sign", "e", {}, "grid", monday("14:30"))
    room.does("event.appeal", "e", APPEAL, "village", monday("15:00"))
    assert room.event().appeals[0].unit == GRID


class QuickCounty(Room):
    """A county that decides appeals in one working day, not in three."""

    @property
    def rules(self) -> Rules:
        rules = super().rules
        return replace(rules, limits={**rules.limits, "event.APPEAL.": Limit(1, WD)})


def test_the_countys_own_limit_of_the_ruling_counts() -> None:
    room = QuickCounty()
    late(room)
    appealed(room)
    assert room.due("APPEAL") == "2026-03-10 18:00"
