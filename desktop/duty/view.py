"""The duty page's widgets (值班): the month and 谁还没应 at the left, the hand-over sheet at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.duty import texts
from desktop.duty.faces import FigureFace, Head, Signing, TakingOver
from desktop.duty.item_list import COLUMNS as ITEM_COLUMNS
from desktop.duty.item_list import COLUMNS_NARROW, ItemList
from desktop.duty.month import DayCell
from desktop.duty.month_view import MonthView
from desktop.duty.points import Points
from desktop.duty.section_box import SectionBox
from desktop.duty.sheet import KEYS, LEFT, RIGHT, Section
from desktop.duty.sheet_head import FigureRow, SheetHead
from desktop.duty.sign_bar import SignBar
from desktop.duty.silence import SilentRow
from desktop.duty.take_over_card import TakeOverCard
from desktop.theme import look
from desktop.widgets.blank import Blank
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.panel import Panel
from desktop.widgets.table_column import Cell, Column

COMPACT = 1600
LEFT_WIDE, LEFT_NARROW = 612, 360
SILENT = (
    Column("unit", texts.SILENT_COLUMNS["unit"], 128, sortable=False),
    Column("what", texts.SILENT_COLUMNS["what"], 56, sortable=False),
    Column("title", texts.SILENT_COLUMNS["title"], 180, stretch=True, sortable=False, rank=2),
    Column("left", texts.SILENT_COLUMNS["left"], 112, sortable=False),
    Column("urged", texts.SILENT_COLUMNS["urged"], 96, sortable=False, rank=1),
)


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
        self._left = self._left_column(keys[1])
        self._row.addWidget(self._left)
        self._row.addWidget(self._sheet(items, keys[0], keys[2]), 1)
        self._measure(True)  # so that a page that was never shown does not keep the window from being small

    # ------------------------------------------------------------ parts

    def _left_column(self, urge_cap: str) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.plan = Panel(texts.PLAN)
        self._before, self._after = ActionButton("‹", small=True), ActionButton("›", small=True)
        for button, step, name in ((self._before, -1, texts.BEFORE), (self._after, 1, texts.AFTER)):
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, step=step: self.month_turned.emit(step))
            self.plan.add_tool(button)
        self.month = MonthView()
        self.plan.set_body(self.month)
        column.addWidget(self.plan)
        self.silent = Panel(texts.SILENT)
        self._urge = ActionButton(texts.URGE, key_cap=urge_cap, small=True)
        self._urge.clicked.connect(self.urge)
        self.silent.add_tool(self._urge)
        self.table = PagedTable(SILENT, silent_cell, key=lambda row: row.key)
        self.table.opened.connect(lambda row: self.case_opened.emit(row.event_id))
        self._blank = Blank(texts.SILENT_EMPTY)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self._blank, 1)
        self.silent.set_body(body)
        column.addWidget(self.silent, 1)
        return part

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
        column.addWidget(_Foot(self.bar))
        self.stack = _Boxed()
        self.stack.addWidget(whole)
        self.stack.addWidget(self.card)
        return self.stack

    def _sections(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Paper()
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
        scroll.setWidget(inside)
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
        self.plan.set_title(texts.PLAN, title)
        self.plan.set_note("" if self._compact else texts.PLAN_NOTE)
        self.month.show_cells(cells)
        self._after.setEnabled(not latest)

    def show_silent(self, rows: Sequence[SilentRow]) -> None:
        """谁还没应."""
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._blank.setVisible(not rows)
        self._urge.setEnabled(bool(rows))
        self.silent.set_title(texts.SILENT, str(len(rows)) if rows else "")
        self.silent.set_note("" if self._compact or not rows else texts.SILENT_NOTE)

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
        row = self.table.current
        self.urge_asked.emit(row.key if isinstance(row, SilentRow) else "")

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
        self._measure(event.size().width() < COMPACT)

    def _measure(self, compact: bool) -> None:
        if compact != self._compact:
            self._compact = compact
            self._left.setFixedWidth(look.px(LEFT_NARROW if compact else LEFT_WIDE))
            self.month.set_week_only(compact)
            self.figures.set_compact(compact)
            self.bar.set_compact(compact)
            self.table.set_compact(compact)
            self.items.set_columns(COLUMNS_NARROW if compact else ITEM_COLUMNS)
            self._place()


class _Boxed(QStackedWidget):
    """A stack in a panel's frame."""

    def paintEvent(self, _: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()))


class _Paper(QWidget):
    """White ground, a line where the second column begins."""

    def __init__(self) -> None:
        super().__init__()
        self.right: QWidget | None = None

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        if self.right is not None and self.right.x() > 1:
            painter.fillRect(self.right.x() - 1, 0, 1, self.height(), look.colour("line"))


class _Foot(QWidget):
    """The ground of the signing bar."""

    def __init__(self, bar: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 14, 10)
        row.addWidget(bar)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("head"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))


def silent_cell(row: SilentRow, key: str, now: int) -> Cell:
    """One cell of 谁还没应."""
    match key:
        case "left":
            return Cell(row.left, "red", bold=True)
        case "urged":
            return Cell(row.urged, "ink2")
        case _:
            return Cell(getattr(row, key))
