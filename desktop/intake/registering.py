"""What a call becomes in the ledger (登记): the report, and what may follow it at once. Free of Qt.

Each step is a commit of its own: what is saved stays saved when the next is refused, and the page says how far it came.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from db.outbox import Sealed
from desktop.desk import Wish
from desktop.intake import texts
from desktop.intake.sheet import Sheet, annex, report
from governance.events import states
from governance.events.event import Event
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.rulebook import Rules


class LedgerSeat(Protocol):
    """What registering asks of the seat."""

    @property
    def operator(self) -> Any: ...
    @property
    def rules(self) -> Rules: ...
    async def save(self, wish: Wish) -> Sealed | Refusal: ...
    async def case(self, case_id: str) -> Case | None: ...


class Registering:
    """The steps of one call."""

    def __init__(self, seat: LedgerSeat) -> None:
        self._seat = seat

    async def report(self, sheet: Sheet, draft_id: str) -> Sealed | Refusal:
        """登记: gives the number; the draft goes with the same commit."""
        wish = Wish(
            kind="event.report",
            p=report(sheet, self._seat.rules.home.area),
            actor=self._seat.operator.id,
            births="S",
            annex=annex(sheet),
            draft=draft_id,
        )
        return await self._seat.save(wish)

    async def accept(self, case_id: str) -> str:
        """受理; "" when done, else why not."""
        event = await self.event(case_id)
        if event is not None and event.state != states.REGISTERED:
            return ""
        return await self._do("event.accept", case_id, {}, texts.ACCEPTING)

    async def classify(self, case_id: str, code: str) -> str:
        """定性改类; "" when done."""
        return await self._do("event.classify", case_id, {"category": code}, texts.CLASSIFYING)

    async def dispatch(self, case_id: str, unit: str) -> str:
        """受理 and 派单: one action of a U1, two of any other; "" when done, else how far it came."""
        event = await self.event(case_id)
        if event is not None and event.state == states.REGISTERED and event.urg == "U1":
            return await self._do("event.accept_dispatch", case_id, {"unit": unit}, texts.DISPATCHING)
        if why := await self.accept(case_id):
            return why
        return await self._do("event.dispatch", case_id, {"unit": unit}, texts.DISPATCHING)

    async def merge(self, case_id: str, main: str) -> str:
        """归并 into a main case; "" when done."""
        return await self._do("event.merge", case_id, {"main": main}, texts.MERGING)

    async def unmerge(self, case_id: str, main: str) -> str:
        """撤销归并; "" when done."""
        return await self._do("event.unmerge", case_id, {"main": main}, texts.MERGING)

    async def event(self, case_id: str) -> Event | None:
        """The case as shown now."""
        case = await self._seat.case(case_id)
        return case if isinstance(case, Event) else None

    async def _do(self, kind: str, case_id: str, p: Mapping[str, Any], step: str) -> str:
        said = await self._seat.save(Wish(kind=kind, p=p, actor=self._seat.operator.id, case=case_id))
        if isinstance(said, Refusal):
            return texts.HALF_DONE.format(step=step, why=said.sentence)
        return ""
