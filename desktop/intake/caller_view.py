"""What the caller brings (来电): number, name, questions to ask, the outer order, the number's history, parked calls."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.intake import texts
from desktop.intake.faces import DraftFace, HistoryFace
from desktop.intake.history_rows import DraftRow, PastRow
from desktop.intake.number_field import NumberField
from desktop.intake.outer_view import OuterView
from desktop.intake.section import PADDING, Section
from desktop.intake.sheet import FROM_OUTSIDE, PAPER, Sheet
from desktop.intake.slip_view import SlipView
from desktop.theme.look import SECOND, font
from desktop.widgets.blank import Blank
from desktop.widgets.check_line import CheckLine
from desktop.widgets.clearing import clear
from desktop.widgets.panel import Panel
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.words import Elided, Words


class CallerView(Panel):
    """The left column."""

    channel = Signal(str)
    tel = Signal(str)
    named = Signal(str)
    outer = Signal(str, object)
    asked = Signal(str)
    opened = Signal(str)
    resumed = Signal(str)
    unmask = Signal(str)

    def __init__(self) -> None:
        super().__init__(texts.CALLER)
        self.ways = QComboBox()
        for key, name in texts.CHANNELS:
            self.ways.addItem(name, key)
        self.ways.setAccessibleName(texts.CHANNEL)
        self.ways.setFont(QFont(font(SECOND)))
        self.ways.activated.connect(lambda n: self.channel.emit(str(self.ways.itemData(n))))
        self.add_tool(self.ways)
        self.number = NumberField()
        self.number.typed.connect(self.tel)
        self.number.unmask.connect(self.unmask)
        self.name = QLineEdit()
        self.name.setPlaceholderText(texts.NAME)
        self.name.setAccessibleName(texts.NAME)
        self.name.textEdited.connect(self.named)
        self._before = Elided("", SECOND, "ink2")
        self.order = OuterView()
        self.order.changed.connect(self.outer)
        self.slip = SlipView()
        self._questions = Section(texts.QUESTIONS, texts.QUESTIONS_NOTE, gap=2)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._questions.rows.addLayout(self._lines)
        self._asked: tuple[str, ...] | None = None
        self._history = Section(texts.HISTORY, gap=0)
        self._past = QVBoxLayout()
        self._past.setSpacing(0)
        self._past_blank = Blank()
        self._past_blank.setContentsMargins(0, 4, 0, 2)
        self._past_more = Words("", SECOND, "ink3", wrap=True)
        self._history.rows.addWidget(self._past_blank)
        self._history.rows.addLayout(self._past)
        self._history.rows.addWidget(self._past_more)
        self._shown_past: HistoryFace | None = None
        self._drafts = Section(texts.DRAFTS, texts.DRAFTS_NOTE, gap=2)
        self._parked = QVBoxLayout()
        self._parked.setSpacing(2)
        self._drafts.rows.addLayout(self._parked)
        self._shown_drafts: tuple[DraftFace, ...] | None = None
        self._resume_cap = ""
        self._lay_out()

    def _lay_out(self) -> None:
        who = QWidget()
        rows = QVBoxLayout(who)
        rows.setContentsMargins(PADDING, 12, PADDING, 10)
        rows.setSpacing(7)
        rows.addWidget(self.number)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self._before, 1)
        rows.addLayout(line)
        inner = QWidget()
        inner.setObjectName("body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (who, self.order, self.slip, self._questions, self._history):
            column.addWidget(part)
        column.addStretch(1)
        scroll = Scrolled(inner)
        body = QWidget()
        both = QVBoxLayout(body)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(scroll, 1)
        both.addWidget(self._drafts)
        self.set_body(body)
        self._drafts.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return (*self.number.stops, self.name, self.ways, *self.order.stops, *self.slip.stops)

    def set_resume_cap(self, cap: str) -> None:
        """The key that goes on with the newest parked call."""
        self._resume_cap = cap

    # ------------------------------------------------------------ what is shown

    def show_sheet(self, sheet: Sheet, begun: str) -> None:
        """Show a sheet from the beginning."""
        self.set_note(begun)
        self.number.show_number(sheet.tel)
        self.order.show_order(sheet.outer, sheet.outer_due)
        self.slip.show_slip(sheet.slip, sheet.slip_at)
        self.show_read(sheet)

    def show_read(self, sheet: Sheet) -> None:
        """Show what rules filled in."""
        self.ways.setCurrentIndex(self.ways.findData(sheet.ch))
        if not self.number.hasFocus():
            self.number.show_number(sheet.tel)
        if not self.name.hasFocus() and self.name.text() != sheet.name:
            self.name.setText(sheet.name)
        tinted = "name" not in sheet.edited and bool(sheet.name)
        if self.name.property("read") is not tinted:
            self.name.setProperty("read", tinted)
            self.name.style().unpolish(self.name)
            self.name.style().polish(self.name)
        self.order.setVisible(sheet.ch in FROM_OUTSIDE)
        self.slip.setVisible(sheet.ch == PAPER)

    def show_questions(self, lines: Sequence[str], asked: Sequence[str]) -> None:
        """The questions; those asked are ticked."""
        if self._asked != tuple(lines):
            self._asked = tuple(lines)
            clear(self._lines)
            for question in lines:
                line = CheckLine(question)
                line.clicked.connect(lambda _=False, one=question: self.asked.emit(one))
                self._lines.addWidget(line)
        for number, question in enumerate(lines):
            item = self._lines.itemAt(number)
            made = item.widget() if item is not None else None
            if isinstance(made, CheckLine):
                made.setChecked(question in asked)

    def show_history(self, face: HistoryFace) -> None:
        """The number's earlier cases."""
        if face == self._shown_past:
            return
        self._shown_past = face
        self._history.set_note(texts.HISTORY_NOTE.format(n=face.count) if face.count else "")
        self._before.say(texts.SEEN_BEFORE.format(n=face.count) if face.count else "")
        self._before.setVisible(bool(face.count))
        self._past_blank.setText(face.blank)
        self._past_blank.setVisible(bool(face.blank))
        self._past_more.say(face.more)
        self._past_more.setVisible(bool(face.more))
        clear(self._past)
        for one in face.rows:
            row = PastRow(one)
            row.clicked.connect(lambda _=False, case_id=one.case_id: self.opened.emit(case_id))
            self._past.addWidget(row)

    def show_drafts(self, drafts: Sequence[DraftFace]) -> None:
        """Parked calls, at most two in sight."""
        if tuple(drafts) == self._shown_drafts:
            return
        self._shown_drafts = tuple(drafts)
        self._drafts.setVisible(bool(drafts))
        clear(self._parked)
        for number, one in enumerate(drafts[:2]):
            row = DraftRow(one, self._resume_cap if number == 0 else "")
            row.resumed.connect(self.resumed)
            self._parked.addWidget(row)

    def set_locked(self, locked: bool) -> None:
        """Nothing can be changed any more."""
        for widget in (self.name, self.ways, self.order, self._questions, self.number):
            widget.setEnabled(not locked)

    def unmasked(self, ms: int) -> None:
        """Show the number for a while."""
        self.number.show_whole(True)
        QTimer.singleShot(ms, self, lambda: self.number.show_whole(False))
