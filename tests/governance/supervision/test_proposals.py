"""督办建议、时限黄红牌、撤销督办 (rulebook §3.9): what the clocks propose, what they give by themselves, what is taken back."""

import pytest

from governance.supervision.proposals import Proposal, call_steps, proposal
from governance.supervision.timing_cards import timing_cards
from tests.governance.local_time import at
from tests.governance.room import (
    ARRIVED,
    FEEDBACK,
    MONDAY,
    Room,
    accepted,
    assigned,
    dispatched,
    monday,
    report,
    signed,
    slip,
    uid,
)
from tests.governance.supervision.test_supervision import letter, supervision

# T-ZF has 5 WD from Monday 9 March: due 16 March 18:00, doubled 23 March 18:00
YELLOW, OVERDUE, TWICE = "2026-03-13 17:00", "2026-03-16 18:01", "2026-03-23 18:01"


def proposed(room: Room, when: str) -> Proposal | None:
    return proposal(room.event(), at(when), room.rules.calendar)


def level(room: Room, when: str) -> str:
    found = proposed(room, when)
    return found.level if found is not None else ""


def cards(room: Room, when: str) -> list[tuple[str, str, str]]:
    found = timing_cards(room.event(), at(when), room.rules.calendar)
    return [(card.clock, card.unit, card.colour) for card in found]


@pytest.mark.parametrize(
    ("when", "level_", "why"),
    [(YELLOW, "NORMAL", "SLOW"), (OVERDUE, "YELLOW", "OVERDUE"), (TWICE, "RED", "DUE2")],
)
def test_the_later_it_is_the_higher_the_level(when: str, level_: str, why: str) -> None:
    room = Room()
    signed(room)
    found = proposed(room, when)
    assert found is not None
    assert (found.level, found.why, found.unit) == (level_, why, "T-ZF")
    assert level(room, "2026-03-11 09:00") == ""


def test_due_itself_is_in_time_and_the_instant_after_it_is_late() -> None:
    room = Room()
    signed(room)
    for due, before, after in (
        ("2026-03-16 18:00", "NORMAL", "YELLOW"),
        ("2026-03-23 18:00", "YELLOW", "RED"),
    ):
        found = [proposal(room.event(), at(due) + more, room.rules.calendar) for more in (0, 1)]
        assert [one.level for one in found if one is not None] == [before, after]


def test_progress_takes_the_first_proposal_away_but_not_the_second() -> None:
    room = Room()
    signed(room)
    room.does("event.progress", "e", {"text": "已到现场勘察"}, "zf_lead", monday("15:00"))
    assert (level(room, YELLOW), level(room, OVERDUE)) == ("", "YELLOW")


def test_what_is_issued_is_not_proposed_again_and_revoking_brings_it_back() -> None:
    room = Room()
    signed(room)
    room.does("supervision.yellow", "d", letter(), "leader", at(OVERDUE))
    assert (level(room, OVERDUE), level(room, TWICE)) == ("", "RED")
    room.does("supervision.revoke", "d", {"reason": "误发"}, "leader", at(OVERDUE))
    assert level(room, OVERDUE) == "YELLOW"


def test_two_yellow_cards_on_a_case_propose_red() -> None:
    room = Room()
    signed(room)
    for name in ("d", "d2"):
        room.does("supervision.yellow", name, letter(), "leader", at(OVERDUE))
    found = proposed(room, OVERDUE)
    assert found is not None
    assert (found.level, found.why) == ("RED", "SECOND")


def test_what_stands_still_or_is_fed_back_is_not_pressed() -> None:
    room = Room()
    signed(room)
    room.does("event.return", "e", slip(room), "zf_lead", monday("10:00"))
    assert level(room, TWICE) == ""
    room = Room()
    signed(room)
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("10:00"))
    assert level(room, TWICE) == ""


def test_acceptance_late_by_a_day_is_yellow_and_by_two_red() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")  # due 09:15
    assert cards(room, "2026-03-10 09:14") == []
    assert cards(room, "2026-03-10 09:15") == [("ACCEPT", "", "YELLOW")]
    assert cards(room, "2026-03-11 09:15") == [("ACCEPT", "", "RED")]
    room.does("event.accept", "e", {}, "op", at("2026-03-10 10:00"))
    assert cards(room, "2026-03-20 09:00") == [("ACCEPT", "", "YELLOW")], "it counts until it was accepted"


def test_handling_late_by_five_days_is_yellow_and_red_replaces_it() -> None:
    room = Room()
    signed(room)
    assert cards(room, "2026-03-23 17:59") == []
    assert cards(room, "2026-03-23 18:00") == [("HANDLE", "T-ZF", "YELLOW")]
    assert cards(room, "2026-03-30 18:00") == [("HANDLE", "T-ZF", "RED")], "one card a task"


def test_who_gave_it_away_has_no_card() -> None:
    room = Room()
    dispatched(room)
    room.does("event.return", "e", slip(room), "zf_lead", monday("10:00"))
    room.does(
        "event.decide_return", "e", {"request": room.last, "ruling": "uphold", "reason": "属实"}, "op", MONDAY
    )
    room.does("event.redispatch", "e", {"unit": "T-SC"}, "op", monday("10:30"))
    assert {unit for _, unit, _ in cards(room, "2026-04-30 18:00")} == {"T-SC"}


def test_only_the_issuer_or_somebody_above_revokes_and_says_why() -> None:
    room = Room()
    signed(room)
    room.does("supervision.yellow", "d", letter(), "leader")
    why = {"reason": "已当面说明"}
    assert room.no("supervision.revoke", "d", why, "op") == "no-role"
    assert room.no("supervision.revoke", "d", {"reason": " "}, "leader") == "no-reason"
    room.does("supervision.close", "d", {"result": "已整改"}, "leader")
    room.does("supervision.revoke", "d", why, "director")
    assert (supervision(room).state, supervision(room).final) == ("REVOKED", True)
    assert room.no("supervision.revoke", "d", why, "director") == "wrong-state"
    room.does("supervision.red", "r", letter(), "director")
    assert room.no("supervision.revoke", "r", why, "leader") == "not-issuer"
    assert uid("r") in {kid.child for kid in room.event().kids}


# ---------------------------------------------------------------- calls (§3.9, §4.4)


def on_call(room: Room, when: str) -> tuple[str, str, str] | None:
    found = proposal(room.call(), at(when), room.rules.calendar)
    return (found.level, found.unit, found.why) if found is not None else None


def test_a_department_that_never_answered_gets_a_red_card_proposed_at_the_doubled_limit() -> None:
    """A C3 given on Monday is to be answered in 1 WD, by Tuesday 18:00; doubled that is Wednesday."""
    room = Room()
    assigned(room)
    assert room.due("RESPOND", "ZR", "c") == "2026-03-10 18:00"
    assert on_call(room, "2026-03-11 18:00") is None
    assert on_call(room, "2026-03-11 18:01") == ("RED", "ZR", "UNANSWERED")
    room.does("call.respond", "c", ARRIVED, "zr", monday("13:30"))
    assert on_call(room, "2026-03-11 18:01") is None


def test_one_that_answered_and_does_nothing_is_proposed_step_by_step() -> None:
    """7 WD from Monday: due 18 March 18:00, doubled 27 March 18:00."""
    room = Room()
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr", monday("13:30"))
    assert room.due("HANDLE", "ZR", "c") == "2026-03-18 18:00"
    assert on_call(room, "2026-03-10 09:00") is None
    assert on_call(room, "2026-03-16 15:06") == ("NORMAL", "ZR", "SLOW")
    assert on_call(room, "2026-03-18 18:01") == ("YELLOW", "ZR", "OVERDUE")
    assert on_call(room, "2026-03-27 18:01") == ("RED", "ZR", "DUE2")
    room.does("supervision.yellow", "d", letter("c", "ZR"), "centre_lead", at("2026-03-18 18:01"))
    assert on_call(room, "2026-03-18 18:01") is None
    assert on_call(room, "2026-03-27 18:01") == ("RED", "ZR", "DUE2")


def test_progress_and_the_end_of_a_call_take_proposals_away() -> None:
    room = Room()
    assigned(room)
    room.does("call.respond", "c", ARRIVED, "zr", monday("13:30"))
    room.does("call.progress", "c", {"text": "已派人前往勘察"}, "zr", monday("15:00"))
    assert on_call(room, "2026-03-16 15:06") is None
    room.does("call.feedback", "c", FEEDBACK, "zr", at("2026-03-17 11:00"))
    assert on_call(room, "2026-03-27 18:01") is None


def test_the_towns_own_part_of_a_countys_call_is_none_of_the_departments() -> None:
    room = Room()
    accepted(room, ch="SENSOR")
    p = {
        "serial": "H1",
        "grade": "C2",
        "depts": ["ZR"],
        "ask": "请研判火点",
        "both": True,
        "parent": uid("e"),
    }
    room.does("call.reverse", "c", p, "centre")
    room.does("call.respond", "c", ARRIVED, "zr", monday("09:30"))
    late = {one.unit for one in call_steps(room.call(), room.rules.calendar)}
    assert late == {"ZR"}
