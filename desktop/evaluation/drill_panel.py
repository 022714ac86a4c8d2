"""The right column (数字下钻): the number, its 口径, its cases, where the points come from, and the form that is open."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.evaluation import texts
from desktop.evaluation.case_faces import CaseFace
from desktop.evaluation.notes import Note
from desktop.evaluation.opened import Opened
from desktop.evaluation.term_rows import TermRows
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND, STRIP
from desktop.widgets import lettering
from desktop.widgets.blank import Blank
from desktop.widgets.box import paint_box
from desktop.widgets.buttons import ActionButton
from desktop.widgets.clearing import clear
from desktop.widgets.lettering import LEFT, Lettering
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
    left = Signal()

    def __init__(self, drawer: QWidget) -> None:
        super().__init__(texts.DRILL)
        self._figure: Opened | None = None
        self._form_open = False
        self.back = ActionButton(texts.TO_TABLE, key_cap="Esc", small=True)
        self.back.clicked.connect(self.left)
        self.back.hide()
        self.add_tool(self.back)
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
        self._figure = figure
        self.set_title(figure.title if figure is not None else texts.DRILL)
        self.open_list.setVisible(False)
        self._terms.set_terms(figure.terms if figure else (), figure.total if figure else "")
        self._note.say(figure.note if figure is not None else "")
        self._note.setVisible(bool(self._note.text()))
        self._notes.say(notes)
        if figure is not None:
            self._number.say(figure)
            self._basis.say(figure.basis)
            self._say_parts(figure)
        self._arrange()

    def give_way(self, form_open: bool) -> None:
        """An open form takes the room of the cases and of the 口径."""
        self._form_open = form_open
        self._arrange()

    def _arrange(self) -> None:
        figure, alone = self._figure, not self._form_open
        cases = figure is not None and bool(figure.parts)
        self._blank.setVisible(figure is None and alone)
        self._number.setVisible(figure is not None and bool(figure.value))
        self._basis.setVisible(figure is not None and bool(figure.basis) and alone)
        for one in (self._strip, self.table, self._foot_row):
            one.setVisible(cases and alone)
        self._rest.setVisible(not alone or (figure is not None and not cases))

    def _say_parts(self, figure: Opened) -> None:
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

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_box(QPainter(self), QRectF(self.rect()).adjusted(14, 2, -14, -10), "head", "line")


class _Notes(QWidget):
    """加减分 and 意见单, the latest first."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 4, 14, 8)
        self._column.setSpacing(2)

    def say(self, notes: Sequence[Note]) -> None:
        clear(self._column)
        for one in notes:
            self._column.addWidget(Words(one.text, SECOND, "ink", wrap=True))
            self._column.addWidget(Words(one.second, NOTE, one.tone or "ink3", wrap=True))
        self.setVisible(bool(notes))
