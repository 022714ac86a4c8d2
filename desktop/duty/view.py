"""The duty page's widgets (值班): the month and 谁还没应 at the left, the hand-over sheet at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.duty import texts
from desktop.duty.beside_view import BesideView
from desktop.duty.faces import FigureFace, Head, Signing, TakingOver
from desktop.duty.item_list import COLUMNS as ITEM_COLUMNS
from desktop.duty.item_list import COLUMNS_NARROW, ItemList
from desktop.duty.month import DayCell
from desktop.duty.points import Points
from desktop.duty.section_box import SectionBox
from desktop.duty.sheet import KEYS, LEFT, RIGHT, Section
from desktop.duty.sheet_ground import Boxed, Foot, Paper
from desktop.duty.sheet_head import FigureRow, SheetHead
from desktop.duty.sign_bar import SignBar
from desktop.duty.silence import SilentRow
from desktop.duty.take_over_card import TakeOverCard
from desktop.theme import look
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.scrolled import Scrolled

COMPACT = 1600
LEFT_WIDE, LEFT_NARROW, LEFT_SHARE = 612, 360, 0.3


class DutyView(QWidget):
    """Two columns; on a small screen the month folds to this week and the sheet becomes one column."""

    section_ticked = Signal(str, bool)
    item_counted = Signal(str, bool)
    points_written = Signal(str)
    case_opened = Signal(str)
    figure_opened = Signal(str)
    signer_chosen = Signal(str, str)
    signed_with = Signal(str, str)
    finish_asked = Signal()
    taken_over = Signal(str, str, str)
    absent_changed = Signal(bool)
    month_turned = Signal(int)
    urge_asked = Signal(str)
    print_asked = Signal()
    banner_asked = Signal(str, str)
    badge_asked = Signal(int, bool)
    said = Signal(str)

    def __init__(self, items: Sequence[str], keys: tuple[str, str, str]) -> None:
        """`keys` are the caps of 签字接班, 催办 and 打印."""
        super().__init__()
        self._compact: bool | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._left = BesideView(keys[1])
        self._left.case_opened.connect(self.case_opened)
        self._left.month_turned.connect(self.month_turned)
        self._left.urge_asked.connect(self.urge_asked)
        self.log = self._left.log
        self._row.addWidget(self._left)
        self._row.addWidget(self._sheet(items, keys[0], keys[2]), 1)
        self._measure(True)  # so that a page that was never shown does not keep the window from being small

    # ------------------------------------------------------------ parts

    def _sheet(self, items: Sequence[str], sign_cap: str, print_cap: str) -> QWidget:
        self.points, self.items = Points(), ItemList(items)
        bodies: dict[str, QWidget] = {"points": self.points, "items": self.items}
        self.boxes = {key: SectionBox(key, bodies.get(key)) for key in KEYS}
        for box in self.boxes.values():
            box.toggled.connect(self._on_ticked)
            box.opened.connect(self.case_opened)
            box.rest_opened.connect(self.figure_opened)
            box.moved.connect(self._on_moved)
        self.points.written.connect(self.points_written)
        self.items.counted.connect(self.item_counted)
        self.head, self.figures, self.bar = SheetHead(), FigureRow(), SignBar(sign_cap)
        self.figures.opened.connect(self.figure_opened)
        self.bar.signed.connect(self.signed_with)
        self.bar.chosen.connect(self.signer_chosen)
        self.bar.finished.connect(self.finish_asked)
        absent = LinkButton(texts.ABSENT)
        absent.clicked.connect(lambda: self.absent_changed.emit(True))
        self.head.add_tool(absent)
        to_paper = ActionButton(texts.PRINT, key_cap=print_cap, small=True)
        to_paper.clicked.connect(self.print_asked)
        self.head.add_tool(to_paper, after=True)
        self.card = TakeOverCard()
        self.card.taken.connect(self.taken_over)
        self.card.back.connect(lambda: self.absent_changed.emit(False))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.figures)
        column.addWidget(self._sections(), 1)
        column.addWidget(Foot(self.bar))
        self.stack = Boxed()
        self.stack.addWidget(whole)
        self.stack.addWidget(self.card)
        return self.stack

    def _sections(self) -> QWidget:
        scroll = Scrolled()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = Paper()
        self._columns = QHBoxLayout(inside)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(1)
        self._halves = (QVBoxLayout(), QVBoxLayout())
        for half, stretch in zip(self._halves, (58, 42), strict=True):
            half.setSpacing(0)
            self._columns.addLayout(half, stretch)
        self._scroll = scroll
        inside.right = self.boxes[RIGHT[0]]
        self._place()
        scroll.hold(inside)
        return scroll

    def _place(self) -> None:
        """Two columns, or one."""
        one = bool(self._compact)
        for half in self._halves:
            while half.count():
                half.takeAt(0)
        for half, keys in zip(self._halves, (KEYS, ()) if one else (LEFT, RIGHT), strict=True):
            for key in keys:
                half.addWidget(self.boxes[key], 1 if key == "points" else 0)
            if keys is RIGHT:
                half.addStretch(1)
        self._columns.setStretch(1, 0 if one else 42)

    # ------------------------------------------------------------ what is shown

    def show_head(self, head: Head) -> None:
        """The sheet's head."""
        self.head.show_head(head)

    def show_figures(self, figures: Sequence[FigureFace]) -> None:
        """The figures on top."""
        self.figures.show_figures(figures)

    def show_sections(self, found: Sequence[Section]) -> None:
        """What is handed over."""
        for section in found:
            self.boxes[section.key].show_section(section)

    def show_points(self, text: str) -> None:
        """What was written before."""
        self.points.show_text(text)

    def show_items(self, counted: frozenset[str]) -> None:
        """What was counted."""
        self.items.show_counted(counted)

    def show_signing(self, signing: Signing) -> None:
        """Ticks and signatures."""
        for key, box in self.boxes.items():
            box.set_ticked(key in signing.ticked)
        self.bar.show_signing(signing)

    def show_taking_over(self, card: TakingOver | None) -> None:
        """The card that opens a shift instead of the sheet, or the sheet."""
        before = self.stack.currentIndex()
        self.stack.setCurrentIndex(0 if card is None else 1)
        if card is not None:
            self.card.show_card(card)
            if before == 0 and self.isVisible():
                self.card.begin()

    def show_month(self, title: str, cells: Sequence[DayCell], latest: bool) -> None:
        """The month."""
        self._left.show_month(title, cells, latest)

    def show_silent(self, rows: Sequence[SilentRow]) -> None:
        """谁还没应."""
        self._left.show_silent(rows)

    def show_refusal(self, who: str, sentence: str) -> None:
        """Why something was not taken."""
        if self.stack.currentIndex() == 1:
            self.card.show_refusal(sentence)
        else:
            self.bar.show_refusal(who, sentence)

    def signed(self, who: str) -> None:
        """On to the next one."""
        self.bar.next_field()

    def show_banner(self, sentence: str, level: str) -> None:
        """Under the top bar, whatever page is shown."""
        self.banner_asked.emit(sentence, level)

    def show_badge(self, count: int, overdue: bool) -> None:
        """On the rail."""
        self.badge_asked.emit(count, overdue)

    def say(self, sentence: str) -> None:
        """A word that goes by itself."""
        self.said.emit(sentence)

    # ------------------------------------------------------------ keys

    def begin(self) -> None:
        """Ctrl+H: the first section that is not ticked, or who signs next."""
        if self.stack.currentIndex() == 1:
            self.card.begin()
        elif not self._to_unticked():
            self.bar.next_field()

    def urge(self) -> None:
        """催办 the chosen line."""
        self._left.urge()

    def _on_ticked(self, key: str, ticked: bool) -> None:
        self.section_ticked.emit(key, ticked)
        if ticked and not self._to_unticked(but=key):
            self.bar.next_field()

    def _to_unticked(self, but: str = "") -> bool:
        for key, box in self.boxes.items():
            if key != but and not box.head.isChecked():
                self._to(key)
                return True
        return False

    def _on_moved(self, key: str, step: int) -> None:
        place = KEYS.index(key) + step
        if 0 <= place < len(KEYS):
            self._to(KEYS[place])

    def _to(self, key: str) -> None:
        head = self.boxes[key].head
        head.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(head, 0, look.px(40))

    # ------------------------------------------------------------ measures

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure(event.size().width() < look.px(COMPACT))
        self._left.setFixedWidth(self._left_wide())

    def _left_wide(self) -> int:
        """The left column; a large font takes no more than its share of a small screen from the sheet."""
        if self._compact:
            return min(look.px(LEFT_NARROW), max(LEFT_NARROW, round(self.width() * LEFT_SHARE)))
        return look.px(LEFT_WIDE)

    def _measure(self, compact: bool) -> None:
        if compact != self._compact:
            self._compact = compact
            self._left.set_compact(compact)
            self.figures.set_compact(compact)
            self.bar.set_compact(compact)
            self.items.set_columns(COLUMNS_NARROW if compact else ITEM_COLUMNS)
            self._place()
