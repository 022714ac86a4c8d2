"""县呼乡应 on the calls page (rulebook §4.7): who calls the town, what it owes next and until when."""

from typing import Any

from msgspec.structs import replace

from desktop.calls.called_down import DownFace, called_down, down_faces, town_owes
from desktop.calls.cards import CardFace, card
from desktop.calls.slip import of_call
from desktop.calls.waiting import waiting
from desktop.dossier.steps import call_steps
from desktop.lights import Sign
from desktop.names import Names
from governance.calls.reverse import must_arrive
from governance.responsibility.in_force import with_lists
from governance.responsibility.versions import PUBLISHED, ListItem, Published
from tests.governance.calls.test_reverse import ARRIVE, BOTH, DOWN, FED
from tests.governance.local_time import at
from tests.governance.room import MONDAY, Room, accepted, assigned, monday


def called(**more: Any) -> Room:
    """ZR calls the town on Monday at nine for a line of SD-A01."""
    room = Room()
    room.does("call.reverse", "c", DOWN | more, "zr_lead")
    return room


def face(room: Room, now: int) -> DownFace:
    (found,) = down_faces([room.call()], Names(room.rules), now, room.rules)
    return found


def of_card(room: Room, now: int) -> CardFace:
    return card(room.call(), None, 0, Names(room.rules), now, room.rules)


def test_it_says_who_calls_for_which_line_and_what_the_town_owes_by_when() -> None:
    room = called()
    shown = face(room, MONDAY)
    assert shown.kind == "县呼乡应"
    assert dict(shown.rows)["呼叫单位"] == "县自然资源和规划局"
    assert dict(shown.rows)["配合责任"].startswith("SD-A01-4 ")
    assert [(clock.name, clock.until) for clock in shown.clocks][:2] == [
        ("签收", "15:00 前"),
        ("响应", "明天 18:00 前"),
    ]
    assert shown.steps == ("sign", "respond")
    assert (shown.owed, shown.due) == (True, at("2026-03-09 15:00"))


def test_an_unsigned_call_turns_red_after_four_working_hours() -> None:
    room = called()
    assert of_card(room, monday("14:00")).sign_at(monday("14:00")) is Sign.SOON
    late = of_card(room, monday("15:10"))
    assert (late.lines[0].said, late.lines[0].left_at(monday("15:10"))) == ("待签收", "超 10 分")
    assert late.sign_at(monday("15:10")) is Sign.OVERDUE
    assert not late.lines[0].theirs, "our own clock needs no 截至"
    assert late.where == "县自然资源和规划局呼 · SD-A01"


def test_each_step_takes_its_clock_away_and_a_late_one_stays_late() -> None:
    room = called()
    room.does("call.reverse_respond", "c", {"step": "sign"}, "op", monday("15:30"))
    shown = face(room, monday("15:31"))
    assert shown.steps == ("respond",)
    assert shown.clocks[0].said_at(monday("15:31")) == "15:30 超期"
    room.does("call.reverse_respond", "c", ARRIVE, "op", monday("16:00"))
    assert face(room, monday("16:01")).steps == ("progress", "feedback")


def test_its_dossier_has_the_steps_of_the_town() -> None:
    room = called()
    room.does("call.reverse_respond", "c", {"step": "sign"}, "op", monday("10:00"))
    steps = call_steps(room.call(), monday("10:01"))
    assert [step.name for step in steps] == ["县级呼叫", "乡镇签收", "乡镇响应", "办理反馈", "县级认可"]
    assert [step.state for step in steps] == ["done", "done", "current", "rest", "rest"]
    assert steps[2].note == "待响应"


def test_what_was_fed_back_waits_for_the_callers_word_and_is_not_rated_by_the_town() -> None:
    room = called()
    room.does("call.reverse_respond", "c", ARRIVE, "op", monday("10:00"))
    room.does("call.reverse_respond", "c", FED, "op", monday("11:00"))
    shown = face(room, monday("11:01"))
    assert not shown.owed
    assert shown.waits.startswith("待县自然资源和规划局认可，周四 18:00 前")
    found = waiting([room.call()], {}, Names(room.rules), monday("11:01"), room.rules)
    assert found.ratings == (), "nobody rates himself"
    assert found.arrivals == (), "nor confirms his own answer"


def test_of_a_both_sided_call_the_town_owes_only_that_it_goes_there() -> None:
    room = Room()
    accepted(room, ch="SENSOR")
    room.does("call.reverse", "c", BOTH, "centre")
    shown = face(room, MONDAY)
    assert (shown.kind, must_arrive(room.call())) == ("事呼双应", True)
    assert [clock.until for clock in shown.clocks] == ["09:30 前"]
    assert town_owes(room.call())
    room.does("call.reverse_respond", "c", ARRIVE, "op", monday("09:20"))
    assert not town_owes(room.call())
    assert [line.said for line in of_card(room, monday("09:21")).lines] == ["未签收", "已到场"]


def test_a_call_of_the_town_itself_is_none() -> None:
    room = Room()
    assigned(room)
    assert not called_down(room.call())
    assert down_faces([room.call()], Names(room.rules), MONDAY, room.rules) == ()


def test_its_slip_names_the_caller_and_the_lines_the_town_is_called_for() -> None:
    room = called()
    slip = of_call(room.call(), None, Names(room.rules), room.rules, MONDAY)
    (sheet,) = slip.sheets.values()
    assert sheet.title.endswith("县呼乡应单")
    said = {label: value for pairs, _ in sheet.rows for label, value in pairs}
    assert said["呼叫单位"] == "县自然资源和规划局"
    assert said["签收至迟"] == "15:00"


def test_a_call_whose_item_changed_since_says_so_on_its_card() -> None:
    room = called()
    item = room.rules.catalogue.items[room.call().item]
    second = Published(
        item=replace(item, version=2, effective_from="2026-03-09"),
        lines=room.rules.catalogue.lines_of(item.code),
        by="",
        at=0,
    )
    kept = ListItem(id="l", code=item.code, state=PUBLISHED, moved=0, versions=(second,))
    rules = replace(room.rules, catalogue=with_lists(room.rules.catalogue, [kept]))
    shown = card(room.call(), None, 0, Names(rules), MONDAY, rules)
    assert ("清单已变更", "amber") in shown.tags
    assert of_card(room, MONDAY).tags == (("县呼", "brand"),)
