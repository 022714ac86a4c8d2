"""What stands beside the sheet (交接单旁): the month as it was on duty, and who has not answered. Free of Qt."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from db.queries.shifts import shifts_between
from db.queries.unanswered import Owing, unanswered
from desktop import times
from desktop.desk import Wish
from desktop.duty import month, texts
from desktop.duty.month import DayCell
from desktop.duty.silence import SilentRow, silent_row, urge_text
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.seat import Operator
from governance.refusal import Refusal
from governance.rulebook import Rules

ZONE_MS = 8 * times.HOUR_MS


class Place(Protocol):
    """Where it is read and saved (the seat)."""

    @property
    def stream(self) -> str: ...
    @property
    def operator(self) -> Operator: ...
    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    def read(self, question: Callable[[Any], Any], /) -> Awaitable[Any]: ...
    def save(self, wish: Wish, /) -> Awaitable[Any]: ...


class View(Protocol):
    """What is shown."""

    def show_month(self, title: str, cells: Sequence[DayCell], latest: bool) -> None: ...
    def show_silent(self, rows: Sequence[SilentRow]) -> None: ...
    def say(self, sentence: str) -> None: ...


class Beside:
    """Holds which month is shown, and who owes."""

    def __init__(self, seat: Place, view: View, places: PlaceNames) -> None:
        """`places`: what the town calls its villages and grids."""
        self._seat, self._view, self._places = seat, view, places
        self._owing: list[Owing] = []
        self._back = 0  # months before the present one

    async def read(self) -> None:
        """Read both again."""
        stream, now = self._seat.stream, self._seat.now()
        self._owing = await self._seat.read(lambda conn: unanswered(conn, stream, now=now))
        await self._read_month()
        self.show()

    def show(self) -> None:
        """Say how late everybody is now."""
        now, unit = self._seat.now(), self._names.unit
        self._view.show_silent([silent_row(one, now, unit) for one in self._owing])

    async def turn_month(self, step: int) -> None:
        """The month before or after; not beyond the present one."""
        self._back = max(0, self._back - step)
        await self._read_month()

    async def urge(self, key: str) -> str:
        """催办; gives the text to paste, or "" when it was not done."""
        now, unit = self._seat.now(), self._names.unit
        one = next((one for one in self._owing if silent_row(one, now, unit).key == key), None)
        if one is None:
            self._view.say(texts.CHOOSE_ONE)
            return ""
        text = urge_text(one, now, unit)
        kind = "event.urge" if one.kind == "event" else "call.urge"
        p = {"unit": one.unit, "text": text}
        said = await self._seat.save(Wish(kind=kind, p=p, actor=self._seat.operator.id, case=one.case_id))
        if isinstance(said, Refusal):
            self._view.say(said.sentence)
            return ""
        return text

    async def _read_month(self) -> None:
        today = times.local(self._seat.now()).date()
        first = _month_before(today.replace(day=1), self._back)
        start, end = month.bounds(first)
        stream = self._seat.stream
        rows = await self._seat.read(
            lambda conn: shifts_between(conn, stream, _midnight(start), _midnight(end))
        )
        found = month.cells(first, today, rows, self._names.person, self._seat.rules.shift_hours)
        title = texts.MONTH.format(year=first.year, month=first.month)
        self._view.show_month(title, found, not self._back)

    @property
    def _names(self) -> Names:
        return Names(self._seat.rules, self._places)


def _month_before(first: date, months: int) -> date:
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _midnight(day: date) -> int:
    return (day - date(1970, 1, 1)).days * times.DAY_MS - ZONE_MS
