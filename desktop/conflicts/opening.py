"""Opening conflict cards (打开冲突卡): on a person's wish only, one at a time, kept true while it is open."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop import times
from desktop.conflicts import texts
from desktop.conflicts.card_view import ConflictDialog
from desktop.conflicts.faces import Card
from desktop.conflicts.presenter import ConflictsPresenter
from desktop.rereading import Rereading
from desktop.shell.page import PageContext
from desktop.widgets.veil import Veil

BANNER = "conflicts"


class Conflicts(QObject):
    """The conflict cards of a window, and the notice that says how many wait."""

    def __init__(self, context: PageContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.presenter = ConflictsPresenter(context.seat, context.places)
        self.dialog: ConflictDialog | None = None
        self._card: Card | None = None
        self._settling = False  # our own saves are no news to the card
        self._rereading = Rereading(context.tasks, self.look_again, "conflicts.read")
        context.seat.on_change(lambda _: self._rereading.ask_later())
        self._rereading.ask()

    def open(self, case_id: str = "") -> None:
        """Open the card of a case, or the oldest."""
        self._context.tasks.start(self._open(case_id), name=f"conflicts.open {case_id}")

    async def _open(self, case_id: str) -> None:
        await self.presenter.read(case_id)
        await self._show(0)

    async def _show(self, at: int) -> None:
        card = await self.presenter.card(at)
        if card is None:
            if self.dialog is None:
                self._context.notices.toast(texts.NONE_OPEN)
            return
        self._card = card
        if self.dialog is None:
            self.dialog = self._made()
            Veil(self.dialog, self._window)
            self.dialog.open()
        self.dialog.show_card(card, self._context.seat.now())

    def _made(self) -> ConflictDialog:
        dialog = ConflictDialog(self._window)
        start = self._context.tasks.start
        dialog.chosen.connect(lambda key: start(self._settle(key), name=f"conflicts.settle {key}"))
        dialog.reload_asked.connect(lambda: start(self._reload(), name="conflicts.reload"))
        dialog.step_asked.connect(lambda by: start(self._step(by), name="conflicts.step"))
        dialog.case_asked.connect(self._to_case)
        dialog.finished.connect(self._on_closed)
        return dialog

    def _on_closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = self._card = None

    def _to_case(self, case_id: str) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self._context.go.case(case_id)

    async def _step(self, by: int) -> None:
        if self._card is not None and 0 <= self._card.nth - 1 + by < self._card.all:
            await self._show(self._card.nth - 1 + by)

    async def _reload(self) -> None:
        if self._card is not None:
            await self.presenter.read(self._card.case_id)
            await self._show(0)

    async def _settle(self, key: str) -> None:
        card, dialog = self._card, self.dialog
        if card is None or dialog is None:
            return
        self._settling = True
        try:
            no = await self.presenter.settle(card, key)
        finally:
            self._settling = False
        if no is not None and dialog is self.dialog:
            dialog.show_refusal(no.sentence)
        if no is not None:
            return
        self._context.notices.toast(texts.DONE[key])
        left = await self.presenter.read()
        if dialog is not self.dialog:
            return  # the operator closed it meanwhile
        if left and key != "LEADER":
            await self._show(0)
        else:
            dialog.accept()

    # ------------------------------------------------------------ what goes by itself

    async def look_again(self) -> None:
        """The store changed: the notice counts anew, an open card says so when its case moved."""
        card, dialog = self._card, self.dialog
        if card is not None and dialog is not None and not self._settling:
            await self._say_what_became(card, dialog)
        waiting = await self.presenter.read(card.case_id if card is not None else "")
        oldest = min((one.since for one in waiting), default=0)
        said = texts.BANNER.format(
            n=len(waiting), span=times.told(texts.LONGEST, self._context.seat.now() - oldest)
        )
        self._context.notices.banner(BANNER, said if waiting else "", "red")

    async def _say_what_became(self, card: Card, dialog: ConflictDialog) -> None:
        """Tell the open card; one that was closed while we read needs to hear nothing."""
        sentence = await self.presenter.settled(card)
        stale = not sentence and not await self.presenter.fresh(card)
        if dialog is not self.dialog:
            return
        if sentence:
            dialog.show_settled(sentence)
        elif stale:
            dialog.show_stale()
