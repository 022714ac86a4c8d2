"""Dues of a body's clocks (到期) as columns: what runs out first, and what each task owes."""

from collections.abc import Iterable
from typing import NamedTuple

from db.tables.events import NEVER
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_and_yellow, due_at


class FirstDue(NamedTuple):
    """What the live clocks of a case say together; the columns of a row, in their order."""

    due_at: int  # the earliest due of the running clocks; NEVER when none runs
    yellow_at: int  # their earliest yellow
    clock: str  # whose due it is
    since_at: int | None  # when that one started
    paused: int  # 停计: clocks live, and all of them stand still


def first_due(clocks: Iterable[Clock], calendar: Calendar) -> FirstDue:
    """What runs out first."""
    due = yellow = NEVER
    first: Clock | None = None
    still = 0
    for clock in clocks:
        if clock.stop is not None:
            continue
        if clock.pauses and clock.is_paused:
            still = 1
            continue
        its_due, its_yellow = due_and_yellow(clock, calendar)
        if its_due is not None and (first is None or its_due < due):
            first, due = clock, its_due
        if its_yellow is not None and its_yellow < yellow:
            yellow = its_yellow
    if first is None:
        return FirstDue(due, yellow, "", None, still)
    return FirstDue(due, yellow, first.name, first.start, 0)


def due_of(clock: Clock | None, calendar: Calendar) -> int | None:
    """The due of one clock, running or stopped; None while it is paused or was never started."""
    return None if clock is None else due_at(clock, calendar)


def due_or_never(clock: Clock | None, calendar: Calendar) -> int:
    """The due of one clock for a queue's order; NEVER where `due_of` gives None."""
    due = due_of(clock, calendar)
    return NEVER if due is None else due


def latest(clocks: Iterable[Clock], name: str, task: str) -> Clock | None:
    """The last clock of a task by its name."""
    found = None
    for clock in clocks:
        if clock.name == name and clock.task == task:
            found = clock
    return found
