"""Fewer than three calls wait for more (rulebook §7.2), wherever one begins to look, and count once."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from governance.calls.call import Call
from governance.evaluation.facts import DeptOwed, Fact
from governance.evaluation.period import Period, before, period_of
from governance.evaluation.scores import DeptRates, TownLine, Weights, dept_rates, town_line
from governance.evaluation.waiting_calls import history
from tests.governance.evaluation.earlier import EarlierOnes
from tests.governance.local_time import at

ZF = frozenset({"ZF"})
NOW = at("2030-01-01 00:00")


def the(name: str) -> Period:
    period = period_of(name, NOW)
    assert period is not None
    return period


def month(n: int) -> Period:
    """The n-th month from January 2026."""
    return before(the("2026-01"), -n)


def calls_of(counts: Iterable[int]) -> list[Call]:
    """So many calls in each month from January 2026, answered in time."""
    return [
        Call(id=f"{n}-{i}", state="EVALUATED", moved=0, serial="", grade="C2", at=month(n).since + i, issuer="", ask="")
        for n, count in enumerate(counts)
        for i in range(count)
    ]  # fmt: skip


def facts_of(calls: Iterable[Call]) -> list[Fact]:
    return [DeptOwed(case=c.id, who="ZF", clock="RESPOND", due=c.at, due2=c.at, done=c.at) for c in calls]


def line(calls: list[Call], period: Period) -> TownLine:
    """What the town says of ZF in the period."""
    past = history(EarlierOnes(calls), ZF, period, facts_of)
    this = dept_rates(facts_of(calls), period).get("ZF", DeptRates())
    return town_line("T", [*past.get("ZF", ()), (period.name, this)], Weights())


def from_the_first(counts: list[int]) -> list[set[str]]:
    """The rule by itself: month by month from the first, what waits and what counts."""
    found, waiting = [], set[str]()
    for n, count in enumerate(counts):
        taken = waiting | {f"{n}-{i}" for i in range(count)}
        found.append(taken)
        waiting = set() if len(taken) >= 3 else taken
    return found


def test_one_call_a_month_counts_every_third_month_and_never_twice() -> None:
    calls = calls_of([1] * 30)
    counting = {n: line(calls, month(n)) for n in range(30)}
    assert [n for n, one in counting.items() if one.counts] == list(range(2, 30, 3))
    counted = [case for one in counting.values() if one.counts for case in one.rates.calls]
    assert len(counted) == len(set(counted)) == 30


def test_calls_wait_longer_than_a_year() -> None:
    calls = calls_of([2, *[0] * 16, 1])
    late = line(calls, month(17))
    assert (late.counts, late.since, len(late.rates.calls)) == (True, "2026-01", 3)


def test_a_month_with_three_calls_ends_the_search_for_earlier_ones() -> None:
    earlier = EarlierOnes(calls_of([*[1] * 40, 3, 1]))
    found = history(earlier, ZF, month(42), facts_of)
    assert [name for name, _ in found["ZF"]] == [month(40).name, month(41).name]
    assert earlier.asked == 1


def test_who_was_never_called_before_has_no_history() -> None:
    assert history(EarlierOnes(), ZF, month(5), facts_of) == {}
    assert history(EarlierOnes(calls_of([0, 0, 2])), frozenset(), month(5), facts_of) == {}
    first = EarlierOnes(calls_of([2]))  # the first ever, at the first instant of the month that is asked for
    assert (history(first, ZF, month(0), facts_of), first.asked) == ({}, 0)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40), st.data())
def test_any_month_stands_on_the_calls_that_waited_from_the_first_on(
    counts: list[int], data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, len(counts) - 1))
    if counts[n]:
        found = line(calls_of(counts), month(n))
        assert set(found.rates.calls) == from_the_first(counts)[n]
        assert found.counts == (len(found.rates.calls) >= 3)
