"""What the intake page decides (受理): a call that was written down gets its number and goes on its way. Free of Qt."""

from collections.abc import Callable
from typing import Any

from desktop import times
from desktop.intake import nearby, texts
from desktop.intake.faces import (
    SavedFace,
)
from desktop.intake.sheet import slip_fault
from desktop.intake.writing import Writing
from governance.events import states
from governance.events.event import Event
from governance.refusal import Refusal, ReportedError
from governance.responsibility.dispatch_unit import county_unit
from governance.time.clocks import due_at


class IntakePresenter(Writing):
    """Saves what is written, and says how far it came."""

    def missing(self) -> str:
        """What is still needed for a number, or ""."""
        if not self.sheet.text.strip():
            return texts.NEED_TEXT
        if not self.sheet.place.strip() and not self.sheet.area:
            return texts.NEED_PLACE
        return slip_fault(self.sheet, self._seat.rules.home.unit, self._seat.now())

    async def save(self) -> bool:
        """保存取号; whether there is a number now."""
        if self.saved is not None:
            return True
        if why := self.missing():
            self._view.refuse(why)
            return False
        self._settle_place()
        async with self.parked.saving:
            try:
                said = await self._registering.report(self.sheet, self.parked.draft_id)
                if not isinstance(said, Refusal):
                    self.parked.settle()
            except ReportedError as error:
                self._view.refuse(texts.NOT_FULL.format(why=error.sentence))
                return False
        if isinstance(said, Refusal):
            self._view.refuse(said.sentence)
            return False
        await self._tell_saved(said.action.case or "")
        return True

    def _settle_place(self) -> None:
        """Words that nobody looked up yet: what they surely name, else the village they name."""
        if self.sheet.area or self.search is None:
            return
        if self.take_place(only_sure=True) is None:
            self._change(area=self.search.village_in(self.sheet.place + self.sheet.text))

    async def classify(self, code: str) -> None:
        """A 小类 for a call that has its number already."""
        if self.saved is None or not code:
            return
        why = await self._registering.classify(self.saved.case_id, code)
        if not why:
            self.choose_category(code)
        await self._tell_saved(self.saved.case_id)
        self._view.refuse(why)

    async def dispatch(self) -> bool:
        """受理并派单 to the unit that is shown."""
        if not self.sheet.cat:
            self._view.refuse(self._need_category())
            return False
        if not self.sheet.unit:
            self._view.refuse(texts.NEED_UNIT)
            return False
        return await self._then(lambda case_id: self._registering.dispatch(case_id, self.sheet.unit))

    def _need_category(self) -> str:
        """How a 小类 is found; until there is a number the call may be saved without."""
        how = texts.TAKE_CARD if self.card(1) else texts.TAKE_ANY
        return texts.NEED_CATEGORY.format(how=how + (texts.OR_SAVE if self.saved is None else ""))

    async def accept(self) -> bool:
        """受理, so that the county can be called."""
        if not self.sheet.cat:
            self._view.refuse(self._need_category())
            return False
        return await self._then(self._registering.accept)

    async def merge(self) -> str:
        """归并 into the case that is meant; gives its id, or "" when it could not be done."""
        main = nearby.main_of(self._near_face.rows, self._chosen_main)
        if main is None:
            why = nearby.why_not(self._near_face.rows)
            self._view.refuse(texts.NEED_DUPLICATE.format(why=why))
            return ""
        done = await self._then(lambda case_id: self._registering.merge(case_id, main.case_id))
        return main.case_id if done else ""

    async def unmerge(self, case_id: str, main: str) -> None:
        """撤销归并."""
        self._view.refuse(await self._registering.unmerge(case_id, main))
        if self.saved is not None and self.saved.case_id == case_id:
            await self._tell_saved(case_id)

    async def _then(self, step: Callable[[str], Any]) -> bool:
        """Save, then go a step further; the page says how far it came."""
        if not await self.save() or self.saved is None:
            return False
        case_id = self.saved.case_id
        why = await step(case_id)
        await self._tell_saved(case_id)
        self._view.refuse(why)
        return not why

    async def event(self) -> Event | None:
        """The saved case as shown now."""
        return await self._registering.event(self.saved.case_id) if self.saved is not None else None

    async def tell_saved(self) -> None:
        """Say again what became of it: something changed."""
        if self.saved is not None:
            await self._tell_saved(self.saved.case_id)

    async def _tell_saved(self, case_id: str) -> None:
        event = await self._registering.event(case_id)
        if event is None:
            return
        main = await self._registering.event(event.main) if event.main else None
        steps = self._steps(event)
        self.saved = SavedFace(
            case_id,
            event.serial,
            self._state(event, main),
            steps,
            mergeable=event.state in states.OPEN,
            classed="dispatch" in steps,
        )
        self._view.refuse("")
        self._view.show_number("")
        self._view.show_draft_note("")
        self._view.show_saved(self.saved)
        self._tell_nearby()

    def _state(self, event: Event, main: Event | None) -> str:
        names, now = self._names(), self._seat.now()
        if event.state == states.MERGED and main is not None:
            return texts.STATE_MERGED.format(serial=main.serial, n=main.callers)
        if event.state == states.REJECTED:
            return texts.STATE_REJECTED.format(code=event.rejected)
        if event.state == states.DISPATCHED:
            due = self._due(event, "SIGN")
            return texts.STATE_DISPATCHED.format(unit=names.unit(event.held_by), at=times.due_short(due, now))
        if event.state == states.ACCEPTED:
            return texts.STATE_ACCEPTED if county_unit(event.cat, self._seat.rules) else event.label
        if event.state == states.REGISTERED and not event.cat:
            return texts.STATE_PENDING
        if event.state == states.REGISTERED:
            return texts.STATE_REGISTERED.format(at=times.due_short(self._due(event, "ACCEPT"), now))
        return event.label

    def _due(self, event: Event, clock: str) -> int:
        found = next((one for one in event.clocks if one.name == clock and one.stop is None), None)
        due = due_at(found, self._seat.rules.calendar) if found is not None else None
        return due if due is not None else event.at

    def _steps(self, event: Event) -> tuple[str, ...]:
        if event.state in (states.REGISTERED, states.ACCEPTED):
            both = ("call", "dispatch") if county_unit(event.cat, self._seat.rules) else ("dispatch", "call")
            return (*both, "open", "next")
        return ("copy", "open", "next") if event.state == states.DISPATCHED else ("open", "next")
