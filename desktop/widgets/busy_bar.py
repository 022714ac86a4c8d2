"""The bar that runs while a panel loads (加载条): nothing for 150 ms, then a thin line; the old content stays."""

from PySide6.QtCore import QElapsedTimer, QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme.look import colour

PATIENCE_MS, FRAME_MS, ROUND_MS = 150, 40, 1200
HEIGHT = 2
PART = 0.3


class BusyBar(QWidget):
    """Two pixels high; painted only while something is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._since = QElapsedTimer()
        self._frames = QTimer(self, interval=FRAME_MS)
        self._frames.timeout.connect(self.update)

    @property
    def shown(self) -> bool:
        """Whether the wait has become visible."""
        return self._frames.isActive() and self._since.elapsed() >= PATIENCE_MS

    def run(self, busy: bool) -> None:
        """Begin or end."""
        if busy and not self._frames.isActive():
            self._since.start()
            self._frames.start()
        elif not busy:
            self._frames.stop()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the running part."""
        if not self.shown:
            return
        way = (self._since.elapsed() % ROUND_MS) / ROUND_MS
        left = (way * (1 + PART) - PART) * self.width()
        QPainter(self).fillRect(QRectF(left, 0, PART * self.width(), HEIGHT), colour("brand"))
