"""The briefings page joined (简报): the day's daily, its figures, its workbook and its paper."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from db.town import StoreChanged
from desktop.briefings import texts
from desktop.briefings.counting import Daily
from desktop.briefings.issue_dialog import IssueDialog
from desktop.briefings.issued import CHANGES
from desktop.briefings.issuing import Issuing, issue_words
from desktop.briefings.presenter import BriefingsPresenter
from desktop.briefings.view import BriefingsView
from desktop.briefings.workbook_export import Wanted, WorkbookExport
from desktop.printing.pages import set_pages
from desktop.printing.preview import open_preview
from desktop.rereading import Rereading
from desktop.room import leader_of
from desktop.shell.page import Page, PageContext
from desktop.signing.asked_county import AskedCounty
from desktop.signing.in_person import InPerson
from desktop.signing.password_dialog import PasswordDialog
from desktop.signing.passwords import County, Passwords
from governance.refusal import Refusal

MINUTE_MS = 60_000


class BriefingsPage(Page):
    """简报, Ctrl+8."""

    name, title, icon, number = "briefings", texts.TITLE, "file-text", 8

    def __init__(self, context: PageContext, url: str = "", county: County | None = None) -> None:
        """The county at `url` says whose password it is."""
        super().__init__()
        self._context = context
        keys, seat, tasks = context.keymap, context.seat, context.tasks
        self.view = BriefingsView(
            lambda work, name: tasks.start(work, name=name),
            lambda work: seat.run(work),
            keys.cap("print"),
            keys.cap("export"),
            keys.cap("primary"),
        )
        town = context.town
        villages = {one.code: one.name for one in town.villages} if town is not None else {}
        self.presenter = BriefingsPresenter(
            seat, self.view, town.name if town is not None else "", villages, leader_of
        )
        passwords = Passwords(seat, county or AskedCounty(seat, url))
        self.password = PasswordDialog(self.view)
        self.dialog = IssueDialog(self.view)
        self.issuing = Issuing(seat, InPerson(seat, passwords, self.password))
        self._to_issue: Daily | None = None
        self._rereading = Rereading(tasks, self._read, "briefings.read")
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._ask_today)
        self.export = WorkbookExport(context, self.view, self.name, self._write)
        self._join()

    def _join(self) -> None:
        view = self.view
        view.day_chosen.connect(self._on_day)
        view.figure_chosen.connect(self.presenter.open_figure)
        view.failing_asked.connect(self.presenter.open_failing)
        view.print_asked.connect(self.print_it)
        view.export_asked.connect(self.export_it)
        view.cancel_asked.connect(self.export.cancel)
        view.figure.case_opened.connect(self._context.go.case)
        view.figure.list_asked.connect(self._open_list)
        view.issue_asked.connect(self.issue_it)
        view.changes_asked.connect(lambda: self.presenter.open_figure(CHANGES))
        self.dialog.issued.connect(self._on_issue)
        self._context.seat.on_change(self._heard)

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        self._rereading.ask()
        self._minute.start()

    def take_keys(self) -> None:
        self.view.pages.setFocus()

    def leave(self) -> None:
        self._minute.stop()

    def hints(self) -> tuple[str, ...]:
        return ("primary", "export", "print", "refresh", "help")

    def key(self, action: str) -> bool:
        match action:
            case "refresh":
                self._rereading.ask()
            case "primary":
                self.issue_it()
            case "print":
                self.print_it()
            case "export":
                self.export_it()
            case "open" | "tick" if (
                self.presenter.figure is not None and not self.view.figure.table.hasFocus()
            ):
                self.view.figure.table.setFocus()
            case "escape" if self.presenter.figure is not None:
                self.presenter.open_figure("")
                self.view.pages.setFocus()
            case _ if action.startswith("choice_"):
                return self.view.choose_tab(int(action.removeprefix("choice_")))
            case _:
                return False
        return True

    # ------------------------------------------------------------ reading

    async def _read(self) -> None:
        before = self.presenter.daily
        self.view.panel.busy(True)
        try:
            await self.presenter.read()
            daily = self.presenter.daily
            if daily is not None and daily is not before:
                self.view.show_pages(await self._context.seat.run(partial(set_pages, daily.paper)))
        finally:
            self.view.panel.busy(False)

    def _ask_today(self) -> None:
        if self.presenter.today:
            self._rereading.ask()

    def _heard(self, change: StoreChanged) -> None:
        if self.view.isVisible() and (self.presenter.today or self.presenter.case in change.cases):
            self._rereading.ask()

    def _on_day(self, since: int) -> None:
        self.presenter.choose_day(since)
        self._rereading.ask()

    def _open_list(self) -> None:
        listed = self.presenter.listed()
        if listed is not None:
            self._context.go.cases(*listed)

    # ------------------------------------------------------------ issuing

    def issue_it(self) -> None:
        """Ask who signs the day shown, or its correction (Ctrl+Enter)."""
        self._context.tasks.start(self._ask_issue(), name="briefings.ask_issue")

    async def _ask_issue(self) -> None:
        self.view.refusal.clear()
        daily, signers = await self.presenter.fresh(), self.issuing.signers()
        if daily is None:
            return
        if not signers:
            self.view.refusal.show_refusal(texts.NOBODY_ISSUES)
            return
        before = self.presenter.briefing
        self._to_issue = daily
        self.dialog.ask(*issue_words(daily, before), signers, correction=before is not None)

    def _on_issue(self, signer: str, reason: str) -> None:
        self._context.tasks.start(self._issue(signer, reason), name="briefings.issue")

    async def _issue(self, signer: str, reason: str) -> None:
        daily, self._to_issue = self._to_issue, None
        if daily is None:
            return
        said = await self.issuing.issue(daily, self.presenter.briefing, signer, reason)
        if isinstance(said, Refusal):
            self.view.refusal.show_refusal(said.sentence)
            return
        self._context.notices.toast(texts.ISSUED.format(number=said.action.p["no"]))
        self._rereading.ask()

    # ------------------------------------------------------------ paper and file

    def print_it(self) -> None:
        """Show the day as it will be printed (Ctrl+P)."""
        paper = self.presenter.paper()
        if paper is not None:
            open_preview(self.view, paper, self._context)

    def export_it(self) -> None:
        """Ask where the workbook goes (Ctrl+E)."""
        if self.presenter.daily is None:
            return
        self.export.ask(self.view, texts.EXPORT, self.presenter.file_name())

    async def _write(self, path: Path, wanted: Wanted) -> str:
        await self.presenter.export(path, wanted)
        return texts.EXPORTED.format(name=path.name)
