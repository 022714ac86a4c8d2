"""The situation page joined (态势): queue, map and dossier move together."""

import json
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from db.queries.event_filter import EventFilter
from desktop import glance
from desktop.dossier.panel import DossierPanel
from desktop.rereading import Rereading
from desktop.shell.page import Page, PageContext
from desktop.situation import texts
from desktop.situation.presenter import SituationPresenter
from desktop.situation.view import SituationView
from governance.places.codes import contains
from governance.refusal import Refusal

WIDTHS = "situation.widths"
MINUTE_MS = 60_000
GLANCE_MS = 30_000


class SituationPage(Page):
    """态势, Ctrl+1."""

    name, title, icon, number = "situation", texts.TITLE, "map", 1

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.dossier = DossierPanel(context)
        self.view = SituationView(self.dossier)
        self.presenter = SituationPresenter(context.seat, context.places, self.view)
        self._rereading = Rereading(context.tasks, self._read, "situation.read")
        self._second = QTimer(self, interval=1_000)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._case = ""
        self._glanced = 0
        if context.town is not None:
            self.view.canvas.set_town(context.town)
        self._join()
        context.tasks.start(self._restore(), name="situation.restore")

    def _join(self) -> None:
        view = self.view
        view.list_chosen.connect(self._on_list)
        view.light_toggled.connect(self._on_light)
        view.grid_chosen.connect(self._on_grid)
        view.grid_cleared.connect(lambda: self._on_grid(""))
        view.case_chosen.connect(self._on_case)
        view.case_opened.connect(lambda _: self.dossier.setFocus())
        view.figure_opened.connect(
            lambda name: self._context.tasks.start(self._open_figure(name), name=f"situation.figure {name}")
        )
        self._second.timeout.connect(self.presenter.tick)
        self._minute.timeout.connect(self._rereading.ask)
        self._context.seat.on_change(lambda _: self._rereading.ask() if view.isVisible() else None)

    @property
    def widget(self) -> QWidget:
        return self.view

    def enter(self) -> None:
        self._rereading.ask()
        self._second.start()
        self._minute.start()

    def take_keys(self) -> None:
        self.view.queue.setFocus()

    def leave(self) -> None:
        self._second.stop()
        self._minute.stop()
        widths = json.dumps(self.view.widths)
        key = f"{WIDTHS}.{'small' if self.view.width() < 1600 else 'large'}"
        self._context.tasks.start(self._context.seat.keep_setting(key, widths), name="situation.widths")
        self._context.tasks.start(self._keep_glance(now=True), name="situation.glance")

    def hints(self) -> tuple[str, ...]:
        return ("intake", "dispatch", "call", "ack_alarm", "help")

    def show_alarm(self, text: str, more: str) -> None:
        self.view.show_alarm(text, more)

    def show_case(self, case_id: str) -> bool:
        self._on_case(case_id)
        return True

    def show_place(self, lon: float, lat: float) -> bool:
        self.view.canvas.show_place(lon, lat)
        return True

    def key(self, action: str) -> bool:
        match action:
            case "refresh":
                self._rereading.ask()
            case "urge" if self.presenter.listed == "silent":
                self._context.tasks.start(self._urge(), name=f"situation.urge {self._case}")
            case "escape" if not self.dossier.key(action):
                if not self.presenter.clear():
                    return False
                self._rereading.ask()
            case "escape":
                return True
            case _ if action.startswith("choice_"):
                return self._choose(int(action.removeprefix("choice_")))
            case _:
                return self.dossier.key(action)
        return True

    async def _read(self) -> None:
        await self.presenter.read()
        self.has_read.emit()
        await self._keep_glance()
        if not self._case and self.view.queue.cards:
            self._on_case(self.view.queue.cards[0].case_id)

    async def _keep_glance(self, *, now: bool = False) -> None:
        """For the first moment of the next start; not after every read of a busy minute."""
        seat, pc_now = self._context.seat, round(time.time() * 1000)
        if not now and pc_now - self._glanced < GLANCE_MS:
            return
        if seen := self.presenter.seen():
            self._glanced = pc_now
            folder = seat.desk.store.folder
            await seat.run(lambda: glance.keep(folder, seat.now(), pc_now, seen))

    # ------------------------------------------------------------ what the operator does

    def _choose(self, number: int) -> bool:
        if self.dossier.key(f"choice_{number}"):
            return True
        if not 1 <= number <= len(texts.LISTS):
            return False
        self._on_list(texts.LISTS[number - 1][0])
        return True

    def _on_list(self, name: str) -> None:
        self.presenter.choose_list(name)
        self._rereading.ask()

    def _on_light(self, name: str) -> None:
        self.presenter.toggle_light(name)
        self._rereading.ask()

    def _on_grid(self, code: str) -> None:
        self.presenter.choose_grid(code)
        self.view.name_grid(self._context.places.said(code))
        self._name_place(code)
        self._rereading.ask()

    def _name_place(self, code: str) -> None:
        places, rules = self._context.places, self._context.seat.rules
        if not code:
            self.view.map.breadcrumb((places.town,))
            return
        workers = [
            user.name
            for user in rules.directory.users.values()
            if user.active and any(g.role == "GRID_WORKER" and contains(code, g.unit) for g in user.grants)
        ]
        notes = [texts.CODE.format(code=code)]
        if workers:
            notes.append(texts.WORKERS.format(names="、".join(workers[:3])))
        self.view.map.breadcrumb((places.town, places.village(code), places.grid(code)), notes)

    def _on_case(self, case_id: str) -> None:
        self._case = case_id
        self.view.show_case(case_id)
        self.dossier.show_case(case_id)

    async def _urge(self) -> None:
        said = await self.presenter.urge(self._case)
        if said is None:
            self._context.notices.toast(texts.CHOOSE_ONE)
        elif isinstance(said, Refusal):
            self.view.panel.show_error(said.sentence, None)
        else:
            done, text = said
            QGuiApplication.clipboard().setText(text)
            self._context.notices.toast(done)

    async def _open_figure(self, name: str) -> None:
        title, explained, wanted = await self.presenter.figure(name)
        if isinstance(wanted, EventFilter):
            self._context.go.cases(title, explained, wanted)

    async def _restore(self) -> None:
        size = "small" if self.view.width() < 1600 else "large"
        kept = await self._context.seat.setting(f"{WIDTHS}.{size}")
        if kept:
            self.view.set_widths(json.loads(kept))
