"""The calls page's widgets (呼叫): list, the middle, slip and what waits; they know no rule and no store."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.calls import texts
from desktop.calls.card_list import CardList
from desktop.calls.cards import CardFace
from desktop.calls.county_notice import NoticeFace
from desktop.calls.draft_face import DraftFace
from desktop.calls.draft_view import DraftView
from desktop.calls.found_face import FoundFace
from desktop.calls.list_foot import ListFoot
from desktop.calls.listing import OwingFace
from desktop.calls.notice_drawer import NoticeDrawer
from desktop.calls.notice_step import StepFace
from desktop.calls.notice_view import NoticeView
from desktop.calls.owing_view import OwingView
from desktop.calls.rating_panel import Start
from desktop.calls.slip import SlipFace
from desktop.calls.waiting import Waiting
from desktop.calls.waiting_column import WaitingColumn
from desktop.keymap import Keymap
from desktop.signing.signers import Signer
from desktop.theme.look import px
from desktop.widgets.blank import Blank
from desktop.widgets.panel import Panel
from desktop.widgets.segmented import Segmented

COMPACT = 1600
LARGE_FROM = 125
OWN_DEBT = "down"
HEAD_EDGE = 8  # beside the lists
WIDE, NARROW = (366, 990, 468), (312, 624, 342)
LARGE = (302, 550, 414)  # the same with large letters


class CallsView(QWidget):
    """Three columns."""

    list_chosen = Signal(str)
    card_chosen = Signal(str)
    card_opened = Signal(str)
    no_event = Signal()
    turned = Signal()  # the middle shows a draft or a call again

    def __init__(
        self, dossier: QWidget, start: Start, now: Callable[[], int], keymap: Keymap, town: str
    ) -> None:
        super().__init__()
        self._now, self._town = now, town
        self.dossier, self.draft = dossier, DraftView(keymap)
        self.waiting = WaitingColumn(start, now, keymap)
        self.foot, self.notice = ListFoot(keymap), NoticeView()
        self.new_notice = NoticeDrawer(start, now, keymap)
        self._middle = QStackedWidget()
        for part in (dossier, self.draft, self.notice, self.new_notice):
            self._middle.addWidget(part)
        self._middle.currentChanged.connect(lambda _: self._turn())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(8)
        self._splitter.setChildrenCollapsible(False)
        for part in (self._list_panel(), self._middle, self.waiting):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)
        self._counts: Mapping[str, int] = {}
        self._compact: bool | None = None
        self._splitter.splitterMoved.connect(lambda *_: self._tell_counts())

    # ------------------------------------------------------------ parts

    def _list_panel(self) -> QWidget:
        self.panel = Panel()
        self.panel.setAccessibleName(texts.LIST)
        self.lists = Segmented(texts.LISTS, stretch=True)
        self.lists.changed.connect(self.list_chosen)
        head = QWidget()
        lists = QHBoxLayout(head)
        lists.setContentsMargins(HEAD_EDGE, 7, HEAD_EDGE, 7)
        lists.addWidget(self.lists)
        self.owing, self.cards = OwingView(self._now), CardList(self._now)
        self.cards.selected.connect(self.card_chosen)
        self.cards.opened.connect(self.card_opened)
        self.owing.opened.connect(self.card_chosen)
        self._blank = Blank("")
        self._blank.hide()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.owing)
        column.addWidget(self.cards, 1)
        column.addWidget(self._blank, 1)
        self.panel.set_body(body)
        self.foot.no_event.connect(self.no_event)
        self.lists.changed.connect(self.foot.show_list)
        self.panel.set_foot(self.foot)
        self.panel.setMinimumWidth(270)
        return self.panel

    # ------------------------------------------------------------ what is shown

    def show_cards(self, cards: Sequence[CardFace], empty: str) -> None:
        """The list, or what stands there when it is empty."""
        self.cards.set_cards(cards)
        self.cards.setVisible(bool(cards))
        self._blank.setText(empty)
        self._blank.setVisible(not cards)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many stand in each list."""
        self._counts = counts
        self._tell_counts()

    def _tell_counts(self) -> None:
        """With the counts where they fit, else with that of the town's own debts alone, else with none."""
        room = self._splitter.sizes()[0] - 2 * HEAD_EDGE - 2
        for kept in (tuple(self._counts), (OWN_DEBT,), ()):
            for name, count in self._counts.items():
                self.lists.set_count(name, count if name in kept and (count or name != OWN_DEBT) else None)
            if self.lists.sizeHint().width() <= room:
                return

    def show_found(self, found: FoundFace | None) -> None:
        """异常认定 of the call that is shown."""
        self.waiting.show_found(found)

    def show_offered(self, lines: int) -> None:
        """How much a notice of the town could tell now."""
        self.foot.show_offered(lines)

    def show_step(self, step: StepFace | None) -> None:
        """What comes next with the notice that is shown."""
        self.waiting.step.show_step(step)

    def show_new_notice(self) -> None:
        """The middle shows the notice that is being written."""
        self._middle.setCurrentWidget(self.new_notice)

    @property
    def writing_notice(self) -> bool:
        """Whether the middle shows one."""
        return self._middle.currentWidget() is self.new_notice

    def show_owing(self, owing: Sequence[OwingFace]) -> None:
        """谁还没应."""
        self.owing.show_owing(owing)

    def show_as_of(self, sentence: str, away: bool, mark: str) -> None:
        """How old the county's side is; `mark` stands on each of its clocks once it is old."""
        self.foot.show_as_of(sentence, away)
        for part in (self.cards, self.owing, self.waiting.returned):
            part.set_mark(mark)

    def show_waiting(self, found: Waiting, case_id: str) -> None:
        """What waits for the town: of the call that is shown, else the soonest."""
        self.waiting.show_waiting(found, case_id)

    def show_signers(self, signers: tuple[Signer, ...]) -> None:
        """Leaders who may countersign."""
        self.waiting.show_signers(signers)

    def show_raters(self, raters: tuple[Signer, ...]) -> None:
        """Leaders who rate here in the operator's place; none where the operator may."""
        self.waiting.rating.show_raters(raters)

    def focus_waiting(self, case_id: str) -> None:
        """Another call is shown: its own come first."""
        self.waiting.focus_waiting(case_id)

    def show_slip(self, slip: SlipFace | None) -> None:
        """The preview."""
        self.waiting.slip.show_slip(slip)

    def show_draft(self, face: DraftFace) -> None:
        """The call that is being written."""
        self.draft.show_face(face, self._town)
        self._middle.setCurrentWidget(self.draft)

    def show_refusal(self, sentence: str) -> None:
        """Why the call was not signed."""
        self.draft.show_refusal(sentence)

    def show_kept(self, said: str) -> None:
        """When the draft was kept."""
        self.draft.show_kept(said)

    def show_case(self) -> None:
        """The middle shows the call that is chosen."""
        self._middle.setCurrentWidget(self.dossier)

    def _turn(self) -> None:
        self.waiting.slip.set_whole(self.writing)
        self.turned.emit()

    def show_notice(self, face: NoticeFace | None) -> None:
        """The middle shows a notice of the county, or a unit of the 约谈 list."""
        self.notice.show_notice(face)
        self._middle.setCurrentWidget(self.notice)

    @property
    def reading_notice(self) -> bool:
        """Whether the middle shows either."""
        return self._middle.currentWidget() is self.notice

    @property
    def at_rest(self) -> bool:
        """Whether the middle has room for a call that nobody chose."""
        return self._middle.currentWidget() is self.dossier

    def choose_nth(self, number: int) -> bool:
        """Alt+n: the n-th list; False where there is none."""
        keys = self.lists.keys
        if not 1 <= number <= len(keys):
            return False
        self.lists.choose(keys[number - 1])
        self.cards.setFocus()
        return True

    @property
    def writing(self) -> bool:
        """Whether the middle shows a draft."""
        return self._middle.currentWidget() is self.draft

    def tick(self) -> None:
        """A second went by."""
        self.cards.tick()
        self.owing.tick()
        self.waiting.tick()

    # ------------------------------------------------------------ measures

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = event.size().width() < COMPACT
        if compact != self._compact:
            self._compact = compact
            narrow = LARGE if px(100) > LARGE_FROM else NARROW
            self._splitter.setSizes(list(narrow if compact else WIDE))
            self._tell_counts()
