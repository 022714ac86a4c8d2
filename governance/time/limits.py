"""How long something may take, and by which of the four calendars that is counted (时限).

Source: rulebook §6.1 (calendars and their units), §3.3 #17 (rework limit).
"""

import re

from msgspec import Struct

EH = "EH"  # 紧急工作时: every minute, day and night
WH = "WH"  # 工作时: minutes inside the work windows of working days
WD = "WD"  # 工作日: closing of the N-th working day after the start date
ND = "ND"  # 自然日: 24:00 of the N-th calendar day after the start date
CALENDARS = (EH, WH, WD, ND)
COUNTED_IN_MINUTES = (EH, WH)
MINUTES_PER_HOUR = 60


class Limit(Struct, frozen=True):
    """A span of time on one calendar (时限)."""

    n: int  # minutes for EH and WH, days for WD and ND
    cal: str


def minutes(n: int, cal: str) -> Limit:
    """Give a limit of `n` minutes; only EH and WH count minutes."""
    if cal not in COUNTED_IN_MINUTES:
        raise ValueError(f"{cal} does not count minutes")
    return Limit(n, cal)


def hours(n: int, cal: str) -> Limit:
    """Give a limit of `n` hours; only EH and WH count hours."""
    return minutes(n * MINUTES_PER_HOUR, cal)


def days(n: int, cal: str) -> Limit:
    """Give a limit of `n` days; only WD and ND count days."""
    if cal not in (WD, ND):
        raise ValueError(f"{cal} does not count days")
    return Limit(n, cal)


def from_catalogue(value: int, cal: str) -> Limit:
    """Give the limit of a catalogue row (limit_value): hours for EH and WH, days for WD and ND."""
    return hours(value, cal) if cal in COUNTED_IN_MINUTES else days(value, cal)


def limit_in(text: str) -> Limit | None:
    """Read a limit as a list writes it: `15WD`, `10ND`, `8WH`, `2EH`; hours for EH and WH. None: no such limit."""
    found = re.fullmatch(r"([1-9][0-9]{0,3}) ?(EH|WH|WD|ND)", text.strip())
    return from_catalogue(int(found[1]), found[2]) if found is not None else None


def half(limit: Limit) -> Limit:
    """Give the rework limit (重办时限, §3.3 #17): ceil(½ × limit) hours or days of its calendar, at least one."""
    unit = MINUTES_PER_HOUR if limit.cal in COUNTED_IN_MINUTES else 1
    return Limit(max(1, -(-limit.n // (2 * unit))) * unit, limit.cal)
