"""What the events page reads and shows (事件): the list of what is asked, page by page. Free of Qt.

A list is read in three parts: numbers and its first page on one snapshot, further pages when they are seen, anchors only
for a jump into the depth. What comes too late, after another question was asked, is dropped.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

from db.queries.event_filter import EventFilter
from db.queries.event_list import (
    RowKey,
    Sort,
    filtered_events,
    page_anchors,
    row_key,
)
from db.queries.events import EventRow
from db.queries.keyset import PAGE
from desktop.events import texts
from desktop.events.conditions import (
    Said,
)
from desktop.events.faces import ListFace, ViewFace
from desktop.events.ports import Place, View
from desktop.events.question import Question
from desktop.events.reading import Reading, Wanted, own_marks, read_list, waiting


class EventsPresenter(Question):
    """Reads what is asked; tells the view what came."""

    def __init__(self, seat: Place, said: Said, view: View) -> None:
        super().__init__(seat, said, view)
        self._shown = -1
        self._count = -1
        self._ends: dict[int, RowKey] = {}  # page → key of its last row
        self._anchors: list[RowKey] | None = None
        self._walk = asyncio.Lock()

    @property
    def listed(self) -> int:
        """How many the list holds, as read last."""
        return max(0, self._count)

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
