"""Steps whose time is in doubt (待核时刻): which clocks they moved, between which instants, what was ruled on them.

Source: rulebook §3.11 (a slip more than 24 hours late), §6.4 (CLOCK_SUSPECT), sync.md §9. A step made on a desk that did
not know the time (clock quality 2) lies between the device's step before and the county's receipt; one from a late slip
lies at the slip's time once the director confirms it, at its entry until then. A clock whose verdict depends on where it
lies is 待核: it leaves numerator and denominator until somebody rules. What a step moved in other cases is not in doubt
here: each of those judges by the instant it was told.
"""

from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from governance.ledger.clocked import Clocked
from governance.ledger.unsure import Unsure
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, on_time

DOUBTED = 2  # clock quality: the desk did not know the time
UPHOLD, DENY = "uphold", "deny"
C = TypeVar("C", bound=Clocked)


def noted(old: Clocked | None, new: C, step: Unsure) -> C:
    """The case with the step kept as unsure, if it moved a clock and there is a span to doubt."""
    before = old.clocks if old is not None else ()
    started = tuple(range(len(before), len(new.clocks)))
    stopped = tuple(i for i, clock in enumerate(new.clocks) if clock.stop is not None and _ran(before, i))
    if step.lo >= step.hi or not (started or stopped):
        return new
    return replace(new, unsure=(*new.unsure, replace(step, started=started, stopped=stopped)))


def _ran(before: tuple[Clock, ...], i: int) -> bool:
    return i >= len(before) or before[i].stop is None


def waiting(case: Clocked) -> tuple[Unsure, ...]:
    """The steps nobody has ruled on yet."""
    return tuple(one for one in case.unsure if not one.ruling)


def doubted(case: Clocked) -> tuple[Unsure, ...]:
    """Those of them that wait for the DUTY_LEADER: the desk did not know the time (时钟存疑)."""
    return tuple(one for one in waiting(case) if not one.paper)


def ruled(case: C, action: str, ruling: str) -> C:
    """A doubted step ruled on: its own time holds, or it counts when the county received it (§6.4)."""
    step = next((one for one in doubted(case) if one.action == action), None)
    if step is None:
        return case
    return _settled(case, step, ruling, step.hi if ruling == DENY else None)


def slip_ruled(case: C, paper: str, ruling: str) -> C:
    """The steps of a late slip ruled on: from now on they count at the slip's time, or for good at their entry."""
    for step in waiting(case):
        if step.paper == paper and paper:
            case = _settled(case, step, ruling, step.lo if ruling == UPHOLD else None)
    return case


def _settled(case: C, step: Unsure, ruling: str, at: int | None) -> C:
    told = tuple(replace(one, ruling=ruling) if one is step else one for one in case.unsure)
    clocks = case.clocks if at is None else tuple(_moved(step, i, c, at) for i, c in enumerate(case.clocks))
    return replace(case, unsure=told, clocks=clocks)


def _moved(step: Unsure, i: int, clock: Clock, at: int) -> Clock:
    """The clock as the step at `at` leaves it: it never ends before it began."""
    if i in step.started:
        clock = replace(clock, start=at if clock.stop is None or i in step.stopped else min(at, clock.stop))
    if i in step.stopped:
        clock = replace(clock, stop=max(at, clock.start))
    return clock


# ---------------------------------------------------------------- what hangs on it


def span(case: Clocked, i: int, *, start: bool) -> tuple[int, int] | None:
    """Between which instants the clock at that place started, or stopped; None = beyond doubt."""
    for step in waiting(case):
        if i in (step.started if start else step.stopped):
            return step.lo, step.hi
    return None


def undecided(case: Clocked, i: int, calendar: Calendar) -> bool:
    """待核: whether the clock at that place was kept depends on a time that is in doubt."""
    if not case.unsure:
        return False
    clock = case.clocks[i]
    begun, over = span(case, i, start=True), span(case, i, start=False)
    if clock.stop is None or (begun is None and over is None):
        return False
    starts, stops = begun or (clock.start, clock.start), over or (clock.stop, clock.stop)
    strict = replace(clock, start=starts[0], stop=max(stops[1], starts[0]))
    kind = replace(clock, start=starts[1], stop=max(stops[0], starts[1]))
    return on_time(strict, calendar) != on_time(kind, calendar)


def undecided_clocks(case: Clocked, calendar: Calendar) -> Iterator[Clock]:
    """Every clock of the case whose verdict is 待核."""
    return (clock for i, clock in enumerate(case.clocks) if undecided(case, i, calendar))
