"""A call is written on the page (起草一栏): the five steps joined with their draft, begun, put away, sent, issued."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from db.outbox import Sealed
from desktop.calls import texts
from desktop.calls.drafting import Drafting
from desktop.calls.listing import DRAFT
from desktop.calls.slip_print import print_slip
from desktop.calls.view import CallsView
from desktop.shell.page import PageContext

Start = Callable[[Coroutine[Any, Any, Any], str], None]


class Composing(QObject):
    """`begun` and `ended` with what is on the page then, `changed` when the list has other drafts."""

    begun = Signal(str)  # card of the draft
    issued = Signal(str)  # the new call
    put_away = Signal()
    changed = Signal()

    def __init__(self, context: PageContext, view: CallsView, drafting: Drafting, start: Start) -> None:
        super().__init__(view)
        self._context, self._view, self.drafting, self._start = context, view, drafting, start
        self._join()

    def _join(self) -> None:
        draft, entering = self._view.draft, self.drafting.entering
        draft.items.searched.connect(lambda words: self._start(entering.search(words), "search"))
        draft.items.chosen.connect(lambda code: self._then(entering.choose, code))
        draft.items.outside.connect(lambda on: self._then(entering.leave_list, on))
        draft.items.reason_typed.connect(lambda text: self._then(lambda: entering.put(reason=text)))
        draft.items.dept_chosen.connect(lambda code: self._then(entering.set_lead, code))
        draft.duty.asked.connect(lambda dept, on: self._then(entering.ask_dept, dept, on))
        draft.duty.reasoned.connect(lambda dept, text: self._then(entering.drop_reason, dept, text))
        draft.done.stated.connect(lambda no, state: self._then(entering.set_line, no, state))
        draft.done.noted.connect(lambda no, note: self._then(entering.note_line, no, note))
        draft.grade.chosen.connect(lambda grade: self._then(entering.set_grade, grade))
        draft.grade.both_chosen.connect(lambda on: self._then(entering.set_both, on))
        draft.ask_typed.connect(lambda text: entering.put(ask=text))
        draft.contact_typed.connect(lambda text: entering.put(contact=text))
        draft.submitted.connect(lambda signer: self._start(self._submit(signer), "issue"))
        draft.signer_chosen.connect(entering.choose_signer)
        draft.keep_asked.connect(lambda: self._start(self._keep(), "keep"))
        draft.print_asked.connect(self.print)
        draft.paused.connect(lambda: self._start(self.drafting.issuing.keep(), "keep"))
        draft.thrown_away.connect(lambda: self._start(self._throw_away(), "throw_away"))

    # ------------------------------------------------------------ what the page asks

    @property
    def open(self) -> bool:
        """Whether the middle shows a draft that is being written."""
        return self._view.writing and self.drafting.draft is not None

    def key(self, action: str) -> bool:
        """What a key means while a call is written."""
        draft, written = self._view.draft, self.drafting.draft
        match action:
            case "find":
                draft.focus_search()
            case "primary":
                draft.submit()
            case "item" if written is not None and written.item:
                self._context.go.item(written.item)
            case "save_draft":
                self._start(self._keep(), "keep")
            case "tick":
                return draft.done.turn()
            case "print":
                self.print()
            case "escape":
                self.leave()
                self.put_away.emit()
            case _ if action.startswith("choice_"):
                if not self.drafting.entering.choose_nth(int(action.removeprefix("choice_"))):
                    return False
                draft.changed()
            case _:
                return False
        return True

    async def begin(self, event_id: str, item: str = "") -> None:
        """From an event, or without one; with an item of the list chosen before."""
        self._opened(await self.drafting.begin(event_id, item))

    async def resume(self, draft_id: str) -> None:
        """Go on with a draft of the list."""
        self._opened(await self.drafting.resume(draft_id))

    def leave(self) -> None:
        """Something else is shown: what stands here last is what the leader finds."""
        if self.drafting.draft is not None:
            self._start(self._leave_behind(), "keep")

    def print(self) -> None:
        """The three sheets, in the system's own dialog."""
        print_slip(self._view.waiting.slip.sheets, self._view)

    # ------------------------------------------------------------ what becomes of it

    def _opened(self, refused: str) -> None:
        if refused:
            self._context.notices.toast(refused)
            return
        opened = self.drafting.opened
        sealed = opened.draft.case if opened.draft is not None else ""
        self.begun.emit(sealed or f"{DRAFT}{opened.draft_id}")
        self._view.draft.begin()

    def _then(self, do: Callable[..., None], *args: Any) -> None:
        do(*args)
        self._view.draft.changed()

    async def _keep(self) -> None:
        """Ctrl+S: kept here; a draft that was sent is sent anew as it stands now."""
        issuing, changed = self.drafting.issuing, self.drafting.opened.changed_since_sent
        refused = await issuing.leave()
        self.changed.emit()
        self._view.show_refusal(refused)
        self._context.notices.toast(texts.SENT_AGAIN if changed and not refused else texts.SAVED_DRAFT)

    async def _leave_behind(self) -> None:
        if refused := await self.drafting.issuing.leave():
            self._context.notices.toast(refused)

    async def _throw_away(self) -> None:
        undo = await self.drafting.issuing.throw_away()
        if self.drafting.draft is not None:
            return  # it was sent: the draft says why it stays
        self.put_away.emit()
        if undo is not None:
            self._context.notices.toast(texts.THROWN, undo)

    async def _submit(self, signer: str) -> None:
        came = await self.drafting.issuing.submit(signer)
        if came.sent is not None:
            self.changed.emit()
            self._context.notices.toast(texts.SENT.format(name=came.sent.name))
        if came.issued is not None:
            self._issued(came.issued)
        elif came.sent is None:
            self._view.draft.show_fault()

    def _issued(self, sealed: Sealed) -> None:
        said = texts.ISSUED if self.drafting.opened.connected else texts.ISSUED_OFFLINE
        self._context.notices.toast(said.format(serial=sealed.action.p.get("serial", "")))
        self.issued.emit(sealed.action.case or "")
