"""The month as it was on duty (值班表): who opened which shift on which day; nothing is invented ahead. Free of Qt."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from db.queries.shifts import ShiftRow
from desktop import times
from desktop.duty import texts
from desktop.duty.hours import slot_opened
from governance.duty.shift_hours import RULEBOOK, ShiftHours

WEEK = 7


class DayCell(Struct, frozen=True):
    """One day: its number, its lines (白, 夜, 带 and the names)."""

    number: int
    inside: bool  # of the month shown
    today: bool
    past: bool
    lines: tuple[tuple[str, str], ...]


def bounds(first: date) -> tuple[date, date]:
    """The Monday before a month's first, and the Monday after its last."""
    start = first - timedelta(days=first.weekday())
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    weeks = -(-(after - start).days // WEEK)
    return start, start + timedelta(days=weeks * WEEK)


def cells(
    first: date,
    today: date,
    rows: Sequence[ShiftRow],
    name: Callable[[str], str],
    hours: ShiftHours = RULEBOOK,
) -> tuple[DayCell, ...]:
    """The days of a month in whole weeks; a shift stands on the day it began."""
    start, end = bounds(first)
    days: dict[date, list[ShiftRow]] = {}
    for row in rows:
        days.setdefault(times.local(slot_opened(row.opened_at, hours).since).date(), []).append(row)
    span = ((start + timedelta(days=n)) for n in range((end - start).days))
    return tuple(
        DayCell(
            day.day,
            day.month == first.month,
            day == today,
            day < today,
            _lines(days.get(day, ()), name, hours),
        )
        for day in span
    )


def _lines(
    rows: Sequence[ShiftRow], name: Callable[[str], str], hours: ShiftHours
) -> tuple[tuple[str, str], ...]:
    by_mark: dict[str, dict[str, None]] = {}
    for row in rows:
        by_mark.setdefault(slot_opened(row.opened_at, hours).mark, {})[name(row.operator)] = None
        for leader in row.signed:
            by_mark.setdefault(texts.LEAD_MARK, {})[name(leader)] = None
    marks = sorted(by_mark, key=("白", "夜", texts.LEAD_MARK).index)
    return tuple((mark, " ".join(by_mark[mark])) for mark in marks)
