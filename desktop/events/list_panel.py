"""The list in the middle (列表栏): figure line, conditions, table, selection bar, and how many are seen of how many."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.events import texts
from desktop.events.columns import COLUMNS
from desktop.events.faces import ListFace
from desktop.events.filter_line import FilterLine
from desktop.events.list_head import ListHead
from desktop.events.selection_bar import SelectionBar
from desktop.keymap import Keymap
from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.banner import Banner
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.light import Light
from desktop.widgets.light_counts import LightCounts
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.panel import Panel
from desktop.widgets.table_column import Formatter
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

COUNTING_MS = 2_000


class ListPanel(Panel):
    """`figure_closed`, `everywhere_asked`; the rest is told by its parts."""

    figure_closed = Signal()
    everywhere_asked = Signal()

    def __init__(self, words: Formatter, keymap: Keymap) -> None:
        super().__init__(texts.TITLE)
        self.head = ListHead(keymap)
        self.lights = LightCounts()
        self.conditions = FilterLine()
        self.table = PagedTable(COLUMNS, words, ticks=True)
        self.selection = SelectionBar(keymap)
        self._as_of = Tag("", "amber")
        self._as_of.hide()
        head = self.head
        tools: tuple[QWidget, ...] = (
            self._as_of, head.views, head.find, self.lights, head.columns, head.export, head.intake
        )  # fmt: skip
        for tool in tools:
            self.add_tool(tool)
        self._counting = QTimer(self, singleShot=True, interval=COUNTING_MS)
        self._counting.timeout.connect(lambda: self.set_note(texts.COUNTING))
        self.set_body(self._make_body())
        self.set_foot(self._foot_line())
        self.head.columns.clicked.connect(self._open_columns)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self.show_range())

    def _make_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.figure = Banner("brand", None)
        close = ActionButton("", small=True, icon="x")
        close.setAccessibleName(texts.CLOSE)
        close.clicked.connect(self.figure_closed)
        self.figure.add_action(close)
        column.addWidget(self.figure)
        column.addWidget(self.conditions)
        column.addWidget(self.table, 1)
        column.addWidget(self._nothing())
        column.addWidget(self.selection)
        return body

    def _nothing(self) -> QWidget:
        self._blank_box = QWidget()
        column = QVBoxLayout(self._blank_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._blank = Blank("")
        self._elsewhere = LinkButton("", look.BODY)
        self._elsewhere.clicked.connect(self.everywhere_asked)
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 0)
        row.addWidget(self._elsewhere)
        row.addStretch(1)
        column.addWidget(self._blank)
        column.addLayout(row)
        column.addStretch(1)
        self._blank_box.hide()
        return self._blank_box

    def _foot_line(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for name, said in texts.LEGEND:
            row.addWidget(Light(Sign[name], 14))
            row.addWidget(Words(said, look.NOTE, "ink2"))
            row.addSpacing(10)
        row.addStretch(1)
        self._range = Words("", look.SECOND, "ink2")
        row.addWidget(self._range)
        return foot

    # ------------------------------------------------------------ what is shown

    def busy(self, busy: bool) -> None:
        """Run the bar; what takes longer than two seconds is said."""
        super().busy(busy)
        self.set_note("")
        if busy:
            self._counting.start()
        else:
            self._counting.stop()

    def show_face(self, face: ListFace, *, compact: bool) -> None:
        """Title, numbers, figure; or why nothing is listed."""
        said = texts.CHANGED if face.changed else texts.BARE_COUNT if compact else texts.COUNT
        count = texts.UNCOUNTED if face.count is None else f"{face.count:,}"
        self.set_title(texts.TITLE, said.format(view=face.name, n=count))
        self.head.name_view(face.name)
        lights = face.lights
        self.lights.set_counts(
            {
                Sign.OVERDUE: lights.red,
                Sign.SOON: lights.yellow,
                Sign.NORMAL: lights.green,
                Sign.PAUSED: lights.grey,
            }
        )
        self._show_figure(face)
        empty = face.count == 0
        came_back = self.table.isHidden() and not empty
        self.table.setVisible(not empty)
        if came_back and not self.head.find.hasFocus():
            self.table.setFocus()
        self._blank_box.setVisible(empty)
        self._blank.say(
            texts.EMPTY if face.changed or face.elsewhere or self.head.find.text() else texts.EMPTY_VIEW
        )
        self._elsewhere.setText(texts.ELSEWHERE.format(n=face.elsewhere))
        self._elsewhere.updateGeometry()
        self._elsewhere.setVisible(bool(face.elsewhere))

    def _show_figure(self, face: ListFace) -> None:
        if face.figure is None:
            self.figure.say("")
            return
        explained = face.figure.explained
        if face.excluded:
            explained = texts.EXCLUDED.format(explained=explained, n=face.excluded)
        self.figure.say(texts.FIGURE.format(title=face.figure.title, n=face.count), explained)

    def show_as_of(self, said: str) -> None:
        """Since when the county's side can't be heard; "" while it can."""
        self._as_of.set_text(said, "amber")
        self._as_of.setVisible(bool(said))

    def show_range(self) -> None:
        """Which rows are seen of how many."""
        first, last = self.table.seen()
        n = self.table.rows.count
        said = texts.RANGE.format(first=first + 1, last=last + 1, n=f"{n:,}") if n else texts.NO_RANGE
        self._range.say(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More rows may be seen."""
        super().resizeEvent(event)
        self.show_range()

    def _open_columns(self) -> None:
        button = self.head.columns
        self.table.show_column_menu(button.mapToGlobal(button.rect().bottomLeft()))
