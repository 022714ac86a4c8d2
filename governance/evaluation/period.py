"""The period of an evaluation (统计期): whole local days, and the instant up to which the ledger is known.

Source: rulebook §7.1: [from 00:00, to+1 00:00); 应 = fell due in it; 环比 and 同比 look at the period before and a year ago.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from governance.time.working_time import date_of, day_number, local_day, midnight

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII).fullmatch
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII).fullmatch


class Period(Struct, frozen=True):
    """[since, to) in UTC ms; what happened after `as_of` is not known, what fell due after it is not owed yet."""

    name: str  # 2026-03, or 2026-03-02..2026-03-08
    since: int
    to: int
    as_of: int

    def holds(self, at: int | None) -> bool:
        """Whether a fact belongs to it."""
        return at is not None and self.since <= at < self.to and at <= self.as_of

    def fell_due(self, due: int | None) -> bool:
        """Whether something fell due in it (应)."""
        return due is not None and self.since <= due < self.to and due <= self.as_of

    def knows(self, at: int | None) -> bool:
        """Whether a fact had happened by `as_of`."""
        return at is not None and at <= self.as_of

    @property
    def first_day(self) -> str:
        """The first day, YYYY-MM-DD: the weights of that day hold for the whole period."""
        return date_of(local_day(self.since)).isoformat()


def period_of(name: str, as_of: int | None = None) -> Period | None:
    """The period of that name, a month or `day..day`; None when it is no period. Without `as_of`: at its end."""
    span = _span(name)
    if span is None:
        return None
    since, to = midnight(day_number(span[0])), midnight(day_number(span[1]) + 1)
    return Period(name, since, to, to - 1 if as_of is None else as_of)


def before(period: Period, months: int = 1) -> Period:
    """The month so many months earlier, as it stands now (环比 1, 同比 12); of a span of days the span before it."""
    found = _MONTH(period.name)
    if found is None:
        days = (period.to - period.since) // (midnight(1) - midnight(0))
        last = date_of(local_day(period.since)) - timedelta(days=1)
        name = f"{(last - timedelta(days=days - 1)).isoformat()}..{last.isoformat()}"
    else:
        count = int(found[1]) * 12 + int(found[2]) - 1 - months
        name = f"{count // 12:04d}-{count % 12 + 1:02d}"
    earlier = period_of(name, period.as_of)
    if earlier is None:
        raise ValueError(f"nothing lies before {period.name}")
    return earlier


def _span(name: str) -> tuple[date, date] | None:
    month, days = _MONTH(name), _DAYS(name)
    try:
        if month is not None:
            first = date(int(month[1]), int(month[2]), 1)
            return first, first.replace(day=monthrange(first.year, first.month)[1])
        if days is not None:
            first, last = date.fromisoformat(days[1]), date.fromisoformat(days[2])
            return (first, last) if first <= last else None
    except ValueError:
        return None
    return None
