"""The calls page joined (呼叫): list, new call or dossier, slip and what waits for the town."""

from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db.outbox import Sealed
from desktop import times
from desktop.calls import texts
from desktop.calls.drafting import Drafting
from desktop.calls.presenter import DRAFT, CallsPresenter
from desktop.calls.slip_print import print_slip
from desktop.calls.town_moves import TownMoves
from desktop.calls.view import CallsView
from desktop.dossier.panel import DossierPanel
from desktop.rereading import Rereading
from desktop.shell.page import Page, PageContext
from desktop.signing.asked_county import AskedCounty
from desktop.signing.in_person import InPerson
from desktop.signing.password_dialog import PasswordDialog
from desktop.signing.passwords import County, Passwords

MINUTE_MS = 60_000


class CallsPage(Page):
    """呼叫, Ctrl+4."""

    name, title, icon, number = "calls", texts.TITLE, "phone-call", 4

    def __init__(self, context: PageContext, url: str = "", county: County | None = None) -> None:
        """The county at `url` says whose password it is."""
        super().__init__()
        self._context = context
        seat = context.seat
        self.dossier = DossierPanel(context)
        self.view = CallsView(
            self.dossier,
            lambda work, name: context.tasks.start(work, name=name),
            seat.now,
            context.keymap,
            seat.rules.home.name,
        )
        passwords = Passwords(seat, county or AskedCounty(seat, url))
        self.password = PasswordDialog(self.view)
        in_person = InPerson(seat, passwords, self.password)
        self.presenter = CallsPresenter(seat, context.places, self.view, in_person, context.as_of)
        self.drafting = Drafting(seat, context.places, self.view, in_person)
        self._rereading = Rereading(context.tasks, self._read, "calls.read")
        self._second, self._minute = QTimer(self, interval=1_000), QTimer(self, interval=MINUTE_MS)
        self._town_moves = TownMoves(context, self.presenter, self.view, in_person)
        self._join()
        self._join_draft()
        self._rereading.ask()  # the badge counts before the page is seen

    def _join(self) -> None:
        view, seat = self.view, self._context.seat
        view.list_chosen.connect(lambda name: self._start(self.presenter.choose_list(name), "list"))
        view.card_chosen.connect(self._on_card)
        view.card_opened.connect(lambda _: self._focus_middle())
        view.no_event.connect(lambda: self.begin_call(""))
        view.returned.opened.connect(self.show_case)
        view.rating.opened.connect(self.show_case)
        view.turned.connect(self.hints_changed)
        view.found.asked.connect(self.dossier.acting.ask)
        self.dossier.sheet_shown.connect(
            lambda sheet: view.found.offer(frozenset(act.key for act in sheet.acts))
        )
        self._second.timeout.connect(self._tick)
        self._minute.timeout.connect(self._rereading.ask)
        gone = [
            seat.on_change(lambda _: self._follow()),
            seat.on_operator(lambda _: self._rereading.ask()),
        ]
        self.destroyed.connect(lambda: [stop() for stop in gone])

    def _join_draft(self) -> None:
        draft, entering = self.view.draft, self.drafting.entering
        draft.items.searched.connect(lambda words: self._start(entering.search(words), "search"))
        draft.items.chosen.connect(lambda code: self._changed(entering.choose, code))
        draft.items.outside.connect(lambda on: self._changed(entering.leave_list, on))
        draft.items.reason_typed.connect(lambda text: self._changed(lambda: entering.put(reason=text)))
        draft.items.dept_chosen.connect(lambda code: self._changed(entering.set_lead, code))
        draft.duty.asked.connect(lambda dept, on: self._changed(entering.ask_dept, dept, on))
        draft.duty.reasoned.connect(lambda dept, text: self._changed(entering.drop_reason, dept, text))
        draft.done.stated.connect(lambda no, state: self._changed(entering.set_line, no, state))
        draft.done.noted.connect(lambda no, note: self._changed(entering.note_line, no, note))
        draft.grade.chosen.connect(lambda grade: self._changed(entering.set_grade, grade))
        draft.ask_typed.connect(lambda text: entering.put(ask=text))
        draft.contact_typed.connect(lambda text: entering.put(contact=text))
        draft.submitted.connect(lambda signer: self._start(self._submit(signer), "issue"))
        draft.signer_chosen.connect(entering.choose_signer)
        draft.keep_asked.connect(lambda: self._start(self._keep(), "keep"))
        draft.print_asked.connect(self._print)
        draft.paused.connect(lambda: self._start(self.drafting.issuing.keep(), "keep"))
        draft.thrown_away.connect(lambda: self._start(self._throw_away(), "throw_away"))

    def _follow(self) -> None:
        """The store changed; out of sight only the badge waits for it."""
        if self.view.isVisible():
            self._rereading.ask()
        else:
            self._rereading.ask_later()

    # ------------------------------------------------------------ what the window asks

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        self._rereading.ask()
        self._second.start()
        self._minute.start()
        self._tick()
        self.view.cards.setFocus()

    def leave(self) -> None:
        self._second.stop()
        self._minute.stop()
        if self.drafting.draft is not None and self.view.writing:
            self._start(self._leave_behind(), "keep")

    def hints(self) -> tuple[str, ...]:
        if self.view.writing:
            return ("find", "tick", "next_panel", "primary", "save_draft", "help")
        return ("call", "urge", "supervise", "next_panel", "help")

    def show_case(self, case_id: str) -> bool:
        """Show a call; False for other cases: they have their own pages."""
        if self.presenter.call(case_id) is None:
            return False
        self._on_card(case_id)
        return True

    def begin_call(self, event_id: str) -> bool:
        """Begin a call from an event; "" for 无案直呼."""
        self._start(self._begin(event_id), f"begin {event_id}")
        return True

    start_call = begin_call

    def key(self, action: str) -> bool:
        if self.view.writing and self._draft_key(action):
            return True
        match action:
            case "refresh":
                self._rereading.ask()
            case "call":
                self.begin_call(self.presenter.event_of(self.presenter.chosen))
            case _ if self.view.writing:
                return False
            case "print" if self.view.slip.sheets:
                self._print()
            case _:
                return self.dossier.key(action)
        return True

    def _draft_key(self, action: str) -> bool:
        draft = self.view.draft
        match action:
            case "find":
                draft.focus_search()
            case "primary":
                draft.submit()
            case "item" if self.drafting.draft is not None and self.drafting.draft.item:
                self._context.go.item(self.drafting.draft.item)
            case "save_draft":
                self._start(self._keep(), "keep")
            case "tick":
                return draft.done.turn()
            case "print":
                self._print()
            case "escape":
                self._put_away()
            case _ if action.startswith("choice_"):
                if not self.drafting.entering.choose_nth(int(action.removeprefix("choice_"))):
                    return False
                draft.changed()
            case _:
                return False
        return True

    # ------------------------------------------------------------ the list

    async def _read(self) -> None:
        await self.presenter.read()
        self.badge_changed.emit(*self.presenter.badge)
        cards = self.view.cards.cards
        first = next((one.key for one in cards if not one.draft), "")
        if not self.presenter.chosen and not self.view.writing and first:
            self._on_card(first)

    def _tick(self) -> None:
        link, now = self._context.link(), self._context.seat.now()
        away = link is not None and not link.connected
        heard = link.last_synced if link is not None else None
        self.drafting.opened.connected = not away
        old = self._context.as_of()
        mark = texts.MARK.format(at=times.short(old, now)) if old is not None else ""
        if heard is None:
            self.view.show_as_of(texts.NEVER_SYNCED, True, mark)
        elif away:
            self.view.show_as_of(texts.AWAY.format(at=times.short(heard, now)), True, mark)
        else:
            self.view.show_as_of(texts.AS_OF.format(at=times.clock_second(heard)), False, mark)
        self.view.tick()

    def _on_card(self, key: str) -> None:
        typed = key.removeprefix(DRAFT) if key.startswith(DRAFT) else self.presenter.typed_for(key)
        if typed and self.view.writing and typed == self.drafting.opened.draft_id:
            return
        self._leave_draft()
        if typed:
            self._start(self._resume(typed), "resume")
            return
        self.view.cards.choose(key)
        case_id = self.presenter.case_of(key)
        self.presenter.chosen = case_id
        self.view.show_case()
        self.view.focus_waiting(case_id)
        self.dossier.show_case(case_id)
        self._start(self.presenter.choose(case_id), f"slip {case_id}")

    def _focus_middle(self) -> None:
        if self.view.writing:
            self.view.draft.begin()
        else:
            self.dossier.setFocus()

    # ------------------------------------------------------------ a new call

    async def _begin(self, event_id: str) -> None:
        await self._opened(await self.drafting.begin(event_id))

    async def _resume(self, draft_id: str) -> None:
        await self._opened(await self.drafting.resume(draft_id))

    async def _opened(self, refused: str) -> None:
        if refused:
            self._context.notices.toast(refused)
            return
        self.presenter.writing = True
        opened = self.drafting.opened
        sealed = opened.draft.case if opened.draft is not None else ""
        self.view.cards.choose(sealed or f"{DRAFT}{opened.draft_id}")
        self.view.draft.begin()

    def _leave_draft(self) -> None:
        if self.presenter.writing and self.drafting.draft is not None:
            self._start(self._leave_behind(), "keep")
        self.presenter.writing = False

    def _put_away(self) -> None:
        """Esc: the draft stays in the list."""
        self._leave_draft()
        self.view.show_case()
        self._start(self.presenter.show_slip(), "slip")
        self._rereading.ask()
        self.view.cards.setFocus()

    def _changed(self, do: Any, *args: Any) -> None:
        do(*args)
        self.view.draft.changed()

    async def _keep(self) -> None:
        """Ctrl+S: kept here; a draft that was sent is sent anew as it stands now."""
        issuing, changed = self.drafting.issuing, self.drafting.opened.changed_since_sent
        refused = await issuing.leave()
        self._rereading.ask()
        self.view.show_refusal(refused)
        self._context.notices.toast(texts.SENT_AGAIN if changed and not refused else texts.SAVED_DRAFT)

    async def _leave_behind(self) -> None:
        """What the leader finds is what stood here last."""
        if refused := await self.drafting.issuing.leave():
            self._context.notices.toast(refused)

    def _print(self) -> None:
        """The three sheets, in the system's own dialog."""
        print_slip(self.view.slip.sheets, self.view)

    async def _throw_away(self) -> None:
        undo = await self.drafting.issuing.throw_away()
        if self.drafting.draft is not None:
            return  # it was sent: the draft says why it stays
        self._put_away()
        if undo is not None:
            self._context.notices.toast(texts.THROWN, undo)

    async def _submit(self, signer: str) -> None:
        came = await self.drafting.issuing.submit(signer)
        if came.sent is not None:
            self._rereading.ask()
            self._context.notices.toast(texts.SENT.format(name=came.sent.name))
        if came.issued is not None:
            self._issued(came.issued)
        elif came.sent is None:
            self.view.draft.show_fault()

    def _issued(self, sealed: Sealed) -> None:
        said = texts.ISSUED if self.drafting.opened.connected else texts.ISSUED_OFFLINE
        self._context.notices.toast(said.format(serial=sealed.action.p.get("serial", "")))
        self.presenter.writing = False
        self.presenter.chosen = ""
        self._start(self._show_new(sealed.action.case or ""), "issued")

    async def _show_new(self, case_id: str) -> None:
        await self.presenter.read()
        self._on_card(case_id)
        self.view.cards.setFocus()

    def _start(self, work: Coroutine[Any, Any, Any], verb: str) -> None:
        self._context.tasks.start(work, name=f"calls.{verb}")
