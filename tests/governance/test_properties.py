"""What holds in every history, sensible or not (rulebook §13, sync.md I10–I13)."""

import itertools
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from governance.bodies import read_body
from governance.calls import states as call_states
from governance.calls.call import Call
from governance.events import states
from governance.events.event import COUNTY, MAIN, PARTS, ROOM, TASK_OPEN, Event, task_key
from governance.folding import NO_OPS, fold
from governance.ledger.canonical import parse
from governance.ledger.case import Case, body_bytes
from governance.ledger.entry import Verdict
from governance.moves import allowed
from governance.objections import state_at
from governance.people.roles import DEPT_ROLES
from governance.rulebook import Rules
from governance.rules import KINDS
from governance.time.clocks import running_ms
from tests.governance.random_town import SENSIBLE, STEPS, Entry, Player, Step, step
from tests.governance.room import PEOPLE, Room, accepted, fed_back, merged, uid, unmerged

HISTORY = st.lists(STEPS, min_size=30, max_size=80)
SENSIBLE_HISTORY = st.lists(SENSIBLE, min_size=20, max_size=90)
FAR = 400 * 86_400_000
histories = settings(max_examples=min(settings().max_examples, 1_000))  # a long run has its time limit too


def played(history: list[Step], **more: Any) -> Player:
    player = Player(**more)
    for one in history:
        player.play(one)
    return player


def main_of(case: Event, room: Room) -> Event:
    main = room.cases[case.main]
    assert isinstance(main, Event)
    return main


def bodies(cases: dict[str, Case]) -> dict[str, bytes]:
    return {case_id: body_bytes(case) for case_id, case in cases.items()}


# ---------------------------------------------------------------- the fold is total


@histories
@given(HISTORY)
def test_nothing_that_reads_as_an_action_breaks_verdict_or_fold(history: list[Step]) -> None:
    player = Player()
    for one in history:
        entry = player.play(one)
        rule = KINDS.get(entry.action.kind)
        assert entry.verdict.vd in "acr"
        assert len(entry.verdict.code) <= 32
        assert (entry.verdict.vd == "c") == (entry.verdict.item is not None)
        if rule is not None and rule.fact:
            assert entry.verdict.vd == "a"  # I10
        for case in player.room.cases.values():
            data = body_bytes(case)
            parse(data)
            assert body_bytes(read_body(data)) == data
            assert read_body(data) == case


@histories
@given(HISTORY)
def test_what_another_program_accepted_folds_here_too(history: list[Step]) -> None:
    """An older rulebook may have accepted what this one refuses: its entries stand, and the fold copes (§14)."""
    player = Player()
    for one in history:
        entry = player.play(one)
        for case in fold(entry.action, Verdict("a"), entry.at, player.room):
            data = body_bytes(case)
            parse(data)
            assert body_bytes(read_body(data)) == data
            state_at(case, entry.at + FAR, player.room.rules)


@histories
@given(HISTORY)
def test_time_alone_breaks_nothing_and_every_action_bar_can_be_drawn(history: list[Step]) -> None:
    player = played(history)
    for case in player.room.cases.values():
        for at in (player.now, player.now + FAR):
            now = state_at(case, at, player.room.rules)
            assert now is not None
            assert now.label or not now.final
            for who in ("op", "director", "zf_lead", "zr", "centre_lead", "nobody"):
                assert {move.kind for move in allowed(case, uid(who), at, player.room.rules)} <= set(KINDS)


# ---------------------------------------------------------------- §13


@histories
@given(HISTORY)
def test_every_case_has_somebody_responsible_or_is_at_its_end(history: list[Step]) -> None:
    """§13.1: per state, the room, the unit of the open 主办 task, the county, or the ordered verifier."""
    player = Player()
    for one in history:
        player.play(one)
        for case in player.room.cases.values():
            if isinstance(case, Event):
                assert case.final == (case.responsible == "")
                assert (case.state == states.MERGED) == bool(case.main) == bool(case.unmerged)
                assert not (case.main and case.merged)
                for other in case.merged:
                    child = player.room.cases[other]
                    assert isinstance(child, Event)
                    assert child.main == case.id
                if case.state == states.MERGED:
                    assert case.responsible == MAIN
                    assert case.id in main_of(case, player.room).merged
                    assert main_of(case, player.room).state not in (states.VOID, states.REJECTED)
                elif case.state == states.SPLIT:
                    assert case.responsible == PARTS
                    assert set(case.children) <= {kid.child for kid in case.kids}
                    assert not states.DONE.issuperset(
                        k.state for k in case.kids if k.child in case.children
                    ) or (case.items)
                elif case.state in states.WITH_UNIT:
                    assert case.responsible == case.held_by != ""
                elif case.state == states.CALLED_UP:
                    assert case.responsible == COUNTY
                    assert case.called
                elif case.state != states.VERIFYING and not case.final:
                    assert case.responsible == ROOM
                assert sum(t.lead and t.state == TASK_OPEN for t in case.tasks) <= 1
            elif isinstance(case, Call):
                assert case.final == (case.responsible == "")
                if case.state in call_states.WITH_DEPARTMENT:
                    assert case.lead is not None
                assert sum(t.lead for t in case.active) <= 1


@histories
@given(HISTORY)
def test_every_caller_is_counted_once(history: list[Step]) -> None:
    """§3.10: 诉求数 counts callers, 事件数 the cases that are not merged; a part has the caller of its mother."""
    player = played(history)
    found = [case for case in player.room.cases.values() if isinstance(case, Event)]
    assert all(e.callers == len(e.merged) for e in found if e.part_since is not None)
    events = [e for e in found if e.part_since is None]
    assert sum(e.callers for e in found if e.state != states.MERGED) == len(events)


@histories
@given(SENSIBLE_HISTORY, st.lists(SENSIBLE, max_size=20))
def test_merging_and_undoing_it_leaves_no_trace(before: list[Step], meanwhile: list[Step]) -> None:
    """§13.5: identity on state, callers and clocks, whatever the calls of the merged case brought meanwhile."""
    player = played(before)
    room = player.room
    event = room.cases.get(uid("e"))
    if not isinstance(event, Event) or not event.open or event.merged:
        return
    accepted(room, "m", player.now)
    merged(room, when=player.now)
    other = Room()
    other.cases = {**room.cases, event.id: event}
    for one in meanwhile:
        entry = player.play(replace(one, case=6 + 4 * (one.case % 2)))  # the calls of "e"
        if entry.action.kind.startswith("call."):
            enter(other, entry)
    unmerged(room, when=player.now)
    assert traceless(room.event()) == traceless(other.event())
    assert room.event("m").callers == 1


def traceless(event: Event) -> Event:
    return replace(event, base=None, held=(), moved=0, strays=(), items=(), mergings=())


@histories
@given(HISTORY)
def test_no_recorder_verifies_and_no_county_department_acts_on_an_event(history: list[Step]) -> None:
    """§13.9."""
    departments = {uid(name) for name, (role, _, _) in PEOPLE.items() if role in DEPT_ROLES}
    player = Player()
    units = player.room.rules.catalogue.units
    for one in history:
        player.play(one)
        for case in player.room.cases.values():
            if isinstance(case, Event):
                recorders = {user for task in case.tasks for user in task.recorders}
                assert not recorders & set(case.verifiers)
                for task in case.tasks:
                    assert task.unit not in units or units[task.unit].is_town
                    assert not departments & {*task.hands, *task.recorders}


@histories
@given(HISTORY)
def test_facts_leave_the_base_alone_and_accepted_decisions_become_it(history: list[Step]) -> None:
    player = Player()
    for one in history:
        before = {case_id: case.base for case_id, case in player.room.cases.items()}
        entry = player.play(one)
        rule = KINDS.get(entry.action.kind)
        after = {case_id: case.base for case_id, case in player.room.cases.items()}
        decided = (
            rule is not None
            and not rule.fact
            and entry.verdict.vd == "a"
            and entry.verdict.code not in NO_OPS
        )
        moved = {case_id for case_id, base in after.items() if base != before.get(case_id)}
        if decided and entry.action.case is not None:
            assert after[entry.action.case] == entry.action.id
            parent = {other for other, _ in entry.action.also if entry.action.case not in before}
            assert moved <= {entry.action.case, *parent}
        else:
            assert not moved


@histories
@given(HISTORY)
def test_a_conflict_opens_one_item_and_moves_nothing_else(history: list[Step]) -> None:
    """I11."""
    player = Player()
    for one in history:
        before = dict(player.room.cases)
        entry = player.play(one)
        changed = [c for c in player.room.cases.values() if before.get(c.id) != c]
        if entry.verdict.vd == "c":
            assert len(changed) <= 1
            for case in changed:
                assert any(item.id == entry.verdict.item for item in case.items)
        if entry.verdict.vd != "a":
            for case in changed:
                old, new = _plain(before[case.id]), _plain(case)
                assert old == new


def _plain(case: Case) -> dict[str, Any]:
    return {name: getattr(case, name) for name in case.__struct_fields__ if name not in ("items", "strays")}


# ---------------------------------------------------------------- order


@histories
@given(SENSIBLE_HISTORY, st.randoms(use_true_random=False))
def test_any_order_that_keeps_each_familys_order_gives_the_same_bodies(
    history: list[Step], random: Any
) -> None:
    """§13.2: two families delivered in any interleaving."""
    player = played(history)
    queues = {name: [e for e in player.entries if e.family == name] for name in ("e", "f")}
    other = Room()
    while any(queues.values()):
        name = random.choice([name for name, queue in queues.items() if queue])
        enter(other, queues[name].pop(0))
    assert bodies(other.cases) == bodies(player.room.cases)


@histories
@given(HISTORY)
def test_folding_again_from_written_bodies_gives_the_same_bytes(history: list[Step]) -> None:
    """I13, I14: a replica that reads every body from its file between two entries stays equal to one that does not."""
    player = played(history)
    other = Room()
    for entry in player.entries:
        enter(other, entry)
        other.cases = {case_id: read_body(body_bytes(case)) for case_id, case in other.cases.items()}
    assert bodies(other.cases) == bodies(player.room.cases)


def enter(room: Room, entry: Entry) -> None:
    for case in fold(entry.action, entry.verdict, entry.at, room):
        room.cases[case.id] = case


# ---------------------------------------------------------------- whose time it is


@histories
@given(SENSIBLE_HISTORY)
def test_a_units_running_time_is_its_own_and_all_time_is_accounted_for(history: list[Step]) -> None:
    """§13.3, on the calendar that counts every minute: paused + running + unowned = elapsed."""
    player = Player(cat="060301")
    room = player.room
    ran: dict[str, int] = {}  # by unit, told from the states alone
    still = unowned = 0
    first: int | None = None
    then, seen = player.now, None
    waiting: int | None = None  # since when the pending return waits
    for one in history:
        was: Any = room.cases.get(uid("e"))
        own = 2 * (one.case % 6)  # the family of "e", and no slips: their times lie before what was seen
        player.play(replace(one, case=own, choice=one.choice - one.choice % 7))
        now: Any = room.cases.get(uid("e"))
        if was is not None and seen is not None:
            passed = player.now - then
            if was.state == states.MERGED:  # the time merged counts as running
                was = replace(was, state=was.unmerged)
            if runs(was):
                ran[was.held_by] = ran.get(was.held_by, 0) + passed
            elif was.held_by:
                still += passed
            else:
                unowned += passed
        if now is not None and seen is None and now.held_by:
            first, seen = player.now, now
        if now is not None and was is not None:
            state = now.unmerged or now.state
            if state == states.RETURN_PENDING and was.state != states.RETURN_PENDING:
                waiting = player.now
            if was.state == states.RETURN_PENDING != state and now.abuser and now.abuser == now.held_by:
                assert waiting is not None
                ran[now.held_by] += player.now - waiting  # the second pause is void, as if it had never been
                still -= player.now - waiting
        then = player.now
    event: Any = room.cases.get(uid("e"))
    if event is None or first is None:
        return
    leads = {task_key(t) for t in event.tasks if t.lead}
    clocks = [c for c in event.clocks if c.name == "HANDLE" and c.task in leads]
    told: dict[str, int] = {}
    for clock in clocks:
        told[clock.by] = told.get(clock.by, 0) + running_ms(clock, player.now, room.rules.calendar)
    assert {unit: ms for unit, ms in told.items() if ms} == {unit: ms for unit, ms in ran.items() if ms}
    assert sum(ran.values()) + still + unowned == player.now - first
    for one, other in itertools.pairwise(sorted(clocks, key=lambda c: c.start)):
        assert one.stop is not None
        assert one.stop <= other.start


def runs(event: Event) -> bool:
    """Whether the 主办 unit's time runs: it holds the event, and no call was accepted by the platform."""
    if event.state in states.WITH_UNIT:
        return True
    accepted = any(
        k.type == "call" and k.child in event.called and k.state not in ("ISSUED", "REFUSED")
        for k in event.kids
    )
    return event.state == states.CALLED_UP and event.lead is not None and not accepted


def test_the_random_town_gets_about() -> None:
    """The histories above are worth something: they reach every state that somebody can bring about by acting."""
    reached: set[str] = set()
    random = Random(7)
    for _ in range(600):
        player = Player()
        for _ in range(90):
            one = step(random.randbytes(12), 7)
            player.play(
                replace(one, case=one.case * 2, minutes=min(one.minutes, 30))
            )  # one family, no long waits
            reached |= {getattr(case, "state", "") for case in player.room.cases.values()}
    assert {*states.STATES, *call_states.STATES} - reached == {"VOID", "REJECTED", "WITHDRAWN"}


@pytest.mark.parametrize("name", ["e", "c"])
def test_a_town_without_limits_runs_no_clocks_and_breaks_nothing(name: str) -> None:
    class Bare(Room):
        @property
        def rules(self) -> Rules:
            return replace(super().rules, limits={})

    room = Bare()
    fed_back(room)
    case: Any = room.cases[uid(name)]
    assert case.clocks == ()
