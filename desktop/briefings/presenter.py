"""What the briefings page decides (简报): which day is shown, as draft or as it was issued, what stands behind a figure.

Free of Qt. An issued day shows its frozen document; what changed since stands beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from briefings.daily import write_daily
from briefings.issue import Issue
from db.queries.event_filter import EventFilter
from db.queries.past import DayCount, day_counts, first_day
from desktop import times
from desktop.briefings import texts
from desktop.briefings.counting import NONE, Daily, Head, counted, printed_now
from desktop.briefings.figures import Opened, opened
from desktop.briefings.issued import CHANGES, IssuedDaily, issued_daily, notes, opened_changes
from desktop.printing.paper import Printed
from desktop.seat import Seat
from governance.briefing.issue import Briefing, briefing_case
from governance.rulebook import Rules

DAYS_LISTED = 60


class DayFace(Struct, frozen=True):
    """A day in the list."""

    since: int
    title: str
    note: str
    tag: str
    tone: str = ""


class View(Protocol):
    """What the presenter shows things on."""

    def show_days(self, days: Sequence[DayFace], chosen: int) -> None: ...
    def show_daily(self, daily: Daily, title: str, note: str) -> None: ...
    def show_issued(self, issued: IssuedDaily | None) -> None: ...
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
        self.issued: IssuedDaily | None = None
        self.briefing: Briefing | None = None  # what the ledger says of the day shown

    @property
    def today(self) -> bool:
        """Whether the day shown is not over."""
        return self._chosen is None

    @property
    def case(self) -> str:
        """The id of the briefing of the day shown, issued or not."""
        since = self._since(times.day_start(self._seat.now()))
        return briefing_case(self._seat.stream, "DAILY", f"{times.local(since):%Y-%m-%d}")

    @property
    def figure(self) -> Opened | None:
        """The figure that is open."""
        if self.daily is None or not self._ref:
            return None
        if self._ref == CHANGES:
            return opened_changes(self.issued) if self.issued is not None else None
        found = opened(self._ref, self.daily.tables, self.daily.issue)
        if found is None or self.issued is None:
            return found
        return replace(found, changed=notes(self.issued, self._ref))

    # ------------------------------------------------------------ reading

    async def read(self) -> None:
        """Count the day shown anew, or take what was issued of it, and list the days."""
        seat, now = self._seat, self._seat.now()
        today = times.day_start(now)
        first = await seat.read(partial(first_day, stream=seat.stream))
        if first is None:
            self._view.show_nothing(texts.NO_DAYS)
            return
        since = self._since(today)
        oldest = max(times.day_start(first), today - DAYS_LISTED * times.DAY_MS)
        counts = await seat.read(partial(day_counts, stream=seat.stream, since=oldest))
        briefings = await self._briefings(range(today, oldest - 1, -times.DAY_MS))
        faces = [
            _face(one, today, now, counts.get(one, NONE), briefings.get(one))
            for one in range(today, oldest - 1, -times.DAY_MS)
        ]
        self._view.show_days(faces, since)
        briefing = briefings.get(since)
        issued = await issued_daily(seat, briefing) if briefing is not None else None
        daily = issued.daily if issued is not None else None
        if daily is None:
            daily = await self._counted(since, now, counts)
        if self._since(today) != since:
            return  # another day was chosen meanwhile
        self.daily, self.issued, self.briefing = daily, issued, briefing
        self._view.show_daily(daily, _day_title(since), _note(daily.issue, issued))
        self._view.show_issued(issued)
        self._view.show_figure(self.figure)

    async def fresh(self) -> Daily | None:
        """The day shown as it would be issued now; None before anything was read."""
        if self.daily is None:
            return None
        since = self.daily.issue.day.since
        counts = await self._seat.read(
            partial(day_counts, stream=self._seat.stream, since=since - 13 * times.DAY_MS)
        )
        return await self._counted(since, self._seat.now(), counts)

    async def _counted(self, since: int, now: int, counts: Mapping[int, DayCount]) -> Daily:
        seat, rules = self._seat, self._seat.rules
        head = Head(self._town, self._villages, seat.operator.name or texts.NOBODY, self._leader(rules))
        return await seat.read(lambda conn: counted(conn, seat.stream, rules, head, since, now, counts))

    async def _briefings(self, days: range) -> dict[int, Briefing]:
        stream = self._seat.stream
        cases = {briefing_case(stream, "DAILY", f"{times.local(since):%Y-%m-%d}"): since for since in days}
        found = await self._seat.cases(cases)
        return {cases[key]: case for key, case in found.items() if isinstance(case, Briefing)}

    def _since(self, today: int) -> int:
        return today if self._chosen is None else self._chosen

    # ------------------------------------------------------------ what the operator does

    def choose_day(self, since: int) -> None:
        """Show this day; a read follows."""
        today = times.day_start(self._seat.now())
        self._chosen = None if since == today else since

    def step(self, days: int) -> None:
        """Show the day before or after."""
        today = times.day_start(self._seat.now())
        self.choose_day(min(today, self._since(today) + days * times.DAY_MS))

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

    # ------------------------------------------------------------ paper and workbook

    def paper(self) -> Printed | None:
        """The day shown as it is printed now; of an issued one the frozen words."""
        if self.daily is None:
            return None
        return printed_now(self.daily.paper, self._seat.now(), self._seat.operator.name or texts.NOBODY)

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


def _note(issue: Issue, issued: IssuedDaily | None) -> str:
    if issued is not None and issued.daily is None:
        return texts.SNAPSHOT_ELSEWHERE
    if issue.day.as_of == issue.day.to:
        return texts.AS_OF_DAY
    return texts.AS_OF.format(at=times.clock_time(issue.day.as_of))
