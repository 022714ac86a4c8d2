"""What the situation page decides (态势): which cards, in which order, what the strip says. Free of Qt.

It holds the rows of its last reading and dresses them anew every second: lights and times move without asking the
store again.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from db.queries.calls import CallRow, open_calls
from db.queries.event_filter import EventFilter
from db.queries.event_list import SOONEST, LightCounts, filtered_count, filtered_events, light_counts
from db.queries.events import EventRow
from db.queries.map_marks import map_marks, open_by_grid
from db.queries.strip import Strip, figure_filter, overdue_answers, solved_cases, strip
from db.queries.unanswered import Owing, unanswered
from desktop import times
from desktop.desk import Wish
from desktop.glance import MOST, Seen
from desktop.lights import Sign
from desktop.map.marks import Mark
from desktop.place_names import PlaceNames
from desktop.situation import texts
from desktop.situation.dressing import Dressing
from desktop.situation.figures import figures
from desktop.situation.ports import Place, View
from desktop.title import title
from desktop.widgets.card import Card
from governance.events import states
from governance.refusal import Refusal

SEEN = 12  # cards on a screen
SHOWN = 300  # cards of one list; beyond that a person works in 事件
ROOM_STATES = (states.REGISTERED, states.ACCEPTED, states.RETURN_PENDING, states.FEEDBACK, states.VERIFIED)
LISTS: Mapping[str, EventFilter] = {
    "urgent": EventFilter(open_only=True, urgencies=("U1", "U2")),
    "mine": EventFilter(open_only=True, states=ROOM_STATES),
    "all": EventFilter(open_only=True),
}


class _Reading(Struct, frozen=True):
    """What one snapshot of the store said."""

    rows: list[EventRow] = []
    owing: list[Owing] = []
    counts: dict[str, int] = {}
    lights: LightCounts = LightCounts(0, 0, 0, 0)
    marks: list[Mark] = []
    grids: dict[str, int] = {}
    calls: dict[str, CallRow] = {}  # event → its call that is due first
    strip: Strip | None = None


class SituationPresenter:
    """Holds what is listed and what was read; tells the view."""

    def __init__(self, seat: Place, places: PlaceNames, view: View) -> None:
        self._seat = seat
        self._dressing = Dressing(seat, places)
        self._view = view
        self.listed = "urgent"
        self.lights: frozenset[str] = frozenset()
        self.grid = ""
        self._reading = _Reading()

    # ------------------------------------------------------------ what is wanted

    @property
    def wanted(self) -> EventFilter:
        """The condition of the list that is shown."""
        base = LISTS.get(self.listed, LISTS["all"])
        return replace(base, lights=tuple(self.lights), grids=(self.grid,) if self.grid else ())

    def choose_list(self, name: str) -> None:
        """急办, 待我办, 全部, 谁还没应."""
        self.listed = name
        self._tell_choice()

    def toggle_light(self, name: str) -> None:
        """Show only cards of this light, or again all."""
        self.lights = self.lights ^ {name}
        self._tell_choice()

    def choose_grid(self, code: str) -> None:
        """Only this grid; "" for the whole town."""
        self.grid = code
        self._tell_choice()

    def clear(self) -> bool:
        """Take the narrowing away; False when there was none."""
        if not self.lights and not self.grid:
            return False
        self.lights, self.grid = frozenset(), ""
        self._tell_choice()
        return True

    def _tell_choice(self) -> None:
        self._view.show_choice(self.listed, self.lights, self.grid)

    # ------------------------------------------------------------ reading

    async def read(self) -> None:
        """Read everything on one snapshot, then show it."""
        now, stream, wanted, silent = (
            self._seat.now(),
            self._seat.stream,
            self.wanted,
            self.listed == "silent",
        )
        day, month = times.day_start(now), times.month_start(now)

        def ask(conn: Any) -> _Reading:
            owing = unanswered(conn, stream, now=now)
            counts = {name: filtered_count(conn, stream, one, now=now) for name, one in LISTS.items()}
            rows = [] if silent else filtered_events(conn, stream, wanted, now=now, sort=SOONEST, limit=SHOWN)
            return _Reading(
                rows,
                owing,
                counts | {"silent": len(owing)},
                light_counts(conn, stream, replace(wanted, lights=()), now=now),
                [
                    self._dressing.mark(one, now) for one in map_marks(conn, stream, now=now)
                ],  # here: hundreds of titles take a while
                open_by_grid(conn, stream),
                {
                    one.event_id: one.at(now)
                    for one in reversed(open_calls(conn, stream, limit=SHOWN))
                    if one.event_id
                },
                strip(conn, stream, now=now, day_start=day, month_start=month),
            )

        self._reading = await self._seat.read(ask)
        await self._show()

    async def _show(self) -> None:
        """Show the last reading as of now, part by part: the window paints between two."""
        read = self._reading
        await self._view.prepare(self._cards()[:SEEN])
        self.tick()
        await asyncio.sleep(0)
        lights = read.lights
        counted = dict(
            zip(
                (Sign.OVERDUE, Sign.SOON, Sign.NORMAL, Sign.PAUSED),
                (lights.red, lights.yellow, lights.green, lights.grey),
                strict=True,
            )
        )
        self._view.show_counts(read.counts, counted)
        await asyncio.sleep(0)
        self._view.show_map(read.marks, read.grids)
        if read.strip is not None:
            await asyncio.sleep(0)
            self._view.show_strip(figures(read.strip, self._dressing.unit))

    def tick(self) -> None:
        """Dress the cards for this second."""
        cards = self._cards()
        narrowed = bool(self.lights or self.grid)
        empty = texts.FILTERED_EMPTY if narrowed else texts.EMPTY[self.listed]
        full = self.listed != "silent" and len(cards) == SHOWN
        self._view.show_queue(cards, empty, texts.MORE.format(n=SHOWN) if full else "")

    # ------------------------------------------------------------ in words

    def _cards(self) -> list[Card]:
        now, read = self._seat.now(), self._reading
        if self.listed == "silent":
            return [self._dressing.owing(one, now) for one in read.owing]
        return [self._dressing.card(row, read.calls, now) for row in read.rows]

    # ------------------------------------------------------------ doing

    def owing(self, case_id: str) -> Owing | None:
        """The row of 谁还没应 of a case."""
        return next((one for one in self._reading.owing if one.case_id == case_id), None)

    def seen(self) -> list[Seen]:
        """What the queue shows, for the next start; nothing while it shows 谁还没应 or was narrowed."""
        if self.listed == "silent" or self.lights or self.grid:
            return []
        now = self._seat.now()
        return [
            Seen(self._dressing.card(row, self._reading.calls, now), row.due_at, row.yellow_at, row.since_at)
            for row in self._reading.rows[:MOST]
        ]

    async def urge(self, case_id: str) -> tuple[str, str] | Refusal | None:
        """催办 the unit that owes most on this case; gives (what was done, the text to paste), or why not."""
        one = self.owing(case_id)
        if one is None:
            return None
        text = self.urge_text(one)
        kind = "event.urge" if one.kind == "event" else "call.urge"
        wish = Wish(kind=kind, p={"unit": one.unit, "text": text}, actor=self._seat.operator.id, case=case_id)
        said = await self._seat.save(wish)
        if isinstance(said, Refusal):
            return said
        return texts.URGED.format(unit=self._dressing.unit(one.unit)), text

    def urge_text(self, one: Owing) -> str:
        """The words that go into the work group."""
        now = self._seat.now()
        return texts.URGE_TEXT.format(
            serial=one.serial,
            what=title(one.text),
            unit=self._dressing.unit(one.unit),
            due=self._dressing.at(one.due_at),
            step=texts.STEP.get(one.what, ""),
            late=times.left(one.due_at, now).replace("超 ", "超时 "),
        )

    async def figure(self, name: str) -> tuple[str, str, EventFilter]:
        """Title, 口径 and condition of the cases behind a figure."""
        now, stream = self._seat.now(), self._seat.stream
        day, month = times.day_start(now), times.month_start(now)
        label = next(label for one, label, *_ in texts.FIGURES if one == name)
        if name == "unanswered":
            late = await self._seat.read(lambda conn: overdue_answers(conn, stream, now=now))
            wanted = EventFilter(cases=tuple(dict.fromkeys(one.event_id or "" for one in late)))
        elif name == "solved":
            cases = await self._seat.read(lambda conn: solved_cases(conn, stream, month))
            wanted = EventFilter(cases=tuple(cases))
        else:
            key = "due" if name == "rate" else name
            wanted = figure_filter(key, now=now, day_start=day, month_start=month)
        return label, texts.EXPLAINED[name], wanted
