"""Times that people type (手填时间): `14:05`, `03-16 14:05`, `3月16日 14:05`, `2026-03-16 14:05`, county time. Free of Qt."""

import re
from datetime import datetime

from desktop import times

_DATE = r"(?:(\d{4})[-./年])?(\d{1,2})[-./月](\d{1,2})日?"
_TIME = r"(\d{1,2})[:：](\d{2})"
_SHAPE = re.compile(rf"(?:{_DATE}\s+)?{_TIME}")
_DATED = re.compile(rf"{_DATE}\s+{_TIME}")


def moment(typed: str, now: int) -> int | None:
    """The instant, UTC ms; what is left out is today's or this year's; None when it is no time."""
    here = times.local(now)
    return _read(_SHAPE, typed, here.year, here.month, here.day)


def dated(typed: str, year: int) -> int | None:
    """The instant of a paper, UTC ms: its day must be named, its year may be left out; None when it is no time."""
    return _read(_DATED, typed, year, 0, 0)


def _read(shape: re.Pattern[str], typed: str, year: int, month: int, day: int) -> int | None:
    found = shape.fullmatch(typed.strip())
    if found is None:
        return None
    named = [int(part) if part else None for part in found.groups()]
    hour, minute = int(found[4]), int(found[5])
    try:
        at = datetime(named[0] or year, named[1] or month, named[2] or day, hour, minute, tzinfo=times.ZONE)
    except ValueError:
        return None
    return round(at.timestamp() * 1000)


def written(at: int) -> str:
    """An instant as people type it."""
    return times.local(at).strftime("%m-%d %H:%M")
