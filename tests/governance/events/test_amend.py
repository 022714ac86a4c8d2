"""更正补充: merged field by field; two values on one seen value are both kept (rulebook §3.11, sync.md §3.1)."""

import pytest

from governance.ledger.field_merge import Disputed
from tests.governance.room import GRID, TOWN, VILLAGE, Room, accepted, closed, dispatched, monday, report


def change(field: str, value: str, seen: str = "") -> dict[str, object]:
    return {"set": [{"field": field, "seen": seen, "value": value}]}


def test_an_amended_text_is_shown_and_its_action_is_what_the_next_one_has_seen() -> None:
    room = Room()
    accepted(room)
    room.does("event.amend", "e", change("text", "更正一"), "op")
    first = room.last
    assert room.event().text == "更正一"
    assert dict(room.event().seen) == {"text": first}
    room.does("event.amend", "e", change("text", "更正二", first), "sup")
    assert room.event().text == "更正二"
    assert room.event().disputed == ()


def test_two_values_on_one_seen_value_are_both_kept_and_the_earlier_is_shown() -> None:
    room = Room()
    accepted(room)
    room.does("event.amend", "e", change("text", "甲说"), "op")
    room.does("event.amend", "e", change("text", "乙说"), "sup")
    assert room.event().text == "甲说"
    assert room.event().disputed == (Disputed("text", room.last, "乙说"),)


def test_the_same_value_twice_is_no_dispute() -> None:
    room = Room()
    accepted(room)
    room.does("event.amend", "e", change("text", "同一句"), "op")
    room.does("event.amend", "e", change("text", "同一句"), "sup")
    assert room.event().disputed == ()


def test_fields_are_merged_one_by_one() -> None:
    room = Room()
    accepted(room)
    room.does("event.amend", "e", change("text", "甲说"), "op")
    both = {
        "set": [
            {"field": "text", "seen": "", "value": "乙说"},
            {"field": "place", "seen": "", "value": f"{VILLAGE}|120610000|30510000|村口"},
        ]
    }
    room.does("event.amend", "e", both, "sup")
    event = room.event()
    assert (event.text, len(event.disputed)) == ("甲说", 1)
    assert (event.place.area, event.place.lon, event.place.lat, event.place.text) == (
        VILLAGE,
        120610000,
        30510000,
        "村口",
    )


def test_a_changed_place_never_changes_the_unit() -> None:
    room = Room()
    dispatched(room)
    room.does("event.amend", "e", change("place", f"{TOWN}|||镇政府"), "op")
    assert (room.event().held_by, room.event().place.lon, room.event().place.text) == ("T-ZF", None, "镇政府")


def test_the_category_is_amended_only_before_dispatch() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    room.does("event.amend", "e", change("cat", "010102"), "op")
    assert room.event().cat == "010102"
    assert room.no("event.amend", "e", change("cat", "999999", room.last), "op") == "bad-category"
    room.does("event.accept", "e", {}, "op")
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op")
    assert room.no("event.amend", "e", change("cat", "010103"), "op") == "cat-locked"


def test_what_a_classification_decided_is_not_overwritten_unseen() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    room.does("event.classify", "e", {"category": "010102"}, "op")
    room.does("event.amend", "e", change("cat", "010103"), "sup")  # saw what was registered
    assert room.event().cat == "010102"
    assert [d.value for d in room.event().disputed] == ["010103"]


def test_a_field_that_may_not_be_amended_leaves_the_others_alone() -> None:
    """Saved offline while nothing was dispatched, arrived after the dispatch: the text counts all the same."""
    room = Room()
    dispatched(room)
    p = {"set": [*change("cat", "010102")["set"], *change("text", "补充：在村口")["set"]]}  # type: ignore[misc]
    assert room.no("event.amend", "e", p, "op") == "cat-locked"
    assert room.act("event.amend", "e", p, "op").vd == "a"
    assert (room.event().cat, room.event().text) == ("010101", "补充：在村口")


def test_the_outer_due_changes_with_the_outer_systems_paper_only() -> None:
    room = Room()
    accepted(room)
    due = change("outer_due", str(monday("17:30")))
    assert room.no("event.amend", "e", due, "op") == "no-paper"
    room.does("event.amend", "e", due | {"paper": "12345-7788"}, "op")
    assert room.event().outer_due == monday("17:30")


@pytest.mark.parametrize("value", ["", "soon", "²", "9" * 30, "-5", "0"])
def test_an_outer_due_is_an_instant_of_this_century(value: str) -> None:
    room = Room()
    accepted(room)
    before = room.event()
    p = change("outer_due", value) | {"paper": "12345-7788"}
    assert room.no("event.amend", "e", p, "op") == "no-paper"
    assert room.act("event.amend", "e", p, "op").vd == "a"
    assert room.event() == before


@pytest.mark.parametrize("value", ["", "T-ZF", "990102100000|1|1|x", "|||"])
def test_a_place_outside_the_town_is_no_correction(value: str) -> None:
    room = Room()
    accepted(room)
    assert room.no("event.amend", "e", change("place", value), "op") == "not-here"


@pytest.mark.parametrize("point", ["²|³", "x|y", "1e6|2", "999999999999|0", "|"])
def test_a_point_that_cannot_be_is_left_out(point: str) -> None:
    room = Room()
    accepted(room)
    room.does("event.amend", "e", change("place", f"{GRID}|{point}|桥头"), "op")
    assert (room.event().place.lon, room.event().place.lat, room.event().place.text) == (None, None, "桥头")


def test_the_callers_data_are_amended_in_the_annex() -> None:
    room = Room()
    accepted(room)
    assert room.no("event.amend", "e", change("caller", ""), "op") == "no-text"
    room.does("event.amend", "e", change("caller", "") | {"px": "commitment"}, "op")
    assert dict(room.event().seen) == {"caller": room.last}


@pytest.mark.parametrize("field", ["urg", "serial", "state", "unit"])
def test_nothing_else_is_amended(field: str) -> None:
    room = Room()
    accepted(room)
    assert room.no("event.amend", "e", change(field, "U1"), "op") == "bad-field"


def test_only_the_room_amends_and_only_what_is_not_over() -> None:
    room = Room()
    closed(room)
    assert room.no("event.amend", "e", change("text", "改"), "zf_lead") == "no-role"
    room.does("event.amend", "e", change("text", "改"), "director")
    room.does("event.revisit", "e", {"reached": True, "rating": "GOOD"}, "op")
    assert room.no("event.amend", "e", change("text", "再改"), "op") == "wrong-state"
    assert room.act("event.amend", "e", change("text", "再改"), "op").code == "after-close"
    assert room.event().text == "改"
