"""Drawing beside the window (画架): pictures are drawn by one worker thread, only the latest wish counts."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.map.picture import Draughting, Picture, Wish


class _Bell(QObject):
    """Rings in the window's thread; it belongs to no widget, so a late worker finds it alive."""

    rung = Signal(object)


class Easel(QObject):
    """Turns wishes into pictures without making the window wait."""

    drawn = Signal(object)  # Picture

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draughting = Draughting()
        self._lock = threading.Lock()  # the draughting keeps what it drew last
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="map")
        self._bell = _Bell()
        self._bell.rung.connect(self._on_rung, Qt.ConnectionType.QueuedConnection)
        self._next: Wish | None = None
        self._busy = False
        self._outdated = False  # what is under way was overtaken by a picture drawn at once

    @property
    def busy(self) -> bool:
        """Whether a picture is under way."""
        return self._busy

    def ask(self, wish: Wish) -> None:
        """Have a picture drawn; one that was asked for and not begun is forgotten."""
        self._next = wish
        self._begin()

    def draw_now(self, wish: Wish) -> Picture:
        """A picture at once, for the first one and for paper; what was asked for before is forgotten."""
        self._next = None
        self._outdated = self._busy
        return self._drawn(wish)

    def _begin(self) -> None:
        if self._busy or self._next is None:
            return
        wish, self._next, self._busy = self._next, None, True
        bell = self._bell
        self._worker.submit(self._drawn, wish).add_done_callback(bell.rung.emit)

    def _drawn(self, wish: Wish) -> Picture:
        with self._lock:
            return self._draughting.drawn(wish)

    @Slot(object)
    def _on_rung(self, done: Future[Picture]) -> None:
        self._busy = False
        picture = done.result()  # our own mistakes surface here
        if not self._outdated:
            self.drawn.emit(picture)
        self._outdated = False
        self._begin()
