"""What the operator does with the call (办理): number, dispatch, call the county, merge, refuse; one at a time."""

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.desk import Wish
from desktop.intake import nearby, texts
from desktop.intake.presenter import IntakePresenter
from desktop.intake.view import IntakeView
from desktop.moves.dispatch_text import dispatch_text
from desktop.moves.drawer import MoveDrawer
from desktop.moves.forms import form_of
from desktop.moves.matter import Matter
from desktop.moves.presenter import OpenForm
from desktop.names import Names
from desktop.shell.page import PageContext
from governance.events.event import Event
from governance.people.masks import masked_phone
from governance.refusal import Refusal, ReportedError

UNMASKED_MS = 60_000
Way = Callable[[], Coroutine[Any, Any, None]]


class Acting(QObject):
    """`saved` once the call has its number."""

    saved = Signal()

    def __init__(
        self, context: PageContext, presenter: IntakePresenter, view: IntakeView, drawer: MoveDrawer
    ) -> None:
        super().__init__(drawer)
        self._context, self._presenter, self._view, self._drawer = context, presenter, view, drawer
        self._busy = False
        self._ways: Mapping[str, Way] = {
            "save": self._save,
            "dispatch": self._dispatch,
            "call": self._call,
            "merge": self._merge,
            "reject": self._reject,
            "copy": self._copy,
            "open": self._open,
        }

    def do(self, action: str) -> None:
        """Do it; a second press while the first is on its way does nothing."""
        if not self._busy:
            self._busy = True
            self._view.sheet.foot.busy(True)
            self._context.tasks.start(self._doing(action), name=f"intake.{action}")

    def merge_into(self, case_id: str) -> None:
        """归并 into the case of a row."""
        self._presenter.choose_main(case_id)
        self.do("merge")

    async def unmask(self, reason: str) -> None:
        """A look at the number, with its trace."""
        seat, number = self._context.seat, self._view.caller.number
        about = texts.UNMASK_ABOUT.format(tel=masked_phone(self._presenter.sheet.tel))
        p: dict[str, Any] = {"field": "phone", "reason": reason, "subject": about}
        if self._presenter.saved is not None:
            p["parent"] = self._presenter.saved.case_id
        said = await seat.save(Wish(kind="audit.unmask", p=p, actor=seat.operator.id, births="-"))
        if isinstance(said, Refusal):
            number.refuse(said.sentence)
        else:
            self._view.caller.unmasked(UNMASKED_MS)

    async def _doing(self, action: str) -> None:
        try:
            await self._ways[action]()
        except ReportedError as error:
            self._view.refuse(error.sentence)
        finally:
            self._busy = False
            self._view.sheet.foot.busy(False)

    # ------------------------------------------------------------ the ways

    async def _save(self) -> None:
        if await self._presenter.save():
            await self._shown_as_saved()
            return
        sheet = self._view.sheet
        if not self._presenter.sheet.text.strip():
            sheet.text.setFocus()
        elif not self._presenter.sheet.place.strip():
            sheet.place.setFocus()

    async def _dispatch(self) -> None:
        done = await self._presenter.dispatch()
        await self._shown_as_saved()
        if done:
            unit = self._names().unit(self._presenter.sheet.unit)
            self._context.notices.toast(texts.DISPATCHED_TOAST.format(unit=unit))

    async def _call(self) -> None:
        done = await self._presenter.accept()
        await self._shown_as_saved()
        if done and self._presenter.saved is not None:
            self._context.go.call(self._presenter.saved.case_id)

    async def _merge(self) -> None:
        main = await self._presenter.merge()
        await self._shown_as_saved()
        saved = self._presenter.saved
        if main and saved is not None:
            event = await self._context.seat.case(main)
            into = nearby.tail(event.serial) if isinstance(event, Event) else ""
            undo = partial(self._presenter.unmerge, saved.case_id, main)
            self._context.notices.toast(texts.MERGED_TOAST.format(tail=into), undo)

    async def _reject(self) -> None:
        """The number first, for every call has one; then the form that says what the caller was told."""
        if not await self._presenter.save():
            return
        await self._shown_as_saved()
        event, seat = await self._presenter.event(), self._context.seat
        if event is not None:
            matter = Matter(
                case=event, actor=seat.operator.id, at=seat.now(), rules=seat.rules, names=self._names()
            )
            self._drawer.open(OpenForm(seat, form_of("event.reject", matter), event.id))

    async def _copy(self) -> None:
        event, seat = await self._presenter.event(), self._context.seat
        text = dispatch_text(event, self._names(), seat.rules, seat.now()) if event is not None else ""
        if text:
            QGuiApplication.clipboard().setText(text)
            self._context.notices.toast(texts.COPIED)

    async def _open(self) -> None:
        if self._presenter.saved is not None:
            self._context.go.case(self._presenter.saved.case_id)

    async def _shown_as_saved(self) -> None:
        if self._presenter.saved is None:
            return
        self.saved.emit()
        self._view.sheet.place.setText(self._presenter.sheet.place)
        self._view.sheet.foot.focus_next()
        await self._presenter.parked.list_waiting()

    def _names(self) -> Names:
        return Names(self._context.seat.rules, self._context.places)
