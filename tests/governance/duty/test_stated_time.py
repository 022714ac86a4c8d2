"""校时确认、演练 (rulebook §6.4, sync.md §9): what the duty leader says of time and of what was only practised."""

from typing import Any

import pytest

from governance.bodies import read_body
from governance.duty.drill import Drill
from governance.duty.stated_time import StatedTime
from governance.ledger.case import body_bytes
from tests.governance.room import MONDAY, Room, monday, uid

SAID = {"stated": monday("10:05"), "by": "PHONE", "trusted": monday("09:40")}
PRACTISED = {"subject": "OUTAGE", "since": monday("14:00"), "text": "拔掉县镇专线，全部转本机办理"}


def test_the_leader_says_what_time_it_is_and_it_stands() -> None:
    room = Room()
    room.does("clock.confirm", "t", SAID, "leader", monday("10:05"))
    said = room.cases[uid("t")]
    assert isinstance(said, StatedTime)
    assert (said.stated, said.by, said.user, said.final, said.label) == (
        monday("10:05"),
        "PHONE",
        uid("leader"),
        True,
        "已校时",
    )
    assert room.no("clock.confirm", "t", SAID, "leader", monday("10:06")) == "already-born"
    assert read_body(body_bytes(said)) == said


@pytest.mark.parametrize(
    ("who", "more", "code"),
    [
        ("op", {}, "no-role"),
        ("director", {}, "no-role"),
        ("leader", {"by": "GUESS"}, "no-way"),
        ("leader", {"stated": monday("09:39")}, "bad-time"),  # behind what the desk was sure of
        ("leader", {"stated": 0, "trusted": 0}, "bad-time"),  # the year 1970, as a dead clock says
        ("leader", {"stated": monday("09:40")}, ""),
    ],
)
def test_not_by_anybody_and_never_back(who: str, more: dict[str, Any], code: str) -> None:
    assert Room().no("clock.confirm", "t", SAID | more, who, MONDAY) == code


def test_it_needs_no_shift_since_it_is_a_fact() -> None:
    assert Room(on_duty=False).no("clock.confirm", "t", SAID, "leader", MONDAY) == ""


def drill(room: Room) -> Drill:
    found = room.cases[uid("d")]
    assert isinstance(found, Drill)
    return found


def test_a_drill_is_marked_and_ended_with_what_came_of_it() -> None:
    room = Room()
    room.does("drill.mark", "d", PRACTISED, "leader", monday("14:00"))
    assert (drill(room).label, drill(room).final) == ("演练中", False)
    over = PRACTISED | {"to": monday("15:30"), "text": "12件补送无误，交接单用纸单"}
    assert room.no("drill.mark", "d", PRACTISED, "leader", monday("15:40")) == "bad-time"
    room.does("drill.mark", "d", over, "leader", monday("15:40"))
    assert (drill(room).to, drill(room).text, drill(room).result) == (
        monday("15:30"),
        PRACTISED["text"],
        over["text"],
    )
    assert room.no("drill.mark", "d", over, "leader", monday("16:00")) == "already-done"
    assert read_body(body_bytes(drill(room))) == drill(room)


@pytest.mark.parametrize(
    ("who", "more", "code"),
    [
        ("op", {}, "no-role"),
        ("leader", {"text": " "}, "no-text"),
        ("leader", {"subject": "FUN"}, "no-text"),
        ("leader", {"since": monday("16:00")}, "future-time"),
        ("leader", {"to": monday("14:00")}, "bad-time"),
        ("leader", {"to": monday("15:01")}, "bad-time"),
        ("leader", {"to": monday("15:00")}, ""),
    ],
)
def test_what_is_wrong_with_a_drill(who: str, more: dict[str, Any], code: str) -> None:
    assert Room().no("drill.mark", "d", PRACTISED | more, who, monday("15:00")) == code
