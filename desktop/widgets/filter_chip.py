"""A condition of a list in force (筛选条件): what and which, with a cross to take it away."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.look import SECOND, colour, font, pixmap, px
from desktop.widgets import texts
from desktop.widgets.box import paint_box, paint_focus

PADDING, CROSS = 8, 14


class FilterChip(QWidget):
    """`removed` on the cross, Delete or Backspace; `opened` on the words, Enter or Space."""

    removed = Signal()
    opened = Signal()

    def __init__(self, label: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._value = label, value
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(texts.REMOVE)
        self.set_value(value)

    @property
    def value(self) -> str:
        """Which."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show another value."""
        self._value = value
        self.setAccessibleName(f"{self._label} {value}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Label, value and cross."""
        width = self._label_width() + QFontMetrics(font(SECOND, True)).horizontalAdvance(self._value)
        return QSize(width + 2 * PADDING + 6 + px(CROSS), QFontMetrics(font(SECOND)).lineSpacing() + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it away, Enter opens it."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross takes it away, the words open it."""
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(
            event.position().toPoint()
        ):
            return
        if event.position().x() >= self.width() - PADDING - px(CROSS) - 3:
            self.removed.emit()
        else:
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint label, value and cross."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_box(painter, rect, "brand-l", "brand" if self.underMouse() else "brand-line")
        text = rect.adjusted(PADDING, 0, 0, 0)
        painter.setFont(font(SECOND))
        painter.setPen(colour("ink2"))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self._label)
        painter.setFont(font(SECOND, True))
        painter.setPen(colour("ink"))
        painter.drawText(
            text.adjusted(self._label_width(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._value
        )
        cross = QPointF(rect.right() - PADDING + 2 - px(CROSS), rect.center().y() - px(CROSS) / 2)
        painter.drawPixmap(cross, pixmap("x", "ink2", CROSS, self.devicePixelRatioF()))
        if self.hasFocus():
            paint_focus(painter, rect)

    def _label_width(self) -> int:
        return QFontMetrics(font(SECOND)).horizontalAdvance(self._label) + 5 if self._label else 0
