"""The main window (主窗口): rail, top bar, banner, the pages one over another, status line; it decides nothing."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.keymap import Keymap
from desktop.shell import texts
from desktop.shell.banner_line import BannerLine
from desktop.shell.rail import Rail
from desktop.shell.status_line import StatusLine
from desktop.shell.toasts import Toasts
from desktop.shell.top_bar import TopBar
from desktop.theme import look

SMALLEST = (1280, 720)
COMPACT_BELOW = 1600
GAP, GAP_COMPACT = 8, 6


class MainWindow(QWidget):
    """Frame and stack; `close_asked` instead of closing, until `let_go`."""

    close_asked = Signal()
    plain_key = Signal(QKeyEvent)
    compact_changed = Signal(bool)
    going = Signal()

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.setWindowTitle(texts.PROGRAM)
        self.setWindowIcon(look.icon("shield", "brand", 32))
        self.setMinimumSize(*SMALLEST)
        self.rail = Rail()
        self.top_bar = TopBar(keymap.cap("command"))
        self.banner = BannerLine()
        self.stack = QStackedWidget()
        self.status_line = StatusLine()
        self._compact = False
        self._free = False
        self._inner = QVBoxLayout()
        self._inner.addWidget(self.stack)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.banner)
        column.addLayout(self._inner, 1)
        column.addWidget(self.status_line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.toasts = Toasts(self, keymap.cap("undo"))
        self._fit()

    @property
    def compact(self) -> bool:
        """Whether the sizes of the small screen hold."""
        return self._compact

    def let_go(self) -> None:
        """Close for good."""
        self.going.emit()
        self._free = True
        self.close()

    def show_at_work(self, at_work: bool) -> None:
        """Hide what has no meaning before a store is open."""
        for part in (self.top_bar.command, self.top_bar.chip, self.top_bar.names, self.top_bar.clock):
            part.setVisible(at_work)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < COMPACT_BELOW
        if compact != self._compact:
            self._compact = compact
            self._fit()
            self.compact_changed.emit(compact)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "toasts"):
            self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._free:
            event.accept()
            return
        event.ignore()
        self.close_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.plain_key.emit(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), look.colour("bg"))

    def _fit(self) -> None:
        compact = self._compact
        self.rail.set_compact(compact)
        self.top_bar.set_compact(compact)
        self.status_line.setVisible(not compact)
        gap = GAP_COMPACT if compact else GAP
        self._inner.setContentsMargins(gap, gap, gap, gap)
        self.toasts.left = self.rail.width()
        self.toasts.foot = 0 if compact else self.status_line.height()
