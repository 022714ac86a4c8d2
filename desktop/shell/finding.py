"""What the command bar finds (查找): cases by serial or words, places, units, people by name or initials, commands.

Free of Qt and of the store: cases come through a port. Only the answer to the latest question is given.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol

from msgspec import Struct

from desktop.shell import texts
from desktop.shell.initials import Letters, fits, letters
from governance.calls import states as calls
from governance.events import states as events

DEBOUNCE_S = 0.12
MOST_NAMES, MOST_CASES = 5, 12
CALL = "H"  # serials of calls begin so


class Hit(Struct, frozen=True):
    """A line of the list: what it is called, a note, and what choosing it does (`verb`, `what`)."""

    group: str
    title: str
    note: str
    verb: str  # case, item, unit, grid, person, action, page
    what: str
    cap: str = ""


class FoundCase(Protocol):
    """A case as the store's search gives it."""

    @property
    def case_id(self) -> str: ...
    @property
    def serial(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def place(self) -> str: ...


class Named(Struct, frozen=True):
    """Something with a name: a unit, a person, a place, a command."""

    hit: Hit
    name: str
    code: str = ""


class Work(Protocol):
    """Does something in a worker thread (`Seat.run`)."""

    def __call__(self, work: Callable[[], "list[Letters]"], /) -> Awaitable["list[Letters]"]: ...


class Finder:
    """Answers what is typed; initials are learnt in a worker when they are first needed."""

    def __init__(
        self,
        cases: Callable[[str], Awaitable[Sequence[FoundCase]]],
        work: Work,
    ) -> None:
        self._cases = cases
        self._work = work
        self._named: tuple[Named, ...] = ()
        self._letters: list[Letters] = []
        self._latest = 0

    def know(self, named: Iterable[Named]) -> None:
        """The names of the moment, in the order in which they are offered."""
        self._named = tuple(named)
        self._letters = []

    async def find(self, typed: str) -> list[Hit] | None:
        """What fits, in groups; None when something else was typed meanwhile."""
        self._latest += 1
        mine = self._latest
        await asyncio.sleep(DEBOUNCE_S)
        wanted = typed.strip()
        if mine != self._latest:
            return None
        if not wanted:
            return self.commands()
        found = await self._found_cases(wanted)
        names = await self._found_names(wanted) if mine == self._latest else []
        return [*found, *names] if mine == self._latest else None

    def commands(self) -> list[Hit]:
        """What is offered before anything is typed."""
        return [one.hit for one in self._named if one.hit.group == texts.GROUP_COMMANDS]

    async def _found_cases(self, wanted: str) -> list[Hit]:
        found = await self._cases(wanted)
        return [
            Hit(
                texts.GROUP_CASES,
                one.title,
                texts.joined(one.serial, _said(one), one.place),
                "case",
                one.case_id,
            )
            for one in list(found)[:MOST_CASES]
        ]

    async def _found_names(self, wanted: str) -> list[Hit]:
        by_initials = wanted.isascii() and wanted.isalpha()
        if by_initials and not self._letters:
            names = [one.name for one in self._named]
            self._letters = await self._work(lambda: [letters(name) for name in names])
        ranked = []
        for number, one in enumerate(self._named):
            place = self._place(one, wanted, number if by_initials else None)
            if place is not None:
                ranked.append((_order(one.hit.group), place, number, one.hit))
        ranked.sort(key=lambda row: row[:3])
        return _capped(hit for *_, hit in ranked)

    def _place(self, one: Named, wanted: str, number: int | None) -> int | None:
        if one.code and one.code.lower().startswith(wanted.lower()):
            return 0
        at = one.name.lower().find(wanted.lower())
        if at >= 0:
            return at
        return fits(wanted, self._letters[number]) if number is not None and self._letters else None


def _order(group: str) -> int:
    groups = (
        texts.GROUP_PLACES,
        texts.GROUP_ITEMS,
        texts.GROUP_UNITS,
        texts.GROUP_PEOPLE,
        texts.GROUP_COMMANDS,
    )
    return groups.index(group)


def _capped(hits: Iterable[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.group] = counts.get(hit.group, 0) + 1
        if counts[hit.group] <= MOST_NAMES:
            kept.append(hit)
    return kept


def _said(one: FoundCase) -> str:
    """A state by its name."""
    names = calls.NAMES if one.serial.startswith(CALL) else events.NAMES
    return names.get(one.state, one.state)
