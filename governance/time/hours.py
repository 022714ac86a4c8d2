"""The work windows of a day: the hours profile (作息) of the county, or its own word for one date (日历调整).

Source: rulebook §6.1. Windows are half-open [from, to), in minutes of the local day.
"""

import itertools
import re
from datetime import date

from msgspec import Struct

from governance.refusal import ReportedError

Windows = tuple[tuple[int, int], ...]

DEFAULT, SEASONAL = "DEFAULT", "SEASONAL"
PROFILES = (DEFAULT, SEASONAL)
ALL_YEAR: Windows = ((8 * 60, 12 * 60), (14 * 60, 18 * 60))
SUMMER: Windows = ((8 * 60, 12 * 60), (14 * 60 + 30, 18 * 60 + 30))
SUMMER_FIRST, SUMMER_LAST = (5, 1), (9, 30)  # month, day; both included

_WINDOW = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class CalendarTextError(ReportedError):
    """A date or a day's setting in a calendar cannot be read (日历写法有误)."""


def profile_windows(profile: str, day: date) -> Windows:
    """Give the windows of a working day under the hours profile."""
    if profile == SEASONAL and SUMMER_FIRST <= (day.month, day.day) <= SUMMER_LAST:
        return SUMMER
    return ALL_YEAR


class DayOverride(Struct, frozen=True):
    """What one date is, whatever the week says (日历调整): off, at work, or at work in its own windows."""

    works: bool
    own: Windows = ()  # empty: the hours profile holds

    def windows(self, profile: str, day: date) -> Windows:
        """Give the day's windows; none when it is off."""
        if not self.works:
            return ()
        return self.own or profile_windows(profile, day)


def parse_override(text: str) -> DayOverride:
    """Read `OFF`, `WORK` or `HH:MM-HH:MM[,HH:MM-HH:MM…]`; raises CalendarTextError."""
    if text == "OFF":
        return DayOverride(works=False)
    if text == "WORK":
        return DayOverride(works=True)
    own = tuple(_window(part.strip(), text) for part in text.split(","))
    if any(later[0] < earlier[1] for earlier, later in itertools.pairwise(own)):
        raise CalendarTextError(f"日历调整“{text}”的时段重叠或颠倒；请按先后写，如 08:00-12:00,14:00-18:00。")
    return DayOverride(works=True, own=own)


def parse_date(text: str) -> date:
    """Read `YYYY-MM-DD`; raises CalendarTextError."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError as err:
        raise CalendarTextError(f"没有“{text}”这一天；请检查日期。") from err
    raise CalendarTextError(f"日期“{text}”看不懂；请写成 2026-03-10 这样。")


def _window(part: str, text: str) -> tuple[int, int]:
    found = _WINDOW.fullmatch(part)
    if found is None:
        raise CalendarTextError(f"日历调整“{text}”看不懂；请写 OFF、WORK 或 08:00-12:00 这样的时段。")
    from_h, from_m, to_h, to_m = map(int, found.groups())
    opening, closing = from_h * 60 + from_m, to_h * 60 + to_m
    if not opening < closing <= 24 * 60:
        raise CalendarTextError(f"日历调整“{text}”的时段颠倒或超出当天；开始须早于结束，最晚 24:00。")
    return opening, closing
