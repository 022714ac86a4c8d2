"""Dues counted again (重新计算到期): a year's holiday table came after a clock had started, and moved its due.

Source: rulebook §6.1: results that need a year without a table are 暂定, and counted again when it is entered; only of
clocks that still ran then, and each due that moved gets a line in the case's history. Derived, never stored.
"""

from msgspec import Struct

from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_at, reading


class Recount(Struct, frozen=True):
    """A due that moved: when the table was entered, what the due was and is, UTC ms."""

    at: int
    was: int
    now: int


def recount(clock: Clock, calendar: Calendar) -> Recount | None:
    """How a late holiday table moved the clock's due; None where it did not."""
    own, counted = calendar.of(clock.start, clock.start), calendar.of(clock.start, clock.stop)
    if own is counted:
        return None
    was, now = due_at(clock, own), due_at(clock, counted)
    entered = [at for at in calendar.changes if clock.start < at and (clock.stop is None or at <= clock.stop)]
    if was is None or now is None or was == now or not entered:
        return None
    return Recount(entered[-1], was, now)


def is_provisional(clock: Clock, calendar: Calendar) -> bool:
    """暂定: a running clock counts in a year that has no holiday table yet."""
    return clock.stop is None and reading(clock, calendar).provisional
