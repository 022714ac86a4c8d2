"""What happened to a case (办理过程): time, dot, text, who; decisions bold, a paused stretch dotted.

Newest first. A square is where the clock stopped, a filled green dot where it went on; the stem between is dotted.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from desktop.theme import look
from desktop.widgets.timeline_lines import Lines, TimeLine
from desktop.widgets.timeline_painter import EntryDelegate, measured

__all__ = ["TimeLine", "Timeline"]


class Timeline(QListView):
    """Entries, newest first; `fitted` makes it as tall as they are, for panels that scroll as a whole."""

    line_activated = Signal(int)

    def __init__(self, *, fitted: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fitted = fitted
        self._model = Lines(self)
        self.setModel(self._model)
        self._painter = EntryDelegate(self, self._model, lambda: self.viewport().width())
        self.setItemDelegate(self._painter)
        self._measure()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.activated.connect(lambda index: self.line_activated.emit(index.row()))
        if fitted:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lines(self, lines: Sequence[TimeLine]) -> None:
        """Show these entries; the same ones again change nothing."""
        if tuple(lines) == self._model.lines:
            return
        at, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        self._model.put(lines)
        self._measure()
        if 0 <= at < len(lines):
            self.setCurrentIndex(self._model.index(at))
        self.verticalScrollBar().setValue(scrolled)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(look.px(380), self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._tall() if self._fitted else 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_painter"):
            self._measure()
            self.scheduleDelayedItemsLayout()
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._fitted:
            event.ignore()  # the panel scrolls
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.line_activated.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page, not a search."""

    def _measure(self) -> None:
        self._painter.measure = measured(self._model.lines)

    def _tall(self) -> int:
        rows = range(self._model.rowCount())
        return sum(self.sizeHintForRow(row) for row in rows) + 2

    def _fit(self) -> None:
        if self._fitted:
            self.setFixedHeight(self._tall())
