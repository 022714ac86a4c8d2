"""The sheet at hand (在录的来电): kept while it is typed, parked when another call comes, taken up again."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from desktop.intake.presenter import IntakePresenter
from desktop.intake.view import IntakeView
from desktop.moves.drawer import MoveDrawer

PAUSE_MS = 400  # of typing, after which the draft is kept
AT_MOST_MS = 800  # and while nobody pauses
Run = Callable[[Coroutine[Any, Any, Any], str], None]


class Drafting(QObject):
    """`begun` when a blank sheet was laid; `away` when the sheet was put away."""

    begun = Signal()
    away = Signal()

    def __init__(self, presenter: IntakePresenter, view: IntakeView, drawer: MoveDrawer, run: Run) -> None:
        """`run` starts a coroutine under a name."""
        super().__init__(view)
        self._presenter, self._view, self._drawer, self._run = presenter, view, drawer, run
        self._parked = presenter.parked
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self._since = QElapsedTimer()
        self.at_hand = False  # there is a sheet

    def touched(self) -> None:
        """Keep the draft after a pause; while nobody pauses, every so often."""
        if not self._since.isValid():
            self._since.start()
        if self._since.elapsed() >= AT_MOST_MS:
            self.keep()
        else:
            self._pause.start()

    def rest(self) -> None:
        """The call has its number: no draft is kept any more."""
        self._pause.stop()

    def keep(self) -> None:
        """Keep the draft now."""
        self._pause.stop()
        self._since.invalidate()
        if self._parked.unkept:
            self._run(self._parked.keep(), "keep")

    def begin(self) -> None:
        """A blank sheet."""
        self.at_hand = True
        self._presenter.begin()
        self.begun.emit()

    def next(self) -> None:
        """Another call: the one at hand is parked, never dropped; on a blank sheet one may type at once."""
        presenter = self._presenter
        if self.at_hand and presenter.saved is None and presenter.sheet.blank and self._drawer.form is None:
            self._run(presenter.refresh(), "read")
            self._to_text()
        else:
            self._run(self._park(), "park")

    async def _park(self) -> None:
        presenter = self._presenter
        self._drawer.put_away()
        if presenter.saved is None and not presenter.sheet.blank:
            await self._parked.keep()
            if self._parked.unkept:
                return
        if presenter.saved is not None or not presenter.sheet.blank or not self.at_hand:
            self.begin()
        await presenter.refresh()
        self._to_text()

    def resume_newest(self) -> bool:
        """Go on with the call that was parked last; False when none is."""
        if self._parked.newest:
            self.resume(self._parked.newest)
        return bool(self._parked.newest)

    def resume(self, draft_id: str) -> None:
        """Go on with a parked call; the one at hand is kept before."""
        self._run(self._resume(draft_id), "resume")

    async def _resume(self, draft_id: str) -> None:
        if self._presenter.saved is None:
            await self._parked.keep()
            if self._parked.unkept:
                return
        self.at_hand = True
        await self._presenter.resume(draft_id)
        self._to_text()

    def put_away(self) -> None:
        """Esc: the sheet is kept, and the page left."""
        self._run(self._put_away(), "put_away")

    async def _put_away(self) -> None:
        await self._parked.keep()
        if not self._parked.unkept:
            self.begin()
            await self._presenter.refresh()
            self.away.emit()

    def _to_text(self) -> None:
        self._view.sheet.text.setFocus(Qt.FocusReason.OtherFocusReason)
