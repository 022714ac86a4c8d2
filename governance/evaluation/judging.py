"""What an indicator says of one fact (判定): counted, only owed, left out for a reason, or not concerned.

Source: rulebook §7.1. HIT, MISS, a reason of `OUT_NAMES`, or None: so a numerator lies within its denominator whatever
the facts are (§13, 4).
"""

from collections.abc import Callable
from typing import Any

from governance.evaluation.facts import (
    Closed,
    DeptOwed,
    DeptRated,
    Dispatched,
    Looked,
    Owed,
    ReturnRuled,
    Revisited,
    Step,
    Told,
)
from governance.evaluation.period import Period

HIT, MISS = "HIT", "MISS"
Judge = Callable[[Any, Period], str | None]
FOUND_BY_PATROL = frozenset({"GRID", "VIDEO", "SENSOR"})


def _yes(right: bool) -> str:
    return HIT if right else MISS


def appeal(fact: Told, period: Period) -> str | None:
    """Every call that was told counts, merged ones too; the parts of a split case do not."""
    return HIT if period.holds(fact.at) and not fact.child else None


def event(fact: Told, period: Period) -> str | None:
    """Every event counts but what is left out (归并, 作废, 不予受理, 拆分母案)."""
    return (fact.out or HIT) if period.holds(fact.at) else None


def repeats(fact: Told, period: Period) -> str | None:
    """Of the calls told, those that were told again (重复诉求); a void one is none of them."""
    if not period.holds(fact.at) or fact.child:
        return None
    return fact.out if fact.out == "VOID" else _yes(fact.repeats)


def patrol(fact: Told, period: Period) -> str | None:
    """Of the events, those that patrol, video or sensors found (巡查自发现)."""
    counted = event(fact, period)
    return _yes(fact.ch in FOUND_BY_PATROL) if counted == HIT else counted


def by_due(clock: str) -> Judge:
    """Of what fell due by this clock, what was done by then."""

    def judge(fact: Owed, period: Period) -> str | None:
        if fact.clock != clock or not period.fell_due(fact.due):
            return None
        return fact.out or _yes(period.knows(fact.done) and fact.done is not None and fact.done <= fact.due)

    return judge


def closed_of_due(fact: Owed, period: Period) -> str | None:
    """Of the handling that fell due, what is closed by now (办结)."""
    if fact.clock != "HANDLE" or not period.fell_due(fact.due):
        return None
    return fact.out or _yes(period.knows(fact.closed))


def first_time(fact: Closed, period: Period) -> str | None:
    """Of what was closed, what never was reworked (一次办结)."""
    return _yes(fact.rounds == 1) if period.holds(fact.at) else None


def _unheard(fact: Revisited) -> str:
    return fact.out or {"UNREACHED": "UNREACHED", "NONE": "UNRATED"}.get(fact.rating, "")


def solved(fact: Revisited, period: Period) -> str | None:
    """Of the callers who were reached and answered, those whose matter is solved."""
    return _unheard(fact) or _yes(fact.solved) if period.holds(fact.at) else None


def satisfied(fact: Revisited, period: Period) -> str | None:
    """Of the callers who were reached and answered, the satisfied; an unreasonable demand (D类) is left out."""
    if not period.holds(fact.at):
        return None
    if fact.rating == "BAD" and fact.reason == "D":
        return fact.out or "UNREASONABLE"
    return _unheard(fact) or _yes(fact.rating in ("GOOD", "FAIR"))


def returned(fact: Dispatched, period: Period) -> str | None:
    """Of the dispatches, those that were handed back (退单)."""
    return (fact.out or _yes(fact.returned)) if period.holds(fact.at) else None


def upheld(fact: ReturnRuled, period: Period) -> str | None:
    """Of the return slips ruled on, those that were upheld (退单成立)."""
    return (fact.out or _yes(fact.upheld)) if period.holds(fact.at) else None


def behalf(fact: Step, period: Period) -> str | None:
    """Of a unit's steps, those that the room recorded for it (代录); a disputed one is left out."""
    return (fact.out or _yes(fact.behalf)) if period.holds(fact.at) else None


def _owed_answer(fact: DeptOwed, period: Period) -> str | None:
    """Left out, or MISS for 应响应, or None when it is none of this period."""
    if fact.clock != "RESPOND" or not period.fell_due(fact.due):
        return None
    return fact.out or MISS


def responded(fact: DeptOwed, period: Period) -> str | None:
    """Of the answers a department owed, those given in time (按时响应)."""
    owed = _owed_answer(fact, period)
    return HIT if owed == MISS and fact.done is not None and fact.done <= fact.due else owed


def found(rule: str) -> Judge:
    """A final finding of the rule; what is not decided yet is left out: no answer before due2, 说明期, 申诉."""

    def judge(fact: DeptOwed, period: Period) -> str | None:
        owed = _owed_answer(fact, period)
        if owed != MISS:
            return owed
        undecided = fact.done is None and fact.due2 >= period.as_of
        return "PROVISIONAL" if undecided or fact.pending else _yes(fact.finding == rule)

    return judge


def of_call(right: Callable[[DeptOwed], bool]) -> Judge:
    """Of a department's handling that fell due, what is right by `right`."""

    def judge(fact: DeptOwed, period: Period) -> str | None:
        if fact.clock != "HANDLE" or not period.fell_due(fact.due):
            return None
        return fact.out or _yes(right(fact))

    return judge


def call_satisfied(fact: DeptRated, period: Period) -> str | None:
    """Of the calls that people rated, the satisfied; the system's own rating is left out."""
    if not period.holds(fact.at):
        return None
    return "DEFAULT" if fact.default else _yes(fact.rating in ("GOOD", "FAIR"))


def looked(code: str) -> Judge:
    """Of the samples of a register, the right ones."""

    def judge(fact: Looked, period: Period) -> str | None:
        return _yes(fact.right) if fact.register == code and period.holds(fact.at) else None

    return judge
