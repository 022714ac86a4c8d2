"""What stands beside the sheet (值班表、谁还没应、断网与演练): the month as it was, who owes, what the room wrote down."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.duty import texts
from desktop.duty.month import DayCell
from desktop.duty.month_view import MonthView
from desktop.duty.silence import SilentRow
from desktop.duty_log.panel import DutyLogPanel
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.panel import Panel
from desktop.widgets.table_column import Cell, Column

SILENT = (
    Column("unit", texts.SILENT_COLUMNS["unit"], 116, sortable=False),
    Column("what", texts.SILENT_COLUMNS["what"], 56, sortable=False, rank=1),
    Column("title", texts.SILENT_COLUMNS["title"], 180, stretch=True, sortable=False, rank=3),
    Column("left", texts.SILENT_COLUMNS["left"], 92, sortable=False),
    Column("urged", texts.SILENT_COLUMNS["urged"], 96, sortable=False, rank=2),
)


class BesideView(QWidget):
    """The left column: the month above, who owes below, at the foot outages and drills."""

    case_opened = Signal(str)
    month_turned = Signal(int)
    urge_asked = Signal(str)

    def __init__(self, urge_cap: str) -> None:
        super().__init__()
        self._compact = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._plan())
        column.addWidget(self._silent(urge_cap), 1)
        self.log = DutyLogPanel()
        column.addWidget(self.log, 1)

    def _plan(self) -> QWidget:
        self.plan = Panel(texts.PLAN)
        self._before, self._after = ActionButton("‹", small=True), ActionButton("›", small=True)
        for button, step, name in ((self._before, -1, texts.BEFORE), (self._after, 1, texts.AFTER)):
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, step=step: self.month_turned.emit(step))
            self.plan.add_tool(button)
        self.month = MonthView()
        self.plan.set_body(self.month)
        return self.plan

    def _silent(self, urge_cap: str) -> QWidget:
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
        return self.silent

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

    def urge(self) -> None:
        """催办 the chosen line."""
        row = self.table.current
        self.urge_asked.emit(row.key if isinstance(row, SilentRow) else "")

    def set_compact(self, compact: bool) -> None:
        """On a small screen the month folds to this week."""
        self._compact = compact
        self.month.set_week_only(compact)
        self.table.set_compact(compact)
        self.log.set_compact(compact)


def silent_cell(row: SilentRow, key: str, now: int) -> Cell:
    """One cell of 谁还没应."""
    match key:
        case "left":
            return Cell(row.left, "red", bold=True)
        case "urged":
            return Cell(row.urged, "ink2")
        case _:
            return Cell(getattr(row, key))
