"""The events page's widgets (事件): views, list with its conditions, dossier; they know no rule and no store."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from db.queries.event_filter import GREEN, GREY, RED, YELLOW
from db.queries.event_list import Sort
from db.queries.events import EventRow
from desktop.events import texts
from desktop.events.columns import RowWords
from desktop.events.conditions import Chip
from desktop.events.faces import ListFace, ViewFace
from desktop.events.list_head import ListHead
from desktop.events.list_panel import ListPanel
from desktop.events.views_list import ViewsList
from desktop.keymap import Keymap
from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.panel import Panel
from desktop.widgets.words import Words

COMPACT = 1600  # narrower pages fold the views to a drop-down and the dossier to a drawer
VIEWS, VIEWS_SCALED, DOSSIER, DRAWER = 212, 180, 392, 400
LEAST = (420, 360)
LIST_WANTS = 790  # design pixels in which no column of weight is hidden
LIGHT_NAMES = {Sign.OVERDUE: RED, Sign.SOON: YELLOW, Sign.NORMAL: GREEN, Sign.PAUSED: GREY}


class EventsView(QWidget):
    """Three columns, two on a small screen."""

    view_chosen = Signal(str)
    save_view_asked = Signal(object)  # the widget it opens at
    manage_asked = Signal(object)
    light_toggled = Signal(str)
    badge = Signal(int, bool)
    row_chosen = Signal(object)  # EventRow, or None when there is none

    def __init__(
        self, dossier: QWidget, words: RowWords, keymap: Keymap, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.compact = False
        self._folded: bool | None = None  # before its first size
        self._dossier, self._words = dossier, words
        self._fresh = False
        self._faces: Sequence[ViewFace] = ()
        self.views = self._views_panel()
        self.list = ListPanel(words, keymap)
        self.head: ListHead = self.list.head
        self.table = self.list.table
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(8)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(dossier)
        self._splitter.setStretchFactor(0, 1)
        for part, least in zip((self.list, dossier), LEAST, strict=True):
            part.setMinimumWidth(least)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.views)
        self._row.addWidget(self._splitter, 1)
        self._drawer = self._make_drawer()
        self._join()

    def _join(self) -> None:
        self.list.lights.toggled.connect(lambda sign: self.light_toggled.emit(LIGHT_NAMES[Sign(sign)]))
        self.head.views.clicked.connect(self._open_views_menu)
        self.table.chosen.connect(self.row_chosen)

    # ------------------------------------------------------------ parts

    def _views_panel(self) -> Panel:
        panel = Panel(texts.VIEWS_TITLE)
        panel.add_tool(Words(texts.VIEWS_HINT, look.NOTE, "ink3"))
        self.views_list = ViewsList()
        self.views_list.chosen.connect(self.view_chosen)
        panel.set_body(self.views_list)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        self._save = ActionButton(texts.SAVE_VIEW, small=True)
        self._save.clicked.connect(lambda: self.save_view_asked.emit(self._save))
        manage = LinkButton(texts.MANAGE)
        manage.clicked.connect(lambda: self.manage_asked.emit(manage))
        row.addWidget(self._save)
        row.addStretch(1)
        row.addWidget(manage)
        panel.set_foot(foot)
        panel.setFixedWidth(max(VIEWS, look.px(VIEWS_SCALED)))
        return panel

    def _make_drawer(self) -> QFrame:
        drawer = QFrame(self)
        drawer.setObjectName("dossierDrawer")
        column = QVBoxLayout(drawer)
        column.setContentsMargins(0, 0, 0, 0)
        drawer.hide()
        return drawer

    def _open_views_menu(self) -> None:
        """The views as a menu, on a small screen."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = ""
        for face in self._faces:
            if group and face.group != group:
                menu.addSeparator()
            group = face.group
            count = texts.UNCOUNTED if face.count is None else str(face.count)
            menu.addAction(f"{face.name}\t{count}", partial(self.view_chosen.emit, face.key))
        menu.addSeparator()
        menu.addAction(texts.SAVE_VIEW, lambda: self.save_view_asked.emit(self.head.views))
        menu.addAction(texts.MANAGE, lambda: self.manage_asked.emit(self.head.views))
        menu.popup(self.head.views.mapToGlobal(self.head.views.rect().bottomLeft()))

    # ------------------------------------------------------------ what the presenter shows

    def show_list(self, face: ListFace) -> None:
        """Title, numbers, figure, and what stands there when nothing is listed."""
        self.list.show_face(face, compact=self.compact)
        self._save.set_primary(face.changed)

    def show_views(self, faces: Sequence[ViewFace], chosen: str) -> None:
        """The views at the left and in the drop-down."""
        self._faces = faces
        self.views_list.set_views(faces, chosen)

    def show_conditions(self, chips: Sequence[Chip], words: str, lights: frozenset[str], sort: Sort) -> None:
        """Chips, words, lights and the order."""
        self.list.conditions.show_chips(chips, clearable=bool(chips or words))
        self.head.show_words(words)
        self.list.lights.set_chosen({sign for sign, name in LIGHT_NAMES.items() if name in lights})
        self.table.set_sorting((sort.by, sort.descending))

    def show_count(self, count: int, *, anew: bool) -> None:
        """How many rows there are."""
        self._fresh = self._fresh or anew
        self.table.set_count(count, anew=anew)
        self.list.show_range()
        if not count and anew:
            self._fresh = False
            self.row_chosen.emit(None)

    def put_page(self, n: int, rows: Sequence[EventRow]) -> None:
        """A page of rows; of another list the first row is taken up."""
        self.table.put_page(n, rows)
        if self._fresh and n == 0 and rows:
            self._fresh = False
            self.table.choose_row(0)

    def show_marks(self, marks: Mapping[str, str]) -> None:
        """How far own actions have come, for the marks before the state."""
        self._words.marks = marks

    def show_badge(self, waiting: int, overdue: bool) -> None:
        """Decisions that wait."""
        self.badge.emit(waiting, overdue)

    def busy(self, busy: bool) -> None:
        """Run the bar under the list's head."""
        self.list.busy(busy)

    # ------------------------------------------------------------ drawer and measures

    @property
    def drawer_open(self) -> bool:
        """Whether the dossier lies over the list (small screens)."""
        return self._drawer.isVisibleTo(self)

    def open_drawer(self) -> None:
        """Lay the dossier at the list's right side."""
        self._drawer.show()
        self._drawer.raise_()
        self._place_drawer()

    def close_drawer(self) -> bool:
        """Put it away; False when it was not there."""
        shown = self.drawer_open
        self._drawer.hide()
        self._place_drawer()
        if shown:
            self.table.setFocus()
        return shown

    @property
    def widths(self) -> list[int]:
        """Of list and dossier."""
        return self._splitter.sizes()

    def set_widths(self, widths: Sequence[int]) -> None:
        """Put the columns back as the operator left them."""
        if not self.compact and len(widths) == 2:
            self._splitter.setSizes(list(widths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold for a small screen."""
        super().resizeEvent(event)
        compact = event.size().width() < COMPACT
        if compact != self._folded:
            self._fold(compact)
        self._place_drawer()

    def _fold(self, compact: bool) -> None:
        self.compact = self._folded = compact
        self.views.setVisible(not compact)
        self.head.set_compact(compact)
        self._words.low = compact
        self.table.set_compact(compact)
        self._row.setSpacing(6 if compact else 8)
        if compact:
            layout = self._drawer.layout()
            if layout is not None:
                layout.addWidget(self._dossier)
        else:
            self._drawer.hide()
            self._splitter.addWidget(self._dossier)
            QTimer.singleShot(0, self, self._default_widths)
        self._dossier.show()

    def _default_widths(self) -> None:
        room = self.width() - self.views.width() - self._row.spacing() - self._splitter.handleWidth()
        wide = min(look.px(DOSSIER), max(LEAST[1], room - look.px(LIST_WANTS)))
        self._splitter.setSizes([room - wide, wide])

    def _place_drawer(self) -> None:
        """At the right; the list gives room as far as it can, the rest is covered."""
        wide = min(look.px(DRAWER), self.width() - 40)
        self._drawer.setGeometry(self.width() - wide, 0, wide, self.height())
        rest = self.width() - wide - 6
        room = wide + 6 if self.drawer_open and rest >= self.list.minimumSizeHint().width() else 0
        self._row.setContentsMargins(0, 0, room, 0)
