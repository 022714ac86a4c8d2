"""全卷: a case on a whole page: the past with what was written, all clocks, calls and what hangs on it.

A page shows it in place of its list (Enter) and takes it away again (`closed`, Esc).
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop import times
from desktop.dossier import texts
from desktop.dossier.links_view import LinksView
from desktop.dossier.panel import DossierPanel
from desktop.dossier.past_view import full_line
from desktop.dossier.sheet import Sheet, Watch
from desktop.lights import WORD_TOKENS, Sign, sign_of
from desktop.shell.page import PageContext
from desktop.theme.look import NOTE, SECOND, colour, px, row_height
from desktop.widgets.buttons import ActionButton
from desktop.widgets.lettering import RIGHT, Lettering
from desktop.widgets.light import paint_light
from desktop.widgets.panel import Panel
from desktop.widgets.timeline import Timeline

COLUMNS = (
    (0.29, texts.CLOCK),
    (0.19, texts.LIMIT_HEAD),
    (0.14, texts.BEGUN),
    (0.14, texts.DUE_HEAD),
    (0.24, texts.SAID),
)
DOSSIER = 456


class FullDossier(QWidget):
    """The past at the left, clocks and links in the middle, the dossier with its actions at the right."""

    closed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.dossier = DossierPanel(context)
        self.dossier.setFixedWidth(px(DOSSIER))
        self._past = Timeline()
        self._past.activated.connect(self._open_line)
        self._clocks = ClockTable()
        self._links = LinksView()
        self._links.opened.connect(context.go.case)
        self._sheet: Sheet | None = None
        self._left = Panel(texts.TIMELINE)
        back = ActionButton(texts.BACK, small=True, key_cap=context.keymap.cap("escape"))
        back.clicked.connect(self.closed)
        self._left.add_tool(back)
        self._left.set_body(_scrolled(self._past))
        self._middle = Panel(texts.CLOCKS_TITLE)
        self._middle.set_body(_scrolled(self._clocks, self._links))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._left, 5)
        row.addWidget(self._middle, 4)
        row.addWidget(self.dossier)
        self.dossier.sheet_shown.connect(self._show)

    def show_case(self, case_id: str) -> None:
        """Show a case whole."""
        self.dossier.show_case(case_id)

    def key(self, action: str) -> bool:
        """What the dossier answers; Esc leads back to the page."""
        if self.dossier.key(action):
            return True
        if action == "escape":
            self.closed.emit()
            return True
        return False

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        now = self._context.seat.now()
        self._left.set_title(texts.TIMELINE, texts.COUNT.format(n=len(sheet.lines)))
        self._past.set_lines([full_line(line, now) for line in sheet.lines])
        self._middle.set_title(texts.CLOCKS_TITLE, texts.COUNT.format(n=len(sheet.clocks)))
        self._clocks.set_clocks(sheet.clocks, now)
        self._links.set_links(sheet.links)

    def _open_line(self, row: int) -> None:
        if self._sheet is not None and self._sheet.lines[row].case_id:
            self._context.go.case(self._sheet.lines[row].case_id)


class ClockTable(QWidget):
    """All clocks of a case, a row each, painted."""

    def __init__(self) -> None:
        super().__init__()
        self._clocks: tuple[Watch, ...] = ()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_clocks(self, clocks: Sequence[Watch], now: int) -> None:
        """Show these."""
        self._clocks, self._now = tuple(clocks), now
        self.setAccessibleName("，".join(f"{one.name} {one.limit} {verdict(one, now)[1]}" for one in clocks))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A head and a row for each."""
        return QSize(px(420), (len(self._clocks) + 1) * row_height(SECOND))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the head and the rows."""
        painter = QPainter(self)
        tall = row_height(SECOND)
        hand = Lettering(painter)
        self._row(hand, 0, tall, [(title, "ink3") for _, title in COLUMNS], NOTE)
        for n, one in enumerate(self._clocks, 1):
            sign, said = verdict(one, self._now)
            painter.fillRect(QRectF(0, n * tall, self.width(), 1), colour("line2"))
            due = times.short(one.due, self._now) if one.due is not None else texts.NONE
            cells = [(one.name, "ink"), (one.limit, "ink2"), (times.short(one.since, self._now), "ink2")]
            cells += [(due, "ink2"), (said, WORD_TOKENS.get(sign, "ink2"))]
            paint_light(painter, QRectF(0, n * tall + (tall - px(14)) / 2, px(14), px(14)), sign)
            hand.forget()
            self._row(hand, n * tall, tall, cells, SECOND)

    def _row(self, hand: Lettering, y: float, tall: float, cells: list[tuple[str, str]], size: int) -> None:
        x, room = float(px(22)), self.width() - px(22)
        for n, ((share, _), (text, token)) in enumerate(zip(COLUMNS, cells, strict=True)):
            last = n == len(COLUMNS) - 1
            hand.write(
                text, x, y, share * room - (0 if last else 8), tall, size, token, last, RIGHT if last else 0
            )
            x += share * room


def verdict(watch: Watch, now: int) -> tuple[Sign, str]:
    """How a clock stands or ended: `按时 · 用 26 分`, `超 22 分`, `剩 27 分`, `停计`."""
    if watch.stop is None:
        return sign_of(watch.due, watch.yellow, now), times.left(watch.due, now)
    used = texts.USED_ONLY.format(used=times.span(watch.used_ms))
    if watch.due is not None and watch.stop > watch.due:
        return Sign.OVERDUE, f"{texts.LATE} · {used}"
    return Sign.DONE, f"{texts.ON_TIME} · {used}"


def _scrolled(*parts: QWidget) -> QScrollArea:
    """The parts under one another, scrolling together."""
    inner = QWidget()
    rows = QVBoxLayout(inner)
    rows.setContentsMargins(14, 10, 14, 12)
    rows.setSpacing(14)
    for part in parts:
        rows.addWidget(part)
    rows.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inner)
    inner.setAutoFillBackground(False)  # the scroll area turns it on
    return area
