"""Memory is tidied in the window's thread only (内存整理): Qt's objects must not die in a worker.

Python's collector runs in whichever thread happens to allocate. A cycle that holds a widget or timer would then be
destroyed by a worker thread, and Qt crashes some time later. So the automatic rounds are off, and a timer does
them here, a young one often, a full one only while nobody works.
"""

import gc
from typing import Self

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 100
YOUNG, MIDDLE, OLD = 0, 1, 2
OLD_EVERY = 600  # ticks, a minute: a full round looks at everything made since the start


class Tidying(QObject):
    """Takes the collector over while it is entered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tidy)
        self._ticks = 0
        self._was_on = True

    def __enter__(self) -> Self:
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        if self._was_on:
            gc.enable()

    @staticmethod
    def settle() -> None:
        """After the start: what is there now stays, so later rounds need not look at it."""
        gc.freeze()

    def _tidy(self) -> None:
        self._ticks += 1
        young, middle, _ = gc.get_count()
        limits = gc.get_threshold()
        if self._ticks % OLD_EVERY == 0:
            gc.collect(OLD)
        elif middle > limits[1]:
            gc.collect(MIDDLE)
        elif young > limits[0]:
            gc.collect(YOUNG)
