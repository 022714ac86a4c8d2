"""事呼: the alarm proposes, a person confirms with one key (rulebook §4.7)."""

import pytest

from governance.calls.alarms import Alarm, alarm, contents
from tests.governance.room import ISSUE, MONDAY, Room, accepted, issue, monday, report, uid

LISTED = "030206"  # 森林火情: SD-C07


def proposed(room: Room) -> Alarm | None:
    return alarm(room.event(), MONDAY, room.rules)


@pytest.mark.parametrize("channel", ["SENSOR", "VIDEO"])
def test_an_alarm_proposes_the_department_that_the_list_names(channel: str) -> None:
    room = Room()
    accepted(room, ch=channel, cat=LISTED)
    found = proposed(room)
    assert found is not None
    item = room.rules.catalogue.items[found.item]
    must = [n.line_no for n in room.rules.catalogue.lines[item.code] if n.side == "TOWN" and n.mandatory]
    assert (found.depts, found.item_version, list(found.lines)) == ((item.lead_dept,), 1, must)
    assert must  # else the next test proves nothing


def test_confirmed_it_opens_both_sides_at_once() -> None:
    room = Room()
    accepted(room, ch="SENSOR", cat=LISTED)
    found = proposed(room)
    assert found is not None
    p = contents(room.event(), found, found.depts, found.ask) | {"serial": "H1"}
    assert room.no("call.issue", "c", p, "op") == "needs-leader"  # the operator drafts, a leader signs
    assert room.no("call.draft", "c", p | {"digest": found.ask}, "op") == ""
    room.does("call.issue", "c", p, "leader", also=((uid("e"), room.event().base),))
    call = room.call()
    assert [(task.dept, task.town) for task in call.tasks] == [(found.depts[0], False), ("T-ZHS", True)]
    assert (call.grade, call.direction, call.state) == ("C2", "BOTH", "ASSIGNED")
    assert room.due("RESPOND", "T-ZHS", "c") == "2026-03-09 09:30"


@pytest.mark.parametrize("channel", ["PHONE", "GRID", "12345"])
def test_what_people_report_proposes_nothing(channel: str) -> None:
    room = Room()
    accepted(room, ch=channel, cat=LISTED)
    assert proposed(room) is None


def test_nothing_is_proposed_before_the_event_is_accepted_or_once_the_county_was_called() -> None:
    room = Room()
    room.does("event.report", "e", report(ch="SENSOR"), "op")
    assert proposed(room) is None
    room.does("event.accept", "e", {}, "op")
    assert proposed(room) is not None
    issue(room)
    assert proposed(room) is None
    room.does("call.withdraw", "c", {"reason": "误发"}, "leader", monday("09:10"))
    assert proposed(room) is not None


def test_a_draft_is_proposed_only_once() -> None:
    room = Room()
    accepted(room, ch="VIDEO")
    room.does("call.draft", "c", ISSUE | {"digest": "请到场认定"}, "op")
    assert proposed(room) is None


def test_outside_the_list_the_department_of_the_category_is_proposed_or_a_person_says() -> None:
    room = Room()
    units = room.rules.catalogue.units
    outside = [c for c in room.rules.catalogue.categories.values() if not c.related_items]
    for category in outside[:5]:
        room = Room()
        accepted(room, ch="SENSOR", cat=category.code)
        found = proposed(room)
        assert found is not None
        assert (found.item, bool(found.reason)) == ("", True)
        assert all(units[dept].is_department for dept in found.depts)
        p = contents(room.event(), found, found.depts or ("ZR",), found.ask)
        assert room.no("call.issue", "c", p, "leader") == ""
