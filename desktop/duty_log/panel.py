"""The list of outages and drills beside the hand-over sheet (断网与演练)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.duty_log import texts
from desktop.duty_log.log import Line
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.panel import Panel
from desktop.widgets.table_column import Cell, Column

COLUMNS = (
    Column("what", texts.COLUMNS["what"], 112, sortable=False),
    Column("span", texts.COLUMNS["span"], 124, sortable=False, stretch=True),
    Column("text", texts.COLUMNS["text"], 170, sortable=False, rank=1),
    Column("by", texts.COLUMNS["by"], 64, sortable=False, rank=2),
)


class DutyLogPanel(Panel):
    """What there was; above it what may be written down, below it the end of what goes on."""

    asked = Signal(bool)  # a new one; whether it is a drill
    end_asked = Signal(object)  # the chosen line, or None

    def __init__(self) -> None:
        super().__init__(texts.TITLE)
        self._compact = False
        self._open: list[Line] = []
        self.outage = ActionButton(texts.OUTAGE_SHORT, small=True)
        self.outage.clicked.connect(lambda: self.asked.emit(False))
        self.drill = ActionButton(texts.DRILL_SHORT, small=True)
        self.drill.clicked.connect(lambda: self.asked.emit(True))
        self.end = ActionButton(texts.END_SHORT, small=True)
        self.foot_end = ActionButton(texts.END, small=True)
        for button in (self.end, self.foot_end):
            button.clicked.connect(lambda: self.end_asked.emit(self._chosen()))
        tools = ((self.outage, texts.OUTAGE), (self.drill, texts.DRILL), (self.end, texts.END))
        for button, name in tools:
            button.setAccessibleName(name)
            self.add_tool(button)
        self.table = PagedTable(COLUMNS, cell, key=lambda line: line.key)
        self.table.opened.connect(self.end_asked)
        self._blank = Blank(texts.EMPTY)
        self.set_body(self._whole())
        self.show_lines(())

    def _whole(self) -> QWidget:
        self._ends = QWidget()
        row = QHBoxLayout(self._ends)
        row.setContentsMargins(8, 6, 8, 6)
        row.addStretch(1)
        row.addWidget(self.foot_end)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.table, 1)
        rows.addWidget(self._blank, 1)
        rows.addWidget(self._ends)
        return body

    def show_lines(self, lines: Sequence[Line]) -> None:
        """The list; the end is offered while something goes on."""
        self._open = [line for line in lines if line.open]
        self.table.set_rows(lines)
        self.table.setVisible(bool(lines))
        self._blank.setVisible(not lines)
        self._offer_end()
        self.set_title(texts.TITLE, str(len(lines)) if lines else "")

    def _offer_end(self) -> None:
        """In the head where there is room, else below the list."""
        self.end.setVisible(bool(self._open) and not self._compact)
        self._ends.setVisible(bool(self._open) and self._compact)

    def _chosen(self) -> Line | None:
        """The line under the cursor; where but one goes on, that one."""
        line = self.table.current
        if isinstance(line, Line) and line.open:
            return line
        return self._open[0] if len(self._open) == 1 else None

    def set_compact(self, compact: bool) -> None:
        """On a small screen the note goes and the rows are lower."""
        self._compact = compact
        self.set_note("" if compact else texts.NOTE)
        self._offer_end()
        self.table.set_compact(compact)
        self.table.head.setVisible(
            not compact
        )  # what happened and when needs no heading; a line does need the room


def cell(line: Line, key: str, now: int) -> Cell:
    """One cell."""
    token = "amber-d" if line.open else "ink"
    match key:
        case "what":
            return Cell(line.what, token, bold=line.open, tip=f"{line.what} · {line.text} · {line.by}")
        case "span":
            return Cell(line.span, token)
        case "by":
            return Cell(line.by, "ink2")
        case _:
            return Cell(line.text, "ink2")
