"""A panel (栏): a framed box with a head, a body and perhaps a foot; a page is made of these."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.look import NOTE, PANEL, SECOND, colour, row_height
from desktop.widgets.box import RADIUS, paint_box
from desktop.widgets.busy_bar import HEIGHT, BusyBar
from desktop.widgets.panel_error import PanelError
from desktop.widgets.words import Elided, Words

PADDING = 14
BODY_AT = 2  # after head and error


class Panel(QWidget):
    """Head with title, count, note and tools; a failed panel says so under its head and keeps its content."""

    def __init__(self, title: str = "", *, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = _Head()
        self._busy = BusyBar(self)
        self._error = PanelError()
        self._body: QWidget | None = None
        self._foot: QWidget | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
        self._rows.addWidget(self._head)
        self._rows.addWidget(self._error)
        self._rows.addStretch(1)
        self.set_title(title, count)
        self._head.setVisible(bool(title))

    @property
    def title(self) -> str:
        """What its head says."""
        return self._head.title.text()

    @property
    def body(self) -> QWidget | None:
        """What it shows."""
        return self._body

    def set_title(self, text: str, count: str = "") -> None:
        """Name the panel; `count` stands beside the name, grey."""
        self._head.title.say(text)
        self._head.title.setVisible(bool(text))
        self._head.count.say(count)
        self._head.count.setVisible(bool(count))
        self._head.setVisible(self._head.isVisibleTo(self) or bool(text))
        self.setAccessibleName(f"{text} {count}".strip())

    def set_note(self, text: str) -> None:
        """Say something after the title, grey, cut where there is no room."""
        self._head.note.say(text)

    def add_tool(self, widget: QWidget) -> None:
        """Put a widget at the right end of the head."""
        self._head.setVisible(True)
        self._head.tools.addWidget(widget)

    def set_body(self, widget: QWidget) -> None:
        """Show this below the head; what was there before goes."""
        if self._body is not None:
            self._rows.removeWidget(self._body)
            self._body.setParent(None)
        else:
            self._rows.takeAt(BODY_AT)
        self._rows.insertWidget(BODY_AT, widget, 1)
        self._body = widget

    def set_foot(self, widget: QWidget) -> None:
        """Keep this at the lower end, under a line of its own."""
        if self._foot is not None:
            self._rows.removeWidget(self._foot)
            self._foot.setParent(None)
        self._foot = _Foot(widget)
        self._rows.addWidget(self._foot)

    def busy(self, busy: bool) -> None:
        """Run the bar under the head, from 150 ms on."""
        self._busy.run(busy)
        self._place_bar()

    def show_error(self, sentence: str, retry: Callable[[], None] | None = None) -> None:
        """Say what failed here; `retry` is offered beside it."""
        self._error.show_error(sentence, retry)

    def clear_error(self) -> None:
        """Take the sentence away."""
        self._error.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar as wide as the panel."""
        super().resizeEvent(event)
        self._place_bar()

    def _place_bar(self) -> None:
        """Over the body's upper edge, so that nothing moves when it comes."""
        top = 1 if self._head.isHidden() else 1 + self._head.minimumHeight()
        self._busy.setGeometry(1, top, self.width() - 2, HEIGHT)
        self._busy.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        paint_box(QPainter(self), QRectF(self.rect()))


class _Head(QWidget):
    """44 px at 100 %: title, count, note, tools."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Words("", PANEL, "brand-dd", bold=True)
        self.count = Words("", SECOND, "ink3")
        self.note = Elided("", NOTE + 1, "ink2")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 0, PADDING - 4, 0)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addWidget(self.note, 1)
        row.addLayout(self.tools)
        self._measure()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def changeEvent(self, event: QEvent) -> None:
        """Take the height of a new scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setMinimumHeight(row_height(PANEL, padding=20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, round above, and the line below."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, "head", "", RADIUS - 1)
        painter.fillRect(rect.adjusted(0, RADIUS, 0, 0), colour("head"))
        painter.fillRect(QRectF(0, rect.height() - 1, rect.width(), 1), colour("line"))


class _Foot(QWidget):
    """Where the actions of a panel stand."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING, 11, PADDING, 10)
        row.addWidget(widget)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
        )  # a second row of actions

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above."""
        QPainter(self).fillRect(QRectF(0, 0, self.width(), 1), colour("line"))
