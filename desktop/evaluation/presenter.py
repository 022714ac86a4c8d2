"""What the evaluation page decides (考评): which period and table, what stands behind a figure, what may be done. No Qt.

A month that was issued shows its frozen figures; what would be another number now stands beside them.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from briefings.failures import WritingCancelled
from db.queries.event_filter import EventFilter
from desktop import times
from desktop.evaluation import texts
from desktop.evaluation.acting import Acting, ActionFace
from desktop.evaluation.asked import Asked
from desktop.evaluation.counting import Evaluation, beside, counted, past
from desktop.evaluation.drilled import Drawer, Drilled
from desktop.evaluation.issuing import Issued, changes, issued_of, why_not
from desktop.evaluation.opened import Opened
from desktop.evaluation.people_sheets import PEOPLE_SHEETS, cadre_sheet
from desktop.evaluation.periods import earlier, kind_of, later, month_name, of_kind, said, typed
from desktop.evaluation.rate_sheets import RATE_SHEETS
from desktop.evaluation.sheet import Sheet
from desktop.evaluation.workbook import workbook_name, written
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.seat import Seat
from governance.evaluation.figures import TownFigures
from governance.evaluation.people_figures import cadre_people
from governance.evaluation.period import Period, period_of

MOST_CHANGES = 4  # named in the banner


class PeriodFace(Struct, frozen=True):
    """The period as the chooser shows it."""

    kind: str
    title: str
    first: str
    last: str
    more: bool  # whether a later one has begun
    note: str


class IssuedFace(Struct, frozen=True):
    """What the head says of an issue."""

    tag: str = ""
    verb: str = texts.ISSUE
    reason: str = ""  # why it can't be issued
    changed: str = ""  # the banner
    more: str = ""
    switch: str = ""  # the button in the banner


class View(Drawer, Protocol):
    """What the presenter shows things on."""

    def show_period(self, face: PeriodFace) -> None: ...
    def show_sheet(self, sheet: Sheet) -> None: ...
    def show_actions(self, actions: Sequence[ActionFace]) -> None: ...
    def show_issued(self, face: IssuedFace) -> None: ...


class EvaluationPresenter:
    """The page without its widgets."""

    def __init__(self, seat: Seat, view: View, places: PlaceNames) -> None:
        self._seat, self._view, self._places = seat, view, places
        self._name = ""  # of the period; the present month until one is chosen
        self._ref = ""
        self._row = ""
        self._live = False  # the figures of now, although the month was issued
        self._drilled = Drilled(seat, view)
        self.tab = texts.INDICATORS
        self.acting = Acting(seat, places)
        self.now: Evaluation | None = None  # as counted
        self.issued: Issued | None = None
        self.shown: Evaluation | None = None  # as counted, or as issued

    @property
    def name(self) -> str:
        """The period: `2026-03`."""
        return self._name or month_name(self._seat.now())

    @property
    def county(self) -> str | None:
        """The county's ledger, where it is held here."""
        store = self._seat.desk.store
        return next((one for one in store.streams() if store.device(one).kind == "county"), None)

    def names(self) -> Names:
        """What units and people are called now."""
        return Names(self._seat.rules, self._places)

    # ------------------------------------------------------------ reading

    async def read(self) -> None:
        """Count the period, show it, then those before it."""
        seat, name, rules = self._seat, self.name, self._seat.rules
        found = await seat.read(
            partial(counted, stream=seat.stream, county=self.county, name=name, rules=rules)
        )
        issued = await issued_of(seat, found.period)
        if name != self.name:
            return  # another period was chosen meanwhile
        if self.now is not None and self.now.period.name == name:
            found = replace(found, past=self.now.past)
        self.now, self.issued = found, issued
        await self._show()
        before = await seat.read(
            partial(past, stream=seat.stream, period=found.period, rules=rules, weights=found.weights)
        )
        if self.now is found:
            self.now = replace(found, past=before)
            await self._show()

    async def _show(self) -> None:
        now, issued = self.now, self.issued
        if now is None:
            return
        shown = now
        if issued is not None and issued.figures is not None and not self._live:
            shown = replace(await self._beside(issued.figures, now.period.name), past=now.past)
        self.shown = shown
        self._view.show_period(self._period_face(shown))
        self._view.show_issued(self._issued_face(now))
        self._view.show_sheet(self.sheet())
        self._view.show_actions(self.actions())
        await self.open_figure(self._ref)

    async def _beside(self, figures: TownFigures, name: str) -> Evaluation:
        seat, county, rules = self._seat, self.county, self._seat.rules
        period = _period(name, figures.as_of)
        return await seat.read(lambda conn: beside(conn, seat.stream, county, figures, period, rules))

    def sheet(self) -> Sheet:
        """The table of the tab."""
        shown, names = self.shown, self.names()
        if shown is None:
            return Sheet(name=self.tab)
        if self.tab == texts.CADRES:
            return cadre_sheet(shown, names, cadre_people(self._seat.rules))
        return {**RATE_SHEETS, **PEOPLE_SHEETS}[self.tab](shown, names)

    def _period_face(self, shown: Evaluation) -> PeriodFace:
        period, now = shown.period, self._seat.now()
        running = now < period.to
        at = f"{times.day(period.as_of)} {times.clock_time(period.as_of)}"
        note = (texts.AS_OF_RUNNING if running else texts.AS_OF).format(at=at)
        first, last = _ends(period)
        return PeriodFace(
            kind_of(period.name), said(period), first, last, later(period.name, now) != period.name, note
        )

    def _issued_face(self, now: Evaluation) -> IssuedFace:
        issued, reason = self.issued, why_not(now.period, self._seat.now())
        if issued is None:
            return IssuedFace(reason=reason)
        at = times.short(issued.issue.at, self._seat.now())
        tag = texts.ISSUED_TAG.format(at=at)
        if issued.figures is None:
            return IssuedFace(tag, texts.CORRECT, reason, texts.ELSEWHERE)
        found = list(changes(issued.figures, now.figures))
        what = "、".join(found[:MOST_CHANGES]) + (texts.AND_MORE if len(found) > MOST_CHANGES else "")
        return IssuedFace(
            tag,
            texts.CORRECT,
            reason,
            texts.CHANGED.format(n=len(found)) if found else "",
            texts.CHANGED_MORE.format(what=what),
            texts.SEE_ISSUED if self._live else texts.SEE_NOW,
        )

    # ------------------------------------------------------------ what the operator chooses

    async def choose_tab(self, tab: str) -> None:
        """Show another table."""
        if tab != self.tab:
            self.tab, self._row = tab, ""
            self._view.show_sheet(self.sheet())
            self._view.show_actions(self.actions())
            await self.open_figure("")

    def choose_kind(self, kind: str) -> None:
        """A month, a quarter, some days; a read follows."""
        now = self._seat.now()
        self._choose(of_kind(kind, _period(self.name, now), now))

    def step(self, count: int) -> None:
        """The period before or after; a read follows."""
        self._choose(earlier(self.name) if count < 0 else later(self.name, self._seat.now()))

    def choose_days(self, first: str, last: str) -> bool:
        """A span of typed days; False when they make none."""
        found = typed(first, last, self._seat.now())
        if found is None:
            return False
        self._choose(found)
        return True

    def choose_period(self, name: str) -> None:
        """This period; a read follows."""
        self._choose(name)

    def _choose(self, name: str) -> None:
        if name != self.name:
            self._name, self._ref, self._live = name, "", False

    async def switch(self) -> None:
        """The figures of now instead of those that were issued, and back."""
        self._live = not self._live
        await self._show()

    def choose_row(self, key: str) -> None:
        """The row that the buttons are about."""
        self._row = key
        self._view.show_actions(self.actions())

    # ------------------------------------------------------------ a figure opened

    @property
    def figure(self) -> Opened | None:
        """The figure that is open."""
        return self._drilled.figure

    async def open_figure(self, ref: str) -> None:
        """Open a figure to its cases; "" closes."""
        self._ref = ref
        await self._drilled.open(ref, self.shown, self.names())

    async def open_part(self, key: str) -> None:
        """List these of its cases."""
        await self._drilled.open_part(key, self.names())

    def listed(self) -> tuple[str, str, EventFilter] | None:
        """Title, 口径 and filter of the open part for 事件; None for calls and zeros."""
        return self._drilled.listed()

    # ------------------------------------------------------------ what may be done

    def actions(self) -> tuple[ActionFace, ...]:
        """The buttons of the tab."""
        return self.acting.actions(self.tab, self.name, self._row)

    def asked(self, key: str) -> tuple[Asked, str] | None:
        """The form behind a button, and who signs it; None while it is off."""
        if self.shown is None or any(one.key == key and one.reason for one in self.actions()):
            return None
        return self.acting.asked(key, self.tab, self._row, self.shown)

    # ------------------------------------------------------------ the workbook

    def file_name(self) -> str:
        """What the workbook is called."""
        return workbook_name(self._seat, self.shown) if self.shown is not None else ""

    async def export(self, path: Path, wanted: Callable[[], bool]) -> str:
        """Write the workbook of what is shown; raises DocumentNotWrittenError, WritingCancelled. Gives its digest."""
        if self.shown is None:
            raise WritingCancelled
        return await written(self._seat, self.shown, path, wanted)


def _period(name: str, as_of: int) -> Period:
    found = period_of(name, as_of)
    if found is None:
        raise ValueError(name)
    return found


def _ends(period: Period) -> tuple[str, str]:
    first, last = (f"{times.local(at):%Y-%m-%d}" for at in (period.since, period.to - 1))
    return first, last
