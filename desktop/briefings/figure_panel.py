"""The right column (数字下钻): 口径, the cases of the open figure, whether its row adds up."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.briefings import texts
from desktop.briefings.figures import CaseFace, Opened, Term
from desktop.theme import look
from desktop.theme.look import BODY, CARD, NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.blank import Blank
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import ActionButton
from desktop.widgets.lettering import CENTRE, Lettering
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.panel import Panel
from desktop.widgets.table_column import Cell, Column, Paint
from desktop.widgets.words import Words

COLUMNS = (
    Column("title", texts.CASES_HEAD, 150, Paint.STATE, stretch=True, sortable=False),
    Column("at", "", 124, right=True, sortable=False),
)


class FigurePanel(Panel):
    """What stands behind a number."""

    case_opened = Signal(str)
    figure_chosen = Signal(str)  # another number of the row
    list_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(texts.CASES_HEAD)
        self._number = Words("", look.ROOM, "brand-dd", bold=True)
        self.add_tool(self._number)
        self._explained = _Explained()
        self.table = PagedTable(COLUMNS, cell)
        self.table.set_compact(False, lines=2)
        self.table.opened.connect(lambda row: self.case_opened.emit(row.case_id))
        self._changed = _Changed()
        self._blank = Blank(texts.CHOOSE)
        self._check = RowCheck()
        self._check.chosen.connect(self.figure_chosen)
        self._aside = Words("", SECOND, "ink2", wrap=True)
        self._aside.setContentsMargins(14, 6, 14, 6)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for one in (self._changed, self._explained, self._blank, self.table, self._aside, self._check):
            column.addWidget(one, 1 if one in (self._blank, self.table) else 0)
        self.set_body(body)
        self.open_list = ActionButton(texts.OPEN_LIST, small=True, icon="list")
        self.open_list.clicked.connect(self.list_asked)
        self._count = Words("", SECOND, "ink3")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.open_list)
        self.set_foot(foot)
        self.show_figure(None)

    def show_figure(self, figure: Opened | None) -> None:
        """Show a figure, or how to open one."""
        known = figure is not None
        for one in (self._explained, self.table, self._check, self._aside):
            one.setVisible(known)
        self._blank.setVisible(not known)
        self.open_list.setVisible(known and bool(figure and figure.events))
        self._count.setVisible(known)
        self._changed.say(figure.changed if figure is not None else ())
        if figure is None:
            self.set_title(texts.CASES_HEAD)
            self._number.say("")
            return
        self.set_title(figure.title)
        self._number.say(str(figure.number))
        self._explained.say(figure.explained)
        self.table.set_rows(figure.cases)
        self.table.set_blank(texts.NONE_BEHIND)
        self._aside.say(figure.aside)
        self._aside.setVisible(bool(figure.aside))
        self._check.setVisible(bool(figure.terms))
        self._check.set_terms(figure.terms, figure.holds)
        self._count.say(texts.COUNT.format(n=len(figure.cases)))


def cell(row: CaseFace, key: str, now: int) -> Cell:
    """One cell of a case."""
    if key == "title":
        return Cell(row.title, second=f"{row.serial}　{row.where}", mark=row.sign)
    return Cell(row.at, "ink2")


class _Explained(QWidget):
    """The 口径 in its box."""

    def __init__(self) -> None:
        super().__init__()
        self._head = Words(texts.EXPLAINED, SECOND, "ink", bold=True)
        self._words = Words("", SECOND, "ink2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 18, 26, 18)
        row.setSpacing(12)
        row.addWidget(self._head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, text: str) -> None:
        """Say how it is counted."""
        self._words.say(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()).adjusted(14, 10, -14, -10), "head", "line")


class _Changed(QWidget):
    """What the figure would be now and through what (发布后变更); takes no room while nothing changed."""

    def __init__(self) -> None:
        super().__init__()
        self._head = Words("", SECOND, "amber-d", bold=True)
        self._lines = Words("", SECOND, "ink", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 16, 26, 14)
        column.setSpacing(4)
        column.addWidget(self._head)
        column.addWidget(self._lines)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(self, lines: tuple[str, ...]) -> None:
        """The first line says from which number to which."""
        self._head.say(lines[0] if lines else "")
        self._lines.say("\n".join(lines[1:]))
        self.setVisible(bool(lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()).adjusted(14, 10, -14, -6), "amber-bg", "amber-line")


class RowCheck(QWidget):
    """本行勾稽: the numbers of the row with their signs; each opens."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._terms: tuple[Term, ...] = ()
        self._holds = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_terms(self, terms: tuple[Term, ...], holds: bool) -> None:
        """Show these numbers."""
        self._terms, self._holds = terms, holds
        said = "".join(f"{term.op}{term.name}{term.number}" for term in terms)
        self.setAccessibleName(f"{texts.ROW_CHECK} {said} {texts.HOLDS if holds else texts.FAILS}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        head, big, small = lettering.height(SECOND), lettering.height(CARD), lettering.height(NOTE)
        return QSize(look.px(260), head + big + small + look.px(24))

    def _boxes(self) -> list[QRectF]:
        count = max(1, len(self._terms))
        wide = (self.width() - 20) / count
        top = lettering.height(SECOND) + look.px(12)
        return [QRectF(10 + n * wide, top, wide, self.height() - top) for n in range(count)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        hand = Lettering(painter)
        head = lettering.height(SECOND)
        took = hand.write(texts.ROW_CHECK, 14, look.px(8), 200, head, SECOND, "ink2")
        said, token = (texts.HOLDS, "green") if self._holds else (texts.FAILS, "red")
        hand.write(said, 14 + took + 10, look.px(8), 80, head, SECOND, token, True)
        big, small = lettering.height(CARD), lettering.height(NOTE)
        for box, term in zip(self._boxes(), self._terms, strict=False):
            ink = "brand" if term.here else "ink"
            hand.write(str(term.number), box.x(), box.y(), box.width(), big, CARD, ink, True, CENTRE)
            hand.write(term.name, box.x(), box.y() + big, box.width(), small, NOTE, "ink3", False, CENTRE)
            if term.op:
                hand.write(term.op, box.x() - 8, box.y(), 16, big, BODY, "ink3", False, CENTRE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for box, term in zip(self._boxes(), self._terms, strict=False):
            if box.contains(event.position()):
                self.chosen.emit(term.ref)
