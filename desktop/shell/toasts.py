"""Toasts (轻提示): what was done, at the lower left, 10 s, at most three. They never take the focus.

They are no wider than the left column, so that no page's main button lies under one. One that can be undone stays its
time; one that only confirms gives way to the next.
"""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.lights import Sign
from desktop.shell import texts
from desktop.theme import look
from desktop.widgets.light import paint_light

LIFE_MS, MOST, GAP, MARGIN = 10_000, 3, 8, 16
WIDE, NARROW, ROOMY = 368, 304, 1600  # pixels of a toast on a wide and on a narrow window
_WRAP = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
Undo = Callable[[], Awaitable[None]]


class Toast(QWidget):
    """One sentence, and 撤销 where there is a way back."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget, text: str, undo: Undo | None, undo_cap: str) -> None:
        super().__init__(parent)
        self._over = parent
        self.text, self.undo = text, undo
        self._offer = f"{texts.UNDO} {undo_cap}" if undo is not None else ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAccessibleName(text)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(look.font(look.BODY))
        room = look.px(WIDE if self._over.width() >= ROOMY else NARROW) - self._beside(metrics)
        said = metrics.boundingRect(0, 0, room, 4 * metrics.lineSpacing(), _WRAP, self.text)
        tall = max(1, round(said.height() / metrics.lineSpacing())) - 1
        high = look.row_height(padding=20) + tall * metrics.lineSpacing()
        return QSize(said.width() + 1 + self._beside(metrics), high)

    def _beside(self, metrics: QFontMetrics) -> int:
        """What light, edges and the way back take of the width."""
        offer = metrics.horizontalAdvance(self._offer) + look.px(24) if self._offer else 0
        return look.px(16 + 16 + 8 + 16) + offer

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("rail"), 1))
        painter.setBrush(look.colour("rail"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        side = look.px(16)
        paint_light(painter, QRect(look.px(14), (self.height() - side) // 2, side, side).toRectF(), Sign.DONE)
        painter.setFont(look.font(look.BODY))
        metrics = painter.fontMetrics()
        offer = metrics.horizontalAdvance(self._offer) + look.px(14) if self._offer else 0
        left = look.px(14 + 8) + side
        room = self.rect().adjusted(left, 0, -offer - look.px(14), 0)
        painter.setPen(look.colour("white"))
        painter.drawText(room, _WRAP, self.text)
        if self._offer:
            painter.setPen(look.colour("rail-mark"))
            spot = self.rect().adjusted(self.width() - offer, 0, -look.px(14), 0)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, self._offer)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._offer:
            self.undo_requested.emit()
        event.accept()


class Toasts(QObject):
    """The stack over a window's lower left corner; `undo_taken` gives the way back that was asked for."""

    undo_taken = Signal(object)

    def __init__(self, over: QWidget, undo_cap: str) -> None:
        super().__init__(over)
        self._over = over
        self._undo_cap = undo_cap
        self._stack: list[Toast] = []
        self.foot = 0  # height of what lies below, px
        self.left = 0
        over.installEventFilter(self)

    def show(self, text: str, undo: Undo | None = None) -> None:
        """Say what was done."""
        toast = Toast(self._over, text, undo, self._undo_cap)
        toast.undo_requested.connect(lambda: self._take(toast))
        QTimer.singleShot(LIFE_MS, toast, lambda: self._drop(toast))
        for old in [one for one in self._stack if one.undo is None and undo is None]:
            self._drop(old)
        self._stack.append(toast)
        for old in self._stack[:-MOST]:
            self._drop(old)
        toast.show()
        self._place()

    def undo_last(self) -> bool:
        """Ctrl+Z: take back the newest that can be; says whether there was one."""
        for toast in reversed(self._stack):
            if toast.undo is not None:
                self._take(toast)
                return True
        return False

    @property
    def said(self) -> tuple[str, ...]:
        """What stands there, the oldest first."""
        return tuple(toast.text for toast in self._stack)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _take(self, toast: Toast) -> None:
        undo = toast.undo
        self._drop(toast)
        self.undo_taken.emit(undo)

    def _drop(self, toast: Toast) -> None:
        if toast in self._stack:
            self._stack.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self._over.height() - self.foot - MARGIN
        for toast in reversed(self._stack):
            toast.resize(toast.sizeHint())
            bottom -= toast.height()
            toast.move(self.left + MARGIN, bottom)
            toast.raise_()
            bottom -= GAP
