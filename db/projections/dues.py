"""Dues of a body's clocks (到期) as columns: what runs out first, and what each task owes."""

from collections.abc import Iterable

from db.tables.events import NEVER
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_at, reading


def first_due(clocks: Iterable[Clock], calendar: Calendar) -> tuple[int, int]:
    """The earliest due and the earliest yellow of the running clocks; NEVER when none runs."""
    due = yellow = NEVER
    for clock in clocks:
        if clock.stop is None and not clock.is_paused:
            said = reading(clock, calendar)
            due = min(due, NEVER if said.due is None else said.due)
            yellow = min(yellow, NEVER if said.yellow_at is None else said.yellow_at)
    return due, yellow


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
