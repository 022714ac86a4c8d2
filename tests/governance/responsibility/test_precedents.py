"""判例 (§4.5): kept in the county's ledger by who adjudicates, shown before text score, ended with a reason."""

import pytest

from governance.bundle import rules_of
from governance.ledger.stream import Stream
from governance.responsibility.items import responsible
from governance.responsibility.rulings import live_for
from tests.governance.responsibility.county_room import TOWN, CountyRoom, uid

DAY = "2026-03-15"


def ruling(**more: object) -> dict[str, object]:
    said = {
        "precedent": uid("ruling"),
        "category": "050102",
        "item": "SD-A02",
        "clause": "SD-A02-2",
        "decided": "ZR",
        "reason": "存量违建认定属自然资源部门",
        "keywords": ["存量"],
        "call": uid("c"),
    }
    return said | more


def test_a_kept_ruling_goes_before_everything_else_in_every_town() -> None:
    room = CountyRoom()
    before = responsible("050102", DAY, TOWN, "", "违法建设查处", room.rules)
    assert [a.item.code for a in before] == ["SD-A01", "SD-A02"]
    room.does("list.precedent", "p", ruling(), "centre_lead")
    town = rules_of(Stream(id=uid("town"), kind="town", area=TOWN), room.bundle)
    for rules in (room.rules, town):
        first, second = responsible("050102", DAY, TOWN, "", "违法建设查处", rules)
        assert (first.item.code, first.reason, second.reason) == ("SD-A02", "判例", "文字相符 5")
        assert first.precedent is not None
        assert first.precedent.decided == "ZR"


def test_it_holds_from_its_day_for_its_kind_of_place() -> None:
    room = CountyRoom()
    room.does("list.precedent", "p", ruling(valid_from="2026-03-20", place_kind="学校"), "county_leader")
    assert live_for("050102", "SD-A02", "2026-03-19", room.rules, "学校") == ()
    assert live_for("050102", "SD-A02", "2026-03-20", room.rules) == ()
    assert len(live_for("050102", "SD-A02", "2026-03-20", room.rules, "学校")) == 1


def test_a_newer_one_goes_before_an_older_one_and_any_may_be_ended() -> None:
    room = CountyRoom()
    room.does("list.precedent", "p", ruling(), "centre_lead")
    room.does(
        "list.precedent",
        "q",
        ruling(precedent=uid("second"), decided="ZF", valid_from="2026-03-12"),
        "centre_lead",
    )
    assert [p.decided for p in live_for("050102", "SD-A02", DAY, room.rules)] == ["ZF", "ZR"]
    end = {"precedent": uid("second"), "valid_to": "2026-03-14", "reason": "职责调整"}
    assert room.no("list.precedent", "q", end | {"reason": ""}, "centre_lead") == "already-kept"
    room.does("list.precedent", "q", end, "centre_lead")
    assert [p.decided for p in live_for("050102", "SD-A02", DAY, room.rules)] == ["ZR"]
    assert room.kept("q").label == "已废止"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"category": "999999"}, "bad-category"),
        ({"item": "SD-Z99"}, "bad-item"),
        ({"decided": "T-ZF"}, "bad-dept"),
        ({"reason": " "}, "no-reason"),
        ({"valid_from": "三月"}, "bad-day"),
    ],
)
def test_a_ruling_says_what_about_whom_and_why(more: dict[str, object], code: str) -> None:
    assert CountyRoom().no("list.precedent", "p", ruling(**more), "centre_lead") == code


def test_only_who_adjudicates_keeps_one() -> None:
    room = CountyRoom()
    for who in ("centre", "list_admin", "zr_lead", "director", "op"):
        assert room.no("list.precedent", "p", ruling(), who) == "no-role"


def test_the_same_ruling_is_kept_once() -> None:
    room = CountyRoom()
    room.does("list.precedent", "p", ruling(), "centre_lead")
    verdict = room.act("list.precedent", "p", ruling(), "centre_lead", base=None)
    assert (verdict.vd, verdict.code) == ("a", "same-effect")
    assert len(room.rules.precedents) == 1


def test_what_the_ledger_folds_is_what_the_bundle_holds() -> None:
    room = CountyRoom()
    room.does("list.precedent", "p", ruling(), "centre_lead")
    assert room.bundle.lists[uid("p")] == room.cases[uid("p")]
