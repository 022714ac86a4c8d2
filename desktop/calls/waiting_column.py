"""The right column of the calls page (三联单与待办): the slip, and below it what waits for the town."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.calls.arrival_panel import ArrivalPanel
from desktop.calls.called_down import DownFace
from desktop.calls.countersign_panel import CountersignPanel
from desktop.calls.down_panel import DownPanel
from desktop.calls.found_face import FoundFace
from desktop.calls.found_panel import FoundPanel
from desktop.calls.notice_panel import NoticePanel
from desktop.calls.panel_parts import Nobody
from desktop.calls.rating_panel import RatingPanel, Start
from desktop.calls.return_panel import ReturnPanel
from desktop.calls.slip_view import SlipView
from desktop.calls.waiting import ArrivalFace, CountersignFace, RatingFace, ReturnFace, Waiting, first_for
from desktop.keymap import Keymap
from desktop.signing.signers import Signer
from desktop.widgets.scrolled import Scrolled

LEAST = 300


class WaitingColumn(Scrolled):
    """Of everything that waits it shows the call's own, else the soonest."""

    def __init__(self, start: Start, now: Callable[[], int], keymap: Keymap) -> None:
        super().__init__()
        self._now = now
        self.slip = SlipView()
        self.returned, self.arrived = ReturnPanel(), ArrivalPanel()
        self.found, self.down = FoundPanel(), DownPanel()
        self.unsigned, self._signers = CountersignPanel(), tuple[Signer, ...]()
        self.rating = RatingPanel(start, now, keymap)
        self.step, self._nobody = NoticePanel(), Nobody()
        self._waiting, self._case = Waiting(), ""
        self.hold(self._whole())
        self.setMinimumWidth(LEAST)

    def _whole(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.slip, 1)
        first = (self.step, self.down, self.unsigned, self.found, self.returned)
        for part in (*first, self.arrived, self.rating, self._nobody):
            part.hide()  # until the first reading
            column.addWidget(part)
        return inner

    def show_found(self, found: FoundFace | None) -> None:
        """异常认定 of the call that is shown."""
        self.found.show_found(found, self._now())

    def show_waiting(self, found: Waiting, case_id: str) -> None:
        """What waits for the town: of the call that is shown, else the soonest."""
        self._waiting, self._case = found, case_id
        returned = first_for(found.returns, case_id)
        rating = first_for(found.ratings, case_id)
        others = returned is not None or rating is not None  # silence confirms: it may wait for its own call
        arrived = first_for(found.arrivals, case_id, only_own=others)
        self.returned.show_return(returned if isinstance(returned, ReturnFace) else None, self._now())
        self.arrived.show_arrival(arrived if isinstance(arrived, ArrivalFace) else None, len(found.arrivals))
        self.rating.show_rating(rating if isinstance(rating, RatingFace) else None)
        unsigned = first_for(found.drafts, case_id, only_own=True) or first_for(found.unsigned, case_id)
        self.unsigned.show_unsigned(
            unsigned if isinstance(unsigned, CountersignFace) else None, self._signers, self._now()
        )
        down = self._show_down(found, case_id)
        self._nobody.setVisible(not any((returned, arrived, rating, unsigned, down)))

    def _show_down(self, found: Waiting, case_id: str) -> DownFace | None:
        """县呼乡应: what the town owes, or the call's own."""
        first = first_for(found.down, case_id)
        owed = sum(1 for one in found.down if one.owed)
        mine = isinstance(first, DownFace) and (first.owed or first.case_id == case_id)
        face = first if isinstance(first, DownFace) and mine else None
        self.down.show_down(face, owed, case_id, self._now())
        return face

    def show_signers(self, signers: tuple[Signer, ...]) -> None:
        """Leaders who may countersign."""
        self._signers = signers

    def focus_waiting(self, case_id: str) -> None:
        """Another call is shown: its own come first."""
        self.show_waiting(self._waiting, case_id)

    def tick(self) -> None:
        """A second went by."""
        for part in (self.returned, self.found, self.unsigned, self.down):
            part.tick(self._now())
