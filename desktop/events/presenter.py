"""What the events page decides (事件): which view, which conditions and order, and what was read for them. Free of Qt.

A list is read in three parts: numbers and its first page on one snapshot, further pages when they are seen, anchors only
for a jump into the depth. What comes too late, after another question was asked, is dropped.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from msgspec.structs import replace

from db.queries.event_filter import EventFilter
from db.queries.event_list import (
    LATEST,
    LATEST_CLOSED,
    SOONEST,
    RowKey,
    Sort,
    filtered_events,
    page_anchors,
    row_key,
)
from db.queries.events import EventRow
from db.queries.keyset import PAGE
from db.queries.views import VIEWS, filter_of
from desktop import times
from desktop.events import texts
from desktop.events.conditions import (
    Asked,
    Chip,
    Said,
    between_days,
    chips,
    concrete,
    toggled,
    without,
)
from desktop.events.faces import Figure, ListFace, ViewFace
from desktop.events.reading import ALL, Reading, Wanted, own_marks, read_list, waiting
from desktop.events.saved_views import SavedView, Views

FIRST_VIEW = "open"
MINE = "mine"
FIGURE = "figure"  # the view of a figure that was opened
_SORTS: Mapping[str, Sort] = {"red": SOONEST, "yellow": SOONEST, "closed_today": LATEST_CLOSED}


class Place(Protocol):
    """Where the page reads (the seat)."""

    @property
    def stream(self) -> str: ...
    @property
    def operator(self) -> Any: ...
    def now(self) -> int: ...
    async def read(self, question: Callable[[Any], Any]) -> Any: ...
    async def read_own(self, question: Callable[[Any], Any]) -> Any: ...


class View(Protocol):
    """What the page shows."""

    def show_list(self, face: ListFace) -> None: ...
    def show_views(self, faces: Sequence[ViewFace], chosen: str) -> None: ...
    def show_conditions(
        self, chips: Sequence[Chip], words: str, lights: frozenset[str], sort: Sort
    ) -> None: ...
    def show_count(self, count: int, *, anew: bool) -> None: ...
    def put_page(self, n: int, rows: Sequence[EventRow]) -> None: ...
    def show_marks(self, marks: Mapping[str, str]) -> None: ...
    def show_badge(self, waiting: int, overdue: bool) -> None: ...
    def busy(self, busy: bool) -> None: ...


class EventsPresenter:
    """Holds the question of the list; tells the view what came."""

    def __init__(self, seat: Place, said: Said, view: View) -> None:
        self._seat, self._said, self._view = seat, said, view
        self.saved: Views = ()
        self.view, self.figure = FIRST_VIEW, None
        self.sort = LATEST
        self.asked = Asked(EventFilter(open_only=True))
        self._generation = 0  # of the question; what was read for an earlier one is dropped
        self._shown = -1
        self._count = -1
        self._ends: dict[int, RowKey] = {}  # page → key of its last row
        self._anchors: list[RowKey] | None = None
        self._walk = asyncio.Lock()
        self._reading: Reading | None = None

    figure: Figure | None

    # ------------------------------------------------------------ what is asked

    @property
    def wanted(self) -> EventFilter:
        """The filter as of now."""
        return concrete(self.asked, self._seat.now())

    @property
    def changed(self) -> bool:
        """Whether the conditions are no longer the view's own; words looked for do not count."""
        return replace(self.asked.wanted, words="") != self._own(self.view).wanted or (
            self.asked.span != self._own(self.view).span
        )

    @property
    def listed(self) -> int:
        """How many the list holds, as read last."""
        return max(0, self._count)

    @property
    def view_name(self) -> str:
        """What the chosen view is called."""
        return self._name(self.view)

    def standing(self) -> tuple[str, ...]:
        """Keys of the views, in the order of Alt+1…9."""
        shown = [key for key in texts.STANDING if key == self.view or self._is_shown(key)]
        return (*shown, *(f"saved:{view.key}" for view in self.saved))

    def _is_shown(self, key: str) -> bool:
        """Some views stand there only while they hold a case; 我经手 needs somebody who sits here."""
        if key in texts.ONLY_WITH_CASES:
            return self._reading is not None and bool(self._reading.counts.get(key))
        return key != MINE or bool(self._seat.operator.id)

    def choose_view(self, key: str) -> None:
        """Another view: its conditions, its order, no words."""
        self.view = key
        if key != FIGURE:
            self.figure = None
        saved = self._saved(key)
        self.sort = saved.sort if saved is not None else _SORTS.get(key, LATEST)
        self._ask(self._own(key))

    def open_figure(self, title: str, explained: str, wanted: EventFilter) -> None:
        """The cases behind a figure."""
        self.figure = Figure(title, explained, wanted)
        self.choose_view(FIGURE)

    def toggle(self, facet: str, code: str) -> None:
        """Tick a condition, or take its tick away."""
        self._ask(toggled(self.asked, facet, code))

    def toggle_light(self, name: str) -> None:
        """Only cases of this light, or again all."""
        lights = self.asked.wanted.lights
        flipped = tuple(one for one in lights if one != name) if name in lights else (*lights, name)
        self._ask(replace(self.asked, wanted=replace(self.asked.wanted, lights=flipped)))

    def take_away(self, field: str) -> None:
        """A chip's cross."""
        self._ask(without(self.asked, field))

    def of_days(self, first: int, last: int) -> None:
        """Registered from one day to another."""
        self._ask(between_days(self.asked, first, last))

    def look_for(self, words: str) -> None:
        """Only what these words find."""
        if words.strip() != self.asked.wanted.words:
            self._ask(replace(self.asked, wanted=replace(self.asked.wanted, words=words.strip())))

    def look_everywhere(self) -> None:
        """The same words in the whole store."""
        words = self.asked.wanted.words
        self.choose_view(ALL)
        self.look_for(words)

    def only(self, cases: Sequence[str]) -> None:
        """Just these cases."""
        self._ask(Asked(EventFilter(cases=tuple(cases))))

    def order(self, by: str, descending: bool) -> None:
        """Another order."""
        self.sort = Sort(by, descending)  # type: ignore[arg-type]  # keys of sortable columns are those of Sort
        self._ask(self.asked)

    def clear(self) -> bool:
        """Back to the view's own conditions, then to all open ones; False when there is nothing to clear."""
        if self.asked != self._own(self.view):
            self._ask(self._own(self.view))
        elif self.view != FIRST_VIEW:
            self.choose_view(FIRST_VIEW)
        else:
            return False
        return True

    def take_saved(self, views: Views) -> None:
        """The operator's own views as they are now."""
        self.saved = views
        if self.view.startswith("saved:") and self._saved(self.view) is None:
            self.choose_view(FIRST_VIEW)
        self._show_views()

    def _ask(self, asked: Asked) -> None:
        self.asked = asked
        self._generation += 1
        self._tell_conditions()
        self._view.busy(True)

    def _own(self, key: str) -> Asked:
        """What a view asks."""
        if key == FIGURE and self.figure is not None:
            return Asked(self.figure.wanted)
        saved = self._saved(key)
        if saved is not None:
            return saved.asked
        if key not in VIEWS:
            return Asked()
        now = self._seat.now()
        me = self._seat.operator.id
        return Asked(filter_of(key, now=now, day_start=times.day_start(now), me=me))

    def _saved(self, key: str) -> SavedView | None:
        name = key.removeprefix("saved:")
        return next((view for view in self.saved if view.key == name), None) if name != key else None

    def _name(self, key: str) -> str:
        saved = self._saved(key)
        if saved is not None:
            return saved.name
        return self.figure.title if key == FIGURE and self.figure is not None else texts.STANDING.get(key, "")

    # ------------------------------------------------------------ reading

    async def read(self) -> None:
        """Numbers and the first page on one snapshot."""
        generation, now = self._generation, self._seat.now()
        anew, stream = generation != self._shown, self._seat.stream
        wanted = Wanted(
            stream=stream,
            me=self._seat.operator.id,
            now=now,
            wanted=self.wanted,
            sort=self.sort,
            saved=self.saved,
            figure=self.figure is not None,
        )
        try:
            reading = await self._seat.read(partial(read_list, asked=wanted))
        finally:
            if generation == self._generation:
                self._view.busy(False)
        if generation != self._generation:
            return  # the page asks again
        self._reading, self._shown = reading, generation
        if anew or reading.count != self._count:
            self._ends, self._anchors = {}, None
        self._count = reading.count
        self._keep_end(0, reading.rows)
        self._view.show_marks(await self._seat.read_own(lambda own: own_marks(own, stream)))
        self._view.show_count(reading.count, anew=anew)
        self._view.put_page(0, reading.rows)
        self._show_face(reading)

    async def read_badge(self) -> None:
        """Decisions that wait: the number on the rail, also while another page is shown."""
        stream, now = self._seat.stream, self._seat.now()
        count, late = await self._seat.read(lambda conn: waiting(conn, stream, now))
        self._view.show_badge(count, late > 0)

    async def bring(self, n: int) -> None:
        """Page n of the list, as it is seen."""
        generation = self._shown
        if n == 0 or generation != self._generation:
            return  # the first page comes with the numbers
        wanted, sort, stream, now = self.wanted, self.sort, self._seat.stream, self._seat.now()
        after = self._ends.get(n - 1) or await self._anchor(n, wanted, sort, now)
        rows = await self._seat.read(
            lambda conn: filtered_events(conn, stream, wanted, now=now, sort=sort, after=after)
        )
        if generation == self._shown == self._generation:
            self._keep_end(n, rows)
            self._view.put_page(n, rows)

    async def _anchor(self, n: int, wanted: EventFilter, sort: Sort, now: int) -> RowKey | None:
        """Behind which row page n begins: the list is walked once, however many pages wait for it."""
        async with self._walk:
            if self._anchors is None:
                generation, stream = self._generation, self._seat.stream
                found = await self._seat.read(
                    partial(page_anchors, stream=stream, wanted=wanted, now=now, sort=sort)
                )
                if generation == self._generation:
                    self._anchors = found
                return found[n - 1] if 0 < n <= len(found) else None
        return self._anchors[n - 1] if 0 < n <= len(self._anchors) else None

    def _keep_end(self, n: int, rows: Sequence[EventRow]) -> None:
        if len(rows) == PAGE:
            self._ends[n] = row_key(rows[-1], self.sort)

    # ------------------------------------------------------------ showing

    def _tell_conditions(self) -> None:
        now, wanted = self._seat.now(), self.asked.wanted
        lights = frozenset(wanted.lights)
        self._view.show_conditions(chips(self.asked, self._said, now), wanted.words, lights, self.sort)

    def _show_face(self, reading: Reading) -> None:
        self._tell_conditions()
        self._show_views()
        self._view.show_list(
            ListFace(
                view=self.view,
                name=self._name(self.view),
                changed=self.changed,
                count=reading.count,
                lights=reading.lights,
                elsewhere=reading.everywhere,
                figure=self.figure,
                excluded=max(0, reading.wide - reading.count),
            )
        )
        self._view.show_badge(
            sum(reading.counts[view] for view in ("returned", "conflicts", "asked")), reading.late > 0
        )

    def _show_views(self) -> None:
        reading = self._reading
        faces = []
        for key in self.standing():
            saved = self._saved(key)
            if saved is None:
                count = reading.counts.get(key) if reading is not None else None
                faces.append(ViewFace(key, texts.STANDING[key], texts.GROUP_STANDING, count))
            else:
                count = reading.saved.get(saved.key) if reading is not None else None
                faces.append(ViewFace(key, saved.name, texts.GROUP_SAVED, count))
        self._view.show_views(faces, self.view)
