"""Choosing a period (选统计期): what it is called, the one before and after, which kinds there are. Free of Qt."""

import re

from desktop import times
from desktop.evaluation import texts
from governance.evaluation.period import Period, before, period_of
from governance.time.working_time import date_of, local_day

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII).fullmatch
_QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII).fullmatch


def month_name(at: int) -> str:
    """The month of an instant: `2026-03`."""
    return f"{times.local(at):%Y-%m}"


def quarter_name(at: int) -> str:
    """Its quarter: `2026-Q1`."""
    there = times.local(at)
    return f"{there.year:04d}-Q{(there.month + 2) // 3}"


def kind_of(name: str) -> str:
    """`month`, `quarter` or `days`."""
    if is_month(name):
        return "month"
    return "quarter" if _QUARTER(name) is not None else "days"


def is_month(name: str) -> bool:
    """Whether points, given scores and issues may be of it: they go by months."""
    return _MONTH(name) is not None


def of_kind(kind: str, period: Period, now: int) -> str:
    """The period of another kind that the one shown turns into; what begins after today becomes today's."""
    at = min(period.to - 1, now) if kind == "month" else min(period.since, now)
    if kind == "month":
        return month_name(at)
    if kind == "quarter":
        return quarter_name(at)
    first, last = ends(period)
    return f"{first}..{last}"


def ends(period: Period) -> tuple[str, str]:
    """Its first and last day, YYYY-MM-DD."""
    return day_of(period.since), day_of(period.to - 1)


def day_of(at: int) -> str:
    """The day of an instant, YYYY-MM-DD."""
    return date_of(local_day(at)).isoformat()


def said(period: Period) -> str:
    """`2026年3月`, `2026年第1季度`, `3月2日 至 3月8日`."""
    month, quarter = _MONTH(period.name), _QUARTER(period.name)
    if month is not None:
        return texts.MONTH.format(year=month[1], month=int(month[2]))
    if quarter is not None:
        return texts.QUARTER.format(year=quarter[1], quarter=quarter[2])
    return texts.DAYS.format(first=times.day(period.since), last=times.day(period.to - 1))


def earlier(name: str) -> str:
    """The period before."""
    return before(_known(name)).name


def later(name: str, now: int) -> str:
    """The period after; itself when that has not begun."""
    found = before(_known(name), -1)
    return found.name if found.since <= now else name


def typed(first: str, last: str, now: int) -> str | None:
    """The span of two typed days; None when it is none, or has not begun."""
    found = period_of(f"{first.strip()}..{last.strip()}")
    return found.name if found is not None and found.since <= now else None


def _known(name: str) -> Period:
    found = period_of(name)
    if found is None:
        raise ValueError(name)
    return found
