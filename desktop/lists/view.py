"""The page of lists as widgets (清单): the list, one item, and beside it versions, 判责, drafts; they know no rule."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.keymap import Keymap
from desktop.lists import texts
from desktop.lists.ask_view import AskView
from desktop.lists.faces import AnswersFace, ItemFace, RowFace, VersionsFace, WaitingFace
from desktop.lists.item_list import ItemList
from desktop.lists.item_view import ItemView
from desktop.lists.versions_view import VersionsView
from desktop.lists.waiting_view import WaitingView
from desktop.theme import look
from desktop.widgets.blank import Blank
from desktop.widgets.panel import Panel
from desktop.widgets.segmented import Segmented

COMPACT, TIGHT = 1500, 1000  # narrower than that: the columns beside the item give way
COLUMNS = {"wide": (300, 420), "compact": (248, 336), "tight": (192, 246)}
LEAST = 420  # of the item
TYPED_MS = 150


class ListsView(QWidget):
    """Three columns; wishes go out as signals."""

    searched = Signal(str)

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.panel, self.item = Panel(texts.LIST), ItemView(keymap)
        self.search, self.list = QLineEdit(), ItemList()
        self.versions, self.asking, self.waiting = VersionsView(), AskView(keymap), WaitingView()
        self.beside = Segmented(texts.BESIDE, stretch=True)
        self._blank = Blank("")
        self._pause = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self._room = ""  # one of COLUMNS
        self._lay_out(keymap)

    def _lay_out(self, keymap: Keymap) -> None:
        self.search.setPlaceholderText(texts.SEARCH)
        self.search.setAccessibleName(texts.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.list.setFocus)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        field = QHBoxLayout()
        field.setContentsMargins(10, 8, 10, 8)
        field.addWidget(self.search)
        rows.addLayout(field)
        rows.addWidget(self._blank)
        rows.addWidget(self.list, 1)
        self.panel.set_body(body)
        self._right = Panel()
        self._pages = QStackedWidget()
        for page in (self.versions, self.asking, self.waiting):
            self._pages.addWidget(page)
        self.beside.changed.connect(self.show_beside)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 10, 4)
        head.addWidget(self.beside)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self._right.set_body(side)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.panel)
        whole.addWidget(self.item, 1)
        whole.addWidget(self._right)
        self.setFocusProxy(self.list)

    # ------------------------------------------------------------ what the presenter shows

    def show_rows(self, rows: Sequence[RowFace], chosen: str, count: int, empty: str) -> None:
        """The list."""
        self.panel.set_title(texts.LIST, texts.COUNT.format(n=count))
        self._blank.say(empty)
        self._blank.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.list.set_rows(rows, chosen)

    def show_item(self, face: ItemFace | None, said: str) -> None:
        """One item, or why there is none."""
        self.item.show_item(face, said)

    def show_versions(self, face: VersionsFace | None) -> None:
        """Its versions."""
        self.versions.show_versions(face)

    def show_answers(self, face: AnswersFace) -> None:
        """The answers of 判责."""
        self.asking.show_answers(face)

    def show_waiting(self, face: WaitingFace) -> None:
        """Drafts and applications; those that wait for the town are counted on the tab."""
        self.waiting.show_waiting(face)
        self.beside.set_count("waiting", face.for_town or None)

    def show_beside(self, key: str) -> None:
        """One of the three parts at the right."""
        self.beside.set_value(key)
        self._pages.setCurrentIndex([name for name, _ in texts.BESIDE].index(key))

    def clear_search(self) -> bool:
        """Empty the search; False when it is empty."""
        if not self.search.text():
            return False
        self.search.clear()
        return True

    # ------------------------------------------------------------ how wide

    def minimumSizeHint(self) -> QSize:
        """What the small screen has."""
        return QSize(look.px(sum(COLUMNS["tight"])) + LEAST, look.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower columns on the small screen."""
        super().resizeEvent(event)
        self._measure(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        """Other letters need other columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._room:
            self._room = ""
            self._measure(self.width())

    def _measure(self, width: int) -> None:
        room = "wide" if width >= look.px(COMPACT) else "compact" if width >= look.px(TIGHT) else "tight"
        if room != self._room:
            self._room = room
            left, right = COLUMNS[room]
            self.panel.setFixedWidth(look.px(left))
            self._right.setFixedWidth(look.px(right))
            policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.list.setVerticalScrollBarPolicy(policy)
