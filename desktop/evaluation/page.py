"""The evaluation page joined (考评): figures of a period, their cases, what is set and said, workbook and issue."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db.town import StoreChanged
from desktop.briefings.issue_dialog import IssueDialog
from desktop.briefings.workbook_export import Wanted, WorkbookExport
from desktop.evaluation import texts
from desktop.evaluation.counting import Evaluation
from desktop.evaluation.issuing import Issuing, words
from desktop.evaluation.presenter import EvaluationPresenter
from desktop.evaluation.view import EvaluationView
from desktop.moves.drawer import MoveDrawer
from desktop.moves.file_copies import FileCopies
from desktop.moves.presenter import OpenForm, Outcome
from desktop.rereading import Rereading
from desktop.shell.page import Page, PageContext
from desktop.signing.asked_county import AskedCounty
from desktop.signing.in_person import InPerson, Signing
from desktop.signing.leader_seat import LeaderSeat
from desktop.signing.password_dialog import PasswordDialog
from desktop.signing.passwords import County, Passwords
from governance.refusal import Refusal

MINUTE_MS = 60_000
TAB_KEY = "choice_"


class EvaluationPage(Page):
    """考评, Ctrl+7."""

    name, title, icon, number = "evaluation", texts.TITLE, "chart-column", 7

    def __init__(self, context: PageContext, url: str = "", county: County | None = None) -> None:
        """The county at `url` says whose password it is."""
        super().__init__()
        self._context = context
        keys, seat = context.keymap, context.seat
        self.drawer = MoveDrawer(self._run, seat.now, keys)
        self.view = EvaluationView(self.drawer, keys.cap("export"), keys.cap("primary"))
        self.presenter = EvaluationPresenter(seat, self.view, context.places)
        passwords = Passwords(seat, county or AskedCounty(seat, url))
        self.password = PasswordDialog(self.view)
        self._in_person = InPerson(seat, passwords, self.password)
        self.dialog = IssueDialog(self.view)
        self.issuing = Issuing(seat, self._in_person)
        self._files = FileCopies(seat.desk.store.folder, seat)
        self._to_issue: Evaluation | None = None
        self._rereading = Rereading(context.tasks, self._read, "evaluation.read")
        self._stale = False
        self._ref = ""  # of the figure that is current
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._read_what_came)
        self.export = WorkbookExport(context, self.view, self.name, self._write)
        self._join()

    def _join(self) -> None:
        view, presenter, seat = self.view, self.presenter, self._context.seat
        view.tab_chosen.connect(lambda tab: self._run(presenter.choose_tab(tab), "tab"))
        view.figure_chosen.connect(self._on_figure)
        view.period.kind.connect(self._on_kind)
        view.period.stepped.connect(self.step)
        view.period.typed.connect(self._on_days)
        view.table.entered.connect(self._enter_figure)
        view.table.clicked.connect(lambda _: self._enter_figure() if view.narrow else None)
        view.drill.part_chosen.connect(lambda key: self._run(presenter.open_part(key), "part"))
        view.drill.figure_chosen.connect(lambda ref: self._run(presenter.open_figure(ref), "figure"))
        view.drill.case_opened.connect(self._context.go.case)
        view.drill.list_asked.connect(self._open_list)
        view.drill.left.connect(self._escape)
        view.action_asked.connect(self.open_form)
        view.export_asked.connect(self.export_it)
        view.cancel_asked.connect(self.export.cancel)
        view.issue_asked.connect(self.issue_it)
        view.switch_asked.connect(lambda: self._run(presenter.switch(), "switch"))
        self.drawer.saved.connect(self._on_saved)
        self.dialog.issued.connect(self._on_issue)
        seat.on_change(self._heard)
        seat.on_operator(lambda _: self._ask_seen())

    def _run(self, work: Coroutine[Any, Any, None], verb: str) -> None:
        self._context.tasks.start(work, name=f"evaluation.{verb}")

    # ------------------------------------------------------------ the page

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        self._rereading.ask()
        self._minute.start()

    def take_keys(self) -> None:
        self.view.table.setFocus()

    def leave(self) -> None:
        self._minute.stop()

    def hints(self) -> tuple[str, ...]:
        return ("open", "primary", "export", "refresh", "help")

    def key(self, action: str) -> bool:
        match action:
            case "refresh":
                self._rereading.ask()
            case "primary":
                self.primary()
            case "export":
                self.export_it()
            case "open" | "tick" if self.view.table.hasFocus():
                self._enter_figure()
            case "escape":
                return self._escape()
            case "next_panel" | "previous_panel":
                self._next_panel()
            case _ if action.startswith(TAB_KEY):
                return self._choose_tab(int(action.removeprefix(TAB_KEY)))
            case _:
                return False
        return True

    def primary(self) -> None:
        """Save the form that is open, else issue the month (Ctrl+Enter)."""
        if self.drawer.form is not None:
            self.drawer.submit()
        else:
            self.issue_it()

    def _escape(self) -> bool:
        if self.drawer.form is not None:
            self.drawer.put_away()
        elif self.presenter.figure is not None:
            self._run(self.presenter.open_figure(""), "close")
        else:
            return False
        self.view.table.setFocus()
        return True

    def _next_panel(self) -> None:
        if self.view.table.hasFocus() and self.view.drill.isVisible():
            self._into_cases()
        else:
            self.view.table.setFocus()

    def _enter_figure(self) -> None:
        """Into the cases of the figure; where there is room for one of both, the figure is opened by it."""
        if self.view.narrow and self._ref:
            self._run(self._open_whole(self._ref), "figure")
        else:
            self._into_cases()

    async def _open_whole(self, ref: str) -> None:
        await self.presenter.open_figure(ref)
        self._into_cases()

    def _into_cases(self) -> None:
        if self.view.drill.table.isVisible():
            self.view.drill.table.setFocus()
            if self.view.drill.table.current is None:
                self.view.drill.table.choose_row(0)

    def _choose_tab(self, number: int) -> bool:
        if not 1 <= number <= len(texts.TABS):
            return False
        self._run(self.presenter.choose_tab(texts.TABS[number - 1][0]), "tab")
        self.view.table.setFocus()
        return True

    # ------------------------------------------------------------ reading

    async def _read(self) -> None:
        self._stale = False
        self.view.panel.busy(True)
        try:
            await self.presenter.read()
        finally:
            self.view.panel.busy(False)
        self.has_read.emit()

    def _heard(self, change: StoreChanged) -> None:
        """A period is counted as a whole: what comes is gathered for a minute."""
        self._stale = True

    def _read_what_came(self) -> None:
        if self._stale:
            self._rereading.ask()

    def _ask_seen(self) -> None:
        if self.view.isVisible():
            self._rereading.ask()

    # ------------------------------------------------------------ choosing

    def _on_figure(self, ref: str, row: str) -> None:
        self.presenter.choose_row(row)
        if self.drawer.form is not None:
            self.drawer.put_away()
        self._ref = ref
        if not self.view.narrow:
            self._run(self.presenter.open_figure(ref), "figure")

    def _on_kind(self, kind: str) -> None:
        self.presenter.choose_kind(kind)
        self._rereading.ask()

    def step(self, count: int) -> None:
        """The period before or after."""
        self.presenter.step(count)
        self._rereading.ask()

    def _on_days(self, first: str, last: str) -> None:
        if self.presenter.choose_days(first, last):
            self.view.refusal.clear()
            self._rereading.ask()
        else:
            self.view.refusal.show_refusal(texts.SPAN_WRONG)

    def _open_list(self) -> None:
        listed = self.presenter.listed()
        if listed is not None:
            self._context.go.cases(*listed)

    # ------------------------------------------------------------ forms

    def open_form(self, key: str) -> None:
        """Open the form of a button, saved by the operator or, with his password, by who may."""
        found = self.presenter.asked(key)
        if found is None:
            return
        asked, signer = found
        seat = self._context.seat
        name = self.presenter.names().person(signer)
        title = texts.SIGN_TITLE.format(leader=name, what=key)
        leader = signer if signer != seat.operator.id else ""
        signed = LeaderSeat(seat, leader, self._in_person, Signing(title, asked.about, asked.form.verb))
        self.drawer.open(OpenForm(signed, asked.form, asked.case_id, self._files))

    def _on_saved(self, outcome: Outcome) -> None:
        self._context.notices.toast(outcome.toast)
        self._rereading.ask()
        self.view.table.setFocus()

    # ------------------------------------------------------------ issuing

    def issue_it(self) -> None:
        """Ask who signs the month shown, or its correction."""
        shown, issued = self.presenter.now, self.presenter.issued
        self.view.refusal.clear()
        if shown is None or not self.view.issuing.isEnabled():
            self.view.refusal.show_refusal(self.view.issuing.toolTip())
            return
        signers = self.issuing.signers()
        if not signers:
            self.view.refusal.show_refusal(texts.NOBODY_ISSUES)
            return
        self._to_issue = shown
        before = issued.briefing if issued is not None else None
        said = words(shown.figures, shown.period, before)
        self.dialog.ask(*said, signers, correction=before is not None)

    def _on_issue(self, signer: str, reason: str) -> None:
        self._run(self._issue(signer, reason), "issue")

    async def _issue(self, signer: str, reason: str) -> None:
        shown, self._to_issue = self._to_issue, None
        if shown is None:
            return
        issued = self.presenter.issued
        before = issued.briefing if issued is not None else None
        said = await self.issuing.issue(shown.figures, shown.period, before, signer, reason)
        if isinstance(said, Refusal):
            self.view.refusal.show_refusal(said.sentence)
            return
        self._context.notices.toast(texts.ISSUED.format(number=said.action.p["no"]))
        self._rereading.ask()

    # ------------------------------------------------------------ the workbook

    def export_it(self) -> None:
        """Ask where the workbook goes (Ctrl+E)."""
        if self.presenter.shown is None:
            return
        self.export.ask(self.view, texts.EXPORT, self.presenter.file_name())

    async def _write(self, path: Path, wanted: Wanted) -> str:
        digest = await self.presenter.export(path, wanted)
        return texts.EXPORTED.format(name=path.name, digest=digest[:16])
