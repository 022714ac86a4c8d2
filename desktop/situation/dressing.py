"""Cases dressed for the queue and the map (队列卡、地图标记): the light and the words of this second. Free of Qt."""

from collections.abc import Mapping

from db.queries.calls import CallRow
from db.queries.events import EventRow
from db.queries.map_marks import MapMark
from db.queries.unanswered import Owing
from desktop import times
from desktop.dossier.texts import CLOCKS
from desktop.lights import Sign, progress, sign_of
from desktop.map.marks import Mark
from desktop.names import Names
from desktop.place_names import PlaceNames
from desktop.situation import texts
from desktop.situation.ports import Place
from desktop.title import title
from desktop.widgets.card import Card
from governance.calls.call import CENTRE
from governance.events import states


class Dressing:
    """Knows the names of places and units, and what time it is."""

    def __init__(self, seat: Place, places: PlaceNames) -> None:
        self._seat, self._places = seat, places

    def card(self, row: EventRow, calls: Mapping[str, CallRow], now: int) -> Card:
        """A case of the queue; `calls` are the open calls, by event."""
        call = calls.get(row.case_id) if row.state == states.CALLED_UP else None
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
            return texts.DUE.format(clock=CLOCKS.get(row.clock, ""), at=times.due_short(row.due_at, now))
        if call is None or call.due_at is None:
            return ""
        clock = texts.COUNTY.format(clock=CLOCKS.get(call.clock, ""))
        return texts.DUE.format(clock=clock, at=times.due_short(call.due_at, now))

    def _where(self, row: EventRow) -> list[str]:
        parts = [self._places.said(row.grid or row.village)]
        if row.unit:
            parts.append(self.unit(row.unit))
        return [*parts, states.NAMES[row.state]]

    def owing(self, one: Owing, now: int) -> Card:
        """Who owes an answer, as a card of 谁还没应."""
        name = self.unit(one.unit)
        return Card(
            case_id=one.case_id,
            sign=Sign.OVERDUE,
            title=name,
            left=times.left(one.due_at, now),
            where=f"{title(one.text)} · {texts.PHONE_FIRST}{texts.STEP.get(one.what, '')}",
            limit=texts.OVER_SINCE.format(at=self.at(one.due_at)),
            progress=1.0,
            tags=((texts.TAG_URGED, "amber"),) if one.urged_at else (),
            serial=one.serial,
            unsent=False,
            unsigned=one.what == "SIGN",
        )

    def mark(self, one: MapMark, now: int) -> Mark:
        """A case on the map."""
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

    def at(self, due: int | None) -> str:
        """When it was due, as short as today lets it be."""
        return "" if due is None else times.due_short(due, self._seat.now())

    def unit(self, code: str) -> str:
        """A unit by the name people use; a village is one too."""
        if code == CENTRE:
            return texts.CENTRE
        return Names(self._seat.rules, self._places).unit(code)


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
