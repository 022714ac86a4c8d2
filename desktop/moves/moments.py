"""Times that people type (手填时间): `14:05`, `03-16 14:05`, `2026-03-16 14:05`, county time. Free of Qt."""

import re
from datetime import datetime

from desktop import times

_SHAPE = re.compile(r"(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2})\s+)?(\d{1,2})[:：](\d{2})")


def moment(typed: str, now: int) -> int | None:
    """The instant, UTC ms; what is left out is today's or this year's; None when it is no time."""
    found = _SHAPE.fullmatch(typed.strip())
    if found is None:
        return None
    here = times.local(now)
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    try:
        at = datetime(
            year or here.year,
            month or here.month,
            day or here.day,
            int(found[4]),
            int(found[5]),
            tzinfo=times.ZONE,
        )
    except ValueError:
        return None
    return round(at.timestamp() * 1000)


def written(at: int) -> str:
    """An instant as people type it."""
    return times.local(at).strftime("%m-%d %H:%M")
