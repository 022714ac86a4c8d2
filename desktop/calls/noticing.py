"""通报 on the page: a new one is written in the middle, the next step of one is done from the panel at the right."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.calls import texts
from desktop.calls.notice_draft import (
    DraftingSeat,
    Made,
    OpenAnswer,
    OpenNotice,
    cannot_begin,
    choices,
    signing,
    step_wish,
)
from desktop.calls.notice_step import EDIT, REPLY, SEND
from desktop.calls.presenter import CallsPresenter
from desktop.calls.view import CallsView
from desktop.moves.presenter import Outcome
from desktop.shell.page import PageContext
from desktop.signing.in_person import InPerson
from governance.notices.notice import Notice
from governance.refusal import Refusal

Start = Callable[[Coroutine[Any, Any, Any], str], None]


class Noticing(QObject):
    """`kept` with the new notice, `put_away` when its form was closed without keeping it."""

    kept = Signal(str)
    put_away = Signal()
    done = Signal()  # a step of the notice that is shown

    def __init__(
        self,
        context: PageContext,
        presenter: CallsPresenter,
        view: CallsView,
        in_person: InPerson,
        start: Start,
    ) -> None:
        super().__init__(view)
        self._context, self._presenter, self._view, self._start = context, presenter, view, start
        self._in_person = in_person
        view.foot.notice_begun.connect(self.begin)
        view.new_notice.drawer.saved.connect(self._saved)
        view.new_notice.drawer.closed.connect(self.put_away)
        view.waiting.step.asked.connect(self._asked)

    def begin(self) -> None:
        """Open the form, or say beside the button why not."""
        seat = self._context.seat
        refused = cannot_begin(self._presenter.offered, seat.operator, seat.rules)
        self._view.foot.say(refused)
        if refused:
            return
        self._open(None)

    def _open(self, drafted: Notice | None) -> None:
        seat, presenter = self._context.seat, self._presenter
        drafting = DraftingSeat(seat, self._in_person, presenter.names)
        who, made = choices(seat.operator, seat.rules), Made(presenter.names(), seat.now())
        self._view.show_new_notice()
        self._view.new_notice.drawer.open(OpenNotice(drafting, presenter.offered, who, made, drafted))

    def _asked(self, case_id: str, what: str, who: str) -> None:
        if what == EDIT:
            step = self._edit(case_id)
        elif what == REPLY:
            step = self._answer(case_id, who)
        else:
            step = self._do(case_id, what, who)
        self._start(step, f"{what} {case_id}")

    async def _answer(self, case_id: str, who: str) -> None:
        """What the room says to a notice that tells of it, signed by its leader on duty."""
        notice, names = await self._presenter.notice(case_id), self._presenter.names()
        if notice is None:
            return
        drafting = DraftingSeat(self._context.seat, self._in_person, self._presenter.names)
        self._view.show_new_notice()
        self._view.new_notice.drawer.open(OpenAnswer(drafting, notice, who, names))

    async def _edit(self, case_id: str) -> None:
        """Open the notice as it was begun: lines ticked, until it is sent those that came since beside them."""
        notice = await self._presenter.notice(case_id)
        if notice is not None:
            self._open(notice)

    def key(self, action: str) -> bool:
        """What a key means while a notice is written."""
        drawer = self._view.new_notice.drawer
        match action:
            case "primary":
                drawer.submit()
            case "escape":
                drawer.put_away()
            case _ if action.startswith("choice_"):
                return drawer.choose(int(action.removeprefix("choice_")))
            case _:
                return False
        return True

    def leave(self) -> None:
        """Something else is shown: what was typed stays."""
        if self._view.writing_notice:
            self._view.new_notice.drawer.put_away()

    def _saved(self, outcome: Outcome) -> None:
        self._context.notices.toast(outcome.toast)
        if outcome.sealed is not None:
            self.kept.emit(outcome.sealed.action.case or "")

    async def _do(self, case_id: str, what: str, who: str) -> None:
        notice, names = await self._presenter.notice(case_id), self._presenter.names()
        if notice is None:
            return
        asked = signing(what, who, notice.title, names)
        said = await self._in_person.save(step_wish(notice, what, who), asked)
        self._view.waiting.step.say(said.sentence if isinstance(said, Refusal) else "")
        if isinstance(said, Refusal):
            return
        done = texts.NOTICE_SENT if what == SEND else texts.NOTICE_DONE.format(name=names.person(who))
        self._context.notices.toast(done)
        self.done.emit()
