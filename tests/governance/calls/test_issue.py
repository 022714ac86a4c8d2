"""签发呼叫、平台受理、交办: who may call, for what, and the clocks by grade (rulebook §4.1, §4.2)."""

from typing import Any

import pytest
from msgspec.structs import replace

from governance.bundle import rules_of
from governance.ledger.stream import Stream
from governance.rulebook import Rules
from tests.governance.local_time import at
from tests.governance.room import (
    ISSUE,
    MONDAY,
    RUNS,
    STOPPED,
    Room,
    accepted,
    assigned,
    bundle,
    called,
    monday,
    uid,
)

ITEM = {"item": "SD-A01", "item_version": 1, "reason": "", "depts": ["ZR"]}


def lines(room: Room, state: str = "DONE", note: str = "现场照片") -> list[dict[str, Any]]:
    return [
        {"no": line.line_no, "state": state, "note": note}
        for line in room.rules.catalogue.lines["SD-A01"]
        if line.side == "TOWN"
    ]


def optional(room: Room) -> set[int]:
    """The TOWN lines that need not be done before a call."""
    found = room.rules.catalogue.lines["SD-A01"]
    return {line.line_no for line in found if line.side == "TOWN" and not line.mandatory}


# ---------------------------------------------------------------- who


@pytest.mark.parametrize("who", ["leader", "director", "town_leader"])
def test_a_leader_calls_and_the_platform_owes_an_answer(who: str) -> None:
    room = Room()
    called(room, actor=who)
    assert (room.call().state, room.call().countersigned, room.call().responsible) == (
        "ISSUED",
        True,
        "CENTRE",
    )
    assert room.clocks("c") == {"ACCEPT": RUNS}


@pytest.mark.parametrize("grade", ["C2", "C3"])
def test_the_operator_calls_only_for_the_most_urgent(grade: str) -> None:
    room = Room()
    accepted(room)
    also = ((uid("e"), room.event().base),)
    assert room.no("call.issue", "c", ISSUE | {"grade": grade}, "op") == "needs-leader"
    assert room.act("call.issue", "c", ISSUE | {"grade": grade}, "op", also=also).code == "needs-leader"


def test_an_operators_call_goes_out_before_it_is_countersigned_in_half_an_hour() -> None:
    room = Room()
    called(room, "C1", "op", when=monday("09:00"))
    assert room.clocks("c") == {"ACCEPT": RUNS, "COUNTERSIGN": RUNS}
    assert room.due("COUNTERSIGN", case="c") == "2026-03-09 09:30"
    assert not room.call().countersigned
    assert room.no("call.issue", "c", ISSUE, "op") == "needs-leader"
    room.does("call.accept", "c", {"ruling": "accept"}, "centre", monday("09:02"))
    room.does("call.issue", "c", {}, "leader", monday("09:20"))
    assert room.call().countersigned
    assert room.clock("COUNTERSIGN", case="c").stop == monday("09:20")
    assert room.call().state == "PLATFORM_ACCEPTED"
    assert room.no("call.issue", "c", {}, "director") == "already-issued"


@pytest.mark.parametrize("who", ["sup", "zf_lead", "grid", "zr", "centre_lead", "county_leader"])
def test_nobody_else_calls(who: str) -> None:
    room = Room()
    accepted(room)
    assert room.no("call.issue", "c", ISSUE | {"grade": "C1"}, who) == "no-role"


# ---------------------------------------------------------------- what


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"grade": "C9"}, "bad-grade"),
        ({"ask": " "}, "no-ask"),
        ({"depts": []}, "bad-dept"),
        ({"depts": ["T-ZF"]}, "bad-dept"),
        ({"depts": ["ZX"]}, "bad-dept"),
        ({"depts": ["ZR", "ZR"]}, "twice"),
        ({"reason": " "}, "no-reason"),
        ({"item": "SD-X99", "item_version": 1}, "item-changed"),
        ({"item": "SD-A01", "item_version": 9}, "item-changed"),
    ],
)
def test_a_call_says_what_is_asked_of_whom_and_why(wrong: dict[str, Any], code: str) -> None:
    room = Room()
    accepted(room)
    assert room.no("call.issue", "c", ISSUE | wrong, "leader") == code


def test_every_mandatory_line_of_the_town_is_done_or_explained() -> None:
    room = Room()
    accepted(room)
    p = ISSUE | ITEM
    assert room.no("call.issue", "c", p, "leader") == "duty-undone"
    assert room.no("call.issue", "c", p | {"lines": lines(room, "NOT", " ")}, "leader") == "duty-undone"
    assert room.no("call.issue", "c", p | {"lines": lines(room, "LATER")}, "leader") == "duty-undone"
    assert room.no("call.issue", "c", p | {"lines": lines(room, "DONE", "")}, "leader") == ""
    assert room.no("call.issue", "c", p | {"lines": lines(room, "NOT", "道路不通")}, "leader") == ""
    assert room.no("call.issue", "c", p | {"lines": lines(room, "NA", "不涉及")}, "leader") == ""
    rest = [one for one in lines(room) if one["no"] not in optional(room)]
    assert 0 < len(rest) < len(lines(room))
    assert room.no("call.issue", "c", p | {"lines": rest}, "leader") == ""


def test_the_version_in_force_on_the_day_is_the_one_called_by() -> None:
    """A new version that is published but not yet in force does not stop today's calls."""

    class Tomorrow(Room):
        @property
        def rules(self) -> Rules:
            home = self.cases[uid("town")]
            assert isinstance(home, Stream)
            rules = rules_of(home, bundle())
            old = rules.catalogue.items["SD-A01"]
            new = replace(old, version=2, effective_from="2026-03-10")
            now = replace(old, effective_to="2026-03-10")
            catalogue = replace(
                rules.catalogue,
                items={**rules.catalogue.items, "SD-A01": new},
                versions={**rules.catalogue.versions, "SD-A01": (now, new)},
            )
            return replace(rules, catalogue=catalogue)

    room = Tomorrow()
    accepted(room)
    p = ISSUE | ITEM | {"lines": lines(room)}
    assert room.no("call.issue", "c", p, "leader", MONDAY) == ""
    assert room.no("call.issue", "c", p, "leader", at("2026-03-10 00:00")) == "item-changed"
    assert room.no("call.issue", "c", p | {"item_version": 2}, "leader", at("2026-03-10 00:00")) == ""


def test_only_the_most_urgent_is_called_without_a_case() -> None:
    room = Room()
    alone = {k: v for k, v in ISSUE.items() if k != "parent"}
    assert room.no("call.issue", "c", alone, "leader") == "no-parent"
    assert room.no("call.issue", "c", alone | {"grade": "C1", "reason": ""}, "leader") == "no-parent"
    room.does("call.issue", "c", alone | {"grade": "C1"}, "leader")
    assert room.call().parent is None


def test_a_call_names_an_event_of_this_town_that_may_be_called_up() -> None:
    room = Room()
    p = ISSUE | {"grade": "C1"}
    for parent in ("e", "town", "nothing"):
        also = ((uid(parent), None),)
        assert room.no("call.issue", "c", p | {"parent": uid(parent)}, "leader") == "no-parent"
        verdict = room.act("call.issue", "c", p | {"parent": uid(parent)}, "leader", also=also)
        assert (verdict.vd, verdict.code) == ("r", "no-parent")


# ---------------------------------------------------------------- clocks by grade

GRADES = [
    # issued Friday 17:50                accept by           assign by           sign by             respond by
    (
        "C1",
        "2026-03-13 17:55",
        "2026-03-13 17:55",
        "2026-03-13 18:05",
        "2026-03-13 18:50",
        "2026-03-14 17:50",
    ),
    (
        "C2",
        "2026-03-13 18:05",
        "2026-03-13 18:05",
        "2026-03-13 18:50",
        "2026-03-16 11:50",
        "2026-03-18 18:00",
    ),
    (
        "C3",
        "2026-03-16 09:50",
        "2026-03-16 09:50",
        "2026-03-16 11:50",
        "2026-03-16 18:00",
        "2026-03-24 18:00",
    ),
]


@pytest.mark.parametrize(("grade", "accept", "assign", "sign", "respond", "handle"), GRADES)
def test_the_clocks_of_a_call_by_grade(
    grade: str, accept: str, assign: str, sign: str, respond: str, handle: str
) -> None:
    room = Room()
    when = at("2026-03-13 17:50")
    called(room, grade, when=when)
    assert room.due("ACCEPT", case="c") == accept
    room.does("call.accept", "c", {"ruling": "accept"}, "centre", when)
    assert room.clocks("c") == {"ACCEPT": STOPPED, "ASSIGN": RUNS}
    assert room.due("ASSIGN", case="c") == assign
    room.does("call.assign", "c", {"unit": "ZR"}, "centre", when)
    assert room.clocks("c") == {
        "ACCEPT": STOPPED,
        "ASSIGN": STOPPED,
        "SIGN": RUNS,
        "RESPOND": RUNS,
        "HANDLE": RUNS,
    }
    assert room.due("SIGN", "ZR", "c") == sign
    assert room.due("RESPOND", "ZR", "c") == respond
    assert room.due("HANDLE", "ZR", "c") == handle


def test_the_example_of_the_rulebook() -> None:
    """§4.4: C2 assigned Friday 16:00, RESPOND due Monday 10:00; C1 assigned 20:00, due 21:00."""
    room = Room()
    assigned(room, "C2", when=at("2026-03-13 16:00"))
    assert room.due("RESPOND", "ZR", "c") == "2026-03-16 10:00"
    room = Room()
    assigned(room, "C1", when=at("2026-03-13 20:00"))
    assert room.due("RESPOND", "ZR", "c") == "2026-03-13 21:00"


# ---------------------------------------------------------------- platform


@pytest.mark.parametrize("code", ["TOWN", "DUPLICATE"])
def test_the_platform_refuses_with_code_and_reason_and_all_clocks_end(code: str) -> None:
    room = Room()
    called(room, "C1", "op")
    p = {"ruling": "refuse", "code": code, "reason": "镇权限内"}
    assert room.no("call.accept", "c", p | {"code": "OTHER"}, "centre") == "no-reason"
    assert room.no("call.accept", "c", p | {"reason": " "}, "centre") == "no-reason"
    assert room.no("call.accept", "c", {"ruling": "perhaps"}, "centre") == "no-ruling"
    room.does("call.accept", "c", p, "centre", monday("09:05"))
    assert (room.call().state, room.call().refused, room.call().responsible) == ("REFUSED", code, "")
    assert set(room.clocks("c").values()) == {STOPPED}


def test_the_platform_assigns_county_departments_each_once() -> None:
    room = Room()
    called(room)
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    assert room.no("call.assign", "c", {"unit": "T-ZF"}, "centre") == "bad-dept"
    assert room.no("call.assign", "c", {"unit": "ZR", "assist": ["ZR"]}, "centre") == "twice"
    assert room.no("call.assign", "c", {"unit": "ZR", "assist": ["T-SC"]}, "centre") == "bad-dept"
    assert room.no("call.assign", "c", {"unit": "ZR"}, "leader") == "no-role"
    room.does("call.assign", "c", {"unit": "DL", "assist": ["ZR"]}, "centre_lead")  # a utility may lead
    assert room.call().responsible == "DL"


@pytest.mark.parametrize("state", ["issued", "accepted", "assigned"])
def test_a_call_is_withdrawn_with_a_reason_before_it_is_signed(state: str) -> None:
    room = Room()
    called(room)
    if state != "issued":
        room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    if state == "assigned":
        room.does("call.assign", "c", {"unit": "ZR"}, "centre")
    assert room.no("call.withdraw", "c", {"reason": " "}, "leader") == "no-reason"
    assert room.no("call.withdraw", "c", {"reason": "已解决"}, "op") == "no-role"
    room.does("call.withdraw", "c", {"reason": "已解决"}, "leader")
    assert room.call().state == "WITHDRAWN"
    assert set(room.clocks("c").values()) == {STOPPED}


def test_a_signed_call_is_withdrawn_no_more() -> None:
    room = Room()
    assigned(room)
    room.does("call.sign", "c", {}, "zr")
    assert room.no("call.withdraw", "c", {"reason": "已解决"}, "director") == "wrong-state"


# ---------------------------------------------------------------- 信息不全, 拟呼叫


def test_an_incomplete_call_is_repaired_once_while_the_clock_stands_still() -> None:
    room = Room()
    called(room, "C2")
    p = {"ruling": "refuse", "code": "INCOMPLETE", "reason": "缺现场联系人"}
    room.does("call.accept", "c", p, "centre", monday("09:05"))
    assert (room.call().state, room.call().responsible) == ("ISSUED", "TOWN")
    assert room.clocks("c") == {"ACCEPT": "⏸"}
    assert room.no("call.accept", "c", {"ruling": "accept"}, "centre", monday("09:20")) == "in-repair"
    repair = {"ask": "请到场认定，联系指挥室8号线", "contact": "0571-88000008"}
    assert room.no("call.issue", "c", {"ask": ""}, "leader", monday("10:00")) == "no-ask"
    room.does("call.issue", "c", repair, "leader", monday("10:05"))
    assert (room.call().ask, room.call().responsible) == (repair["ask"], "CENTRE")
    assert room.due("ACCEPT", case="c") == "2026-03-09 10:15"  # 15 min EH, one hour of it paused
    room.does("call.accept", "c", p, "centre", monday("10:08"))  # there is one repair
    assert (room.call().state, room.call().refused, room.event().state) == (
        "REFUSED",
        "INCOMPLETE",
        "ACCEPTED",
    )


DRAFT = ISSUE | {"digest": "请到场认定"}


def test_a_draft_waits_for_the_leader_at_another_desk_and_does_not_move_the_event() -> None:
    room = Room()
    accepted(room)
    for who in ("sup", "op"):
        assert room.no("call.draft", "c", DRAFT, who) == ""
    room.does("call.draft", "c", DRAFT, "sup")
    assert (room.call().state, room.call().responsible, room.event().state) == ("DRAFT", "TOWN", "ACCEPTED")
    room.does("call.draft", "c", DRAFT | {"ask": "请今日到场认定", "digest": "改"}, "op")
    assert room.no("call.issue", "c", ISSUE, "op") == "needs-leader"
    signed = ISSUE | {"ask": "请今日到场认定"}
    assert room.act("call.issue", "c", signed, "leader", monday("10:00")).code == "no-parent"
    also = ((uid("e"), room.event().base),)
    room.does("call.issue", "c", signed, "leader", monday("10:00"), also=also)
    call = room.call()
    assert (call.state, call.at, call.issuer, call.drafter) == (
        "ISSUED",
        monday("10:00"),
        uid("leader"),
        uid("sup"),
    )
    assert (room.event().state, room.event().called) == ("CALLED_UP", (uid("c"),))
    assert room.clock("ACCEPT", case="c").start == monday("10:00")


def test_a_draft_that_nobody_needs_any_more_is_withdrawn() -> None:
    room = Room()
    accepted(room)
    room.does("call.draft", "c", DRAFT, "op")
    room.does("call.withdraw", "c", {"reason": "镇内已解决"}, "leader")
    assert (room.call().state, room.event().state) == ("WITHDRAWN", "ACCEPTED")


@pytest.mark.parametrize(
    ("wrong", "code"), [({"grade": ""}, "bad-grade"), ({"reason": ""}, "no-reason"), ({"ask": " "}, "no-ask")]
)
def test_a_draft_names_item_or_reason_and_what_is_asked(wrong: dict[str, str], code: str) -> None:
    room = Room()
    accepted(room)
    assert room.no("call.draft", "c", DRAFT | wrong, "op") == code
