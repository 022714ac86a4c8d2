"""Where the page of lists reads (清单的来源): the rules as pinned, open calls, what lies with the county. Free of Qt."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, TypeVar

from msgspec import Struct

from db.queries.calls import CallRow, open_calls
from db.queries.lists import admissions, drafts
from desktop.county_link import CountyLinkError, link_of
from desktop.seat import Seat
from governance.ledger.case import Case
from governance.responsibility.admission import Admission
from governance.responsibility.versions import ListItem
from governance.rulebook import Rules

T = TypeVar("T")
CALLS_MOST = 1_000


class Shelf(Struct, frozen=True):
    """What was read beside the rules."""

    calls: Mapping[str, tuple[CallRow, ...]] = {}  # open ones, by the item they rest on
    drafts: tuple[ListItem, ...] = ()
    admissions: tuple[Admission, ...] = ()
    address: str = ""  # of the county's web desk


class Library(Protocol):
    """What the page asks for."""

    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    async def shelf(self) -> Shelf: ...
    async def case(self, case_id: str) -> Case | None: ...
    async def cases(self, case_ids: tuple[str, ...]) -> dict[str, Case]: ...
    async def run(self, work: Callable[[], T]) -> T: ...


class SeatLibrary:
    """The library of an operator's seat."""

    def __init__(self, seat: Seat, address: str = "") -> None:
        """`address` of the county, where it is another than the store knows."""
        self._seat, self._given = seat, address

    @property
    def rules(self) -> Rules:
        """The rules as pinned now."""
        return self._seat.rules

    def now(self) -> int:
        """The corrected time, UTC ms."""
        return self._seat.now()

    async def shelf(self) -> Shelf:
        """Read calls, drafts and applications on one snapshot."""
        seat = self._seat
        now = seat.now()
        rows = await seat.read(partial(open_calls, stream=seat.stream, limit=CALLS_MOST))
        calls: dict[str, tuple[CallRow, ...]] = {}
        for row in rows:
            calls[row.item] = (*calls.get(row.item, ()), row)
        waiting: tuple[ListItem, ...] = ()
        asked: tuple[Admission, ...] = ()
        for county in seat.counties:
            waiting += tuple(await seat.read(partial(drafts, county=county)))
            asked += tuple(await seat.read(partial(admissions, county=county, at=now)))
        return Shelf(calls, waiting, asked, await seat.run(self._address))

    async def case(self, case_id: str) -> Case | None:
        """A case as shown."""
        return await self._seat.case(case_id)

    async def cases(self, case_ids: tuple[str, ...]) -> dict[str, Case]:
        """Cases as shown."""
        return await self._seat.cases(case_ids)

    async def run(self, work: Callable[[], T]) -> T:
        """Do something heavy in a worker thread."""
        return await self._seat.run(work)

    def _address(self) -> str:
        if self._given:
            return self._given
        try:
            return link_of(self._seat.desk.store).url
        except CountyLinkError:
            return ""  # the page then says where else the address stands
