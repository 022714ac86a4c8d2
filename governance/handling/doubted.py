"""Steps whose time is in doubt (待核时刻): which clocks they moved, between which instants, what was ruled on them.

Source: rulebook §3.11 (a slip more than 24 hours late), §3.12, §6.4 (CLOCK_SUSPECT), sync.md §9. A step made on a desk
that did not know the time (clock quality 2) lies between the device's step before and the county's receipt; one from a
late slip lies at the slip's time once the director confirms it, at its entry until then. A clock whose verdict depends
on where it lies is 待核: it leaves numerator and denominator until somebody rules. A child's step that moves a clock of
its parent leaves the same doubt there; it is ruled on once, where it was done, and the parent follows. What a merging
moved in the main case is not in doubt: that one judges by the instant it was told. A part goes on with clocks of its
mother, and with what is in doubt of them.
"""

from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from governance.ledger.case import Case
from governance.ledger.clocked import Clocked
from governance.ledger.unsure import Unsure
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, on_time

DOUBTED = 2  # clock quality: the desk did not know the time
UPHOLD, DENY = "uphold", "deny"
C = TypeVar("C", bound=Clocked)
Pauses = tuple[tuple[int, int | None], ...]


def noted(old: Clocked | None, new: C, step: Unsure) -> C:
    """The case with the step kept as unsure, if it moved a clock and there is a span to doubt."""
    before = old.clocks if old is not None else ()
    started = tuple(range(len(before), len(new.clocks)))
    stopped = tuple(i for i, clock in enumerate(new.clocks) if clock.stop is not None and _ran(before, i))
    paused = tuple(
        (i, begin)
        for i, begin, to in _new_pauses(before, new.clocks)
        if to is None and begin not in new.named_pauses
    )
    resumed = tuple(
        (i, begin) for i, begin, to in _new_pauses(before, new.clocks) if to is not None and i not in stopped
    )
    if step.lo >= step.hi or not (started or stopped or paused or resumed):
        return new
    kept = replace(step, started=started, stopped=stopped, paused=paused, resumed=resumed)
    return replace(new, unsure=(*new.unsure, kept))


def _ran(before: tuple[Clock, ...], i: int) -> bool:
    return i >= len(before) or before[i].stop is None


def _new_pauses(before: tuple[Clock, ...], after: tuple[Clock, ...]) -> Iterator[tuple[int, int, int | None]]:
    """Pauses that began or ended in the step: place of the clock, begin, end."""
    for i, (was, clock) in enumerate(zip(before, after, strict=False)):
        yield from ((i, begin, to) for begin, to in clock.pauses if (begin, to) not in was.pauses)


def waiting(case: Clocked) -> tuple[Unsure, ...]:
    """The steps nobody has ruled on yet."""
    return tuple(one for one in case.unsure if not one.ruling)


def doubted(case: Clocked) -> tuple[Unsure, ...]:
    """Those of its own that wait for the DUTY_LEADER: the desk did not know the time (时钟存疑)."""
    return tuple(one for one in waiting(case) if not one.paper and not one.child)


def ruled(case: C, action: str, ruling: str) -> C:
    """A doubted step ruled on: its own time holds, or it counts when the county received it (§6.4)."""
    step = next((one for one in doubted(case) if one.action == action), None)
    return case if step is None else _settled(case, step, ruling)


def slip_ruled(case: C, paper: str, ruling: str) -> C:
    """The steps of a late slip ruled on: from now on they count at the slip's time, or for good at their entry."""
    for step in waiting(case):
        if step.paper == paper and paper:
            case = _settled(case, step, ruling)
    return case


def follow(parent: C, child: Clocked) -> C:
    """The parent once a step of its child, which moved a clock here, was ruled on there (§3.12)."""
    said = {one.action: one.ruling for one in child.unsure if one.ruling}
    for step in waiting(parent):
        if step.child == child.id and step.action in said:
            parent = _settled(parent, step, said[step.action])
    return parent


def carried(case: Clocked, kept: tuple[int, ...]) -> tuple[Unsure, ...]:
    """What is in doubt of the clocks at these places, for a case that goes on with them, in this order (拆分).

    Each case that has such a clock rules on it by itself.
    """
    new = {old: place for place, old in enumerate(kept)}
    found = []
    for step in waiting(case):
        if step.child:
            continue
        moved = replace(
            step,
            started=tuple(new[i] for i in step.started if i in new),
            stopped=(),
            paused=tuple((new[i], begin) for i, begin in step.paused if i in new),
            resumed=tuple((new[i], begin) for i, begin in step.resumed if i in new),
        )
        if moved.started or moved.paused or moved.resumed:
            found.append(moved)
    return tuple(found)


def _settled(case: C, step: Unsure, ruling: str) -> C:
    """The step with its ruling, and what it moved where it counts now."""
    at = _counts_at(step, ruling)
    told = tuple(replace(one, ruling=ruling) if one is step else one for one in case.unsure)
    if at is None:
        return replace(case, unsure=told)
    clocks = tuple(_moved(step, i, clock, at, at) for i, clock in enumerate(case.clocks))
    return replace(case, unsure=tuple(_renamed(one, step, at) for one in told), clocks=clocks)


def _counts_at(step: Unsure, ruling: str) -> int | None:
    """Where it counts by the ruling; None where it counts already."""
    if step.paper:
        return step.lo if ruling == UPHOLD else None
    return step.hi if ruling == DENY else None


def _renamed(one: Unsure, step: Unsure, at: int) -> Unsure:
    """A later step that ended a pause of this one knows it by its new begin."""
    if not set(one.resumed) & set(step.paused):
        return one
    ends = tuple((i, at) if (i, begin) in step.paused else (i, begin) for i, begin in one.resumed)
    return replace(one, resumed=ends)


def _moved(step: Unsure, i: int, clock: Clock, on: int, off: int) -> Clock:
    """The clock if the step set it running, or resumed it, at `on`, and stopped or paused it at `off`.

    It never ends before it began.
    """
    if i in step.started and i in step.stopped:  # begun and over at once, wherever that lies
        clock = replace(clock, start=on, stop=on)
    elif i in step.started:
        clock = replace(clock, start=on if clock.stop is None else min(on, clock.stop))
    elif i in step.stopped:
        stop = max(off, clock.start)
        ends = tuple((begin, stop if to == clock.stop else to) for begin, to in clock.pauses)
        clock = replace(clock, stop=stop, pauses=ends)
    moved = tuple(_moved_pause(step, i, pause, on, off) for pause in clock.pauses)
    return replace(clock, pauses=tuple((begin, to) for begin, to in moved if to is None or begin < to))


def _moved_pause(
    step: Unsure, i: int, pause: tuple[int, int | None], on: int, off: int
) -> tuple[int, int | None]:
    begin, to = pause
    if (i, begin) in step.resumed and to is not None:
        to = on
    return (off if (i, begin) in step.paused else begin), to


# ---------------------------------------------------------------- what hangs on it


def span(case: Clocked, i: int, *, start: bool) -> tuple[int, int] | None:
    """Between which instants the clock at that place started, or stopped; None = beyond doubt."""
    for step in waiting(case):
        if i in (step.started if start else step.stopped):
            return step.lo, step.hi
    return None


def undecided(case: Clocked, i: int, calendar: Calendar) -> bool:
    """待核: whether the clock at that place was kept depends on a time that is in doubt."""
    if not case.unsure or case.clocks[i].stop is None:
        return False
    strict, kind = _as_if(case, i, strict=True), _as_if(case, i, strict=False)
    return strict != kind and on_time(strict, calendar) != on_time(kind, calendar)


def open_verdict(case: Case, clock: Clock, calendar: Calendar) -> bool:
    """待核: `undecided` of one of the case's clocks; of a case without clocks nothing is."""
    if not isinstance(case, Clocked) or not case.unsure:
        return False
    return undecided(case, case.clocks.index(clock), calendar)


def kindest(case: Clocked, i: int) -> Clock:
    """The clock at that place as it stands best: every time in doubt lies where it made the least haste needful."""
    return _as_if(case, i, strict=False) if case.unsure else case.clocks[i]


def _as_if(case: Clocked, i: int, *, strict: bool) -> Clock:
    """The clock with each doubted step where it makes it later, or less late: it ran longest, or least."""
    clock = case.clocks[i]
    named = {begin: begin for begin, _ in clock.pauses}  # as the body names a pause → where it begins by now
    for step in waiting(case):
        on, off = (step.lo, step.hi) if strict else (step.hi, step.lo)
        known = replace(
            step,
            paused=tuple((at, named[begin]) for at, begin in step.paused if at == i and begin in named),
            resumed=tuple((at, named[begin]) for at, begin in step.resumed if at == i and begin in named),
        )
        clock = _moved(known, i, clock, on, off)
        named |= {begin: off for at, begin in step.paused if at == i}
    return clock


def undecided_clocks(case: Clocked, calendar: Calendar) -> Iterator[Clock]:
    """Every clock of the case whose verdict is 待核."""
    return (clock for i, clock in enumerate(case.clocks) if undecided(case, i, calendar))
