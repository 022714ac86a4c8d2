"""The bar that runs while a panel loads (加载条): nothing for 150 ms, then a thin line; the old content stays."""

from PySide6.QtCore import QElapsedTimer, QRectF, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
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
        self._busy = False
        self._since = QElapsedTimer()
        self._frames = QTimer(self, interval=FRAME_MS)
        self._frames.timeout.connect(self.update)

    @property
    def shown(self) -> bool:
        """Whether the wait has become visible."""
        return self._busy and self._since.elapsed() >= PATIENCE_MS

    def run(self, busy: bool) -> None:
        """Begin or end."""
        if busy and not self._busy:
            self._since.start()
        self._busy = busy
        self._turn()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turn()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Frames only where they are seen: a bar on a page behind would wake the PC 25 times a second."""
        if not (self._busy and self.isVisible()):
            self._frames.stop()
        elif not self._frames.isActive():
            self._frames.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the running part."""
        if not self.shown:
            return
        way = (self._since.elapsed() % ROUND_MS) / ROUND_MS
        left = (way * (1 + PART) - PART) * self.width()
        QPainter(self).fillRect(QRectF(left, 0, PART * self.width(), HEIGHT), colour("brand"))
