"""全卷: a case on a whole page: the past with what was written, all clocks, departments, receipts, what hangs on it.

A page shows it in place of its list (Enter) and takes it away again (`closed`, Esc).
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.receipts import Receipt, receipts_of
from db.town import StoreChanged
from desktop.dossier import texts
from desktop.dossier.duty_export import DutyExport
from desktop.dossier.full_tables import (
    CLOCK_COLUMNS,
    PART_COLUMNS,
    RECEIPT_COLUMNS,
    clock_rows,
    part_rows,
    receipt_rows,
)
from desktop.dossier.heading import Heading
from desktop.dossier.links_view import LinksView
from desktop.dossier.panel import DossierPanel
from desktop.dossier.past_view import full_line
from desktop.dossier.ruled_table import RuledTable
from desktop.dossier.sheet import Sheet
from desktop.rereading import Rereading
from desktop.shell.page import PageContext
from desktop.theme.look import px
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.timeline import Timeline
from governance.rules import name_of

DOSSIER, NARROW = 456, 380
WIDE = 1500  # pages from which the dossier may be broad


class FullDossier(QWidget):
    """The past at the left, tables and links in the middle, the dossier with its actions at the right."""

    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.dossier = DossierPanel(context)
        self.setFocusProxy(self.dossier)
        self._past = Timeline()
        self._past.activated.connect(self._open_line)
        self.clocks, self.parts = RuledTable(CLOCK_COLUMNS), RuledTable(PART_COLUMNS)
        self.receipts = RuledTable(RECEIPT_COLUMNS)
        self._no_receipts = Blank(texts.NO_RECEIPTS)
        self._links = LinksView()
        self._links.opened.connect(context.go.case)
        self._links.copy_opened.connect(self.dossier.acting.open_copy)
        self.parts.opened.connect(context.go.case)
        self._sheet: Sheet | None = None
        self._rereading = Rereading(context.tasks, self._read_receipts, "dossier.receipts")
        self._left, self._middle = Panel(texts.TIMELINE), Panel(texts.CLOCKS_TITLE)
        back = ActionButton(texts.BACK, small=True, key_cap=context.keymap.cap("escape"))
        back.clicked.connect(self.closed)
        self._left.add_tool(back)
        self.duty_file = DutyExport(context)
        self.duty_file.said.connect(self._say)
        self._told = RefusalLine()
        self._middle.add_tool(self.duty_file)
        self._lay_out()
        self.dossier.sheet_shown.connect(self._show)
        gone = context.seat.on_change(self._heard)
        self.destroyed.connect(lambda: gone())

    def _lay_out(self) -> None:
        self._clocks_head, self._parts_head = Heading(texts.ALL_CLOCKS), Heading(texts.PARTS)
        self._parts_head.set_note(texts.PARTS_NOTE)
        self._links_head = Heading(texts.LINKS)
        self._left.set_body(_scrolled(self._past))
        self._middle.set_body(
            _scrolled(
                self._told,
                _section(self._clocks_head, self.clocks),
                _section(self._parts_head, self.parts),
                _section(Heading(texts.RECEIPTS), self.receipts, self._no_receipts),
                _section(self._links_head, self._links),
            )
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._left, 3)
        row.addWidget(self._middle, 4)
        row.addWidget(self.dossier)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the dossier gives room to the tables."""
        super().resizeEvent(event)
        self.dossier.setFixedWidth(px(DOSSIER if event.size().width() >= WIDE else NARROW))

    def show_case(self, case_id: str) -> None:
        """Show a case whole."""
        self.dossier.show_case(case_id)

    def key(self, action: str) -> bool:
        """What the dossier answers; Esc leads back to the page."""
        if self.dossier.key(action):
            return True
        if action == "export":
            self.duty_file.ask()
            return True
        if action == "escape":
            self.closed.emit()
            return True
        return False

    def _show(self, sheet: Sheet) -> None:
        if self._sheet is None or self._sheet.case_id != sheet.case_id:
            self._show_receipts([], sheet)
            self._told.clear()
            self.duty_file.show_case(sheet.case_id, sheet.serial)
        self._sheet = sheet
        now = self._context.seat.now()
        self._left.set_title(texts.TIMELINE, texts.COUNT.format(n=len(sheet.lines)))
        self._past.set_lines([full_line(line, now) for line in sheet.lines])
        self.clocks.set_rows(clock_rows(sheet.clocks, now))
        self._clocks_head.setVisible(bool(sheet.clocks))
        self.clocks.setVisible(bool(sheet.clocks))
        self.parts.set_rows(part_rows(sheet.parts, now), [part.case_id for part in sheet.parts])
        self._parts_head.setVisible(bool(sheet.parts))
        self.parts.setVisible(bool(sheet.parts))
        self._links.set_links(sheet.links)
        self._links_head.setVisible(bool(sheet.links))
        self._rereading.ask()

    async def _read_receipts(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        ids = [line.action_id for line in sheet.lines]
        found = await self._context.seat.read_own(partial(receipts_of, action_ids=ids))
        if self._sheet is not None and self._sheet.case_id == sheet.case_id:
            self._show_receipts(found, sheet)

    def _show_receipts(self, found: list[Receipt], sheet: Sheet) -> None:
        seat = self._context.seat
        names = {line.action_id: name_of(line.kind) for line in sheet.lines}
        self.receipts.set_rows(receipt_rows(found, names, seat.now()))
        self.receipts.setVisible(bool(found))
        self._no_receipts.setVisible(not found)

    def _heard(self, change: StoreChanged) -> None:
        """A receipt moves on without the case's picture moving."""
        if self._sheet is not None and self.isVisible():
            self._rereading.ask()

    def _say(self, sentence: str, well: bool) -> None:
        """What came of the 履职情况说明."""
        if well:
            self._told.clear()
            self._context.notices.toast(sentence)
        else:
            self._told.show_refusal(sentence)

    def _open_line(self, row: int) -> None:
        if self._sheet is not None and self._sheet.lines[row].case_id:
            self._context.go.case(self._sheet.lines[row].case_id)


def _section(*parts: QWidget) -> QWidget:
    """A heading with what belongs to it."""
    whole = QWidget()
    rows = QVBoxLayout(whole)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(4)
    for part in parts:
        rows.addWidget(part)
    return whole


def _scrolled(*parts: QWidget) -> Scrolled:
    """The parts under one another, scrolling together."""
    inner = QWidget()
    rows = QVBoxLayout(inner)
    rows.setContentsMargins(14, 10, 14, 12)
    rows.setSpacing(14)
    for part in parts:
        rows.addWidget(part)
    rows.addStretch(1)
    return Scrolled(inner)
