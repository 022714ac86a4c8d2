"""批量办理: how many fit and why others don't; what is saved, refused, stopped."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import cast

from db.outbox import Sealed
from db.queries.event_filter import EventFilter
from db.queries.event_list import filtered_events
from desktop.demo.stage import Staged
from desktop.desk import Desk, Wish
from desktop.events import bulk, texts
from desktop.events.bulk import MERGE, PHONE, SUPERVISE, URGE, Offer, Run, Summary
from desktop.names import Names
from desktop.seat import Operator, Seat
from governance.ledger.case import Case
from governance.refusal import Refusal


def cases_of(staged: Staged, wanted: EventFilter, most: int = 100) -> dict[str, Case]:
    rows = staged.store.read(lambda conn: filtered_events(conn, staged.stream, wanted, now=staged.now))
    return Desk(staged.store).cases([row.case_id for row in rows[:most]])


def desk_of(staged: Staged, *, offline: bool = False) -> bulk.Desk:
    rules = Desk(staged.store).rules
    return bulk.Desk(actor=staged.operator, at=staged.now, rules=rules, names=Names(rules), offline=offline)


def offer(found: Summary, key: str) -> Offer:
    return next(one for one in found.offers if one.key == key)


def test_what_waits_for_signature_can_be_urged_and_supervised(staged: Staged) -> None:
    cases = cases_of(staged, EventFilter(unsigned=True))
    found = bulk.summary(cases, desk_of(staged))
    assert found.count == len(cases) == 5
    assert len(offer(found, URGE).cases) == 5
    assert texts.ALL_STATE.format(state="待签收") in found.said


def test_what_is_not_accepted_yet_says_why_it_fits_nothing(staged: Staged) -> None:
    cases = cases_of(staged, EventFilter(states=("REGISTERED",)))
    found = bulk.summary(cases, desk_of(staged))
    reasons = {one.key: one.why_not for one in found.offers if not one.cases}
    assert reasons[URGE] == texts.NOT_URGE
    assert reasons[SUPERVISE] == texts.NOT_SUPERVISE
    assert all(one.cases or one.why_not for one in found.offers)


def test_nothing_that_needs_a_decision_is_offered(staged: Staged) -> None:
    found = bulk.summary(cases_of(staged, EventFilter(open_only=True)), desk_of(staged))
    assert {one.key for one in found.offers} == {URGE, SUPERVISE, bulk.COPY, bulk.PRINT, MERGE}


def test_without_a_line_the_telephone_helps(staged_offline: Staged) -> None:
    cases = cases_of(staged_offline, EventFilter(unsigned=True))
    desk = desk_of(staged_offline, offline=True)
    found = offer(bulk.summary(cases, desk), PHONE)
    listed = bulk.phone_list(found, cases, desk)
    assert len(listed.splitlines()) >= 2
    assert "138" not in listed


def test_only_one_kind_can_be_merged_into_the_first(staged: Staged) -> None:
    mixed = cases_of(staged, EventFilter(open_only=True), 6)
    assert offer(bulk.summary(mixed, desk_of(staged)), MERGE).why_not == texts.NOT_MERGE_KIND
    one = dict(list(mixed.items())[:1])
    assert offer(bulk.summary(one, desk_of(staged)), MERGE).why_not == texts.NOT_MERGE_ONE


async def test_urging_is_saved_in_one_go_and_only_for_those_who_owe(staged: Staged) -> None:
    cases = cases_of(staged, EventFilter(unsigned=True))
    desk = desk_of(staged)
    found = offer(bulk.summary(cases, desk), URGE)
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), Operator(staged.operator, "严浩然"))
    told: list[tuple[int, int]] = []
    outcome = await Run(bulk.wishes(found, cases, desk), lambda *how: told.append(how)).save(seat)
    urged = await seat.cases(cases)
    seat.close()
    assert (outcome.done, outcome.refused) == (5, ())
    assert told[-1] == (5, 5)
    assert all(getattr(case, "urges", 0) > 0 for case in urged.values())
    assert len(bulk.urge_text(found, cases, desk).splitlines()) == 5


async def test_supervision_goes_to_every_holder(staged: Staged) -> None:
    cases = cases_of(staged, EventFilter(states=("SIGNED",)), 3)
    desk = desk_of(staged)
    found = offer(bulk.summary(cases, desk), SUPERVISE)
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), Operator(staged.operator, "严浩然"))
    commits = bulk.wishes(found, cases, desk, "今日内办结")
    outcome = await Run(commits, lambda *_: None).save(seat)
    seat.close()
    assert outcome.done == len(found.cases) == 3
    assert {wish.births for commit in commits for wish in commit} == {"D"}


SAVED = cast(Sealed, None)  # only a Refusal is looked at


class Refusing:
    """Saves everything but one case."""

    def __init__(self, refused: str) -> None:
        self.refused = refused
        self.commits = 0

    async def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]:
        self.commits += 1
        no = Refusal("wrong-state", "当前状态【已结案】不可【催办】；请刷新。")
        return [no if wish.case == self.refused else SAVED for wish in wishes]


def commits(count: int, size: int) -> list[list[Wish]]:
    wishes = [Wish(kind="event.urge", p={}, actor="a", case=f"c{n}") for n in range(count)]
    return [wishes[start : start + size] for start in range(0, count, size)]


async def test_a_refused_case_leaves_the_others_alone() -> None:
    outcome = await Run(commits(5, 2), lambda *_: None).save(Refusing("c3"))
    assert outcome.done == 4
    assert [case for case, _ in outcome.refused] == ["c3"]


async def test_a_stop_counts_after_the_commit_at_hand() -> None:
    seat = Refusing("")
    run = Run(commits(60, 20), lambda done, _: run.stop() if done == 20 else None)
    outcome = await run.save(seat)
    assert (outcome.done, outcome.untouched, seat.commits) == (20, 40, 1)


async def test_cases_of_one_kind_are_merged_into_the_first(staged: Staged) -> None:
    whole = bulk.events_of(cases_of(staged, EventFilter(open_only=True)))
    kinds = Counter(event.cat[:4] for event in whole if event.cat and not event.kids)
    kind = next(kind for kind, count in kinds.most_common() if count > 1)
    alike = [event for event in whole if event.cat[:4] == kind and not event.kids][:3]
    cases: dict[str, Case] = {event.id: event for event in alike}
    desk = desk_of(staged)
    found = offer(bulk.summary(cases, desk), MERGE)
    assert len(found.cases) == len(cases) - 1, found.why_not
    seat = Seat(Desk(staged.store), asyncio.get_running_loop(), Operator(staged.operator, "严浩然"))
    outcome = await Run(bulk.wishes(found, cases, desk), lambda *_: None).save(seat)
    main = await seat.case(bulk.main_of(alike).id)
    seat.close()
    assert outcome.refused == ()
    assert set(getattr(main, "merged", ())) == set(found.cases)
