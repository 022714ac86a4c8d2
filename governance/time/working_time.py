"""Working time counted up day by day over whole years, so that counting and finding are look-ups (工作时间累计表)."""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date

from governance.time.hours import Windows

MINUTE_MS = 60_000
DAY_MS = 86_400_000
ZONE_MS = 8 * 3_600_000  # Asia/Shanghai, no summer time
_EPOCH = date(1970, 1, 1).toordinal()


def local_day(at: int) -> int:
    """Give the local day of an instant, counted from 1970-01-01."""
    return (at + ZONE_MS) // DAY_MS


def midnight(day: int) -> int:
    """Give the instant at which a local day begins."""
    return day * DAY_MS - ZONE_MS


def day_number(day: date) -> int:
    """Give the number of a date, counted from 1970-01-01."""
    return day.toordinal() - _EPOCH


def date_of(day: int) -> date:
    """Give the date of a day number."""
    return date.fromordinal(day + _EPOCH)


class WorkingTime:
    """The cumulative table of some years (累计表); never changed once built.

    Working time runs from the first day of the table. Instants outside its days are the caller's mistake.
    """

    __slots__ = (
        "_before",
        "_ranks",
        "_windows",
        "_working",
        "end_day",
        "first_day",
        "first_year",
        "last_year",
    )

    def __init__(self, first_year: int, last_year: int, windows_of: Callable[[date], Windows]) -> None:
        self.first_year, self.last_year = first_year, last_year
        self.first_day = day_number(date(first_year, 1, 1))
        self.end_day = day_number(date(last_year + 1, 1, 1))
        self._windows: list[Windows] = []  # of each day, in ms of the day
        self._before = [0]  # working ms before each day, and at the end of the last
        self._ranks: list[int] = []  # working days up to and including each day
        self._working: list[int] = []  # the working days, by index
        in_ms: dict[Windows, Windows] = {}  # a handful of different days; each is kept once
        for index, day in enumerate(range(self.first_day, self.end_day)):
            windows = windows_of(date_of(day))
            if windows not in in_ms:
                in_ms[windows] = tuple((a * MINUTE_MS, b * MINUTE_MS) for a, b in windows)
            if windows:
                self._working.append(index)
            self._windows.append(in_ms[windows])
            self._before.append(self._before[-1] + sum(b - a for a, b in in_ms[windows]))
            self._ranks.append(len(self._working))

    @property
    def total(self) -> int:
        """Working ms of the whole table."""
        return self._before[-1]

    def until(self, at: int) -> int:
        """Give the working ms from the beginning of the table until `at`."""
        day, of_day = divmod(at + ZONE_MS, DAY_MS)
        index = day - self.first_day
        counted = self._before[index]
        for opening, closing in self._windows[index]:
            if of_day <= opening:
                break
            counted += min(of_day, closing) - opening
        return counted

    def instant(self, worked: int) -> int:
        """Give the earliest instant by which `worked` ms (0 < worked ≤ total) have accumulated."""
        index = bisect_left(self._before, worked) - 1
        rest = worked - self._before[index]
        for opening, closing in self._windows[index]:
            if rest <= closing - opening:
                return (self.first_day + index) * DAY_MS - ZONE_MS + opening + rest
            rest -= closing - opening
        raise AssertionError("the day's windows do not add up to the table")

    def closing_of(self, nth: int, start: int) -> int | None:
        """Give the closing of the `nth` working day after the date of `start`; None beyond the table."""
        index = (start + ZONE_MS) // DAY_MS - self.first_day
        which = self._ranks[index] + nth - 1
        if which >= len(self._working):
            return None
        index = self._working[which]
        return (self.first_day + index) * DAY_MS - ZONE_MS + self._windows[index][-1][1]
