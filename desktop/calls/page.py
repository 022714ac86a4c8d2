"""The calls page joined (呼叫): list, new call or dossier, slip and what waits for the town."""

from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop import times
from desktop.calls import texts
from desktop.calls.composing import Composing
from desktop.calls.drafting import Drafting
from desktop.calls.list_foot import NOTICES
from desktop.calls.listing import DRAFT
from desktop.calls.noticing import Noticing
from desktop.calls.presenter import CallsPresenter
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
        self._town_moves = TownMoves(context, self.presenter, self.view.waiting, in_person)
        self._composing = Composing(context, self.view, self.drafting, self._start)
        self._noticing = Noticing(context, self.presenter, self.view, in_person, self._start)
        self._join()
        self._rereading.ask()  # the badge counts before the page is seen

    def _join(self) -> None:
        view, seat, composing = self.view, self._context.seat, self._composing
        view.list_chosen.connect(lambda name: self._start(self._choose_list(name), "list"))
        view.card_chosen.connect(self._on_card)
        view.card_opened.connect(lambda _: self._focus_middle())
        view.no_event.connect(lambda: self.begin_call(""))
        for part in (view.waiting.returned, view.waiting.rating, view.waiting.down, view.notice):
            part.opened.connect(self._open_case)
        view.turned.connect(self.hints_changed)
        view.waiting.found.asked.connect(self.dossier.acting.ask)
        view.waiting.down.asked.connect(self._answer_down)
        composing.begun.connect(self._begun)
        composing.issued.connect(self._issued)
        composing.put_away.connect(self._put_away)
        composing.changed.connect(self._rereading.ask)
        self._noticing.kept.connect(lambda case: self._start(self._show_new(case), "notice"))
        self._noticing.put_away.connect(self._notice_put_away)
        self._noticing.done.connect(self._rereading.ask)
        self.dossier.sheet_shown.connect(
            lambda sheet: view.waiting.found.offer(frozenset(act.key for act in sheet.acts))
        )
        self._second.timeout.connect(self._tick)
        self._minute.timeout.connect(self._rereading.ask)
        gone = [
            seat.on_change(lambda _: self._follow()),
            seat.on_operator(lambda _: self._rereading.ask()),
        ]
        self.destroyed.connect(lambda: [stop() for stop in gone])

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

    def take_keys(self) -> None:
        self.view.cards.setFocus()

    def leave(self) -> None:
        self._second.stop()
        self._minute.stop()
        if self.view.writing:
            self._composing.leave()
        self._noticing.leave()

    def hints(self) -> tuple[str, ...]:
        if self.view.writing:
            return ("find", "tick", "next_panel", "primary", "save_draft", "help")
        if self.view.writing_notice:
            return ("tick", "primary", "escape", "help")
        if self.presenter.listed == NOTICES:
            return ("notice", "next_step", "next_panel", "help")
        first = "next_step" if self.presenter.listed == "down" else "call"
        return (first, "urge", "supervise", "next_panel", "help")

    def show_case(self, case_id: str) -> bool:
        """Show a call; False for other cases: they have their own pages."""
        if self.presenter.call(case_id) is None:
            return False
        self._on_card(case_id)
        return True

    def begin_call(self, event_id: str, item: str = "") -> bool:
        """Begin a call from an event, "" for 无案直呼; with an item of the list chosen before."""
        self._start(self._composing.begin(event_id, item), f"begin {event_id}")
        return True

    def key(self, action: str) -> bool:
        if self.view.writing and self._composing.key(action):
            return True
        if self.view.writing_notice and self._noticing.key(action):
            return True
        match action:
            case "notice":
                self._begin_notice()
            case "next_step" if self.view.waiting.step.begin():
                pass
            case "refresh":
                self._rereading.ask()
            case "call":
                self.begin_call(self.presenter.event_of(self.presenter.chosen))
            case _ if self.view.writing:
                return False
            case "print" if self.view.waiting.slip.sheets:
                self._composing.print()
            case _ if action.startswith("choice_") and not self.dossier.form_values:
                return self.view.choose_nth(int(action.removeprefix("choice_")))
            case _:
                return self.dossier.key(action)
        return True

    # ------------------------------------------------------------ the list

    async def _read(self) -> None:
        await self.presenter.read()
        self.badge_changed.emit(*self.presenter.badge)
        if self.view.reading_notice and self.view.cards.chosen:
            self.view.notice.show_notice(await self.presenter.read_in_middle(self.view.cards.chosen))
        cards = self.view.cards.cards
        first = next((one.key for one in cards if not one.draft), "")
        if not self.presenter.chosen and self.view.at_rest and first:
            self._on_card(first)

    async def _choose_list(self, name: str) -> None:
        """Another list: its first card is shown, so that what stands beside it belongs to it."""
        await self.presenter.choose_list(name)
        self.hints_changed.emit()
        cards = self.view.cards.cards
        listed = {one.key for one in cards}
        if cards and not self._busy and self.presenter.chosen not in listed:
            self._on_card(next((one.key for one in cards if not one.draft), cards[0].key))

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
        self._noticing.leave()
        if typed:
            self._start(self._composing.resume(typed), "resume")
            return
        self.view.cards.choose(key)
        if self.presenter.is_read(key):
            self._start(self._show_notice(key), f"notice {key}")
        else:
            self._show_call(key)

    def _show_call(self, case_id: str) -> None:
        self.presenter.chosen = case_id
        self.view.show_case()
        self.view.focus_waiting(case_id)
        self.dossier.show_case(case_id)
        self._start(self.presenter.choose(case_id), f"slip {case_id}")

    async def _show_notice(self, key: str) -> None:
        face = await self.presenter.read_in_middle(key)
        if self.view.cards.chosen != key or self.view.writing:
            return  # another card was chosen meanwhile
        self.view.show_notice(face)
        await self.presenter.choose("")

    @property
    def _busy(self) -> bool:
        """Whether something is being written in the middle."""
        return self.view.writing or self.view.writing_notice

    def _open_case(self, case_id: str) -> None:
        """A call here, another case where it is at home."""
        if not self.show_case(case_id):
            self._context.go.case(case_id)

    def _begin_notice(self) -> None:
        """Alt+N: from the list of notices, which is shown for it."""
        self._leave_draft()
        if self.presenter.listed != NOTICES:
            self.view.lists.choose(NOTICES)
        self._noticing.begin()

    def _notice_put_away(self) -> None:
        """Kept or put away: the dossier comes back."""
        if self.view.writing_notice:
            self.view.show_case()
            self.view.cards.setFocus()

    def _focus_middle(self) -> None:
        if self.view.writing:
            self.view.draft.begin()
        elif self.view.reading_notice:
            self.view.notice.setFocus()
        else:
            self.dossier.setFocus()

    def _answer_down(self, case_id: str) -> None:
        """进展、反馈 of a 县呼乡应: its form in the dossier."""
        if self.dossier.case_id != case_id:
            self.show_case(case_id)
        self.dossier.key("next_step")

    # ------------------------------------------------------------ a new call

    def _begun(self, card: str) -> None:
        self.presenter.writing = True
        self.view.cards.choose(card)

    def _leave_draft(self) -> None:
        if self.presenter.writing:
            self._composing.leave()
        self.presenter.writing = False

    def _put_away(self) -> None:
        """Esc: the draft stays in the list."""
        self.presenter.writing = False
        self.view.show_case()
        self._start(self.presenter.show_slip(), "slip")
        self._rereading.ask()
        self.view.cards.setFocus()

    def _issued(self, case_id: str) -> None:
        self.presenter.writing = False
        self.presenter.chosen = ""
        self._start(self._show_new(case_id), "issued")

    async def _show_new(self, case_id: str) -> None:
        await self.presenter.read()
        self._on_card(case_id)
        self.view.cards.setFocus()

    def _start(self, work: Coroutine[Any, Any, Any], verb: str) -> None:
        self._context.tasks.start(work, name=f"calls.{verb}")
