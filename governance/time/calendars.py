"""The county's calendar: which days work, when, and how the four calendars count on it (日历).

Source: rulebook §6.1 and §6.2, steps 1 and 2. A calendar is a value: it is built once and never changes; the
table of working time behind it only grows to more years, which no answer shows.

A clock counts on the calendar that was in force when it started (§1.3), so a calendar remembers those before it; only
the holiday table of a year that had none then comes to a clock that still runs (§6.1: 暂定, counted again).
"""

from collections.abc import Mapping
from datetime import date

from governance.time.hours import (
    PROFILES,
    CalendarTextError,
    DayOverride,
    Windows,
    parse_date,
    parse_override,
    profile_windows,
)
from governance.time.limits import EH, ND, WD, WH, Limit
from governance.time.working_time import MINUTE_MS, WorkingTime, date_of, local_day, midnight

__all__ = ["Calendar", "DayOverride"]

SATURDAY = 5
ONE_CHANGE_MS = 60 * MINUTE_MS  # a table is entered in parts
_NO_OVERRIDES: Mapping[str, str] = {}
_SOME_YEAR = 2026  # where the table of a calendar without holidays begins; it grows from there


class Calendar:
    """Holiday table, overrides and hours profile of a county (日历); overrides win over the table.

    `holidays` and `overrides` map `YYYY-MM-DD` to `OFF`, `WORK` or own windows; CalendarTextError if they do not.
    """

    __slots__ = ("_counted", "_days", "_given", "_past", "_since", "_table", "_years", "profile")

    def __init__(
        self,
        holidays: Mapping[str, str],
        overrides: Mapping[str, str] = _NO_OVERRIDES,
        profile: str = "DEFAULT",
    ) -> None:
        if profile not in PROFILES:
            raise CalendarTextError(f"没有“{profile}”这种作息；可用：{'、'.join(PROFILES)}。")
        self.profile = profile
        self._given = dict(holidays), dict(overrides)
        table: dict[date, DayOverride] = {parse_date(d): parse_override(what) for d, what in holidays.items()}
        self._years = frozenset(day.year for day in table)
        self._days = table | {parse_date(d): parse_override(what) for d, what in overrides.items()}
        first, last = min(self._years, default=_SOME_YEAR), max(self._years, default=_SOME_YEAR)
        self._table = WorkingTime(first, last + 1, self.windows)
        self._since = 0  # since when it is in force, UTC ms
        self._past: tuple[
            tuple[int, Calendar], ...
        ] = ()  # those in force before, with their begin, the oldest first
        self._counted: dict[tuple[int, int], Calendar] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return _remade, (self._given, self.profile, self._since, self._past)

    def changed(
        self, holidays: Mapping[str, str], overrides: Mapping[str, str], profile: str, at: int
    ) -> "Calendar":
        """The calendar in force from `at` on, which remembers this one; what comes within an hour is one change."""
        if (dict(holidays), dict(overrides)) == self._given and profile == self.profile:
            return self
        new = Calendar(holidays, overrides, profile)
        known = bool(self._years)  # the county had a calendar before
        if known and at - self._since >= ONE_CHANGE_MS:
            new._since, new._past = at, (*self._past, (self._since, self._bare()))
        else:
            new._since, new._past = (self._since if known else at), self._past
        return new

    def _bare(self) -> "Calendar":
        return Calendar(*self._given, self.profile) if self._past else self

    @property
    def changes(self) -> tuple[int, ...]:
        """When it was changed, UTC ms."""
        return tuple(since for since, _ in (*self._past[1:], (self._since, self))) if self._past else ()

    def of(self, start: int, until: int | None = None) -> "Calendar":
        """The calendar on which a clock counts that started then; `until` = when it was stopped (§1.3, §6.1)."""
        if not self._past:
            return self
        versions = (*self._past, (self._since, self))
        mine = max((n for n, (since, _) in enumerate(versions) if since <= start), default=0)
        last = max((n for n, (since, _) in enumerate(versions) if until is None or since <= until), default=0)
        own = versions[mine][1]
        if last <= mine:
            return own
        if (mine, last) not in self._counted:
            self._counted[mine, last] = own._with_years_of(versions[last][1])
        return self._counted[mine, last]

    def _with_years_of(self, later: "Calendar") -> "Calendar":
        """With the holiday tables of years that it lacked."""
        (holidays, overrides), added = self._given, later._given[0]
        missing = {day: what for day, what in added.items() if parse_date(day).year not in self._years}
        return Calendar(holidays | missing, overrides, self.profile) if missing else self

    def covers(self, year: int) -> bool:
        """Whether the year has a holiday table; without one results are provisional (暂定)."""
        return year in self._years

    def windows(self, day: date) -> Windows:
        """Give the work windows of a date, in minutes of the day; none on a day off."""
        if (said := self._days.get(day)) is not None:
            return said.windows(self.profile, day)
        return profile_windows(self.profile, day) if day.weekday() < SATURDAY else ()

    def is_working(self, day: date) -> bool:
        """Whether the date is a working day (工作日)."""
        return bool(self.windows(day))

    def elapsed(self, cal: str, a: int, b: int) -> int:
        """Give the base ms between two instants: continuous for EH and ND, working time for WH and WD."""
        if b <= a:
            return 0
        if cal in (EH, ND):
            return b - a
        table = self._over(a, b)
        return table.until(b) - table.until(a)

    def advance(self, cal: str, start: int, amount_ms: int) -> int:
        """Give the earliest instant by which the base time since `start` has accumulated `amount_ms`.

        So an exact fit ends at the closing (18:00), never at the next opening.
        """
        if amount_ms <= 0:
            return start
        if cal in (EH, ND):
            return start + amount_ms
        table = self._over(start, start)
        worked = table.until(start) + amount_ms
        while worked > table.total:
            table = self._longer(table)
        return table.instant(worked)

    def opening(self, at: int) -> int:
        """Give the first instant from `at` on at which work is open: `at` itself inside a work window."""
        return self.advance(WH, at, 1) - 1

    def nominal_due(self, start: int, limit: Limit, extension: int = 0) -> int:
        """Give the due without pauses (§6.2 step 2); `extension` in the unit of `limit.n`."""
        return self.nominal(limit.cal, start, limit.n + extension)

    def nominal(self, cal: str, start: int, n: int) -> int:
        """Give the due, without pauses, of `n` minutes (EH, WH) or days (WD, ND) from `start`."""
        if cal == EH:
            return start + n * MINUTE_MS
        if self._past and (own := self.of(start)) is not self:
            return own.nominal(cal, start, n)
        if cal == WH:
            return self.advance(WH, start, n * MINUTE_MS)
        if cal == ND:
            return midnight(local_day(start) + n + 1)
        if cal == WD:
            table = self._over(start, start)
            while (due := table.closing_of(n, start)) is None:
                table = self._longer(table)
            return due
        raise ValueError(f"no such calendar: {cal}")

    def provisional(self, cal: str, a: int, b: int) -> bool:
        """Whether counting between two instants needs a year that has no holiday table (暂定)."""
        if cal in (EH, ND):
            return False
        years = range(date_of(local_day(a)).year, date_of(local_day(b)).year + 1)
        return not self._years.issuperset(years)

    def _over(self, a: int, b: int) -> WorkingTime:
        """Give a table that holds both instants, a ≤ b."""
        table = self._table
        if table.first_day <= local_day(a) and local_day(b) < table.end_day:
            return table
        first = min(table.first_year, date_of(local_day(a)).year)
        last = max(table.last_year, date_of(local_day(b)).year)
        return self._grown(first, last)

    def _longer(self, table: WorkingTime) -> WorkingTime:
        return self._grown(table.first_year, 2 * table.last_year - table.first_year + 1)

    def _grown(self, first: int, last: int) -> WorkingTime:
        # One assignment of a finished table: threads that grow it at the same time each keep a right one.
        grown = WorkingTime(first, last, self.windows)
        self._table = grown
        return grown


def _remade(
    given: tuple[dict[str, str], dict[str, str]],
    profile: str,
    since: int,
    past: tuple[tuple[int, Calendar], ...],
) -> Calendar:
    made = Calendar(*given, profile)
    made._since, made._past = since, past
    return made
