"""A key as it stands on buttons and beside fields (键帽)."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme.look import NOTE, colour, font
from desktop.widgets.box import paint_box

PADDING, RADIUS = 5, 3.0


def cap_size(text: str) -> QSize:
    """How large a cap with this text is."""
    metrics = QFontMetrics(font(NOTE))
    return QSize(metrics.horizontalAdvance(text) + 2 * PADDING, metrics.lineSpacing() + 2)


def paint_cap(painter: QPainter, right: float, middle: float, text: str, token: str = "ink2") -> None:
    """Paint a cap that ends at `right`, centred on `middle`; token `white` is a cap on a brand button."""
    size = cap_size(text)
    rect = QRectF(right - size.width(), middle - size.height() / 2, size.width(), size.height())
    on_brand = token == "white"
    paint_box(
        painter, rect, "brand-dd" if on_brand else "panel", "brand-line" if on_brand else "field-line", RADIUS
    )
    painter.save()
    painter.setFont(font(NOTE))
    painter.setPen(colour(token))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyCap(QWidget):
    """A cap as a widget, for labels of fields."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setFixedSize(cap_size(text))
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Take the size of a new scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedSize(cap_size(self._text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap."""
        paint_cap(QPainter(self), self.width(), self.height() / 2, self._text)
