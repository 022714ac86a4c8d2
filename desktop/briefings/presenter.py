"""What the briefings page decides (简报): which day is shown, what its figures are, what stands behind one. Free of Qt."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from briefings.daily import write_daily
from briefings.day_tables import DayTables, day_tables
from briefings.figures.figure import Day
from briefings.issue import Issue, areas_of
from briefings.rows import day_rows
from db.queries.event_filter import EventFilter
from db.queries.figures import day_cases
from db.queries.outages import outages
from db.queries.past import DayCount, cases_at, day_counts, first_day
from desktop import times
from desktop.briefings import texts
from desktop.briefings.daily_paper import daily_paper
from desktop.briefings.figures import Opened, failing, opened, ref_of
from desktop.printing.paper import Printed
from desktop.seat import Seat
from governance.briefing.issue import Briefing, briefing_case
from governance.rulebook import Rules
from governance.time.clocks import Light

DAYS_LISTED = 60
NONE = DayCount()


class DayFace(Struct, frozen=True):
    """A day in the list."""

    since: int
    title: str
    note: str
    tag: str
    tone: str = ""


class Daily(Struct, frozen=True):
    """A day counted."""

    tables: DayTables
    issue: Issue
    paper: Printed
    failing: tuple[str, ...]  # refs of lines that do not add up
    checked: int  # lines that were checked

    @property
    def late(self) -> int:
        """How many are overdue or yellow."""
        return sum(row.open and row.light in (Light.RED, Light.YELLOW) for row in self.tables.events)


class View(Protocol):
    """What the presenter shows things on."""

    def show_days(self, days: Sequence[DayFace], chosen: int) -> None: ...
    def show_daily(self, daily: Daily, title: str, note: str) -> None: ...
    def show_figure(self, figure: Opened | None) -> None: ...
    def show_nothing(self, sentence: str) -> None: ...


class BriefingsPresenter:
    """The page without its widgets."""

    def __init__(
        self,
        seat: Seat,
        view: View,
        town: str,
        villages: Mapping[str, str],
        leader: Callable[[Rules], str],
    ) -> None:
        self._seat, self._view = seat, view
        self._town, self._villages, self._leader = town, villages, leader
        self._chosen: int | None = None  # midnight of the day shown; None: today
        self._ref = ""
        self.daily: Daily | None = None

    @property
    def today(self) -> bool:
        """Whether the day shown is not over."""
        return self._chosen is None

    @property
    def figure(self) -> Opened | None:
        """The figure that is open."""
        return opened(self._ref, self.daily.tables, self.daily.issue) if self.daily and self._ref else None

    # ------------------------------------------------------------ reading

    async def read(self) -> None:
        """Count the day shown anew, and list the days."""
        seat, now = self._seat, self._seat.now()
        today = times.day_start(now)
        first = await seat.read(partial(first_day, stream=seat.stream))
        if first is None:
            self._view.show_nothing(texts.NO_DAYS)
            return
        since = today if self._chosen is None else self._chosen
        oldest = max(times.day_start(first), today - DAYS_LISTED * times.DAY_MS)
        counts = await seat.read(partial(day_counts, stream=seat.stream, since=oldest))
        self._view.show_days(await self._days(oldest, today, now, counts), since)
        daily = await seat.read(partial(self._counted, since=since, now=now, counts=counts))
        if (today if self._chosen is None else self._chosen) != since:
            return  # another day was chosen meanwhile
        self.daily = daily
        self._view.show_daily(daily, _day_title(since), _note(daily.issue))
        self._view.show_figure(self.figure)

    async def _days(self, oldest: int, today: int, now: int, counts: Mapping[int, DayCount]) -> list[DayFace]:
        days = range(today, oldest - 1, -times.DAY_MS)
        stream = self._seat.stream
        cases = {briefing_case(stream, "DAILY", f"{times.local(since):%Y-%m-%d}"): since for since in days}
        issued = {
            cases[key]: case
            for key, case in (await self._seat.cases(cases)).items()
            if isinstance(case, Briefing)
        }
        return [_face(since, today, now, counts.get(since, NONE), issued.get(since)) for since in days]

    def _counted(self, conn: Any, since: int, now: int, counts: Mapping[int, DayCount]) -> Daily:
        seat, rules = self._seat, self._seat.rules
        to = since + times.DAY_MS
        day = Day(since, to, min(now, to))
        past = day.as_of == to
        if past:
            events, calls = cases_at(conn, seat.stream, rules, since, to)
        else:
            events, calls = day_cases(conn, seat.stream, since)
        cut = tuple((one.since, one.to) for one in outages(conn, seat.stream, since) if one.since < to)
        issue = self._issue(day, rules, now, cut)
        tables = day_tables(*day_rows(events, calls, rules, day.as_of), issue)
        wrong = failing(tables)
        checked = sum(
            len(one.lines) + 1 for one in (tables.groups, tables.units, tables.areas, tables.villages)
        )
        refs = tuple(ref_of(name, line.key, "在办") for name, line in wrong)
        fortnight = [
            (day, counts.get(day, NONE)) for day in range(since - 13 * times.DAY_MS, to, times.DAY_MS)
        ]
        paper = daily_paper(tables, issue, [(day, one.added, one.closed) for day, one in fortnight])
        return Daily(tables, issue, paper, refs, checked)

    def _issue(self, day: Day, rules: Rules, now: int, cut: tuple[tuple[int, int | None], ...]) -> Issue:
        return Issue(
            town=self._town or rules.home.name,
            day=day,
            serial=f"RB{times.local(day.since):%Y%m%d}",
            operator=self._seat.operator.name or texts.NOBODY,
            leader=self._leader(rules),
            printed_at=now,
            draft=True,  # what nobody issued is a draft, whatever its day
            areas=areas_of(rules),
            units=rules.catalogue.units,
            villages=self._villages,
            outages=cut,
        )

    # ------------------------------------------------------------ what the operator does

    def choose_day(self, since: int) -> None:
        """Show this day; a read follows."""
        today = times.day_start(self._seat.now())
        self._chosen = None if since == today else since

    def step(self, days: int) -> None:
        """Show the day before or after."""
        today = times.day_start(self._seat.now())
        here = today if self._chosen is None else self._chosen
        self.choose_day(min(today, here + days * times.DAY_MS))

    def open_figure(self, ref: str) -> None:
        """Open a figure to its cases; "" closes."""
        self._ref = ref
        self._view.show_figure(self.figure)

    def open_failing(self) -> None:
        """Open the first line that does not add up."""
        if self.daily is not None and self.daily.failing:
            self.open_figure(self.daily.failing[0])

    def listed(self) -> tuple[str, str, EventFilter] | None:
        """Title, 口径 and filter of the open figure for 事件; None for calls and zeros."""
        figure = self.figure
        if figure is None or not figure.events:
            return None
        return figure.title, figure.explained, EventFilter(cases=figure.events)

    # ------------------------------------------------------------ the workbook

    def file_name(self) -> str:
        """What the workbook of the day shown is called."""
        if self.daily is None:
            return ""
        issue = self.daily.issue
        return texts.FILE.format(title=issue.title, day=f"{times.local(issue.day.since):%Y-%m-%d}")

    async def export(self, path: Path, wanted: Callable[[], bool]) -> None:
        """Write the workbook of the day shown; raises DocumentNotWrittenError, WritingCancelled."""
        daily = self.daily
        if daily is not None:
            tables, issue = daily.tables, daily.issue
            await self._seat.run(lambda: write_daily(tables.events, tables.calls, issue, path, wanted=wanted))


def _face(since: int, today: int, now: int, count: DayCount, issued: Briefing | None) -> DayFace:
    title = f"{times.day(since)}　{times.weekday(since)}"
    note = texts.DAY_NOTE.format(added=count.added, closed=count.closed)
    if issued is not None:
        last = issued.issues[-1]
        note = texts.ISSUED_NOTE.format(no=last.no, at=times.short(last.at, now))
        return DayFace(since, title, note, issued.label, "green")
    if since == today:
        return DayFace(since, title, note, texts.TODAY, "brand")
    return DayFace(since, title, note, "")


def _day_title(since: int) -> str:
    return texts.SHOWING.format(day=times.day(since), weekday=times.weekday(since))


def _note(issue: Issue) -> str:
    if issue.day.as_of == issue.day.to:
        return texts.AS_OF_DAY
    return texts.AS_OF.format(at=times.clock_time(issue.day.as_of))
