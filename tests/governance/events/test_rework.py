"""重办 (rulebook §3.3 #20): why, how often, by when, and what is no longer so."""

import pytest

from tests.governance.local_time import at
from tests.governance.room import (
    FEEDBACK,
    NEAR,
    RUNS,
    STOPPED,
    Room,
    closed,
    divided,
    fed,
    fed_back,
    monday,
    signed,
    uid,
    verifying,
)

BAD = {"reason": "UNSATISFIED", "text": "只拆了一半"}
REPEAT = {"reason": "REPEAT", "text": "又堆起来了", "repeat": "S260312-100-0A-0003"}
JOINT = BAD | {"assist": ["T-PCS"]}


def unhappy(room: Room, reason: str = "A", when: int = monday("11:00")) -> None:
    said = {"reached": True, "rating": "BAD", "reason": reason}
    room.does("event.revisit", "e", said, "op", when)


def settled_again(room: Room, when: int, case: str = "e") -> None:
    """The unit feeds back once more, and it is verified and closed."""
    room.does("event.feedback", case, FEEDBACK | {"unfinished": "另行反馈"}, "zf_lead", when)
    room.does("event.order_verify", case, {"verifier": uid("grid")}, "op", when)
    room.does("event.verify", case, {"result": "pass"} | NEAR, "grid", when)
    room.does("event.close", case, {"result": "SOLVED"}, "op", when)


def test_an_unhappy_caller_who_is_right_has_it_done_again_with_half_the_limit() -> None:
    room = Room()
    closed(room)
    first = room.clock("HANDLE", "T-ZF")
    unhappy(room)
    room.does("event.rework", "e", BAD, "op", monday("11:30"))
    event, clock = room.event(), room.clock("HANDLE", "T-ZF")
    assert (event.state, event.rounds, event.once, event.rating, event.closed_at) == (
        "SIGNED",
        2,
        False,
        "",
        None,
    )
    assert (first.n, clock.n, clock.cal, clock.start) == (5, 3, "WD", monday("11:30"))  # ceil(5 / 2)
    assert first in event.clocks, "the old clock keeps its verdict"
    assert (event.open, event.held_by, room.clocks(unit="T-ZF")["HANDLE"]) == (True, "T-ZF", RUNS)


@pytest.mark.parametrize("bring", [fed, verifying, closed])
def test_it_may_come_from_feedback_on_and_what_checked_it_is_over(bring: object) -> None:
    room = Room()
    bring(room)  # type: ignore[operator]
    room.does("event.rework", "e", BAD, "director", monday("11:30"))
    assert room.event().state == "SIGNED"
    assert {room.clocks().get(name, STOPPED) for name in ("CHECK", "VERIFY", "REVISIT")} == {STOPPED}


def test_before_feedback_there_is_nothing_to_do_again() -> None:
    room = Room()
    signed(room)
    assert room.no("event.rework", "e", BAD, "op") == "wrong-state"


@pytest.mark.parametrize("rating", ["GOOD", "FAIR", "NONE"])
def test_who_is_not_unhappy_has_no_rework(rating: str) -> None:
    room = Room()
    closed(room)
    room.does("event.revisit", "e", {"reached": True, "rating": rating}, "op", monday("11:00"))
    assert room.no("event.rework", "e", BAD, "op", monday("11:30")) == "not-unhappy"
    assert room.no("event.rework", "e", REPEAT, "op", monday("11:30")) == ""


def test_the_same_again_counts_for_seven_days_and_names_the_new_case() -> None:
    room = Room()
    closed(room)
    assert room.no("event.rework", "e", REPEAT, "op", at("2026-03-16 23:59")) == ""
    assert (
        room.no("event.rework", "e", REPEAT, "op", at("2026-03-17 00:00")) == ""
    )  # 24:00 of the seventh day
    assert room.no("event.rework", "e", REPEAT, "op", at("2026-03-17 00:00") + 1) == "repeat-late"
    assert room.no("event.rework", "e", REPEAT | {"repeat": ""}, "op") == "no-repeat"
    assert room.no("event.rework", "e", BAD | {"text": " "}, "op") == "no-reason"
    assert room.no("event.rework", "e", BAD | {"reason": "X"}, "op") == "no-reason"


def test_twice_alone_and_from_the_third_time_only_together() -> None:
    room = Room()
    closed(room)
    for n in (1, 2):
        room.does("event.rework", "e", BAD, "op", monday(f"1{n}:00"))
        settled_again(room, monday(f"1{n}:30"))
    assert room.event().reworked == (monday("11:00"), monday("12:00"))
    why = room.why_not("event.rework", "e", BAD, "op", monday("14:00"))
    assert why is not None
    assert (why.code, "会办" in why.sentence) == ("rework-twice", True)
    assert room.act("event.rework", "e", BAD, "op", monday("14:00")).code == "rework-twice"
    assert room.no("event.rework", "e", BAD | {"assist": ["ZR"]}, "op", monday("14:00")) == "not-subordinate"
    room.does("event.rework", "e", JOINT, "op", monday("14:00"))
    event = room.event()
    assert (event.rounds, [(t.unit, t.lead) for t in event.tasks if t.state == "OPEN"]) == (
        4,
        [("T-ZF", True), ("T-PCS", False)],
    )


def test_who_may_and_a_mother_case_is_not_what_is_handled() -> None:
    room = Room()
    closed(room)
    assert room.no("event.rework", "e", BAD, "zf_lead") == "no-role"
    other = Room()
    signed(other)
    divided(other)
    assert other.no("event.rework", "e", BAD, "op") == "wrong-state"
    for part in ("p1", "p2"):
        other.does("event.redispatch", part, {"unit": "T-ZF"}, "op")
        other.does("event.sign", part, {}, "zf_lead")
        settled_again(other, monday("10:00"), part)
    assert other.event().state == "CLOSED"
    assert other.no("event.rework", "e", BAD, "op", monday("11:00")) == "has-parts"


def test_what_the_county_settled_badly_the_room_sends_on_itself() -> None:
    """No unit of the town ever had it, so there is no limit to halve and nobody to assist."""
    room = Room()
    fed_back(room)
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader", monday("10:00"))
    room.does("event.rework", "e", JOINT, "op", monday("11:00"))
    event = room.event()
    assert (event.state, event.rounds, event.tasks) == ("ACCEPTED", 2, ())
    assert (room.clock("DISPATCH").start, room.clocks()["CHECK"]) == (monday("11:00"), STOPPED)


def test_who_asks_for_what_nobody_can_give_has_no_rework() -> None:
    room = Room()
    closed(room)
    unhappy(room, "D")
    assert room.no("event.rework", "e", BAD, "op", monday("11:30")) == ""
    p = {"subject": room.last, "ruling": "uphold", "reason": "诉求超出政策", "parent": uid("e")}
    room.does("clock.rule", "r", p, "leader", monday("11:40"))
    assert room.no("event.rework", "e", BAD, "op", monday("12:00")) == "not-unhappy"
