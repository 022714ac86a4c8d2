"""督办: a case of its own, a level that only rises, a reply owed, closed by its issuer (rulebook §3.9, §3.12)."""

from typing import Any

import pytest

from governance.moves import allowed
from governance.supervision.supervision import Supervision
from tests.governance.room import (
    MONDAY,
    RUNS,
    STOPPED,
    VILLAGE,
    Room,
    assigned,
    closed,
    dispatched,
    monday,
    signed,
    uid,
)


def letter(of: str = "e", unit: str = "T-ZF") -> dict[str, Any]:
    return {"unit": unit, "text": "逾期未办", "ask": "两日内办结", "parent": uid(of)}


def supervision(room: Room, case: str = "d") -> Supervision:
    found = room.cases[uid(case)]
    assert isinstance(found, Supervision)
    return found


@pytest.mark.parametrize(
    ("level", "who", "due"),
    [
        ("normal", "op", "2026-03-11 18:00"),  # 2 WD
        ("yellow", "leader", "2026-03-10 18:00"),  # 1 WD
        ("red", "director", "2026-03-09 15:00"),  # 4 WH
    ],
)
def test_a_supervision_leaves_the_event_where_it_stands_and_wants_a_reply(
    level: str, who: str, due: str
) -> None:
    room = Room()
    signed(room)
    before = room.event()
    room.does(f"supervision.{level}", "d", letter(), who)
    after = room.event()
    assert (after.state, after.clocks, after.base) == (before.state, before.clocks, before.base)
    assert [(k.child, k.type, k.label) for k in after.kids] == [(uid("d"), "supervision", level.upper())]
    assert room.clocks("d") == {"REPLY": RUNS}
    assert room.due("REPLY", case="d") == due


@pytest.mark.parametrize(
    ("level", "who"), [("yellow", "op"), ("yellow", "sup"), ("red", "leader"), ("red", "sup")]
)
def test_the_higher_the_level_the_fewer_may(level: str, who: str) -> None:
    room = Room()
    signed(room)
    assert room.no(f"supervision.{level}", "d", letter(), who) == "no-role"


def test_a_level_only_rises_and_the_reply_starts_anew() -> None:
    room = Room()
    signed(room)
    room.does("supervision.normal", "d", letter(), "leader")
    room.does("supervision.yellow", "d", letter(unit="T-SC"), "leader", monday("10:00"))
    assert (supervision(room).level, supervision(room).unit) == ("YELLOW", "T-ZF")
    assert [(c.n, c.stop) for c in supervision(room).clocks] == [(2, monday("10:00")), (1, None)]
    assert room.event().kids[0].label == "YELLOW"
    for level in ("normal", "yellow"):
        assert room.no(f"supervision.{level}", "d", letter(), "director") == "level-not-higher"


def test_the_unit_replies_and_the_issuer_closes() -> None:
    room = Room()
    signed(room)
    room.does("supervision.normal", "d", letter(), "leader")
    assert room.no("supervision.reply", "d", {"text": "已整改"}, "sc_lead") == "no-role"
    assert room.no("supervision.reply", "d", {"text": " "}, "zf_lead") == "no-text"
    room.does("supervision.reply", "d", {"text": "已整改"}, "zf_lead", monday("10:00"))
    assert room.clocks("d") == {"REPLY": STOPPED}
    assert room.no("supervision.close", "d", {"result": "已办结"}, "director") == "not-issuer"
    assert room.no("supervision.close", "d", {"result": " "}, "leader") == "no-result"
    room.does("supervision.close", "d", {"result": "已办结"}, "leader", monday("11:00"))
    assert supervision(room).state == "CLOSED"
    assert room.act("supervision.reply", "d", {"text": "补充"}, "zf_lead").code == "after-close"
    assert supervision(room).replies == 1


@pytest.mark.parametrize(
    ("unit", "code"),
    [("ZR", "bad-unit"), ("nobody", "bad-unit"), (VILLAGE, ""), ("T-ZHS", ""), ("T-PCS", "")],
)
def test_a_town_case_is_a_matter_of_units_of_the_town(unit: str, code: str) -> None:
    room = Room()
    signed(room)
    assert room.no("supervision.normal", "d", letter(unit=unit), "leader") == code
    assert room.no("supervision.normal", "d", letter(unit=unit), "centre") == code


def test_a_call_is_supervised_by_the_county_and_answered_by_the_department() -> None:
    room = Room()
    assigned(room)
    assert room.no("supervision.normal", "d", letter("c", "ZR"), "director") == "no-role"
    assert room.no("supervision.normal", "d", letter("c", "T-ZF"), "centre") == "bad-unit"
    room.does("supervision.normal", "d", letter("c", "ZR"), "centre")
    assert [k.type for k in room.call().kids] == ["supervision"]
    room.does("supervision.reply", "d", {"text": "已安排办理"}, "zr")
    room.does("supervision.close", "d", {"result": "已办结"}, "centre")


def test_only_what_is_open_is_supervised() -> None:
    room = Room()
    closed(room)
    assert room.no("supervision.normal", "d", letter(), "leader") == "after-close"


@pytest.mark.parametrize("parent", ["nothing", "town", "shift"])
def test_only_events_and_calls_are_supervised(parent: str) -> None:
    room = Room()
    before = dict(room.cases)
    assert room.no("supervision.red", "d", letter(parent), "director") == "no-parent"
    assert room.act("supervision.red", "d", letter(parent), "director").code == "no-parent"
    assert room.cases == before


def test_who_supervises_says_what_is_wrong_and_what_is_wanted() -> None:
    room = Room()
    dispatched(room)
    for field in ("text", "ask", "unit"):
        assert room.no("supervision.normal", "d", letter() | {field: " "}, "leader") == "no-text"


def test_what_may_be_done_with_a_supervision() -> None:
    room = Room()
    signed(room)
    room.does("supervision.yellow", "d", letter(), "leader")
    bar = {
        who: {m.kind for m in allowed(supervision(room), uid(who), MONDAY, room.rules)}
        for who in ("leader", "director", "zf_lead", "op")
    }
    assert bar == {
        "leader": {"supervision.close", "supervision.revoke"},
        "director": {"supervision.red", "supervision.revoke"},
        "zf_lead": {"supervision.reply"},
        "op": set(),
    }


def test_a_card_tells_level_and_state_and_its_steps_follow_each_other() -> None:
    room = Room()
    signed(room)
    room.does("supervision.yellow", "d", letter(), "leader", monday("11:00"))
    assert supervision(room).label == "黄牌督办·待回复"
    early = {"text": "已整改", "occ": monday("10:00"), "paper": "P1000001238"}
    assert room.no("supervision.reply", "d", early, "zf_lead", monday("15:00")) == "time-order"
    assert (
        room.no("supervision.reply", "d", early | {"occ": monday("11:30")}, "zf_lead", monday("15:00")) == ""
    )
