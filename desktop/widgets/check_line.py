"""A line to tick whose words may run over several lines (勾选行)."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.look import BODY, SECOND, colour, font, pixmap, px
from desktop.widgets.box import paint_box, paint_focus

BOX, GAP, PADDING = 16, 8, 4


def paint_check(
    painter: QPainter, rect: QRectF, checked: bool, ratio: float = 2.0, *, enabled: bool = True
) -> None:
    """Paint a tick box into a square, for delegates too."""
    if checked:
        paint_box(painter, rect, "brand" if enabled else "disabled", "", 3)
        mark = pixmap("tick", "white", BOX - 3, ratio)
        offset = (rect.width() - px(BOX - 3)) / 2
        painter.drawPixmap(QPointF(rect.left() + offset, rect.top() + offset), mark)
    else:
        paint_box(painter, rect, "panel" if enabled else "head", "field-mark" if enabled else "line", 3)


class CheckLine(QAbstractButton):
    """Space or a click ticks; `toggled` tells; a note stands at the right end."""

    def __init__(self, text: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._note = note
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)

    def set_note(self, text: str) -> None:
        """Say something at the right end, grey."""
        self._note = text
        self.setAccessibleDescription(text)
        self.update()

    def sizeHint(self) -> QSize:
        """All words in one line."""
        width = (
            self._before() + QFontMetrics(font(BODY)).horizontalAdvance(self.text()) + self._after() + PADDING
        )
        return QSize(width, self._line() + 2 * PADDING)

    def minimumSizeHint(self) -> QSize:
        """A few characters a line."""
        return QSize(self._before() + px(84) + self._after(), self._line() + 2 * PADDING)

    def heightForWidth(self, width: int) -> int:
        """As high as the words run at a width."""
        return max(self._line(), self._words(width).height()) + 2 * PADDING

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, words and note."""
        painter = QPainter(self)
        on = self.isEnabled()
        side = float(px(BOX))
        box = QRectF(PADDING, PADDING + (self._line() - side) / 2, side, side)
        paint_check(painter, box, self.isChecked(), self.devicePixelRatioF(), enabled=on)
        if on and self.underMouse() and not self.isChecked():
            paint_box(painter, box, "", "brand", 3)
        painter.setFont(font(BODY))
        painter.setPen(colour("ink" if on else "disabled"))
        painter.drawText(self._words(self.width()), Qt.TextFlag.TextWordWrap, self.text())
        painter.setFont(font(SECOND))
        painter.setPen(colour("ink2" if on else "disabled"))
        right = QRectF(0, PADDING, self.width() - PADDING, self._line())
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._note)
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()))

    def _line(self) -> int:
        return QFontMetrics(font(BODY)).lineSpacing()

    def _before(self) -> int:
        return PADDING + px(BOX) + GAP

    def _after(self) -> int:
        return QFontMetrics(font(SECOND)).horizontalAdvance(self._note) + 12 if self._note else PADDING

    def _words(self, width: int) -> QRect:
        room = QRect(self._before(), PADDING, max(1, width - self._before() - self._after()), 1 << 16)
        return QFontMetrics(font(BODY)).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
