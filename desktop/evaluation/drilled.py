"""The figure that is open (打开的数字): what it says, and which of its cases are listed. Free of Qt.

Source: rulebook §7.1: every figure drills to the list of its cases.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec.structs import replace

from db.queries.event_filter import EventFilter
from desktop.evaluation.case_faces import CaseFace, events_of, faces
from desktop.evaluation.counting import Evaluation
from desktop.evaluation.drill import opened
from desktop.evaluation.notes import Note, notes
from desktop.evaluation.opened import Opened, Part
from desktop.names import Names
from desktop.seat import Seat
from governance.evaluation.people_figures import cadre_people
from governance.ledger.case import Case


class Drawer(Protocol):
    """What an open figure is shown on."""

    def show_figure(self, figure: Opened | None, notes: Sequence[Note]) -> None: ...
    def show_cases(self, part: str, rows: Sequence[CaseFace], *, listed: bool) -> None: ...


class Drilled:
    """One figure at a time; a later one takes the place of one that is still being read."""

    def __init__(self, seat: Seat, view: Drawer) -> None:
        self._seat, self._view = seat, view
        self._found: Mapping[str, Case] = {}
        self.figure: Opened | None = None

    async def open(self, ref: str, shown: Evaluation | None, names: Names) -> None:
        """Open a figure to its cases; "" closes."""
        people = cadre_people(self._seat.rules)
        figure = opened(ref, shown, names, people) if ref and shown is not None else None
        self.figure = figure
        said_of: tuple[Note, ...] = ()
        if figure is not None and shown is not None and figure.subject:
            said_of = await notes(self._seat, figure.subject, shown.period.name, names)
            if self.figure is not figure:
                return
        self._view.show_figure(figure, said_of)
        if figure is not None:
            await self.open_part(figure.part, names)

    async def open_part(self, key: str, names: Names) -> None:
        """List these of its cases."""
        figure, part = self.figure, self._part(key)
        if figure is None or part is None:
            self._view.show_cases("", (), listed=False)
            return
        found = await self._seat.cases(part.cases)
        if self.figure is not figure:
            return  # another was opened meanwhile
        self._found = found
        self.figure = replace(figure, part=part.key)
        rows = faces(part, found, names, self._seat.rules, self._seat.now())
        self._view.show_cases(part.key, rows, listed=bool(events_of(part.cases, found)))

    def _part(self, key: str) -> Part | None:
        parts = self.figure.parts if self.figure is not None else ()
        return next((one for one in parts if one.key == key), parts[0] if parts else None)

    def listed(self) -> tuple[str, str, EventFilter] | None:
        """Title, 口径 and filter of the open part for 事件; None for calls and zeros."""
        figure = self.figure
        part = self._part(figure.part) if figure is not None else None
        if figure is None or part is None:
            return None
        ids = events_of(part.cases, self._found)
        title = f"{figure.title} · {part.name}"
        return (title, figure.basis, EventFilter(cases=ids)) if ids else None
