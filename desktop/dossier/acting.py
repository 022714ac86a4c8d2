"""What the operator does in a dossier (办理): opens the form of a move, saves it, says what came of it."""

from collections.abc import Coroutine
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.desk import Wish
from desktop.dossier import texts
from desktop.dossier.acts import CONFLICT, COPY_TEXT
from desktop.dossier.mains import mains
from desktop.dossier.presenter import DossierPresenter
from desktop.dossier.sheet import Act, Sheet
from desktop.dossier.why import nothing_due, wished
from desktop.moves.dispatch_text import dispatch_text
from desktop.moves.drawer import MoveDrawer
from desktop.moves.file_copies import FileCopies
from desktop.moves.form import Choice
from desktop.moves.forms import BEHALF, COPY_CALLER, SUPERVISE, form_of
from desktop.moves.matter import Matter
from desktop.moves.paper_form import from_paper, on_paper
from desktop.moves.presenter import OpenForm, Outcome
from desktop.shell.page import PageContext
from desktop.signing.asked_county import AskedCounty
from desktop.signing.in_person import InPerson, Signing
from desktop.signing.leader_seat import LeaderSeat
from desktop.signing.password_dialog import PasswordDialog
from desktop.signing.passwords import Passwords
from governance.events.event import Event
from governance.refusal import Refusal
from governance.supervision.supervision import LEVELS

MEANT = {  # key of the keymap → moves it may mean, the first that is offered
    "dispatch": ("event.accept_dispatch", "event.redispatch", "event.dispatch"),
    "call": ("call.issue",),
    "supervise": (SUPERVISE,),
    "behalf": (BEHALF,),
    "urge": ("event.urge", "call.urge"),
    "merge": ("event.merge",),
}
UNMASK = "audit.unmask"


class Acting(QObject):
    """`refused` with a sentence for the line above the bar; `unmasked` with the field that may be seen now."""

    refused = Signal(str)
    unmasked = Signal(str)

    def __init__(self, context: PageContext, presenter: DossierPresenter, drawer: MoveDrawer) -> None:
        super().__init__(drawer)
        self._context = context
        self._presenter = presenter
        self._drawer = drawer
        self._kind = ""
        self._choices: tuple[Choice, ...] = ()
        self._paper = False  # the next form is filled in from a slip
        self._in_person: InPerson | None = None
        self._files = FileCopies(context.seat.desk.store.folder, context.seat)
        drawer.saved.connect(self._saved)

    @property
    def _sheet(self) -> Sheet | None:
        return self._presenter.sheet

    # ------------------------------------------------------------ keys and buttons

    def means(self, action: str) -> bool:
        """Do the move that a key asks for, or say why it can't be done."""
        sheet = self._sheet
        if sheet is None:
            return False
        offered = {act.key for act in sheet.acts}
        for kind in MEANT[action]:
            if kind in offered:
                self.ask(kind)
                return True
        self._start(self._explain(action, sheet), f"why_not {action}")
        return True

    def from_paper(self) -> bool:
        """补录: what is opened next, or stands open, is taken from a numbered slip; a second time takes that back."""
        if self._sheet is None:
            return False
        self._paper = not self._paper
        self._context.notices.toast(texts.BACKFILL_ON if self._paper else texts.BACKFILL_OFF)
        if self._paper and self._kind and self._drawer.form is not None:
            self._open(self._kind, self._sheet, self._choices)
        return True

    def see_item(self) -> None:
        """看清单: the item in the version that the case keeps."""
        sheet = self._presenter.sheet
        if sheet is None or sheet.listed is None:
            self.refused.emit(texts.NO_ITEM)
        else:
            self._context.go.item(sheet.listed.code, sheet.listed.version, sheet.case_id)

    def next_step(self) -> bool:
        """The due step of this case."""
        act = self._due()
        if act is not None:
            self.ask(act.key)
        elif self._sheet is not None:
            self.refused.emit(nothing_due(self._sheet))
        return self._sheet is not None

    def _due(self) -> Act | None:
        return next((act for act in self._sheet.acts if act.primary), None) if self._sheet else None

    def ask(self, kind: str) -> None:
        """Open the form of a move; a call from an event begins on its own page."""
        sheet = self._sheet
        if sheet is None:
            return
        self.refused.emit("")
        led = next((act for act in sheet.acts if act.key == kind and act.signer), None)
        if led is not None:
            self._open_signed(led, sheet)
        elif kind == "call.issue" and isinstance(sheet.case, Event):
            self._context.go.call(sheet.case_id)
        elif kind == CONFLICT:
            self._context.go.conflicts(sheet.case_id)
        elif kind == COPY_TEXT:
            self.copy_dispatch()
        elif kind == "event.merge":
            self._start(self._open_merge(sheet), "merge")
        else:
            self._open(kind, sheet)

    def copy_dispatch(self, caller: dict[str, str] | None = None) -> None:
        """Copy the text for the unit's work group."""
        sheet = self._sheet
        if sheet is None or not isinstance(sheet.case, Event):
            return
        seat = self._context.seat
        text = dispatch_text(sheet.case, self._presenter.names(), seat.rules, seat.now(), caller)
        if not text:
            self.refused.emit(texts.NO_DISPATCH_TEXT)
            return
        QGuiApplication.clipboard().setText(text)
        self._context.notices.toast(texts.COPIED_CALLER if caller else texts.COPIED)

    def open_copy(self, copy: str) -> None:
        """Open a file of material with the program that the PC has for it."""
        path = self._files.path(copy)
        if not path.is_file() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.refused.emit(texts.COPY_GONE)

    # ------------------------------------------------------------ forms

    def _open(self, kind: str, sheet: Sheet, choices: tuple[Choice, ...] = ()) -> None:
        seat = self._context.seat
        matter = self._matter(sheet, seat.operator.id, choices)
        self._kind, self._choices = kind, choices
        levels = tuple(level for level in LEVELS if level in sheet.levels)
        form = form_of(kind, matter, levels)
        if self._paper and on_paper(form):
            form, self._paper = from_paper(form, matter), False
        self._drawer.open(OpenForm(seat, form, sheet.case_id, self._files))

    def _open_signed(self, act: Act, sheet: Sheet) -> None:
        """The form of a leader's own decision: his password is asked for when it is saved."""
        seat, levels = self._context.seat, tuple(level for level in LEVELS if level == act.kind)
        form = form_of(SUPERVISE if levels else act.kind, self._matter(sheet, act.signer), levels)
        self._kind, self._choices = "", ()  # a slip says what an operator wrote down
        leader = seat.rules.directory.users[act.signer].name
        title = texts.SIGN_TITLE.format(name=leader, what=form.title)
        signing = Signing(title, " · ".join(part for part in (sheet.serial, sheet.title) if part), form.verb)
        form = replace(form, title=act.name)
        signed = LeaderSeat(seat, act.signer, self._signed_here(), signing)
        self._drawer.open(OpenForm(signed, form, sheet.case_id, self._files))

    def _signed_here(self) -> InPerson:
        """Made with the first decision: most dossiers never see one."""
        if self._in_person is None:
            seat = self._context.seat
            asker = PasswordDialog(self._drawer)
            self._in_person = InPerson(seat, Passwords(seat, AskedCounty(seat)), asker)
        return self._in_person

    def _matter(self, sheet: Sheet, actor: str, choices: tuple[Choice, ...] = ()) -> Matter:
        seat = self._context.seat
        return Matter(
            case=sheet.case,
            actor=actor,
            at=seat.now(),
            rules=seat.rules,
            names=self._presenter.names(),
            mains=choices,
            feedback=sheet.feedback,
            return_text=sheet.return_text,
        )

    async def _open_merge(self, sheet: Sheet) -> None:
        seat, event = self._context.seat, sheet.case
        if not isinstance(event, Event):
            return
        names, now = self._presenter.names(), seat.now()
        found = await seat.read(partial(mains, stream=seat.stream, event=event, names=names, now=now))
        if self._sheet is not None and self._sheet.case_id == sheet.case_id:
            self._open("event.merge", sheet, found)

    async def _explain(self, action: str, sheet: Sheet) -> None:
        seat = self._context.seat
        said = await seat.refusal(wished(action, sheet.case, seat.operator.id))
        self.refused.emit(said.sentence if said is not None else texts.NOT_NOW)

    def _saved(self, outcome: Outcome) -> None:
        sealed = outcome.sealed
        if sealed is None:
            return
        action = sealed.action
        if self._kind == COPY_CALLER:
            self._start(self._copy_with_caller(), "copy_caller")
            return
        if action.kind == UNMASK:
            self.unmasked.emit(str(action.p["field"]))
        if action.kind.endswith(".urge") and action.p.get("text"):
            QGuiApplication.clipboard().setText(str(action.p["text"]))
        back = outcome.undo
        if (
            back is None or back.actor != self._context.seat.operator.id
        ):  # what was signed is not taken back unsigned
            self._context.notices.toast(outcome.toast)
        else:
            self._context.notices.toast(outcome.toast, partial(self._take_back, back))

    async def _copy_with_caller(self) -> None:
        """Only after the traces were saved."""
        self.copy_dispatch(await self._presenter.private())

    async def _take_back(self, wish: Wish) -> None:
        said = await self._context.seat.save(wish)
        if isinstance(said, Refusal):
            self.refused.emit(said.sentence)

    def _start(self, work: Coroutine[Any, Any, None], verb: str) -> None:
        self._context.tasks.start(work, name=f"dossier.{verb} {self._presenter.case_id}")
