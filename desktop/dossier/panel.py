"""The dossier beside a page (案卷栏): shows a case, ticks with the clock, holds the form of each move.

A page embeds it: `show_case`, `clear`, `key`. It reads in a worker and keeps the old content meanwhile; after a save
nothing is patched: the store tells what changed, and the sheet is read again.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from db.town import StoreChanged
from desktop import times
from desktop.dossier import texts
from desktop.dossier.acting import MEANT, UNMASK, Acting
from desktop.dossier.action_bar import ActionBar
from desktop.dossier.body_view import BodyView
from desktop.dossier.caller_in_clear import CallerInClear
from desktop.dossier.case_keys import CaseKeys
from desktop.dossier.head_view import HeadView
from desktop.dossier.presenter import DossierPresenter
from desktop.dossier.sheet import Sheet
from desktop.moves.drawer import MoveDrawer
from desktop.moves.form import Value
from desktop.rereading import Rereading
from desktop.seat import Operator
from desktop.shell.page import PageContext
from desktop.widgets.blank import Blank
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.stage_tracker import StageTracker, Step


class DossierPanel(QWidget):
    """`case_shown` once a case is on the screen; `full_asked` when 展开全卷 was pressed."""

    case_shown = Signal(str)
    sheet_shown = Signal(object)  # Sheet, at every reading
    full_asked = Signal(str)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.presenter = DossierPresenter(context.seat, context.places, context.as_of)
        self._rereading = Rereading(context.tasks, self._read, "dossier.read", pause_s=0.1)
        self._panel = Panel()
        self._head, self._steps, self._body = HeadView(), StageTracker(), BodyView(context.keymap.cap("item"))
        self._bar = ActionBar(context.keymap)
        self._refusal = RefusalLine()
        self._drawer = MoveDrawer(self._start, context.seat.now, context.keymap)
        self.acting = Acting(context, self.presenter, self._drawer)
        self._keys = CaseKeys(self.presenter, self.acting, self._drawer, self._refusal)
        self._blank = Blank(texts.CHOOSE_CASE)
        self._second = QTimer(self, interval=1000)
        self._clear = CallerInClear(self._head, self.presenter, self)
        self._lay_out()
        self._connect()
        self._show(None)

    def _lay_out(self) -> None:
        self._case = QWidget()
        rows = QVBoxLayout(self._case)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        rows.addWidget(self._steps)
        rows.addWidget(self._body, 1)
        rows.addWidget(self._drawer)
        self._body.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )  # a form comes first
        inner = QWidget()
        both = QVBoxLayout(inner)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._blank)
        both.addWidget(self._case, 1)
        both.addStretch(0)
        foot = QWidget()
        under = QVBoxLayout(foot)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(4)
        under.addWidget(self._refusal)
        under.addWidget(self._bar)
        self._foot = foot
        self._panel.set_body(inner)
        self._panel.set_foot(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(340)

    def _connect(self) -> None:
        self._head.unmask.connect(self.unmask)
        self._head.full.connect(lambda: self.full_asked.emit(self.presenter.case_id))
        self._body.opened.connect(self._context.go.case)
        self._body.copy_opened.connect(self.acting.open_copy)
        self._body.adopted.connect(self._adopt)
        self._body.item_asked.connect(self.acting.see_item)
        self._bar.asked.connect(self.acting.ask)
        self.acting.refused.connect(self._refusal.show_refusal)
        self.acting.unmasked.connect(lambda field: self._start(self._clear.show(field), "dossier.unmask"))
        self._drawer.opened.connect(lambda: self._show_foot(False))
        self._drawer.closed.connect(self._drawer_closed)
        self._second.timeout.connect(self._tick)
        seat = self._context.seat
        gone = [seat.on_change(self._heard), seat.on_operator(self._seated)]
        self.destroyed.connect(lambda: [stop() for stop in gone])

    # ------------------------------------------------------------ what a page asks

    @property
    def case_id(self) -> str:
        """The case that is shown or being read, or ""."""
        return self.presenter.case_id

    @property
    def refusal(self) -> str:
        """Why the last wish was refused, or ""."""
        return self._refusal.sentence

    @property
    def person(self) -> str:
        """The caller as shown now, masked or in clear."""
        return self._head.person

    @property
    def form_values(self) -> dict[str, Value]:
        """What stands in the open form; empty without one."""
        return dict(self._drawer.form.values) if self._drawer.form is not None else {}

    @property
    def form_faults(self) -> dict[str, str]:
        """What is wrong in the open form."""
        return dict(self._drawer.form.faults) if self._drawer.form is not None else {}

    def unmask(self) -> None:
        """Ask for the caller in clear: 查看（留痕）."""
        self.acting.ask(UNMASK)

    def show_case(self, case_id: str) -> None:
        """Show a case; the form that is open is put away, its draft stays."""
        if case_id == self.presenter.case_id:
            self._rereading.ask()
            return
        self._drawer.put_away()
        self._clear.stop()
        self._keys.take_early()
        self._refusal.clear()
        self.presenter.choose(case_id)
        if not case_id:
            self._show(None)
            return
        self._panel.busy(True)
        self._rereading.ask()

    def clear(self) -> None:
        """Show no case."""
        self.show_case("")

    def offer_full(self, offered: bool = True) -> None:
        """Offer 展开全卷, where the page has room for it."""
        self._head.offer_full(offered)

    def key(self, action: str) -> bool:
        """Do what a key of the keymap asks; False when it means nothing to this case."""
        return self._keys.press(action)

    # ------------------------------------------------------------ showing

    async def _read(self) -> None:
        before = self.presenter.sheet
        try:
            sheet = await self.presenter.read()
        finally:
            self._panel.busy(False)
        if sheet is not None and sheet.case_id != self.presenter.case_id:
            return  # another case was chosen while this one was read
        self._show(sheet)
        if sheet is not None:
            await self._show_body(sheet)
            if self.presenter.sheet is not sheet:
                return
        early = self._keys.take_early()
        if sheet is not None and (before is None or before.case_id != sheet.case_id):
            self._drawer.put_away()  # opened by a hand that was faster than the reading
            self._body.verticalScrollBar().setValue(0)
            self.case_shown.emit(sheet.case_id)
        if early and sheet is not None:
            self.key(early)

    def _show(self, sheet: Sheet | None) -> None:
        self._blank.setVisible(sheet is None)
        self._blank.say(texts.GONE if self.presenter.case_id else texts.CHOOSE_CASE)
        self._case.setVisible(sheet is not None)
        self._show_foot(sheet is not None and self._drawer.form is None)
        if sheet is None:
            return
        if not self._clear.shown:
            self._head.set_sheet(sheet)
        self._steps.set_steps([Step(one.name, one.state, one.note) for one in sheet.steps])
        self._steps.setVisible(bool(sheet.steps))
        self._bar.set_acts(sheet.acts, self._nothing())

    async def _show_body(self, sheet: Sheet) -> None:
        """What scrolls, in pieces of a few milliseconds; another case that is chosen meanwhile ends it."""
        now = self._context.seat.now()
        as_of = texts.AS_OF.format(at=times.short(sheet.as_of, now)) if sheet.as_of is not None else ""
        adoptable = any(act.key in (*MEANT["dispatch"], "call.issue") for act in sheet.acts)
        for _ in self._body.set_sheet(sheet, now, as_of, adoptable):
            await asyncio.sleep(0)
            if self.presenter.sheet is not sheet:
                return
        self.sheet_shown.emit(sheet)

    def _show_foot(self, shown: bool) -> None:
        """One primary button at a time: while a form is open the bar is away."""
        frame = self._foot.parentWidget()
        if frame is not None:
            frame.setVisible(shown)

    def _nothing(self) -> str:
        """Why the bar is empty."""
        seat = self._context.seat
        return texts.NOTHING_TO_DO if seat.operator.id else texts.TAKE_A_SHIFT

    def _tick(self) -> None:
        self._body.tick(self._context.seat.now())

    def _drawer_closed(self) -> None:
        self._show_foot(True)
        self._bar.take_focus()

    def _adopt(self) -> None:
        sheet = self.presenter.sheet
        if sheet is not None and sheet.advice is not None:
            self.acting.means("call" if sheet.advice.call_up else "dispatch")

    # ------------------------------------------------------------ hearing

    def _heard(self, change: StoreChanged) -> None:
        sheet = self.presenter.sheet
        known = {sheet.case_id, *(kid.child for kid in sheet.case.kids)} if sheet is not None else set()
        if self.presenter.case_id in change.cases or not known.isdisjoint(change.cases):
            self._rereading.ask()

    def _seated(self, operator: Operator) -> None:
        if self.presenter.case_id:
            self._rereading.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Tick while it is seen; what changed meanwhile is read."""
        super().showEvent(event)
        self._second.start()
        if self.presenter.case_id:
            self._rereading.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks unseen."""
        super().hideEvent(event)
        self._second.stop()

    def _start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._context.tasks.start(work, name=f"{name} {self.presenter.case_id}")
