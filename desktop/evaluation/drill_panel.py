"""The right column (数字下钻): the number, its 口径, its cases, where the points come from, and the form that is open."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.evaluation import texts
from desktop.evaluation.case_faces import CaseFace
from desktop.evaluation.notes import Note
from desktop.evaluation.opened import Opened, Term
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND, STRIP
from desktop.widgets import lettering
from desktop.widgets.blank import Blank
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import ActionButton
from desktop.widgets.lettering import LEFT, RIGHT, Lettering
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.panel import Panel
from desktop.widgets.row_painter import paint_spark
from desktop.widgets.segmented import Segmented
from desktop.widgets.table_column import Cell, Column, Paint
from desktop.widgets.words import Words

COLUMNS = (
    Column("title", texts.CASES_HEAD, 150, Paint.STATE, stretch=True, sortable=False),
    Column("at", "", 96, right=False, sortable=False),
)
PARTS_SHOWN = 4


class DrillPanel(Panel):
    """What stands behind a number; the drawer of a form takes the place of the cases."""

    case_opened = Signal(str)
    part_chosen = Signal(str)
    figure_chosen = Signal(str)
    list_asked = Signal()

    def __init__(self, drawer: QWidget) -> None:
        super().__init__(texts.DRILL)
        self._number = _Number()
        self._basis = _Basis()
        self.parts = Segmented((), stretch=True)
        self.parts.changed.connect(self.part_chosen)
        self.table = PagedTable(COLUMNS, cell)
        self.table.set_compact(False, lines=2)
        self.table.set_blank(texts.NO_CASES)
        self.table.opened.connect(lambda row: self.case_opened.emit(row.case_id))
        self._terms = TermRows()
        self._terms.chosen.connect(self.figure_chosen)
        self._note = Words("", SECOND, "ink3", wrap=True)
        self._note.setContentsMargins(14, 2, 14, 6)
        self._notes = _Notes()
        self._blank = Blank(texts.CHOOSE)
        self._rest = QWidget()
        self._lay_foot()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._strip = QWidget()
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(14, 0, 14, 8)
        strip.addWidget(self.parts)
        parts = (
            self._number, self._basis, self._terms, self._note, self._notes, self._strip, self.table,
            self._blank, self._rest, drawer, self._foot_row,
        )  # fmt: skip
        for one in parts:
            column.addWidget(one, 1 if one in (self.table, self._blank, self._rest) else 0)
        self.set_body(body)
        self.show_figure(None, ())

    def _lay_foot(self) -> None:
        self.open_list = ActionButton(texts.OPEN_LIST, small=True, icon="list")
        self.open_list.clicked.connect(self.list_asked)
        self._count = Words("", SECOND, "ink3")
        self._foot_row = QWidget()
        row = QHBoxLayout(self._foot_row)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.open_list)

    def show_figure(self, figure: Opened | None, notes: Sequence[Note]) -> None:
        """Show a figure, or how to open one."""
        known = figure is not None
        self._blank.setVisible(not known)
        self._number.setVisible(known)
        self._basis.setVisible(known)
        self.set_title(figure.title if figure is not None else texts.DRILL)
        cases = bool(figure.parts) if figure is not None else False
        for one in (self._strip, self.table, self._foot_row):
            one.setVisible(cases)
        self._rest.setVisible(known and not cases)
        self.open_list.setVisible(False)
        self._terms.set_terms(figure.terms if figure else (), figure.total if figure else "")
        self._note.say(figure.note if figure is not None else "")
        self._note.setVisible(bool(self._note.text()))
        self._notes.say(notes)
        if figure is None:
            return
        self._number.say(figure)
        self._basis.say(figure.basis)
        shown = figure.parts[:PARTS_SHOWN]
        self.parts.set_choices([(one.key, one.name) for one in shown], figure.part)
        for part in shown:
            self.parts.set_count(part.key, len(part.cases))

    def show_cases(self, part: str, rows: Sequence[CaseFace], *, listed: bool) -> None:
        """The cases of a part."""
        self.parts.set_value(part)
        self.table.set_rows(list(rows))
        self.open_list.setVisible(listed)
        self._count.say(texts.COUNT.format(n=len(rows)))

    def set_compact(self, compact: bool) -> None:
        """Rows of a small screen."""
        self.table.set_compact(compact, lines=2)


def cell(row: CaseFace, key: str, now: int) -> Cell:
    """One cell of a case."""
    if key == "title":
        return Cell(row.title, second=row.second, mark=row.sign)
    return Cell(row.at, "ink2", second=row.state)


class _Number(QWidget):
    """The number, its fraction, and the last six periods."""

    def __init__(self) -> None:
        super().__init__()
        self._figure: Opened | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, figure: Opened) -> None:
        self._figure = figure
        self.setVisible(bool(figure.value))
        self.setAccessibleName(f"{figure.title} {figure.value} {figure.aside}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(240), lettering.height(STRIP, True) + look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        figure = self._figure
        if figure is None:
            return
        painter = QPainter(self)
        hand, tall = Lettering(painter), self.height()
        spark = look.px(96) if len(figure.values) > 1 else 0
        took = hand.write(figure.value, 14, 0, self.width() - 28, tall, STRIP, "brand-dd", True)
        room = self.width() - 28 - took - 14 - spark
        hand.write(figure.aside, 14 + took + 14, 3, room, tall, SECOND, "ink2", False, LEFT)
        if spark:
            box = QRectF(self.width() - 14 - spark, tall * 0.28, spark, tall * 0.44)
            paint_spark(painter, box, figure.values, "brand")


class _Basis(QWidget):
    """The 口径 in its box."""

    def __init__(self) -> None:
        super().__init__()
        head = Words(texts.BASIS, SECOND, "ink", bold=True)
        self._words = Words("", SECOND, "ink2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 10, 26, 18)
        row.setSpacing(12)
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, text: str) -> None:
        self._words.say(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()).adjusted(14, 2, -14, -10), "head", "line")


class TermRows(QWidget):
    """分数怎么来: each part with its bar; a click opens the figure behind it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._terms: tuple[Term, ...] = ()
        self._total = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_terms(self, terms: tuple[Term, ...], total: str) -> None:
        """Show these; none takes no room."""
        self._terms, self._total = terms, total
        said = "，".join(f"{one.name} {one.how} {one.points}" for one in terms)
        self.setAccessibleName(f"{texts.WHERE_FROM} {said} {total}")
        self.setVisible(bool(terms))
        self.updateGeometry()
        self.update()

    @property
    def _line(self) -> int:
        return max(look.px(26), lettering.height(SECOND) + 6)

    def sizeHint(self) -> QSize:
        lines = len(self._terms) + 1 + (1 if self._total else 0)
        return QSize(look.px(240), lines * self._line + look.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        hand, line, wide = Lettering(painter), self._line, self.width() - 28
        hand.write(texts.WHERE_FROM, 14, 2, wide, line, SECOND, "ink", True)
        names = min(wide * 0.4, max((lettering.advance(t.name, SECOND) for t in self._terms), default=0) + 14)
        ends = max((lettering.advance(t.points, SECOND, True) for t in self._terms), default=0) + 10
        bars = any(term.share is not None for term in self._terms)
        bar = wide * 0.24 if bars else 0
        for at, term in enumerate(self._terms, 1):
            y, middle = at * line, wide - names - ends - bar
            hand.write(term.name, 14, y, names - 6, line, SECOND, "brand" if term.ref else "ink")
            hand.write(term.how, 14 + names, y, middle - 8, line, NOTE, "ink2")
            if term.share is not None:
                box = QRectF(14 + names + middle, y + line / 2 - 3, bar, 6)
                painter.fillRect(box, look.colour("line2"))
                box.setWidth(box.width() * max(0.0, min(1.0, term.share)))
                painter.fillRect(box, look.colour("count-4"))
            hand.write(term.points, 14, y, wide, line, SECOND, "ink", False, RIGHT)
        if self._total:
            y = (len(self._terms) + 1) * line
            painter.fillRect(14, y, wide, 1, look.colour("line"))
            hand.write(texts.SUM, 14, y, wide, line, SECOND, "ink", True)
            hand.write(self._total, 14, y, wide, line, SECOND, "ink", True, RIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // self._line - 1
        if 0 <= at < len(self._terms) and self._terms[at].ref:
            self.chosen.emit(self._terms[at].ref)


class _Notes(QWidget):
    """加减分 and 意见单, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 4, 14, 8)
        self._column.setSpacing(2)

    def say(self, notes: Sequence[Note]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in notes:
            self._column.addWidget(Words(one.text, SECOND, "ink", wrap=True))
            self._column.addWidget(Words(one.second, NOTE, one.tone or "ink3", wrap=True))
        self.setVisible(bool(notes))
