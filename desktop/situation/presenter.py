"""What the situation page decides (态势): which cards, in which order, what the strip says. Free of Qt.

It holds the rows of its last reading and dresses them anew every second: lights and times move without asking the
store again.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from db.queries.calls import CallRow, open_calls
from db.queries.event_filter import GREEN, GREY, RED, YELLOW, EventFilter
from db.queries.event_list import SOONEST, LightCounts, filtered_count, filtered_events, light_counts
from db.queries.events import EventRow
from db.queries.map_marks import MapMark, map_marks, open_by_grid
from db.queries.strip import Strip, figure_filter, overdue_answers, solved_cases, strip
from db.queries.unanswered import Owing, unanswered
from desktop import times
from desktop.desk import Wish
from desktop.dossier.texts import CLOCKS
from desktop.dossier.title import title
from desktop.glance import MOST, Seen
from desktop.lights import Sign, progress, sign_of
from desktop.map.marks import Mark
from desktop.place_names import PlaceNames
from desktop.situation import texts
from desktop.widgets.card import Card
from governance.calls.call import CENTRE
from governance.events import states
from governance.refusal import Refusal
from governance.rulebook import Rules

SEEN = 12  # cards on a screen
SHOWN = 300  # cards of one list; beyond that a person works in 事件
ROOM_STATES = (states.REGISTERED, states.ACCEPTED, states.RETURN_PENDING, states.FEEDBACK, states.VERIFIED)
LISTS: Mapping[str, EventFilter] = {
    "urgent": EventFilter(open_only=True, urgencies=("U1", "U2")),
    "mine": EventFilter(open_only=True, states=ROOM_STATES),
    "all": EventFilter(open_only=True),
}


class FigureFace(Struct, frozen=True):
    """One figure of the strip."""

    name: str
    value: str
    label: str
    note: str
    token: str
    sign: Sign | None = None


class Place(Protocol):
    """Where the page reads and saves (the seat)."""

    @property
    def stream(self) -> str: ...
    @property
    def operator(self) -> Any: ...
    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    async def read(self, question: Callable[[Any], Any]) -> Any: ...
    async def save(self, wish: Wish) -> Any: ...


class View(Protocol):
    """What the page shows."""

    async def prepare(self, cards: Sequence[Card]) -> None: ...
    def show_queue(self, cards: Sequence[Card], empty: str, more: str) -> None: ...
    def show_counts(self, lists: Mapping[str, int], lights: Mapping[Sign, int]) -> None: ...
    def show_strip(self, figures: Sequence[FigureFace]) -> None: ...
    def show_map(self, marks: Sequence[Mark], counts: Mapping[str, int]) -> None: ...
    def show_choice(self, listed: str, lights: frozenset[str], grid: str) -> None: ...


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
        self._places = places
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
                    self._mark(one, now) for one in map_marks(conn, stream, now=now)
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
            self._view.show_strip(figures(read.strip, self._unit))

    def tick(self) -> None:
        """Dress the cards for this second."""
        cards = self._cards()
        narrowed = bool(self.lights or self.grid)
        empty = texts.FILTERED_EMPTY if narrowed else texts.EMPTY[self.listed]
        full = self.listed != "silent" and len(cards) == SHOWN
        self._view.show_queue(cards, empty, texts.MORE.format(n=SHOWN) if full else "")

    # ------------------------------------------------------------ in words

    def _cards(self) -> list[Card]:
        now = self._seat.now()
        if self.listed == "silent":
            return [self._owing(one, now) for one in self._reading.owing]
        return [self._card(row, now) for row in self._reading.rows]

    def _card(self, row: EventRow, now: int) -> Card:
        call = self._reading.calls.get(row.case_id) if row.state == states.CALLED_UP else None
        late = call is not None and call.due_at is not None and call.due_at < now
        return Card(
            case_id=row.case_id,
            sign=sign_of(row.due_at, row.yellow_at, now),
            title=title(row.text),
            left=times.left(row.due_at, now),
            where=" · ".join(self._where(row)),
            limit=self._limit(row, call, now),
            progress=progress(row.since_at, row.yellow_at, row.due_at, now),
            tags=tags(row, county_late=late)[:2],
            serial=row.serial,
            unsent=row.pending > 0,
            unsigned=row.unsigned_at is not None,
        )

    def _limit(self, row: EventRow, call: CallRow | None, now: int) -> str:
        """What is due when: the event's own clock, or the county's while that one rests."""
        if row.due_at is not None:
            return texts.DUE.format(clock=CLOCKS.get(row.clock, ""), at=times.short(row.due_at, now))
        if call is None or call.due_at is None:
            return ""
        clock = texts.COUNTY.format(clock=CLOCKS.get(call.clock, ""))
        return texts.DUE.format(clock=clock, at=times.short(call.due_at, now))

    def _where(self, row: EventRow) -> list[str]:
        parts = [self._places.said(row.grid or row.village)]
        if row.unit:
            parts.append(self._unit(row.unit))
        return [*parts, states.NAMES[row.state]]

    def _owing(self, one: Owing, now: int) -> Card:
        name = self._unit(one.unit)
        return Card(
            case_id=one.case_id,
            sign=Sign.OVERDUE,
            title=name,
            left=times.left(one.due_at, now),
            where=f"{title(one.text)} · {texts.PHONE_FIRST}{texts.STEP.get(one.what, '')}",
            limit=texts.OVER_SINCE.format(at=self._at(one.due_at)),
            progress=1.0,
            tags=((texts.TAG_URGED, "amber"),) if one.urged_at else (),
            serial=one.serial,
            unsent=False,
            unsigned=one.what == "SIGN",
        )

    def _mark(self, one: MapMark, now: int) -> Mark:
        return Mark(
            case_id=one.case_id,
            lon=one.lon,
            lat=one.lat,
            sign=sign_of(one.due_at, one.yellow_at, now),
            grid=one.grid,
            village=one.village,
            urgent=one.urg == "U1",
            unsigned=one.unsigned,
            title=title(one.text),
            note=f"{states.NAMES[one.state]} · {times.left(one.due_at, now)}",
        )

    def _at(self, due: int | None) -> str:
        return "" if due is None else times.short(due, self._seat.now())

    def _unit(self, code: str) -> str:
        if code == CENTRE:
            return texts.CENTRE
        unit = self._seat.rules.catalogue.units.get(code)
        return unit.name if unit is not None else code

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
            Seen(self._card(row, now), row.due_at, row.yellow_at, row.since_at)
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
        return texts.URGED.format(unit=self._unit(one.unit)), text

    def urge_text(self, one: Owing) -> str:
        """The words that go into the work group."""
        now = self._seat.now()
        return texts.URGE_TEXT.format(
            serial=one.serial,
            what=title(one.text),
            unit=self._unit(one.unit),
            due=self._at(one.due_at),
            step=texts.STEP.get(one.what, ""),
            late=times.left(one.due_at, now).replace("超 ", "超时 "),
        )

    async def figure(self, name: str) -> tuple[str, str, EventFilter]:
        """Title, 口径 and condition of the cases behind a figure."""
        now, stream = self._seat.now(), self._seat.stream
        day, month = times.day_start(now), times.month_start(now)
        label = next(label for one, label, _ in texts.FIGURES if one == name)
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


# ---------------------------------------------------------------- pure


def tags(row: EventRow, *, county_late: bool = False) -> tuple[tuple[str, str], ...]:
    """What a card says beside its words, the weightiest first."""
    found: list[tuple[str, str]] = []
    if row.conflicts:
        found.append((texts.TAG_CONFLICT, "red"))
    if county_late:
        found.append((texts.TAG_COUNTY_LATE, "red"))
    if row.urg == "U1":
        found.append((texts.TAG_URGENT, "red"))
    if row.state == states.RETURN_PENDING:
        found.append((texts.TAG_RETURNED, "amber"))
    elif row.returns:
        found.append((texts.TAG_RETURNS.format(n=row.returns), ""))
    if row.state == states.CALLED_UP:
        found.append((texts.TAG_CALLED, "brand"))
    if row.state == states.SUSPENDED:
        found.append((texts.TAG_SUSPENDED, ""))
    if row.unsigned_at is not None:
        found.append((texts.TAG_UNSIGNED, "amber"))
    if row.callers > 1:
        found.append((texts.TAG_CALLERS.format(n=row.callers), ""))
    if row.ch == "12345":
        found.append((texts.TAG_HOTLINE, ""))
    return tuple(found)


_SHAPES = {"yellow": (Sign.SOON, "amber-d"), "red": (Sign.OVERDUE, "red")}
_TONES = {"unsigned": "amber-d", "unanswered": "red"}
LIGHT_NAMES = {Sign.OVERDUE: RED, Sign.SOON: YELLOW, Sign.NORMAL: GREEN, Sign.PAUSED: GREY}


def figures(counted: Strip, unit: Callable[[str], str]) -> list[FigureFace]:
    """The strip in words; a rate without a denominator is "—" (rulebook §7.1)."""
    said = {
        "callers": counted.callers,
        "paused": counted.paused,
        "unsigned": times.span(counted.unsigned_ms),
        "worst": unit(counted.worst_dept) if counted.worst_dept else "",
        "closed_late": counted.closed_late,
        "due": counted.due,
        "due_closed": counted.due_closed,
        "revisited": counted.revisited,
    }
    rates = {
        "rate": rate(counted.due_closed, counted.due),
        "solved": rate(counted.solved, counted.revisited),
    }
    faces = []
    for name, label, note in texts.FIGURES:
        value = rates.get(name) or str(getattr(counted, name))
        sign, token = _SHAPES.get(name, (None, _TONES.get(name, "ink")))
        if value == "0":
            sign, token = None, "ink"
        faces.append(FigureFace(name, value, label, "" if value == "0" else note.format(**said), token, sign))
    return faces


def rate(part: int, whole: int) -> str:
    """`96.40%`, half up at two decimals; "—" without a denominator."""
    if not whole:
        return texts.NO_RATE
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}%"
