"""会商 → 审定 → 判例 (rulebook §4.5)."""

from typing import Any

import pytest
from msgspec.structs import replace

from governance.bundle import rules_of
from governance.calls.consultation import called_in
from governance.calls.precedents import applying
from governance.ledger.stream import Stream
from governance.responsibility.precedents import Precedent
from governance.rulebook import Rules
from tests.governance.local_time import at
from tests.governance.room import (
    MONDAY,
    PAUSED,
    Room,
    accepted,
    assigned,
    bundle,
    consulted,
    issue,
    monday,
    sides,
    uid,
)
from tests.governance.room import slip as any_slip

ADJUDICATE: dict[str, Any] = {
    "unit": "LY",
    "item": "SD-A01",
    "clause": "SD-A01-1",
    "category": "010101",
    "place_kind": "",
    "keywords": ["林地", "搭建"],
    "reason": "地块在林业用地范围内",
}


def consulting(room: Room, when: int = MONDAY, grade: str = "C3") -> None:
    """Two returns of ZR: 会商."""
    assigned(room, grade, when=when)
    for ruling in ("deny", ""):
        task = room.call().tasks[-1].id
        room.does("call.return", "c", any_slip(room, "c", task=task, suggested_unit="ZF"), "zr", when)
        if ruling:
            p = {"request": room.last, "ruling": ruling, "reason": "对照清单"}
            room.does("call.decide_return", "c", p, "centre", when)


@pytest.mark.parametrize(
    ("grade", "due"), [("C1", "2026-03-09 10:00"), ("C2", "2026-03-10 18:00"), ("C3", "2026-03-10 18:00")]
)
def test_the_second_return_opens_it_by_itself_and_the_centre_convenes_in_time(grade: str, due: str) -> None:
    room = Room()
    consulting(room, grade=grade)
    assert (room.call().state, room.call().responsible, room.due("CONSULT", case="c")) == (
        "CONSULTING",
        "CENTRE",
        due,
    )
    assert room.clocks("c", "ZR")["HANDLE"] == PAUSED
    p = {"step": "convene", "digest": "召集", "way": "PHONE", "sides": sides(room)}
    for who in ("leader", "zr_lead", "county_leader"):
        assert room.no("call.consult", "c", p, who) == "no-role"
    room.does("call.consult", "c", p, "centre", monday("09:40"))
    assert room.clock("CONSULT", case="c").stop == monday("09:40")


def test_all_sides_are_called_in_and_the_minutes_have_each_ones_clause() -> None:
    room = Room()
    consulting(room)
    all_sides = sides(room)
    assert [s["unit"] for s in all_sides] == ["T-ZHS", "ZR", "ZF"]  # the town, who returned, who is proposed
    p = {"step": "convene", "digest": "召集", "way": "PHONE", "sides": all_sides}
    assert room.no("call.consult", "c", p | {"sides": all_sides[:2]}, "centre") == "side-missing"
    assert room.no("call.consult", "c", p | {"way": ""}, "centre") == "no-way"
    assert room.no("call.consult", "c", p | {"step": "minutes"}, "centre") == "not-convened"
    room.does("call.consult", "c", p, "centre")
    unclear = [s | {"clause": " "} if s["unit"] == "ZF" else s for s in all_sides]
    assert room.no("call.consult", "c", p | {"step": "minutes", "sides": unclear}, "centre") == "no-clause"
    assert room.no("call.consult", "c", p | {"step": "minutes", "unit": "T-ZF"}, "centre") == "bad-dept"


def test_a_c1_is_convened_by_phone_others_as_the_centre_chooses() -> None:
    for grade, way, code in (("C1", "MEETING", "phone-only"), ("C1", "PHONE", ""), ("C2", "MEETING", "")):
        room = Room()
        consulting(room, grade=grade)
        p = {"step": "convene", "digest": "召集", "way": way, "sides": sides(room)}
        assert room.no("call.consult", "c", p, "centre") == code, (grade, way)


def test_the_minutes_of_a_c1_say_how_the_sides_met() -> None:
    room = Room()
    consulting(room, grade="C1")
    p = {"way": "PHONE", "sides": sides(room), "step": "convene", "digest": "召集"}
    room.does("call.consult", "c", p, "centre")
    room.does("call.consult", "c", p | {"step": "minutes", "way": "MEETING", "digest": "当面再议"}, "centre")
    assert room.call().minutes[0].way == "MEETING"


def test_without_minutes_nobody_assigns_or_decides() -> None:
    room = Room()
    consulting(room)
    assert room.no("call.assign_final", "c", {"unit": "ZF", "reason": "指定"}, "centre_lead") == "not-settled"
    assert room.no("call.adjudicate", "c", ADJUDICATE, "centre_lead") == "no-minutes"


def test_what_was_agreed_is_assigned_and_nothing_else() -> None:
    room = Room()
    consulting(room)
    consulted(room, "ZF")
    assert room.no("call.adjudicate", "c", ADJUDICATE, "centre_lead") == "agreed"
    assert room.no("call.assign_final", "c", {"unit": "LY", "reason": "指定"}, "centre_lead") == "not-settled"
    room.does("call.assign_final", "c", {"unit": "ZF", "reason": "会商一致"}, "centre_lead")
    assert (room.call().state, room.call().responsible) == ("ASSIGNED", "ZF")
    assert [m.agreed for m in room.call().minutes] == ["ZF"]


def test_no_agreement_is_decided_in_two_working_days_and_binds() -> None:
    room = Room()
    consulting(room)
    consulted(room, "", monday("10:00"))
    assert room.due("ADJUDICATE", case="c") == "2026-03-11 18:00"
    for who in ("centre", "director", "zr_lead"):
        assert room.no("call.adjudicate", "c", ADJUDICATE, who) == "no-role"
    room.does("call.adjudicate", "c", ADJUDICATE, "county_leader", monday("14:00"))
    assert (room.call().state, room.call().responsible) == ("ADJUDICATED", "CENTRE")
    assert room.clock("ADJUDICATE", case="c").stop == monday("14:00")
    assert room.no("call.assign_final", "c", {"unit": "ZR", "reason": "指定"}, "centre_lead") == "not-settled"
    room.does("call.assign_final", "c", {"unit": "LY", "reason": "审定"}, "centre_lead", monday("14:30"))
    assert (room.call().state, room.call().responsible) == ("ASSIGNED", "LY")
    assert room.clock("ASSIGN", case="c").stop == monday("14:30")
    assert room.clock("HANDLE", "LY", "c").start == monday("14:30")
    task = room.call().tasks[-1]
    assert task.final  # no return


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"unit": "T-ZF"}, "bad-dept"),
        ({"clause": ""}, "no-reason"),
        ({"reason": " "}, "no-reason"),
        ({"item": "SD-X99"}, "item-changed"),
        ({"category": "999999"}, "no-category"),
        ({"category": "010102"}, "other-category"),
        ({"valid_from": "2026-03-01"}, "back-dated"),
    ],
)
def test_a_decision_names_department_clause_facts_and_reason(wrong: dict[str, str], code: str) -> None:
    room = Room()
    consulting(room)
    consulted(room, "")
    assert room.no("call.adjudicate", "c", ADJUDICATE | wrong, "centre_lead") == code


def test_a_decision_keeps_what_the_precedent_is_made_of() -> None:
    room = Room()
    consulting(room)
    consulted(room, "")
    room.does("call.adjudicate", "c", ADJUDICATE, "centre_lead", monday("14:00"))
    said = room.call().ruling
    assert said is not None
    assert (said.id, said.category, said.item, said.unit) == (room.last, "010101", "SD-A01", "LY")
    assert (said.clause, said.keywords, said.valid_from) == ("SD-A01-1", ("林地", "搭建"), "2026-03-09")


# ---------------------------------------------------------------- 判例 at issue and at return


class Precedented(Room):
    """A town whose county has precedents."""

    known: tuple[Precedent, ...] = ()

    @property
    def rules(self) -> Rules:
        home = self.cases[uid("town")]
        assert isinstance(home, Stream)
        return replace(rules_of(home, bundle()), precedents=self.known)


def precedent(**more: Any) -> Precedent:
    fields: dict[str, Any] = {
        "id": "p",
        "category": "010101",
        "item": "",
        "decided": "ZR",
        "valid_from": "2026-01-01",
    }
    return Precedent(**(fields | more))


@pytest.mark.parametrize(
    ("known", "suggested", "code"),
    [
        (precedent(), "ZF", "against-precedent"),
        (precedent(decided="ZF"), "ZF", ""),
        (precedent(valid_to="2026-03-01"), "ZF", ""),  # superseded
        (precedent(category="010102"), "ZF", ""),
        (precedent(item="SD-A01"), "ZF", ""),
        (precedent(place_kind="学校"), "ZF", ""),
    ],
)
def test_a_return_against_a_live_precedent_says_what_differs(
    known: Precedent, suggested: str, code: str
) -> None:
    room = Precedented()
    room.known = (known,)
    assigned(room)
    slip = any_slip(room, "c", suggested_unit=suggested)
    assert room.no("call.return", "c", slip, "zr") == code
    room.does("call.return", "c", slip | {"differs": "本件在林地，判例在集镇"}, "zr")
    assert room.call().returns[-1].differs


def test_the_newest_live_precedent_is_shown_first() -> None:
    room = Precedented()
    room.known = (
        precedent(),
        precedent(id="q", valid_from="2026-02-01", decided="LY"),
        precedent(id="x", item="SD-B01"),
        precedent(id="o", valid_from="2026-01-15", place_kind="学校"),  # bars nothing, and is shown
    )
    accepted(room)
    issue(room)
    assert [p.id for p in applying(room.call(), room.event(), at("2026-03-09 10:00"), room.rules)] == [
        "q",
        "o",
        "p",
    ]


# ---------------------------------------------------------------- who is called in, and from which day


def test_only_the_town_and_departments_are_called_in_whatever_a_return_suggested() -> None:
    for suggested in ("T-SC", "没有的单位", "DL"):
        room = Room()
        assigned(room)
        first = {"task": room.call().tasks[0].id, "clause": "SD-A01-1", "suggested_unit": "ZF"}
        room.does("call.return", "c", first, "zr")
        ruled = {"request": room.last, "ruling": "deny", "reason": "属其职责"}
        room.does("call.decide_return", "c", ruled, "centre")
        room.does("call.return", "c", first | {"suggested_unit": suggested}, "zr")
        assert room.call().state == "CONSULTING"
        there = ("T-ZHS", "ZR", "DL") if suggested == "DL" else ("T-ZHS", "ZR")
        assert called_in(room.call(), room.rules) == there


def test_a_step_without_its_digest_and_a_digest_without_its_step_are_both_refused() -> None:
    room = Room()
    consulting(room)
    p = {"way": "PHONE", "sides": sides(room)}
    assert room.no("call.consult", "c", p | {"step": "convene", "digest": " "}, "centre") == "bad-step"
    assert room.no("call.consult", "c", p | {"step": "later", "digest": "召集"}, "centre") == "bad-step"


def test_a_ruling_may_hold_from_today_on() -> None:
    room = Room()
    consulting(room)
    consulted(room, "")
    p = {
        "unit": "ZR",
        "clause": "三定方案",
        "category": "010101",
        "reason": "属其主管",
        "valid_from": "2026-03-09",
    }
    assert room.no("call.adjudicate", "c", p, "centre_lead") == ""
    assert room.no("call.adjudicate", "c", p | {"valid_from": "2026-03-08"}, "centre_lead") == "back-dated"
