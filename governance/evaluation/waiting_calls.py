"""Calls that wait for more (累计): the periods before, as far back as something in them may still wait.

Source: rulebook §7.2: towns with fewer than three calls in the period wait and accumulate. Which calls wait depends on
where the count began, so it begins where nothing can wait: at the first call, or at a period that had three by itself.
A call that counted once is never counted again, whichever period is asked for.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from governance.calls.call import Call
from governance.evaluation.facts import Fact
from governance.evaluation.period import Period, before, looked_back
from governance.evaluation.scores import ENOUGH, DeptRates, dept_rates

History = dict[str, list[tuple[str, DeptRates]]]  # department → (period, what it says), the oldest first
FactsOf = Callable[[Iterable[Call]], Iterable[Fact]]


class Earlier(Protocol):
    """A town's calls of the periods before."""

    def first(self, depts: frozenset[str]) -> int | None:
        """When the first of these departments was given its first part; None = never."""

    def within(self, depts: frozenset[str], since: int, to: int) -> Iterable[Call]:
        """Their calls that may count in [since, to); more do no harm."""


def history(earlier: Earlier, few: frozenset[str], period: Period, facts_of: FactsOf) -> History:
    """What the periods before say of the departments with few calls; about a year is read at once."""
    found: History = {}
    left, begin, back = (
        few,
        1,
        looked_back(period),
    )  # departments whose own begin is not found yet; periods back
    while left:
        first, upto = earlier.first(left), before(period, begin - 1).since
        if first is None or upto <= first:
            break
        earlier_ones = [before(period, n) for n in range(begin, begin + back)]
        facts = list(facts_of(earlier.within(left, earlier_ones[-1].since, upto)))
        for one in earlier_ones:
            left -= _take(found, left, facts, one)
        begin += back
    return found


def _take(found: History, depts: frozenset[str], facts: Iterable[Fact], period: Period) -> frozenset[str]:
    """Put a period before those taken; gives the departments that need none before it."""
    rates = dept_rates((fact for fact in facts if fact.who in depts), period)
    for dept, said in rates.items():
        found.setdefault(dept, []).insert(0, (period.name, said))
    return frozenset(dept for dept, said in rates.items() if said.respond.owed >= ENOUGH)
