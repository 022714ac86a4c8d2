"""The situation page's widgets (态势): queue, map, dossier, strip; they know no rule and no store."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from db.queries.event_filter import GREEN, GREY, RED, YELLOW
from desktop.lights import Sign
from desktop.map.grid_map import GridMap
from desktop.map.marks import Mark
from desktop.situation import texts
from desktop.situation.figures import FigureFace
from desktop.situation.strip_bar import StripBar
from desktop.theme import look
from desktop.widgets.banner import Banner
from desktop.widgets.blank import Blank
from desktop.widgets.card import Card
from desktop.widgets.filter_chip import FilterChip
from desktop.widgets.light_counts import LightCounts
from desktop.widgets.panel import Panel
from desktop.widgets.queue_list import QueueList
from desktop.widgets.segmented import Segmented
from desktop.widgets.words import Words

COMPACT = 1600  # narrower pages get the small measures of ui.md §2
WIDE, NARROW = (384, 1000, 456), (318, 640, 396)
LEAST = (300, 420, 380)
LIGHT_NAMES = {Sign.OVERDUE: RED, Sign.SOON: YELLOW, Sign.NORMAL: GREEN, Sign.PAUSED: GREY}
ROOM_FOR_ORDER = 370  # of the queue's column
# So much of a larger font's growth the outer columns take; on a small screen only the queue, whose counts must stay whole.
GROW_WIDE, GROW_NARROW = (0.6, 0.6), (0.42, 0.0)


def _columns(*, compact: bool) -> list[int]:
    """The three columns at the present font scale; the map gives the room."""
    queue, middle, dossier = NARROW if compact else WIDE
    first, last = GROW_NARROW if compact else GROW_WIDE
    grown = (look.scale() - 100) / 100
    return [round(queue * (1 + grown * first)), middle, round(dossier * (1 + grown * last))]


class SituationView(QWidget):
    """Three columns and the strip."""

    list_chosen = Signal(str)
    light_toggled = Signal(str)
    grid_chosen = Signal(str)
    grid_cleared = Signal()
    case_chosen = Signal(str)
    case_opened = Signal(str)
    figure_opened = Signal(str)

    def __init__(self, dossier: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact: bool | None = None
        self._order = texts.ORDER
        self.map = GridMap()
        self.canvas = self.map.canvas
        self._dossier = dossier
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(8)
        self._splitter.setChildrenCollapsible(False)
        for part, least in zip((self._queue_panel(), self._map_panel(), dossier), LEAST, strict=True):
            part.setMinimumWidth(min(least, NARROW[0]) if part is not dossier else least)
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self.strip = StripBar()
        self.strip.opened.connect(self.figure_opened)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._splitter, 1)
        self._column.addWidget(self.strip)

    # ------------------------------------------------------------ parts

    def _queue_panel(self) -> QWidget:
        self.panel = Panel(texts.QUEUE)
        self._lights = LightCounts()
        self._lights.toggled.connect(lambda sign: self.light_toggled.emit(LIGHT_NAMES[Sign(sign)]))
        self.panel.add_tool(self._lights)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._alarm = Banner("red", Sign.OVERDUE)
        self._alarm.hide()
        column.addWidget(self._alarm)
        column.addWidget(self._choice())
        self.queue = QueueList()
        self.queue.selected.connect(self.case_chosen)
        self.queue.opened.connect(self.case_opened)
        column.addWidget(self.queue, 1)
        self._blank = Blank("")
        column.addWidget(self._blank, 1)
        self._blank.hide()
        self._more = Words("", look.SECOND, "ink3")
        self._more.setContentsMargins(14, 6, 14, 6)
        self._more.hide()
        column.addWidget(self._more)
        self.panel.set_body(body)
        return self.panel

    def _choice(self) -> QWidget:
        """Which list, and the grid that narrows it."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        self.lists = Segmented(texts.LISTS, stretch=True)
        self.lists.changed.connect(self.list_chosen)
        column.addWidget(self.lists)
        self._grid_chip = FilterChip(texts.GRID_CHIP, "")
        self._grid_chip.removed.connect(self.grid_cleared)
        self._grid_chip.hide()
        column.addWidget(self._grid_chip, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _map_panel(self) -> QWidget:
        self.canvas.mark_chosen.connect(self.case_chosen)
        self.canvas.grid_chosen.connect(self.grid_chosen)
        return self.map

    # ------------------------------------------------------------ what is shown

    async def prepare(self, cards: Sequence[Card]) -> None:
        """Paint the cards that will be seen, before they are shown."""
        await self.queue.prepare(cards)

    def show_queue(self, cards: Sequence[Card], empty: str, more: str) -> None:
        """Cards, or what stands there when there is none."""
        self.queue.set_cards(cards)
        self.queue.setVisible(bool(cards))
        self._blank.setText(empty)
        self._blank.setVisible(not cards)
        self._more.setText(more)
        self._more.setVisible(bool(more))

    def show_counts(self, lists: Mapping[str, int], lights: Mapping[Sign, int]) -> None:
        """Numbers on the lists and the lights."""
        for name, count in lists.items():
            self.lists.set_count(name, count)
        self._lights.set_counts(lights)

    def show_strip(self, figures: Sequence[FigureFace]) -> None:
        """The strip."""
        self.strip.show_figures(figures)

    def show_map(self, marks: Sequence[Mark], counts: Mapping[str, int]) -> None:
        """Events on the map, and how many each grid has."""
        self.canvas.set_counts(dict(counts))
        self.canvas.set_marks(marks)

    def show_choice(self, listed: str, lights: frozenset[str], grid: str) -> None:
        """Which list, lights and grid are chosen."""
        self.lists.set_value(listed)
        silent = listed == "silent"
        self._order = texts.SILENT_ORDER if silent else texts.ORDER
        self._say_order()
        self._lights.set_chosen({sign for sign, name in LIGHT_NAMES.items() if name in lights})
        self._lights.setVisible(not silent)
        self.canvas.selected_grid(grid)
        self._grid_chip.setVisible(bool(grid))

    def _say_order(self) -> None:
        """Where there is room for it; the lights go first."""
        roomy = not self._compact and self._splitter.sizes()[0] >= look.px(ROOM_FOR_ORDER)
        self.panel.set_note(self._order if roomy else "")

    def name_grid(self, name: str) -> None:
        """The chosen grid in words."""
        self._grid_chip.set_value(name)

    def show_case(self, case_id: str) -> None:
        """The chosen case, in the queue and on the map."""
        self.queue.choose(case_id)
        self.canvas.select(case_id)

    def show_alarm(self, text: str, more: str = "") -> None:
        """The alarm that rings, at the top of the queue; "" when none does."""
        self._alarm.say(text, more)

    # ------------------------------------------------------------ measures

    @property
    def widths(self) -> list[int]:
        """Of the three columns."""
        return self._splitter.sizes()

    def set_widths(self, widths: Sequence[int]) -> None:
        """Put the columns back as the operator left them."""
        self._splitter.setSizes(list(widths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = event.size().width() < COMPACT
        if compact != self._compact:
            self._compact = compact
            self._splitter.setSizes(_columns(compact=compact))
            self.queue.set_compact(compact)
            self.strip.set_compact(compact)
            self._say_order()
            self._column.setSpacing(6 if compact else 8)
