"""The briefings page's widgets (简报): days at the left, the real page in the middle, a figure's cases at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from briefings.texts import stamp
from desktop.briefings import texts
from desktop.briefings.counting import Daily
from desktop.briefings.day_list import DayList
from desktop.briefings.figure_panel import FigurePanel
from desktop.briefings.figures import Opened
from desktop.briefings.issued import IssuedDaily
from desktop.briefings.presenter import DayFace
from desktop.lights import Sign
from desktop.printing.page_view import PageView, Run, Start
from desktop.printing.pages import Pages
from desktop.theme import look
from desktop.widgets.banner import Banner
from desktop.widgets.blank import Blank
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.light import Light
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.segmented import Segmented
from desktop.widgets.tag import Tag
from desktop.widgets.words import Words

COMPACT = 1600
NARROW = 1040  # a font scale of 150 % on a small screen: days or cases, not both
LEFT, LEFT_COMPACT = 236, 196
RIGHT, RIGHT_COMPACT, RIGHT_NARROW = 404, 330, 288


class BriefingsView(QWidget):
    """The page."""

    day_chosen = Signal(int)
    figure_chosen = Signal(str)
    failing_asked = Signal()
    print_asked = Signal()
    export_asked = Signal()
    cancel_asked = Signal()
    issue_asked = Signal()
    changes_asked = Signal()

    def __init__(self, start: Start, run: Run, print_cap: str, export_cap: str, issue_cap: str) -> None:
        super().__init__()
        self._compact: bool | None = None
        self._narrow = False
        self._caps = (print_cap, export_cap, issue_cap)
        self._pages: Pages | None = None
        self._figure: Opened | None = None
        self.pages = PageView(start, run)
        self.days = DayList()
        self.figure = FigurePanel()
        self.days.chosen.connect(self.day_chosen)
        self.pages.opened.connect(self.figure_chosen)
        self.pages.page_changed.connect(lambda _: self._show_place())
        self.figure.figure_chosen.connect(self.figure_chosen)
        self._left = Panel(texts.DAYS)
        self._left.set_body(self.days)
        row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # columns go before it gets too narrow
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._left)
        row.addWidget(self._middle(print_cap, export_cap), 1)
        row.addWidget(self.figure)
        self._measure(0)

    # ------------------------------------------------------------ parts

    def _middle(self, print_cap: str, export_cap: str) -> QWidget:
        self.panel = Panel(texts.DAILY)
        self._tag = Tag("", "brand")
        self.zooms = Segmented(texts.ZOOMS)
        self.zooms.changed.connect(self.pages.set_zoom)
        self.printing = ActionButton(texts.PRINT, key_cap=print_cap, small=True, icon="printer")
        self.exporting = ActionButton(texts.EXPORT, key_cap=export_cap, small=True, icon="download")
        self.issuing = ActionButton(texts.ISSUE, key_cap=self._caps[2], small=True, primary=True)
        self.issuing.clicked.connect(self.issue_asked)
        self.printing.clicked.connect(self.print_asked)
        self.exporting.clicked.connect(self.export_asked)
        for tool in (self._tag, self.zooms, self.printing, self.exporting, self.issuing):
            self.panel.add_tool(tool)
        self._blank = Blank("")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pages)
        self._stack.addWidget(self._blank)
        self.changed = Banner()
        see = ActionButton(texts.SEE_CHANGES, small=True)
        see.clicked.connect(self.changes_asked)
        self.changed.add_action(see)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.changed)
        column.addWidget(self._stack, 1)
        self.panel.set_body(body)
        self.panel.set_foot(self._foot())
        return self.panel

    def _foot(self) -> QWidget:
        self.tabs = Segmented(tuple((name, name) for name in texts.TABS))
        self.tabs.changed.connect(self._go)
        self._sign = Light(Sign.DONE, 16)
        self._check = Words("", look.SECOND, "green")
        self.failing = LinkButton("")
        self.failing.clicked.connect(self.failing_asked)
        self._place = Words("", look.SECOND, "ink3")
        self.refusal = RefusalLine()
        self._doing = Words("", look.SECOND, "ink2")
        self.cancelling = ActionButton(texts.CANCEL, small=True)
        self.cancelling.clicked.connect(self.cancel_asked)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.refusal)
        self._work = QWidget()
        work = QHBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.addWidget(self._doing)
        work.addWidget(self.cancelling)
        work.addStretch(1)
        column.addWidget(self._work)
        self._work.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self._sign)
        row.addWidget(self._check)
        row.addWidget(self.failing)
        row.addSpacing(10)
        row.addWidget(self._place)
        column.addLayout(row)
        return foot

    # ------------------------------------------------------------ what is shown

    def show_days(self, days: Sequence[DayFace], chosen: int) -> None:
        """The list of days."""
        self.days.set_days(list(days), chosen)

    def show_daily(self, daily: Daily, title: str, note: str) -> None:
        """Head and foot of a day; its pages follow by `show_pages`."""
        self._stack.setCurrentWidget(self.pages)
        number = daily.issue.number if not self._compact else ""
        self.panel.set_title(f"{texts.DAILY}　{title}　{number}".rstrip("　"))
        self.panel.set_note(note)
        self.tabs.set_count(texts.LIGHTS, daily.late)
        self.tabs.set_count(texts.CALLS, len(daily.tables.calls))
        wrong = len(daily.failing)
        self._sign.set_sign(Sign.HELD if wrong else Sign.DONE)
        self._check.setVisible(not wrong and not self._narrow)  # the sign beside it stays
        self._check.say(texts.CHECK_HOLDS.format(n=daily.checked))
        self.failing.setVisible(bool(wrong))
        self.failing.setText(texts.CHECK_FAILS.format(n=wrong))

    def show_issued(self, issued: IssuedDaily | None) -> None:
        """Whether the day was issued, and what changed since."""
        draft = "" if self._compact else texts.TODAY
        issued_at = texts.ISSUED_TAG.format(at=stamp(issued.issue.at)[5:]) if issued is not None else ""
        said = issued_at if not self._compact else ""  # the list of days says it too
        self._tag.set_text(said or draft, "green" if issued is not None else "brand")
        self.issuing.setText(texts.CORRECT if issued is not None else texts.ISSUE)
        found = issued.places if issued is not None else ()
        why = (issued.why if issued is not None else "") or texts.JUDGED_ANEW
        self.changed.say(
            texts.CHANGED.format(n=len(found)) if found else "", texts.CHANGED_MORE.format(why=why)
        )
        self.pages.flag(frozenset(one.ref for one in issued.changes) if issued is not None else frozenset())

    def show_pages(self, pages: Pages) -> None:
        """The day's pages."""
        self._pages = pages
        self.pages.show_pages(pages)
        self._show_place()

    def show_figure(self, figure: Opened | None) -> None:
        """A figure's cases; on a small screen the column is there only with one."""
        self._figure = figure
        self.figure.show_figure(figure)
        self.figure.setVisible(figure is not None or not self._compact)
        self._left.setVisible(figure is None or not self._narrow)
        self.zooms.setVisible(figure is None or not self._narrow)
        self.pages.mark(figure.ref if figure is not None else "")

    def show_nothing(self, sentence: str) -> None:
        """Why there is no day."""
        self._blank.say(sentence)
        self._stack.setCurrentWidget(self._blank)
        self.printing.setEnabled(False)
        self.exporting.setEnabled(False)
        self.issuing.setEnabled(False)

    def show_work(self, sentence: str) -> None:
        """What is being written; "" when it is done."""
        self._doing.say(sentence)
        self._work.setVisible(bool(sentence))
        self.exporting.setEnabled(not sentence)
        self.panel.busy(bool(sentence))

    def choose_tab(self, number: int) -> bool:
        """Go to a part by its number, from 1."""
        if not 1 <= number <= len(texts.TABS):
            return False
        self.tabs.set_value(texts.TABS[number - 1])
        self._go(texts.TABS[number - 1])
        return True

    # ------------------------------------------------------------ where it stands

    def _go(self, tab: str) -> None:
        if self._pages is not None:
            self.pages.go_to(self._pages.tabs().get(tab, 0))
            self.tabs.set_value(tab)

    def _show_place(self) -> None:
        if self._pages is None:
            return
        here = self.pages.page
        tabs = self._pages.tabs()
        self.tabs.set_value(
            next((name for name, page in reversed(tabs.items()) if page <= here), texts.FRONT)
        )
        self._place.say(texts.PAGE.format(n=here + 1, all=len(self._pages.pages)))

    def minimumSizeHint(self) -> QSize:
        """The middle alone: the columns beside it give way."""
        return QSize(self.panel.minimumSizeHint().width(), look.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._compact is not None:
            self._compact = None
            self._measure(self.width())

    def _measure(self, width: int) -> None:
        compact = width < look.px(COMPACT)
        narrow = width < look.px(NARROW)
        if (compact, narrow) == (self._compact, self._narrow):
            return
        self._compact, self._narrow = compact, narrow
        self._left.setVisible(self._figure is None or not narrow)
        self._left.setFixedWidth(look.px(LEFT_COMPACT if compact else LEFT))
        self.figure.setFixedWidth(look.px(RIGHT_NARROW if narrow else RIGHT_COMPACT if compact else RIGHT))
        self.figure.setVisible(self._figure is not None or not compact)
        self.zooms.set_choices(texts.ZOOMS[: 2 if narrow else 3 if compact else 4])
        self.zooms.set_value("width" if compact else "fit")
        for button, cap in zip((self.printing, self.exporting, self.issuing), self._caps, strict=True):
            button.set_cap("" if compact else cap)
        self._place.setVisible(not compact)
        self.pages.set_zoom("width" if compact else "fit")
        self.pages.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
