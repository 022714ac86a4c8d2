"""The window goes first (窗口优先): while its thread is at work, long work in the store gives way (db.courtesy)."""

from PySide6.QtCore import QAbstractEventDispatcher, QObject

from db.courtesy import Courtesy


class GoingFirst(QObject):
    """Tells the store when the window's thread wakes and when it rests, until `stop`."""

    def __init__(self, courtesy: Courtesy, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._courtesy = courtesy
        self._dispatcher = QAbstractEventDispatcher.instance()
        self._dispatcher.awake.connect(courtesy.begin)
        self._dispatcher.aboutToBlock.connect(courtesy.end)

    def stop(self) -> None:
        """The window needs no precedence any more."""
        self._dispatcher.awake.disconnect(self._courtesy.begin)
        self._dispatcher.aboutToBlock.disconnect(self._courtesy.end)
        self._courtesy.end()
