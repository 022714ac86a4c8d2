"""归并、撤销归并 (rulebook §3.10): one matter is handled once, and every caller is kept."""

import pytest

from governance.evaluation.of_lines import revisited, unreached
from governance.folding import fold
from governance.objections import state_at
from governance.verdicts import judge
from tests.governance.local_time import at
from tests.governance.room import (
    FEEDBACK,
    NEAR,
    RUNS,
    Room,
    accepted,
    an_action,
    called,
    closed,
    dispatched,
    fed_back,
    merged,
    monday,
    report,
    signed,
    uid,
    unmerged,
    verifying,
)

INTO_M = {"main": uid("m")}


def test_a_merged_event_leaves_the_open_ones_and_counts_with_its_main_event() -> None:
    room = Room()
    signed(room)
    accepted(room, "m")
    merged(room, when=monday("10:00"))
    event, main = room.event(), room.event("m")
    assert (event.state, event.label, event.main, event.open, event.final) == (
        "MERGED",
        "已归并",
        main.id,
        False,
        False,
    )
    assert (main.merged, main.callers, event.responsible) == ((event.id,), 2, "MAIN")
    assert room.no("event.feedback", "e", FEEDBACK, "zf_lead") == "wrong-state"


def test_undoing_gives_the_unit_its_task_back_and_its_clock_ran_on() -> None:
    room = Room()
    signed(room)
    before = room.event()
    accepted(room, "m")
    merged(room, when=monday("10:00"))
    unmerged(room, when=monday("15:00"))
    event = room.event()
    assert (event.state, event.main, event.tasks, event.clocks) == ("SIGNED", "", before.tasks, before.clocks)
    assert room.clock("HANDLE").pauses == ()
    assert room.clocks(unit="T-ZF")["HANDLE"] == RUNS
    assert (room.event("m").merged, room.event("m").callers) == ((), 1)
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("15:10"))


def test_several_callers_keep_their_order() -> None:
    room = Room()
    accepted(room, "m")
    for name in ("e", "f", "g"):
        room.does("event.report", name, report(), "op")
        merged(room, name)
    assert room.event("m").merged == (uid("e"), uid("f"), uid("g"))
    unmerged(room, "f")
    assert room.event("m").merged == (uid("e"), uid("g"))


@pytest.mark.parametrize("wrong", ["e", "nobody", "c"])
def test_the_main_event_is_another_event_of_this_ledger(wrong: str) -> None:
    room = Room()
    called(room)
    assert room.no("event.merge", "e", {"main": uid(wrong)}, "op") == "no-main"


def test_there_are_no_chains() -> None:
    room = Room()
    for name in ("e", "f", "m"):
        accepted(room, name)
    merged(room)
    assert room.no("event.merge", "f", {"main": uid("e")}, "op") == "main-merged"
    assert room.no("event.merge", "m", {"main": uid("f")}, "op") == "has-merged"


def test_nothing_is_merged_into_what_is_closed_and_a_closed_merging_stays() -> None:
    room = Room()
    closed(room, "m")
    accepted(room)
    assert room.no("event.merge", "e", INTO_M, "op") == "main-ended"
    room = Room()
    accepted(room)
    signed(room, "m")
    merged(room)
    room.does("event.feedback", "m", FEEDBACK, "zf_lead")
    room.does("event.order_verify", "m", {"verifier": uid("grid")}, "op")
    room.does("event.verify", "m", {"result": "pass", "reason": "已到场查看"}, "grid")
    room.does("event.close", "m", {"result": "SOLVED"}, "op")
    assert room.no("event.unmerge", "e", INTO_M, "op") == "main-ended"


def test_who_carries_others_is_neither_voided_nor_rejected() -> None:
    room = Room()
    room.does("event.report", "m", report(), "op")
    accepted(room)
    merged(room)
    assert room.no("event.void", "m", {"code": "V1", "reason": "重复"}, "leader") == "has-merged"
    assert room.no("event.reject", "m", {"code": "R5"}, "op") == "has-merged"
    unmerged(room)
    room.does("event.void", "m", {"code": "V1", "reason": "重复"}, "leader")


def test_a_merged_event_is_not_voided_behind_its_main_events_back() -> None:
    room = Room()
    accepted(room)
    accepted(room, "m")
    merged(room)
    assert room.no("event.void", "e", {"code": "V1", "reason": "重复"}, "leader") == "wrong-state"


def test_merging_names_the_main_event_in_also() -> None:
    room = Room()
    accepted(room)
    accepted(room, "m")
    assert room.act("event.merge", "e", INTO_M, "op").code == "no-main"


def test_a_main_event_decided_on_meanwhile_is_a_conflict_of_the_merged_one() -> None:
    room = Room()
    accepted(room)
    accepted(room, "m")
    seen = room.event("m").base
    room.does("event.dispatch", "m", {"unit": "T-ZF"}, "leader")
    verdict = room.act("event.merge", "e", INTO_M, "op", also=((uid("m"), seen),))
    assert (verdict.vd, verdict.code) == ("c", "stale-base")
    assert [item.kind for item in room.event().items] == ["event.merge"]
    assert room.event("m").merged == ()


def test_merging_leaves_the_base_of_the_main_event_so_that_callers_hinder_nobody() -> None:
    room = Room()
    dispatched(room, "m")
    base = room.event("m").base
    for name in ("e", "f"):
        accepted(room, name)
        merged(room, name)
    assert room.event("m").base == base


def test_two_desks_merging_alike_meet_in_one() -> None:
    room = Room()
    accepted(room)
    accepted(room, "m")
    seen, also = room.event().base, ((uid("m"), room.event("m").base),)
    merged(room)
    verdict = room.act("event.merge", "e", INTO_M, "sup", base=seen, also=also)
    assert (verdict.vd, verdict.code) == ("a", "same-effect")
    assert room.event("m").merged == (uid("e"),)


def test_a_call_that_ends_meanwhile_ended_for_the_state_it_goes_back_to() -> None:
    room = Room()
    fed_back(room)
    accepted(room, "m")
    merged(room)
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader", monday("11:00"))
    assert (room.event().state, room.event().unmerged) == ("MERGED", "FEEDBACK")
    unmerged(room, when=monday("12:00"))
    assert room.event().state == "FEEDBACK"
    assert room.clock("CHECK").start == monday("11:00")


def test_silence_on_a_call_counts_once_it_is_undone() -> None:
    room = Room()
    fed_back(room)
    accepted(room, "m")
    merged(room)
    late = at("2026-03-20 09:00")
    assert state_at(room.event(), late, room.rules) == room.event()
    unmerged(room, when=late)
    now = state_at(room.event(), late, room.rules)
    assert now is not None
    assert now.label == "已反馈待核查"


def test_the_merged_one_is_given_before_its_main_event() -> None:
    room = Room()
    accepted(room)
    accepted(room, "m")
    also = ((uid("m"), room.event("m").base),)
    action = an_action("event.merge", uid("e"), INTO_M, "op", base=room.event().base, also=also)
    verdict = judge(action, b"\0" * 32, monday("10:00"), room)
    assert [case.id for case in fold(action, verdict, monday("10:00"), room)] == [uid("e"), uid("m")]


@pytest.mark.parametrize("who", ["zf_lead", "director", "centre", "village"])
def test_who_may_not_merge(who: str) -> None:
    room = Room()
    accepted(room)
    accepted(room, "m")
    assert room.no("event.merge", "e", INTO_M, who) == "no-role"


# ---------------------------------------------------------------- every caller is asked (§3.10)

GOOD = {"reached": True, "rating": "GOOD", "solved": True}


def asked_twice() -> Room:
    """Two people told of one matter; it is done and closed."""
    room = Room()
    verifying(room, "m")
    room.does("event.report", "e", report(), "op")
    merged(room)
    room.does("event.verify", "m", {"result": "pass"} | NEAR, "grid")
    room.does("event.close", "m", {"result": "SOLVED"}, "op")
    return room


def test_a_merged_caller_is_asked_too_and_his_case_stays_merged() -> None:
    room = asked_twice()
    room.does("event.revisit", "m", GOOD, "op", monday("10:00"))
    room.does("event.revisit", "e", GOOD | {"rating": "BAD", "reason": "B"}, "op", monday("10:05"))
    event = room.event()
    assert (event.state, event.rating, event.unhappy is not None) == ("MERGED", "BAD", True)
    assert room.event("m").rating == "GOOD"
    assert room.no("event.revisit", "e", GOOD, "op", monday("10:10")) == "already-asked"


def test_one_nobody_reaches_is_given_up_after_three_attempts() -> None:
    room = asked_twice()
    for when in (monday("10:00"), monday("13:00"), at("2026-03-10 10:00")):
        room.does("event.revisit", "e", {"reached": False}, "op", when)
    assert (room.event().state, room.event().rating) == ("MERGED", "UNREACHED")


def test_the_rates_count_the_main_cases_answer_alone() -> None:
    room = asked_twice()
    room.does("event.revisit", "e", GOOD, "op", monday("10:05"))
    said = revisited(room.event(), monday("10:05"), GOOD, room.last)
    assert (said and said.out, unreached(room.event())) == ("MERGED", None)


def test_taken_apart_the_matter_is_open_and_its_caller_unasked() -> None:
    room = Room()
    dispatched(room, "m")
    room.does("event.report", "e", report(), "op")
    merged(room)
    room.act("event.revisit", "e", GOOD, "op", monday("10:05"))
    unmerged(room)
    assert (room.event().state, room.event().rating, room.event().attempts) == ("REGISTERED", "", ())


def test_it_is_taken_from_the_main_event_it_is_in_and_every_time_in_it_is_kept() -> None:
    room = Room()
    for name in ("e", "m", "other"):
        accepted(room, name)
    merged(room, when=monday("10:00"))
    elsewhere = {"main": uid("other")}
    assert room.no("event.unmerge", "e", elsewhere, "op", monday("10:10")) == "no-main"
    unmerged(room, when=monday("10:20"))
    merged(room, when=monday("10:30"))
    unmerged(room, when=monday("10:40"))
    assert room.event().mergings == (
        (monday("10:00"), monday("10:20")),
        (monday("10:30"), monday("10:40")),
    )
