"""The evaluation page's widgets (考评): the table of figures at the left, what stands behind one at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.evaluation import texts
from desktop.evaluation.acting import ActionFace
from desktop.evaluation.case_faces import CaseFace
from desktop.evaluation.drill_panel import DrillPanel
from desktop.evaluation.figure_table import FigureTable
from desktop.evaluation.notes import Note
from desktop.evaluation.opened import Opened
from desktop.evaluation.period_bar import PeriodBar
from desktop.evaluation.presenter import IssuedFace, PeriodFace
from desktop.evaluation.sheet import Sheet
from desktop.moves.drawer import MoveDrawer
from desktop.theme import look
from desktop.theme.look import SECOND
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import ActionButton
from desktop.widgets.clearing import take_out
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.segmented import Segmented
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

COMPACT = 1600
NARROW = 1040  # a font scale of 150 % on a small screen: table or figure, not both
RIGHT, RIGHT_COMPACT = 420, 340


class EvaluationView(QWidget):
    """The page."""

    tab_chosen = Signal(str)
    figure_chosen = Signal(str, str)
    export_asked = Signal()
    cancel_asked = Signal()
    issue_asked = Signal()
    switch_asked = Signal()
    action_asked = Signal(str)

    def __init__(self, drawer: MoveDrawer, export_cap: str, issue_cap: str) -> None:
        super().__init__()
        self._compact: bool | None = None
        self._narrow = False
        self._caps = (export_cap, issue_cap)
        self._figure: Opened | None = None
        self.drawer = drawer
        self.period = PeriodBar()
        self.table = FigureTable()
        self.drill = DrillPanel(drawer)
        self._actions: dict[str, ActionButton] = {}
        self.table.chosen.connect(self.figure_chosen)
        drawer.opened.connect(self._arrange)
        drawer.closed.connect(self._arrange)
        row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._middle(), 1)
        row.addWidget(self.drill)
        self._measure(0)

    def _middle(self) -> QWidget:
        self.panel = Panel(texts.TITLE)
        self._tag = Tag("", "green")
        self._tag.hide()
        self.exporting = ActionButton(texts.EXPORT, key_cap=self._caps[0], small=True, icon="download")
        self.issuing = ActionButton(texts.ISSUE, key_cap=self._caps[1], small=True, primary=True)
        self.exporting.clicked.connect(self.export_asked)
        self.issuing.clicked.connect(self.issue_asked)
        for tool in (self._tag, self.period, self.exporting, self.issuing):
            self.panel.add_tool(tool)
        self.changed = Banner("brand", None)
        self._switch = ActionButton("", small=True)
        self._switch.clicked.connect(self.switch_asked)
        self.changed.add_action(self._switch)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.changed)
        column.addWidget(self._strip())
        column.addWidget(self.table, 1)
        self.panel.set_body(body)
        self._lay_foot()
        return self.panel

    def _strip(self) -> QWidget:
        strip = QWidget()
        self.tabs = Segmented(texts.TABS)
        self.tabs.changed.connect(self.tab_chosen)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row = QHBoxLayout(strip)
        row.setContentsMargins(14, 7, 10, 7)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addLayout(self._buttons)
        return strip

    def _lay_foot(self) -> None:
        self.refusal = RefusalLine()
        self._doing = Words("", SECOND, "ink2")
        self.cancelling = ActionButton(texts.CANCEL, small=True)
        self.cancelling.clicked.connect(self.cancel_asked)
        self._work = QWidget()
        work = QHBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.addWidget(self._doing)
        work.addWidget(self.cancelling)
        work.addStretch(1)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._as_of = Words("", SECOND, "ink2")
        column.addWidget(self.refusal)
        column.addWidget(self._work)
        column.addWidget(self._as_of)
        self._work.hide()
        self.panel.set_foot(foot)

    # ------------------------------------------------------------ what is shown

    def show_period(self, face: PeriodFace) -> None:
        """Which period, and up to when its data are known."""
        self.period.show_period(face)
        self._as_of.say(face.note)

    def show_sheet(self, sheet: Sheet) -> None:
        """A table."""
        self.tabs.set_value(sheet.name)
        self.table.show_sheet(sheet)

    def show_figure(self, figure: Opened | None, notes: Sequence[Note]) -> None:
        """A figure opened; on a small screen the column is there only with one."""
        self._figure = figure
        self.drill.show_figure(figure, notes)
        self._arrange()

    def show_cases(self, part: str, rows: Sequence[CaseFace], *, listed: bool) -> None:
        """The cases of the open figure."""
        self.drill.show_cases(part, rows, listed=listed)

    def show_actions(self, actions: Sequence[ActionFace]) -> None:
        """The buttons of the table."""
        if tuple(one.key for one in actions) != tuple(self._actions):
            self._make_buttons(actions)
        for one in actions:
            button = self._actions[one.key]
            button.setEnabled(not one.reason)
            button.set_reason(one.reason)

    def _make_buttons(self, actions: Sequence[ActionFace]) -> None:
        take_out(self._buttons, self._actions.values())
        self._actions = {one.key: ActionButton(one.text, small=True) for one in actions}
        for key, button in self._actions.items():
            button.clicked.connect(lambda *_, key=key: self.action_asked.emit(key))
            self._buttons.addWidget(button)

    def button(self, key: str) -> ActionButton:
        """The button of an action."""
        return self._actions[key]

    def show_issued(self, face: IssuedFace) -> None:
        """Whether the month was issued, and what changed since."""
        self._tag.set_text(face.tag, "green")
        self._tag.setVisible(bool(face.tag) and not self._narrow)
        self.issuing.setText(face.verb)
        self.issuing.setEnabled(not face.reason)
        self.issuing.set_reason(face.reason)
        self._switch.setText(face.switch)
        self._switch.setVisible(bool(face.switch))
        self.changed.say(face.changed, face.more if face.switch else "")

    def show_work(self, sentence: str) -> None:
        """What is being written; "" when it is done."""
        self._doing.say(sentence)
        self._work.setVisible(bool(sentence))
        self.exporting.setEnabled(not sentence)
        self.panel.busy(bool(sentence))

    # ------------------------------------------------------------ the room there is

    @property
    def narrow(self) -> bool:
        """Whether a figure takes the table's place: then it opens by Enter or click alone."""
        return self._narrow

    def minimumSizeHint(self) -> QSize:
        """The table alone: the column beside it gives way."""
        return QSize(look.px(420), look.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._compact is not None:
            self._compact = None
            self._measure(self.width())

    def _measure(self, width: int) -> None:
        compact, narrow = width < look.px(COMPACT), width < look.px(NARROW)
        if (compact, narrow) == (self._compact, self._narrow):
            return
        self._compact, self._narrow = compact, narrow
        for button, cap in zip((self.exporting, self.issuing), self._caps, strict=True):
            button.set_cap("" if compact else cap)
        self.table.set_compact(compact)
        self.drill.set_compact(compact)
        self._tag.setVisible(bool(self._tag.text) and not narrow)
        self._arrange()

    def _arrange(self) -> None:
        wanted = self._figure is not None or self.drawer.form is not None
        self.drill.setVisible(wanted or not self._compact)
        self.drill.give_way(self.drawer.form is not None)
        self.drill.back.setVisible(self._narrow)
        self.panel.setVisible(not (wanted and self._narrow))
        if not self._narrow:
            self.drill.setFixedWidth(look.px(RIGHT_COMPACT if self._compact else RIGHT))
        else:
            self.drill.setMaximumWidth(self.width() or look.px(RIGHT))
