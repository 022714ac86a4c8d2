"""宣布断网、恢复 (rulebook §6.4)."""

import pytest

from governance.duty.outage import Outage
from tests.governance.room import Room, monday, uid

CUT = {"since": monday("14:05"), "scope": "县镇专线"}


def outage(room: Room) -> Outage:
    found = room.cases[uid("o")]
    assert isinstance(found, Outage)
    return found


def test_an_outage_is_declared_and_ended() -> None:
    room = Room()
    room.does("outage.declare", "o", CUT, "op", monday("14:10"))
    assert (outage(room).since, outage(room).to, outage(room).label) == (monday("14:05"), None, "断网中")
    room.does("outage.declare", "o", CUT | {"to": monday("16:31")}, "leader", monday("16:35"))
    assert (outage(room).to, outage(room).final, outage(room).by) == (monday("16:31"), True, uid("op"))
    assert (
        room.no("outage.declare", "o", CUT | {"to": monday("16:40")}, "op", monday("17:00")) == "already-done"
    )


def test_an_outage_that_is_over_is_declared_at_one_stroke() -> None:
    room = Room()
    room.does("outage.declare", "o", CUT | {"to": monday("16:31")}, "op", monday("17:00"))
    assert outage(room).final


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"scope": " "}, "no-text"),
        ({"since": monday("18:00")}, "future-time"),
        ({"to": monday("14:05")}, "bad-time"),
        ({"to": monday("18:00")}, "bad-time"),
    ],
)
def test_times_can_be_true(more: dict[str, int | str], code: str) -> None:
    assert Room().no("outage.declare", "o", CUT | more, "op", monday("17:00")) == code


def test_only_the_room_declares_it_with_or_without_a_shift() -> None:
    room = Room(on_duty=False)
    assert room.no("outage.declare", "o", CUT, "zf_lead", monday("15:00")) == "no-role"
    assert room.no("outage.declare", "o", CUT, "op", monday("15:00")) == ""
