"""网格员积分 (rulebook §7.4)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from governance.evaluation.grid_points import grade, grid_works, leader_score, month_points, points
from governance.evaluation.period import Period, period_of
from governance.events.event import Event
from governance.supervision.supervision import Supervision
from tests.governance.local_time import at
from tests.governance.room import (
    GRID,
    NEAR,
    SELF_HANDLED,
    Room,
    accepted,
    closed,
    monday,
    report,
    uid,
    verifying,
)

numbers = st.integers(0, 40)


def march() -> Period:
    period = period_of("2026-03", at("2026-04-20 09:00"))
    assert period is not None
    return period


def work(room: Room) -> dict[str, int]:
    cases = room.cases.values()
    found = grid_works(
        [c for c in cases if isinstance(c, Event)],
        [c for c in cases if isinstance(c, Supervision)],
        {uid("grid"): (GRID,)},
        march(),
        room.rules.calendar,
    )[uid("grid")]
    return {name: len(getattr(found, name)) for name in found.__struct_fields__ if getattr(found, name)}


def reported(room: Room, case: str, **more: object) -> None:
    room.does("event.report", case, report(ch="GRID", **more), "grid")


def test_an_accepted_report_counts_and_a_void_one_does_not() -> None:
    room = Room()
    for case in ("a", "b", "x"):
        reported(room, case)
        room.does("event.accept", case, {}, "op")
    reported(room, "waiting")
    room.does("event.void", "x", {"code": "V1", "reason": "重复"}, "leader")
    assert work(room) == {"reports": 2}


def test_a_duplicate_of_his_own_does_not_count() -> None:
    room = Room()
    for case in ("m", "e"):
        reported(room, case)
        room.does("event.accept", case, {}, "op")
    accepted(room, "other")
    room.does("event.merge", "e", {"main": uid("m")}, "op", also=((uid("m"), room.event("m").base),))
    assert work(room) == {"reports": 1}


def test_what_he_settled_himself_counts_twice_over() -> None:
    room = Room()
    reported(room, "e", cat=SELF_HANDLED)
    room.does("event.self_handle", "e", {"text": "已当场清理"}, "grid")
    assert work(room) == {"reports": 1, "handled": 1}


def test_a_look_in_time_and_a_late_one() -> None:
    room = Room()
    closed(room, "a")
    closed(room, "b")
    assert work(room) == {"checked": 2}
    late = Room()
    late.does("event.report", "e", report(), "op")
    late.does("event.accept", "e", {}, "op")
    late.does("event.dispatch", "e", {"unit": "T-ZF"}, "op")
    late.does("event.sign", "e", {}, "zf_lead")
    late.does(
        "event.feedback", "e", {"result": "SOLVED", "text": "已处理完毕", "files": ["a.jpg"]}, "zf_lead"
    )
    late.does("event.order_verify", "e", {"verifier": uid("grid")}, "op", monday("09:00"))
    late.does("event.verify", "e", {"result": "pass", "reason": "路远"}, "grid", monday("09:31"))
    assert work(late) == {"checked_late": 1}


def test_a_card_to_the_grid_is_a_card_of_who_works_there() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    p = {"unit": GRID, "text": "逾期未查", "ask": "今日到场", "parent": uid("e")}
    room.does("supervision.yellow", "d", p, "leader")
    assert work(room) == {"yellow": 1}


def test_a_revoked_card_counts_no_longer() -> None:
    """§3.12: a card stays counted unless revoked."""
    room = Room()
    room.does("event.report", "e", report(), "op")
    p = {"unit": GRID, "text": "逾期未查", "ask": "今日到场", "parent": uid("e")}
    room.does("supervision.red", "d", p, "director")
    assert work(room) == {"red": 1}
    room.does("supervision.revoke", "d", {"reason": "误发"}, "director", at("2026-04-02 09:00"))
    assert work(room) == {}


def test_a_card_counts_in_the_month_in_which_it_rose_to_its_level() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op", at("2026-02-27 09:00"))
    p = {"unit": GRID, "text": "逾期未查", "ask": "今日到场", "parent": uid("e")}
    room.does("supervision.normal", "d", p, "leader", at("2026-02-27 10:00"))
    assert work(room) == {}
    room.does("supervision.yellow", "d", p, "leader", at("2026-03-02 10:00"))
    assert work(room) == {"yellow": 1}
    room.does("supervision.red", "d", p, "director", at("2026-04-01 10:00"))
    assert work(room) == {}  # red replaces yellow, and is April's


def test_a_look_at_a_doubtful_time_is_neither_in_time_nor_late_until_ruled() -> None:
    """§6.4: VERIFY was due at 09:30 (30 min EH), the look lies between 09:10 and 09:40."""
    room = Room()
    verifying(room)
    between = (monday("09:10"), monday("09:40"))
    room.act("event.verify", "e", {"result": "pass"} | NEAR, "grid", monday("09:20"), between=between, cq=2)
    assert work(room) == {}
    ruling = {"subject": room.last, "ruling": "uphold", "reason": "核对照片时间", "parent": uid("e")}
    room.does("clock.rule", "r", ruling, "leader", monday("10:00"))
    assert work(room) == {"checked": 1}


def test_a_card_of_another_month_and_a_reminder_are_no_cards() -> None:
    p = {"unit": GRID, "text": "逾期未查", "ask": "今日到场", "parent": uid("e")}
    for kind, day in (("supervision.yellow", "2026-04-01"), ("supervision.normal", "2026-03-09")):
        room = Room()
        room.does("event.report", "e", report(), "op")
        room.does(kind, "d", p, "leader", at(f"{day} 09:00"))
        assert work(room) == {}


def test_an_own_find_that_was_none_costs_points_and_a_callers_does_not() -> None:
    for ch, wanted in (("GRID", {"false": 1}), ("PHONE", {})):
        room = Room()
        room.does("event.report", "e", report(), "op")
        done = replace(
            room.event(), reporter=uid("grid"), ch=ch, result="UNFOUNDED", accepted_at=monday("09:05")
        )
        room.cases[done.id] = done
        assert work(room) == wanted


def test_what_each_part_gives_at_most() -> None:
    def of(**more: int) -> Fraction:
        none = dict.fromkeys(("reports", "handled", "checked", "late", "yellow", "red", "false"), 0)
        return month_points(**{**none, **more})

    assert [of(reports=n) for n in (11, 12, 13)] == [91, 92, 92]
    assert [of(handled=n) for n in (1, 8, 9)] == [Fraction(161, 2), 84, 84]
    assert [of(checked=n) for n in (1, 8, 9)] == [Fraction(161, 2), 84, 84]
    assert [of(late=1), of(yellow=1), of(red=1), of(false=1)] == [79, 75, 70, 78]
    assert [of(reports=12, handled=8, checked=8), of(red=8), of(red=9)] == [100, 0, 0]
    assert month_points(reports=12, handled=8, checked=8, late=0, yellow=0, red=0, false=0) == 100


@given(numbers, numbers, numbers, numbers, numbers, numbers, numbers)
def test_points_lie_between_nothing_and_a_hundred(
    a: int, b: int, c: int, d: int, e: int, f: int, g: int
) -> None:
    score = month_points(reports=a, handled=b, checked=c, late=d, yellow=e, red=f, false=g)
    assert 0 <= score <= 100
    more = month_points(reports=a + 1, handled=b, checked=c, late=d, yellow=e, red=f, false=g)
    worse = month_points(reports=a, handled=b, checked=c, late=d + 1, yellow=e, red=f, false=g)
    assert worse <= score <= more


@pytest.mark.parametrize(
    ("score", "name"), [(100, "优秀"), (90, "优秀"), (89, "良好"), (80, "良好"), (60, "合格"), (59, "不合格")]
)
def test_grades(score: int, name: str) -> None:
    assert grade(Fraction(score)) == name


def test_a_leader_is_bound_to_his_grid() -> None:
    assert leader_score(Fraction(90), [Fraction(80), Fraction(70)]) == Fraction(54) + Fraction(30)
    assert leader_score(Fraction(90), []) == 90


def test_nobody_who_did_nothing_is_missing() -> None:
    nothing = grid_works([], [], {uid("grid"): (GRID,)}, march(), Room().rules.calendar)[uid("grid")]
    assert points(nothing) == 80
