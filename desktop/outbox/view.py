"""The receipts page's widgets (收发回执): banner, life of an action, table, clock and exchange at the right."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.lights import Sign
from desktop.outbox import texts
from desktop.outbox.presenter import DRAFT, OutboxRow
from desktop.outbox.step_strip import StepStrip
from desktop.theme import look
from desktop.times import clock_second, short
from desktop.widgets.banner import Banner
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.panel import Panel
from desktop.widgets.segmented import Segmented
from desktop.widgets.table_column import Cell, Column, Paint
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

COMPACT = 1600
RIGHT, RIGHT_COMPACT = 440, 330
_TOKENS = {"D1": "amber-d", "D4": "brand-d", "D5": "green", "D6": "green", "DQ": "red", DRAFT: "ink2"}
COLUMNS = (
    Column("state", texts.COLUMNS["state"], 160, Paint.STATE, sortable=False),
    Column("code", texts.COLUMNS["code"], 104, sortable=False),
    Column("action", texts.COLUMNS["action"], 190, sortable=False),
    Column("case", texts.COLUMNS["case"], 164, Paint.SERIAL, sortable=False),
    Column("title", texts.COLUMNS["title"], 240, stretch=True, sortable=False),
    Column("at", texts.COLUMNS["at"], 92, sortable=False),
    Column("proof", texts.COLUMNS["proof"], 104, sortable=False, rank=2),
    Column("note", texts.COLUMNS["note"], 170, sortable=False, rank=1),
)


class OutboxView(QWidget):
    """The page."""

    list_chosen = Signal(str)
    step_chosen = Signal(str)
    typed = Signal(str)
    row_opened = Signal(object)
    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact: bool | None = None
        self.banner = Banner()
        self._retry = ActionButton(texts.RETRY, key_cap="F5")
        self._retry.clicked.connect(self.retry_requested)
        self.banner.add_action(self._retry)
        self.banner.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._list_panel(), 1)
        row.addWidget(self._side())
        column.addLayout(row, 1)

    # ------------------------------------------------------------ parts

    def _list_panel(self) -> QWidget:
        self.panel = Panel(texts.TITLE)
        self.lists = Segmented(texts.LISTS)
        self.lists.changed.connect(self.list_chosen)
        self.find_field = QLineEdit()
        self.find_field.setPlaceholderText(texts.FIND)
        self.find_field.setClearButtonEnabled(True)
        self.find_field.setFixedWidth(look.px(220))
        self.find_field.textChanged.connect(self.typed)
        self.panel.add_tool(self.lists)
        self.panel.add_tool(self.find_field)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.strip = StepStrip()
        self.strip.pressed.connect(self.step_chosen)
        column.addWidget(self.strip)
        self.table = PagedTable(COLUMNS, cell, key=lambda row: row.key)
        self.table.opened.connect(self.row_opened)
        column.addWidget(self.table, 1)
        self.blank = Blank("")
        column.addWidget(self.blank, 1)
        self.panel.set_body(body)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        self._count = Words("", look.SECOND, token="ink2")
        line.addWidget(self._count)
        line.addStretch(1)
        line.addWidget(Words(texts.FOOT, look.SECOND, token="ink3"))
        self.panel.set_foot(foot)
        return self.panel

    def _side(self) -> QWidget:
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._clock = Panel(texts.CLOCK)
        self._quality = Tag("", "")
        self._clock.add_tool(self._quality)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(14, 12, 14, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        self._lines: dict[str, Words] = {}
        for at, (key, label) in enumerate(texts.ROWS):
            grid.addWidget(Words(label, look.BODY, token="ink3"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._lines[key] = Words("", look.BODY, wrap=True)
            grid.addWidget(self._lines[key], at, 1)
        self._clock.set_body(body)
        column.addWidget(self._clock)
        trust = Panel(texts.TRUST)
        said = QWidget()
        lines = QVBoxLayout(said)
        lines.setContentsMargins(14, 12, 14, 14)
        lines.setSpacing(8)
        for text in texts.TRUST_LINES:
            lines.addWidget(Words(text, look.SECOND, token="ink2", wrap=True))
        trust.set_body(said)
        column.addWidget(trust)
        column.addStretch(1)
        return self._right

    # ------------------------------------------------------------ what is shown

    def show_rows(self, rows: Sequence[OutboxRow], empty: str) -> None:
        """The rows, or why there is none."""
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.blank.setText(empty)
        self.blank.setVisible(not rows)
        self._count.setText(texts.COUNT.format(n=len(rows)))

    def show_steps(self, counts: Mapping[str, int], chosen: str) -> None:
        """The strip."""
        self.strip.set_counts(counts, chosen)

    def show_lists(self, counts: Mapping[str, int], chosen: str) -> None:
        """Numbers on the lists."""
        for name, count in counts.items():
            self.lists.set_count(name, count)
        self.lists.set_value(chosen)

    def show_link(self, sentence: str, note: str, *, broken: bool) -> None:
        """The banner and the broken line."""
        self.banner.setVisible(bool(sentence))
        if sentence:
            self.banner.say(sentence, note, "amber", Sign.UNSENT)
        self.strip.set_broken(broken)

    def show_clock(self, quality: int, lines: Mapping[str, str]) -> None:
        """Clock quality and the lines beside it."""
        name, tone = texts.QUALITY[quality]
        self._quality.set_text(name, tone)
        for key, said in lines.items():
            self._lines[key].setText(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = event.size().width() < COMPACT
        if compact != self._compact:
            self._compact = compact
            self._right.setFixedWidth(look.px(RIGHT_COMPACT if compact else RIGHT))
            self.table.set_compact(compact)


def cell(row: OutboxRow, key: str, now: int) -> Cell:
    """One cell of a row."""
    match key:
        case "state":
            return Cell(row.state_name, _TOKENS[row.state], bold=row.state in ("D1", "DQ"), mark=row.sign)
        case "code":
            return Cell(row.code)
        case "action":
            return Cell(row.action)
        case "case":
            return Cell(row.serial)
        case "title":
            return Cell(row.title)
        case "at":
            said = short(row.at, now) if now else clock_second(row.at)
            return Cell(clock_second(row.at) if len(said) == 5 else said, tip=said)
        case "proof":
            return Cell(row.proof, "ink2")
        case _:
            return Cell(row.note, "red" if row.state == "DQ" else "ink2")
