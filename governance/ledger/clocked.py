"""Cases with clocks (带时限的案件): state, last move, clocks, and the moves ▶ ⏸ ⏵ ■ that every rule is made of.

Source: rulebook §3.3, §4.2 (the column of clocks), §6.2. Events and calls start and stop their clocks alike; what differs
between them is who holds a task.
"""

from collections.abc import Collection
from typing import TypeVar

from msgspec.structs import replace

from governance.ledger.appeal import Appeal
from governance.ledger.case import Case
from governance.ledger.unsure import Unsure
from governance.time import clocks
from governance.time.clocks import Clock
from governance.time.limits import Limit


class Clocked(Case, frozen=True, kw_only=True, omit_defaults=True):
    """What events and calls share beyond other cases."""

    state: str
    moved: int  # instant of the last move
    clocks: tuple[Clock, ...] = ()
    urged: int | None = None  # the last 催办, UTC ms
    urges: int = 0  # how often
    appeals: tuple[Appeal, ...] = ()  # 超时申诉
    unsure: tuple[Unsure, ...] = ()  # steps whose time is in doubt (待核)

    @property
    def doers(self) -> tuple[str, ...]:
        """Units and departments that hold or held a task of it."""
        return ()

    @property
    def owing(self) -> tuple[str, ...]:
        """Who owes a step that the room may ask for (可催办)."""
        return ()

    @property
    def timed(self) -> frozenset[int]:
        """Begins of the pauses that `resume` leaves alone: their own rule ends them."""
        return frozenset()

    @property
    def named_pauses(self) -> frozenset[int]:
        """Begins of the pauses that another record of the case names, so that they stay where they are."""
        return self.timed

    def clock(self, name: str, task: str = "") -> Clock | None:
        """The latest clock of that name (and task), running or stopped."""
        for clock in reversed(self.clocks):
            if clock.name == name and (not task or clock.task == task):
                return clock
        return None


C = TypeVar("C", bound=Clocked)


def set_clock(case: C, old: Clock, new: Clock) -> C:
    """Put a clock in the place of what it was."""
    return replace(case, clocks=tuple([new if c is old else c for c in case.clocks]))


def start(case: C, name: str, at: int, limit: Limit | None, by: str = "", task: str = "") -> C:
    """▶ a clock; none runs for which the county set no limit."""
    if limit is None:
        return case
    return replace(case, clocks=(*case.clocks, clocks.started(name, at, limit, by, task)))


def stop(case: C, name: str, at: int, task: str = "") -> C:
    """■ the running clock of that name; nothing if none runs."""
    return stop_each(case, (name,), at, task)


def stop_each(case: C, names: Collection[str], at: int, task: str = "") -> C:
    """■ the running clocks of these names (and task)."""
    return replace(
        case,
        clocks=tuple(
            [
                clocks.stopped(c, at)
                if c.stop is None and c.name in names and (not task or c.task == task)
                else c
                for c in case.clocks
            ]
        ),
    )


def stop_all(case: C, at: int) -> C:
    """■ every running clock."""
    return replace(case, clocks=tuple([clocks.stopped(c, at) for c in case.clocks]))


def pause(case: C, name: str, at: int, task: str = "") -> C:
    """⏸ the running clock of that name, once; a pause that ends by itself may lie under it."""
    clock = case.clock(name, task)
    if clock is None or clock.stop is not None or _untimed(case, clock):
        return case
    return set_clock(case, clock, clocks.paused(clock, at))


def resume(case: C, name: str, at: int, task: str = "") -> C:
    """⏵ the paused clock of that name; a pause that ends by itself goes on."""
    clock = case.clock(name, task)
    begun = _untimed(case, clock) if clock is not None else ()
    if clock is None or not begun:
        return case
    return set_clock(case, clock, clocks.resumed(clock, at, since=begun[-1]))


def _untimed(case: Clocked, clock: Clock) -> tuple[int, ...]:
    """Begins of the open pauses that somebody ends, in their order."""
    return tuple([begin for begin, to in clock.pauses if to is None and begin not in case.timed])


def moved(case: C, state: str, at: int) -> C:
    """Give the case in a new state."""
    return replace(case, state=state, moved=max(at, case.moved))
