"""结案、回访、作废 (rulebook §3.3 #18, #19, #23, §3.8)."""

import pytest

from tests.governance.local_time import at
from tests.governance.room import NEAR, RUNS, STOPPED, Room, closed, fed, monday, signed, verifying

REACHED = {"reached": True, "rating": "GOOD"}
MISSED = {"reached": False}


def exempt_category() -> str:
    categories = Room().rules.catalogue.categories.values()
    return next(c.code for c in categories if c.verify_exempt)


def test_closing_stops_everything_and_starts_the_revisit() -> None:
    room = Room()
    verifying(room)
    room.does("event.verify", "e", {"result": "pass"} | NEAR, "grid", monday("10:00"))
    room.does("event.close", "e", {"result": "PARTLY"}, "op", monday("10:10"))
    event = room.event()
    assert (event.state, event.result, event.closed_at) == ("CLOSED", "PARTLY", monday("10:10"))
    assert {n for n, s in room.clocks().items() if s == RUNS} == {"REVISIT"}
    assert room.due("REVISIT") == "2026-03-12 18:00"  # 3 WD


def test_what_needs_verification_is_not_closed_from_the_feedback() -> None:
    room = Room()
    fed(room)
    assert room.no("event.close", "e", {"result": "SOLVED"}, "op") == "not-verified"
    assert room.act("event.close", "e", {"result": "SOLVED"}, "op").code == "not-verified"


def test_an_exempt_category_closes_from_the_feedback() -> None:
    room = Room()
    fed(room, cat=exempt_category())
    room.does("event.close", "e", {"result": "EXPLAINED"}, "op", monday("10:00"))
    assert room.clock("CHECK").stop == monday("10:00")
    assert room.clocks()["REVISIT"] == RUNS  # 回访 stays


def test_a_result_code_is_set() -> None:
    room = Room()
    fed(room, cat=exempt_category())
    assert room.no("event.close", "e", {"result": "FINE"}, "op") == "bad-result"


@pytest.mark.parametrize("rating", ["GOOD", "FAIR", "NONE"])
def test_a_caller_who_was_reached_ends_it(rating: str) -> None:
    room = Room()
    closed(room)
    room.does("event.revisit", "e", {"reached": True, "rating": rating}, "op", monday("14:00"))
    assert (room.event().state, room.event().rating) == ("REVISITED", rating)
    assert room.clock("REVISIT").stop == monday("14:00")


def test_a_bad_rating_has_its_reason_and_a_reached_caller_a_rating() -> None:
    room = Room()
    closed(room)
    assert room.no("event.revisit", "e", {"reached": True, "rating": "BAD"}, "op") == "no-reason"
    assert room.no("event.revisit", "e", {"reached": True}, "op") == "no-rating"
    room.does("event.revisit", "e", {"reached": True, "rating": "BAD", "reason": "A"}, "op")


def test_who_handled_it_does_not_ask_whether_it_was_handled_well() -> None:
    room = Room()
    closed(room)
    assert room.no("event.revisit", "e", REACHED, "zf_lead") == "no-role"


def test_three_attempts_two_hours_apart_on_two_days_and_then_unreached() -> None:
    room = Room()
    closed(room)
    room.does("event.revisit", "e", MISSED, "op", at("2026-03-09 14:00"))
    assert room.no("event.revisit", "e", MISSED, "op", at("2026-03-09 15:59")) == "too-soon"
    room.does("event.revisit", "e", MISSED, "op", at("2026-03-09 16:00"))
    assert room.no("event.revisit", "e", MISSED, "op", at("2026-03-09 18:00")) == "same-day"
    assert room.event().state == "CLOSED"
    room.does("event.revisit", "e", MISSED, "sup", at("2026-03-10 09:00"))
    assert (room.event().state, room.event().rating) == ("REVISITED", "UNREACHED")
    assert room.clock("REVISIT").stop == at("2026-03-10 09:00")


def test_an_attempt_that_does_not_count_stays_evidence() -> None:
    room = Room()
    closed(room)
    room.does("event.revisit", "e", MISSED, "op", monday("14:00"))
    before = room.event()
    assert room.act("event.revisit", "e", MISSED, "op", monday("14:30")).vd == "a"
    assert room.event() == before


def test_a_caller_may_still_be_reached_after_two_attempts() -> None:
    room = Room()
    closed(room)
    for clock in ("14:00", "16:00"):
        room.does("event.revisit", "e", MISSED, "op", monday(clock))
    room.does("event.revisit", "e", REACHED, "op", monday("16:30"))
    assert room.event().rating == "GOOD"


@pytest.mark.parametrize("code", ["V1", "V2", "V3", "V4"])
def test_a_leader_voids_with_code_and_reason(code: str) -> None:
    room = Room()
    signed(room)
    assert room.no("event.void", "e", {"code": code, "reason": " "}, "leader") == "no-reason"
    assert room.no("event.void", "e", {"code": "V5", "reason": "x"}, "leader") == "no-reason"
    assert room.no("event.void", "e", {"code": code, "reason": "重复"}, "op") == "no-role"
    room.does("event.void", "e", {"code": code, "reason": "重复"}, "leader", monday("10:00"))
    assert room.event().state == "VOID"
    assert set(room.clocks().values()) == {STOPPED}


def test_what_is_at_its_end_is_not_voided_but_what_is_only_closed_may_be() -> None:
    room = Room()
    closed(room)
    assert room.no("event.void", "e", {"code": "V4", "reason": "录错"}, "leader") == ""
    room.does("event.revisit", "e", REACHED, "op")
    assert room.no("event.void", "e", {"code": "V4", "reason": "录错"}, "leader") == "wrong-state"
