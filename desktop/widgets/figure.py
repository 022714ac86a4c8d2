"""A figure that opens to its cases (指标数字): the number large, what it counts beside it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.theme.look import NOTE, SECOND, STRIP, TITLE, colour, font, px, row_height
from desktop.widgets.box import paint_focus
from desktop.widgets.light import paint_light

PADDING, GAP, SIGN = 12, 8, 13


class Figure(QAbstractButton):
    """Two lines beside the number where there is room, one where there is not; the note is then the tooltip."""

    opened = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(label)
        self._value, self._note, self._token = "—", "", "ink"
        self._sign: Sign | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.clicked.connect(lambda: self.opened.emit())

    @property
    def value(self) -> str:
        """The number as it stands there."""
        return self._value

    def set(self, value: str, note: str = "", token: str = "ink", sign: Sign | None = None) -> None:
        """Show a number in a colour, a note under its label, perhaps a sign before the label."""
        wanted = (value, note, token, sign)
        if wanted == (self._value, self._note, self._token, self._sign):
            return  # the strip is set again after every read: what stays is not laid out again
        self._value, self._note, self._token, self._sign = wanted
        self.setAccessibleName(f"{self.text()} {value} {note}".strip())
        self.setToolTip(note)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for number and words in two lines."""
        words = max(
            QFontMetrics(font(SECOND)).horizontalAdvance(self.text()) + self._sign_room(),
            QFontMetrics(font(NOTE)).horizontalAdvance(self._note) if self._two_lines() else 0,
        )
        return QSize(2 * PADDING + self._number_width() + GAP + words, row_height(STRIP, padding=px(26)))

    def minimumSizeHint(self) -> QSize:
        """The number and its label in one line."""
        words = QFontMetrics(font(NOTE)).horizontalAdvance(self.text()) + self._sign_room()
        number = QFontMetrics(font(TITLE, True)).horizontalAdvance(self._value)
        return QSize(2 * 6 + number + GAP + words, row_height(TITLE, padding=8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint number and words, centred together."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.fillRect(rect, colour("brand-l"))
        number, words = self._number_width(), self._words_width()
        left = max(6.0, (rect.width() - number - GAP - words) / 2)
        painter.setFont(font(self._number_size(), True))
        painter.setPen(colour(self._token))
        painter.drawText(
            QRectF(left, 0, number + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, self._value
        )
        room = QRectF(left + number + GAP, 0, rect.right() - left - number - GAP - 4, rect.height())
        self._paint_words(painter, room)
        if self.hasFocus():
            paint_focus(painter, rect.adjusted(1, 1, -1, -1))

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        size = SECOND if self._two_lines() else NOTE
        line = QFontMetrics(font(size)).lineSpacing()
        below = QFontMetrics(font(NOTE)).lineSpacing() if self._two_lines() and self._note else 0
        top = room.center().y() - (line + below) / 2
        left = room.left()
        if self._sign is not None:
            side = px(SIGN)
            paint_light(painter, QRectF(left, top + (line - side) / 2, side, side), self._sign)
            left += self._sign_room()
        self._paint_line(painter, QRectF(left, top, room.right() - left, line), self.text(), size, "ink2")
        if below:
            self._paint_line(
                painter, QRectF(room.left(), top + line, room.width(), below), self._note, NOTE, "ink3"
            )

    def _paint_line(self, painter: QPainter, rect: QRectF, text: str, size: int, token: str) -> None:
        shown = QFontMetrics(font(size)).elidedText(text, Qt.TextElideMode.ElideRight, round(rect.width()))
        painter.setFont(font(size))
        painter.setPen(colour(token))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)

    def _two_lines(self) -> bool:
        return self.height() >= px(52)

    def _number_size(self) -> int:
        return STRIP if self._two_lines() else TITLE

    def _number_width(self) -> int:
        return QFontMetrics(font(self._number_size(), True)).horizontalAdvance(self._value)

    def _words_width(self) -> int:
        size = SECOND if self._two_lines() else NOTE
        label = QFontMetrics(font(size)).horizontalAdvance(self.text()) + self._sign_room()
        note = QFontMetrics(font(NOTE)).horizontalAdvance(self._note) if self._two_lines() else 0
        return max(label, note)

    def _sign_room(self) -> int:
        return px(SIGN) + 5 if self._sign is not None else 0
