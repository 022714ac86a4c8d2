"""派单建议单位 (rulebook §3.3, §3.5): a direct subordinate, never a county department; after a return the named one."""

import pytest

from governance.events.guards import is_subordinate
from governance.responsibility.dispatch_unit import county_unit, dispatch_unit, own_unit, suggested_unit
from tests.governance.local_time import at
from tests.governance.room import Room, signed, slip

RULES = Room().rules


@pytest.mark.parametrize("code", sorted(RULES.catalogue.categories))
def test_a_dispatch_begins_with_a_direct_subordinate(code: str) -> None:
    unit = dispatch_unit(code, RULES)
    assert is_subordinate(unit, RULES)
    assert not (county_unit(code, RULES) and own_unit(code, RULES)), "either the county's or the town's"


def test_what_is_the_countys_goes_to_the_platform_in_the_town() -> None:
    of_county = [code for code in RULES.catalogue.categories if county_unit(code, RULES)]
    assert of_county
    platforms = {"ZZ": "T-ZZ", "ZF": "T-ZF", "SC": "T-SC", "BM": "T-BM"}
    for code in of_county:
        assert dispatch_unit(code, RULES) == platforms[RULES.catalogue.categories[code].platform]


def test_an_unknown_category_suggests_nobody() -> None:
    assert (dispatch_unit("", RULES), county_unit("", RULES), own_unit("", RULES)) == ("", "", "")


OF_ENFORCEMENT = "030102"  # its usual unit is 综合执法 of the town


def _upheld_return(code: str) -> Room:
    room = Room()
    signed(room, cat=OF_ENFORCEMENT, reply=True)
    room.does("event.contact", "e", {"text": "联系不上"}, "zf_staff", at("2026-03-09 09:30"))
    room.does("event.return", "e", slip(room, code=code), "zf_lead", at("2026-03-09 10:00"))
    p = {
        "request": room.event().returns[-1].id,
        "ruling": "uphold",
        "reason": "对照清单",
        "clause": "SD-A01-1",
    }
    room.does("event.decide_return", "e", p, "leader", at("2026-03-09 10:05"))
    return room


def test_after_an_upheld_return_the_named_unit_is_suggested() -> None:
    room = _upheld_return("T1")
    assert dispatch_unit(room.event().cat, room.rules) == "T-ZF"
    assert suggested_unit(room.event(), room.rules) == "T-SC"


def test_after_missing_data_was_completed_the_same_unit_has_it_again() -> None:
    room = _upheld_return("T4")
    assert suggested_unit(room.event(), room.rules) == "T-ZF"


def test_while_nothing_was_ruled_the_category_says() -> None:
    room = Room()
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead", at("2026-03-09 10:00"))
    assert suggested_unit(room.event(), room.rules) == dispatch_unit(room.event().cat, room.rules)
