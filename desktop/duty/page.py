"""The duty page joined (值班)."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.duty import texts
from desktop.duty.item_list import item_names
from desktop.duty.presenter import DutyPresenter
from desktop.duty.sheet_paper import paper
from desktop.duty.view import DutyView
from desktop.duty_log.joined import DutyLogView
from desktop.printing.preview import open_preview
from desktop.printing.printed import foot_of
from desktop.rereading import Rereading
from desktop.shell.page import Page, PageContext
from desktop.signing.asked_county import AskedCounty
from desktop.signing.passwords import County, Passwords

SECOND_MS, MINUTE_MS = 1_000, 60_000
BANNER = "shift"  # the key of this page's banner; the window gives it a button


class DutyPage(Page):
    """值班, Ctrl+9; Ctrl+H from anywhere."""

    name, title, icon, number = "duty", texts.TITLE, "clock", 9

    def __init__(
        self,
        context: PageContext,
        login: Callable[[str, str], None] = lambda user, password: None,
        url: str = "",
        county: County | None = None,
    ) -> None:
        """`login` opens a person's session at the county; the county at `url` says whose password it is."""
        super().__init__()
        self._context = context
        seat, keymap = context.seat, context.keymap
        items = item_names()
        self.view = DutyView(items, (keymap.cap("primary"), keymap.cap("urge"), keymap.cap("print")))
        passwords = Passwords(seat, county or AskedCounty(seat, url), texts.PASSWORD_UNKNOWN)
        self.presenter = DutyPresenter(seat, passwords, self.view, login, items, context.places)
        say = context.notices.toast
        self.duty_log = DutyLogView(self.view.log, seat, context.tasks, passwords, lambda said: say(said))
        self._rereading = Rereading(context.tasks, self._read, "duty.read")
        self._second = QTimer(self.view, interval=SECOND_MS)
        self._second.timeout.connect(self.presenter.tick)
        self._minute = QTimer(self.view, interval=MINUTE_MS)  # banner and badge, whatever page is shown
        self._minute.timeout.connect(self._follow)
        self._join()
        self._minute.start()
        self.presenter.tick()

    def _join(self) -> None:
        view, presenter = self.view, self.presenter
        view.section_ticked.connect(
            lambda key, on: self._do(presenter.tick_section(key, on), f"duty.tick {key}")
        )
        view.item_counted.connect(lambda name, on: self._do(presenter.tick_item(name, on), "duty.count"))
        view.points_written.connect(lambda text: self._do(presenter.write_points(text), "duty.write"))
        view.case_opened.connect(self._context.go.case)
        view.figure_opened.connect(self._open_figure)
        view.signer_chosen.connect(presenter.choose)
        view.signed_with.connect(
            lambda who, password: self._do(presenter.sign(who, password), f"duty.sign {who}")
        )
        view.finish_asked.connect(self._finish)
        view.taken_over.connect(lambda *given: self._do(presenter.take_over(*given), "duty.take_over"))
        view.absent_changed.connect(presenter.go_without)
        view.month_turned.connect(lambda step: self._do(presenter.beside.turn_month(step), "duty.turn_month"))
        view.print_asked.connect(self._print)
        view.urge_asked.connect(lambda key: self._do(self._urge(key), f"duty.urge {key}"))
        view.banner_asked.connect(lambda said, level: self._context.notices.banner(BANNER, said, level))
        view.badge_asked.connect(self.badge_changed)
        view.said.connect(lambda sentence: self._context.notices.toast(sentence))
        self._context.seat.on_change(lambda _: self._follow())

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        self._rereading.ask()
        self._second.start()

    def take_keys(self) -> None:
        self.view.begin()

    def leave(self) -> None:
        self._second.stop()
        self._do(self.presenter.write_points(self.view.points.flush()), "duty.write")

    def hints(self) -> tuple[str, ...]:
        return ("tick", "open", "primary", "urge", "print", "handover")

    def key(self, action: str) -> bool:
        match action:
            case "handover":
                self.view.begin()
            case "primary":
                self._finish()
            case "print":
                self._print()
            case "urge":
                self.view.urge()
            case "refresh":
                self._rereading.ask()
                return False  # the exchange tries again as well
            case _ if action.startswith("choice_") and self.view.stack.currentIndex() == 1:
                return self.view.card.choose(int(action.removeprefix("choice_")))
            case _:
                return False
        return True

    async def _read(self) -> None:
        await self.presenter.read()
        await self.duty_log.log.read()

    def _follow(self) -> None:
        """The store or the minute changed: read again while it is seen, else banner and badge alone."""
        if self.view.isVisible():
            self._rereading.ask()
        else:
            self.presenter.tick()

    # ------------------------------------------------------------ what the operator does

    def _do(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        self._context.tasks.start(work, name=name)

    def _finish(self) -> None:
        self._do(self._write_and_finish(self.view.points.flush()), "duty.finish")

    async def _write_and_finish(self, points: str) -> None:
        await self.presenter.write_points(points)
        await self.presenter.finish()

    def _print(self) -> None:
        sheet = self.presenter.on_paper()
        if sheet is not None:
            open_preview(self.view, paper(sheet, foot_of(self._context)), self._context)

    def _open_figure(self, name: str) -> None:
        found = self.presenter.figure(name)
        if found is not None:
            self._context.go.cases(*found)

    async def _urge(self, key: str) -> None:
        text = await self.presenter.beside.urge(key)
        if text:
            QGuiApplication.clipboard().setText(text)
            self._context.notices.toast(texts.URGED)
