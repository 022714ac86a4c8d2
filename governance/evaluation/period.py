"""The period of an evaluation (统计期): whole local days, and the instant up to which the ledger is known.

Source: rulebook §7.1: [from 00:00, to+1 00:00); 应 = fell due in it; 环比 and 同比 look at the period before and a year ago.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from governance.time.working_time import date_of, day_number, local_day, midnight

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII).fullmatch
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII).fullmatch
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII).fullmatch


class Period(Struct, frozen=True):
    """[since, to) in UTC ms; what happened after `as_of` is not known, what fell due after it is not owed yet."""

    name: str  # 2026-03, 2026-Q1, or 2026-03-02..2026-03-08
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
    """The period of that name: a month, a quarter or `day..day`; None when it is none. Without `as_of`: at its end."""
    span = _span(name)
    if span is None:
        return None
    since, to = midnight(day_number(span[0])), midnight(day_number(span[1]) + 1)
    return Period(name, since, to, to - 1 if as_of is None else as_of)


def before(period: Period, count: int = 1) -> Period:
    """The period so many periods earlier, as it stands now (环比): months, quarters, spans of as many days."""
    month, quarter = _MONTH(period.name), _QUARTER(period.name)
    if month is not None:
        name = _month_name(int(month[1]) * 12 + int(month[2]) - 1 - count)
    elif quarter is not None:
        number = int(quarter[1]) * 4 + int(quarter[2]) - 1 - count
        name = f"{number // 4:04d}-Q{number % 4 + 1}"
    else:
        days = _days(period)
        last = date_of(local_day(period.since)) - timedelta(days=1 + days * (count - 1))
        name = f"{(last - timedelta(days=days - 1)).isoformat()}..{last.isoformat()}"
    return _known(name, period)


def year_ago(period: Period) -> Period:
    """The same months, quarter or days of last year, as they stand now (同比); of 29 February the 28th."""
    if _MONTH(period.name) is not None:
        return before(period, 12)
    if _QUARTER(period.name) is not None:
        return before(period, 4)
    first, last = (_last_year(date_of(local_day(at))) for at in (period.since, period.to - 1))
    return _known(f"{first.isoformat()}..{last.isoformat()}", period)


def looked_back(period: Period) -> int:
    """How many periods before this one make eleven months, at least one: so many are read at once (§7.2)."""
    if _MONTH(period.name) is not None:
        return 11
    return 3 if _QUARTER(period.name) is not None else max(1, 335 // _days(period))


def months(period: Period) -> tuple[str, ...]:
    """The months that a month or quarter is made of; of a span of days none."""
    quarter = _QUARTER(period.name)
    if quarter is not None:
        first = int(quarter[1]) * 12 + int(quarter[2]) * 3 - 3
        return tuple(_month_name(first + n) for n in range(3))
    return (period.name,) if _MONTH(period.name) is not None else ()


def _month_name(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _days(period: Period) -> int:
    return (period.to - period.since) // (midnight(1) - midnight(0))


def _last_year(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _known(name: str, period: Period) -> Period:
    earlier = period_of(name, period.as_of)
    if earlier is None:
        raise ValueError(f"nothing lies before {period.name}")
    return earlier


def _span(name: str) -> tuple[date, date] | None:
    month, quarter, days = _MONTH(name), _QUARTER(name), _DAYS(name)
    try:
        if month is not None:
            return _whole_months(int(month[1]), int(month[2]), 1)
        if quarter is not None:
            return _whole_months(int(quarter[1]), int(quarter[2]) * 3 - 2, 3)
        if days is not None:
            first, last = date.fromisoformat(days[1]), date.fromisoformat(days[2])
            return (first, last) if first <= last else None
    except ValueError:
        return None
    return None


def _whole_months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])
