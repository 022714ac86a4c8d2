"""Steps whose time is in doubt (rulebook §3.11, §6.4; sync.md §9): 待核 until somebody rules, then as he ruled."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.evaluation.indicators import INDICATORS
from governance.evaluation.of_events import facts_of_event
from governance.evaluation.period import Period
from governance.evaluation.tally import tallies
from governance.handling.doubted import span, undecided, undecided_clocks
from governance.moves import allowed
from governance.rulings.ruling import doubts
from governance.time.clocks import on_time
from tests.governance.local_time import at
from tests.governance.room import (
    FEEDBACK,
    ISSUE,
    MONDAY,
    Room,
    assigned,
    dispatched,
    monday,
    report,
    signed,
    slip,
    uid,
)

SLIP = "P1000001238"
TUESDAY = at("2026-03-10 12:00")
SIGN_DUE = monday("11:00")  # dispatched 09:00, 2 WH


def doubtful(
    room: Room,
    kind: str = "event.sign",
    p: dict[str, Any] | None = None,
    who: str = "zf_lead",
    said: str = "10:00",
    received: str = "12:00",
    before: str = "09:30",
    case: str = "e",
) -> str:
    """A step of a desk that did not know the time: it says 10:00, its step before was at 09:30, it came at 12:00."""
    between = (monday(before), monday(received))
    assert room.act(kind, case, p or {}, who, monday(said), between=between, cq=2).vd == "a"
    return room.last


def rule(subject: str, ruling: str = "uphold", of: str = "e") -> dict[str, str]:
    return {"subject": subject, "ruling": ruling, "reason": "与值班手机通话记录核对", "parent": uid(of)}


def open_verdicts(room: Room) -> set[str]:
    return {clock.name for clock in undecided_clocks(room.event(), room.rules.calendar)}


def test_a_due_inside_the_doubt_is_judged_by_nobody_but_the_leader() -> None:
    room = Room()
    dispatched(room)
    step = doubtful(room)  # due 11:00 lies between 09:30 and 12:00
    assert open_verdicts(room) == {"SIGN"}
    assert doubts(room.event()) == {step: "时钟存疑"}
    kinds = {move.kind for move in allowed(room.event(), uid("leader"), monday("13:00"), room.rules)}
    assert "clock.rule" in kinds
    assert room.no("clock.rule", "r", rule(step), "op", monday("13:00")) == "no-role"
    room.does("clock.rule", "r", rule(step), "leader", monday("13:00"))
    assert (open_verdicts(room), doubts(room.event())) == (set(), {})
    assert room.clock("SIGN").stop == monday("10:00")
    assert room.no("clock.rule", "r2", rule(step, "deny"), "leader", monday("13:01")) == "nothing-in-doubt"


def test_denied_it_counts_when_the_county_received_it() -> None:
    room = Room()
    dispatched(room)
    step = doubtful(room)
    room.does("clock.rule", "r", rule(step, "deny"), "leader", monday("13:00"))
    assert room.clock("SIGN").stop == monday("12:00")
    assert on_time(room.clock("SIGN"), room.rules.calendar) is False
    assert room.event().state == "SIGNED"


@pytest.mark.parametrize(
    ("before", "received", "open_"),
    [
        ("09:30", "10:59", False),  # kept, wherever it lies
        ("09:30", "11:00", False),
        ("09:30", "11:01", True),
        ("11:00", "12:00", True),
        ("11:01", "12:00", False),  # late, wherever it lies
    ],
)
def test_only_where_the_due_lies_inside_does_the_doubt_matter(
    before: str, received: str, open_: bool
) -> None:
    room = Room()
    dispatched(room)
    doubtful(room, said=before, before=before, received=received)
    assert open_verdicts(room) == ({"SIGN"} if open_ else set())
    assert len(doubts(room.event())) == 1  # the leader confirms it all the same (CLOCK_SUSPECT)


def test_a_doubtful_start_moves_the_due_with_it() -> None:
    """Dispatched between 09:30 and 12:00, so SIGN was due between 11:30 and 16:00 (noon rests); signed at 14:30."""
    room = Room()
    room.does("event.report", "e", report(), "op", MONDAY)
    room.does("event.accept", "e", {}, "op", MONDAY)
    step = doubtful(room, "event.dispatch", {"unit": "T-ZF"}, "op")
    place = len(room.event().clocks) - 2
    assert room.event().clocks[place].name == "SIGN"
    assert span(room.event(), place, start=True) == (monday("09:30"), monday("12:00"))
    assert open_verdicts(room) == set()  # DISPATCH is late wherever it lies, SIGN still runs
    room.does("event.sign", "e", {}, "zf_lead", monday("14:30"))
    assert open_verdicts(room) == {"SIGN"}
    room.does("clock.rule", "r", rule(step, "deny"), "leader", monday("15:00"))
    assert (room.clock("SIGN").start, room.due("SIGN")) == (monday("12:00"), "2026-03-09 16:00")
    assert open_verdicts(room) == set()


def test_a_desk_that_knew_the_time_is_not_doubted() -> None:
    room = Room()
    dispatched(room)
    between = (monday("09:30"), monday("12:00"))
    room.act("event.sign", "e", {}, "zf_lead", monday("10:00"), between=between, cq=1)
    assert (room.event().unsure, doubts(room.event())) == ((), {})


def test_a_step_that_moves_no_clock_needs_no_ruling() -> None:
    room = Room()
    signed(room)
    doubtful(room, "event.note", {"text": "已电话告知"}, "op")
    assert room.event().unsure == ()


def test_a_slips_own_time_is_beyond_the_desks_doubt() -> None:
    room = Room()
    signed(room)
    step = FEEDBACK | {"paper": SLIP, "occ": monday("10:55")}
    doubtful(room, "event.feedback", step, said="12:40", received="13:00")
    assert room.event().unsure == ()


def test_an_undecided_clock_leaves_numerator_and_denominator_and_is_counted_beside() -> None:
    room = Room()
    dispatched(room)
    step = doubtful(room)
    week = Period("2026-03", at("2026-03-09 00:00"), at("2026-03-16 00:00"), at("2026-03-16 00:00"))

    def signed_in_time() -> tuple[int, int, tuple[tuple[str, tuple[str, ...]], ...]]:
        found = tallies(facts_of_event(room.event(), week, room.rules), week)
        one = next(t for t in found if (t.indicator, t.who) == ("sign_rate", "T-ZF"))
        return len(one.hits), len(one.owed), one.out

    assert "sign_rate" in INDICATORS
    assert signed_in_time() == (0, 0, (("UNSURE", (uid("e"),)),))
    room.does("clock.rule", "r", rule(step), "leader", monday("13:00"))
    assert signed_in_time() == (1, 1, ())


def test_a_call_issued_by_such_a_desk_is_ruled_on_too() -> None:
    room = Room()
    signed(room)
    issue = ISSUE | {"parent": uid("e")}
    between = (monday("09:30"), monday("12:00"))
    base = room.event().base
    assert (
        room.act(
            "call.issue",
            "c",
            issue,
            "leader",
            monday("10:00"),
            between=between,
            cq=2,
            also=((uid("e"), base),),
        ).vd
        == "a"
    )
    step = room.last
    assert doubts(room.call()) == {step: "时钟存疑"}
    room.does("clock.rule", "r", rule(step, "deny", "c"), "leader", monday("13:00"))
    assert room.clock("ACCEPT", case="c").start == monday("12:00")
    assert doubts(room.call()) == {}


# ---------------------------------------------------------------- pauses


def returned_in_doubt(room: Room) -> str:
    """ZR hands call "c" back at 10:00, or between 09:30 and 12:00: its HANDLE stands still from then on."""
    assigned(room)
    p = {"task": room.call().tasks[0].id, "clause": "SD-A01-1", "suggested_unit": "ZF"}
    return doubtful(room, "call.return", p, "zr", case="c")


def pauses(room: Room, case: str = "c") -> tuple[tuple[int, int | None], ...]:
    return room.clock("HANDLE", case=case).pauses


@pytest.mark.parametrize(("ruling", "since"), [("uphold", "10:00"), ("deny", "12:00")])
def test_a_doubtful_pause_begins_where_the_leader_rules(ruling: str, since: str) -> None:
    room = Room()
    step = returned_in_doubt(room)
    assert list(undecided_clocks(room.call(), room.rules.calendar)) == []  # SIGN was in time wherever it lies
    room.does("clock.rule", "r", rule(step, ruling, "c"), "leader", monday("13:00"))
    assert pauses(room) == ((monday(since), None),)


def test_what_ended_a_doubtful_pause_ends_it_wherever_it_begins() -> None:
    room = Room()
    step = returned_in_doubt(room)
    p = {"request": step, "ruling": "deny", "reason": "对照清单"}
    room.does("call.decide_return", "c", p, "centre", monday("14:00"))
    room.does("clock.rule", "r", rule(step, "deny", "c"), "leader", monday("15:00"))
    assert pauses(room) == ((monday("12:00"), monday("14:00")),)


@pytest.mark.parametrize("first", [0, 1])
def test_a_pause_in_doubt_at_both_ends_is_ruled_on_in_either_order(first: int) -> None:
    room = Room()
    begin = returned_in_doubt(room)
    p = {"request": begin, "ruling": "deny", "reason": "对照清单"}
    end = doubtful(room, "call.decide_return", p, "centre", "12:30", "14:30", "12:10", "c")
    assert pauses(room) == ((monday("10:00"), monday("12:30")),)
    for n, step in enumerate((begin, end) if first == 0 else (end, begin)):
        room.does("clock.rule", f"r{n}", rule(step, "deny", "c"), "leader", monday(f"15:0{n}"))
    assert pauses(room) == ((monday("12:00"), monday("14:30")),)


def test_the_pause_of_a_return_stays_where_the_return_names_it() -> None:
    """A second denied return of a unit voids the pause by its begin (§3.5): only the ruling's clock moves."""
    room = Room()
    signed(room)
    step = doubtful(room, "event.return", slip(room))
    room.does("clock.rule", "r", rule(step, "deny"), "leader", monday("13:00"))
    assert pauses(room, "e") == ((monday("10:00"), None),)
    assert room.clock("RETURN_DECIDE").start == monday("12:00")


# ---------------------------------------------------------------- late slips (§3.11)


def late_step(room: Room) -> None:
    """A feedback written on Monday at 10:55 that arrives a day later, without the director's word."""
    step = FEEDBACK | {"paper": SLIP, "occ": monday("10:55")}
    assert room.act("event.feedback", "e", step, "zf_lead", TUESDAY).vd == "a"


def entered(room: Room) -> None:
    slip = {"no": SLIP, "written": monday("10:55"), "text": "承办反馈单", "parent": uid("e")}
    room.does("paper.backfill", "p", slip, "op", TUESDAY)


def test_a_late_step_that_arrives_without_the_directors_word_counts_when_it_was_entered() -> None:
    room = Room()
    signed(room)
    late_step(room)
    assert (room.event().state, room.clock("HANDLE").stop) == ("FEEDBACK", TUESDAY)
    assert doubts(room.event()) == {}  # it is the director's to say, not the leader's


@pytest.mark.parametrize(("ruling", "stop"), [("uphold", monday("10:55")), ("deny", TUESDAY)])
def test_his_word_settles_at_which_time_it_counts(ruling: str, stop: int) -> None:
    room = Room()
    signed(room)
    late_step(room)
    entered(room)
    room.does("paper.confirm", "p", {"ruling": ruling, "reason": "已核对原单"}, "director", TUESDAY)
    assert room.clock("HANDLE").stop == stop
    assert room.clock("CHECK").start == stop
    assert [one.ruling for one in room.event().unsure] == [ruling]


def test_a_late_report_begins_when_entered_and_at_its_own_time_once_confirmed() -> None:
    room = Room()
    told = report() | {"paper": SLIP, "occ": monday("08:30")}
    room.act("event.report", "e", told, "op", TUESDAY)
    assert (room.clock("ACCEPT").start, room.event().occ) == (TUESDAY, monday("08:30"))
    entered(room)
    room.does("paper.confirm", "p", {"ruling": "uphold", "reason": "已核对原单"}, "director", TUESDAY)
    assert room.clock("ACCEPT").start == monday("08:30")


# ---------------------------------------------------------------- whatever lies where


@given(
    said=st.integers(0, 600), before=st.integers(0, 600), received=st.integers(0, 600), upheld=st.booleans()
)
def test_whatever_is_ruled_no_clock_ends_before_it_began_and_no_doubt_stays(
    said: int, before: int, received: int, upheld: bool
) -> None:
    room = Room()
    dispatched(room)
    lo, hi = sorted((MONDAY + before * 60_000, MONDAY + received * 60_000))
    when = min(hi, max(lo, MONDAY + said * 60_000))
    room.act("event.sign", "e", {}, "zf_lead", when, between=(lo, hi), cq=2)
    place = next(i for i, c in enumerate(room.event().clocks) if c.name == "SIGN")
    assert undecided(room.event(), place, room.rules.calendar) == (lo <= SIGN_DUE < hi)
    for step in tuple(doubts(room.event())):
        room.does("clock.rule", "r", rule(step, "uphold" if upheld else "deny"), "leader", hi + 60_000)
    event = room.event()
    assert doubts(event) == {}
    assert event.clocks[place].stop == (when if upheld else hi)
    assert all(c.stop is None or c.start <= c.stop for c in event.clocks)
