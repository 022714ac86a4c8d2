"""A figure that opens to its cases (指标数字): the number large, what it counts beside it."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.theme.look import NOTE, SECOND, STRIP, TITLE, colour, px, row_height
from desktop.widgets import lettering
from desktop.widgets.box import paint_focus
from desktop.widgets.enter import enter_presses
from desktop.widgets.lettering import Lettering, advance
from desktop.widgets.light import paint_light

PADDING, GAP, SIGN = 12, 8, 13
STEP = 24  # a digit more does not move the neighbours


class Figure(QAbstractButton):
    """Two lines beside the number where there is room, one where there is not; the note is then the tooltip."""

    opened = Signal()

    def __init__(self, label: str, brief: str = "", parent: QWidget | None = None) -> None:
        """`brief` is the label where a row of figures has no room for the whole."""
        super().__init__(parent)
        self._labels = (label, brief or label)
        self.setText(label)
        self._value, self._note, self._token = "—", "", "ink"
        self._sign: Sign | None = None
        self._hint = QSize()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.clicked.connect(lambda: self.opened.emit())

    @property
    def value(self) -> str:
        """The number as it stands there."""
        return self._value

    def set_brief(self, brief: bool) -> None:
        """The label in brief, or whole; the tooltip then says the whole."""
        if self.text() != (said := self._labels[brief]):
            self.setText(said)
            self._say_tip()
            self.updateGeometry()
            self.update()

    def _say_tip(self) -> None:
        label = self._labels[0]
        self.setToolTip(self._note if self.text() == label else f"{label} {self._note}".strip())

    @property
    def least(self) -> int:
        """The width that its whole label needs in one line."""
        return self._one_line(self._labels[0])

    def set(self, value: str, note: str = "", token: str = "ink", sign: Sign | None = None) -> bool:
        """Show a number in a colour, a note under its label, perhaps a sign before the label; whether it changed."""
        wanted = (value, note, token, sign)
        if wanted == (self._value, self._note, self._token, self._sign):
            return False  # the strip is set again after every read: what stays is not laid out again
        self._value, self._note, self._token, self._sign = wanted
        self.setAccessibleName(f"{self._labels[0]} {value} {note}".strip())
        self._say_tip()
        if (hint := self.sizeHint()) != self._hint:
            self._hint = hint
            self.updateGeometry()
        self.update()
        return True

    def sizeHint(self) -> QSize:
        """Room for number and words in two lines."""
        words = max(
            ceil(advance(self.text(), SECOND)) + self._sign_room(),
            ceil(advance(self._note, NOTE)) if self._two_lines() else 0,
        )
        width = 2 * PADDING + self._number_width() + GAP + words
        return QSize(ceil(width / STEP) * STEP, row_height(STRIP, padding=px(26)))

    def minimumSizeHint(self) -> QSize:
        """The number and its label in one line."""
        return QSize(self._one_line(self.text()), row_height(TITLE, padding=8))

    def _one_line(self, label: str) -> int:
        words = ceil(advance(label, NOTE)) + self._sign_room()
        return 2 * 6 + ceil(advance(self._value, TITLE, True)) + GAP + words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as a click does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint number and words, centred together."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.fillRect(rect, colour("brand-l"))
        number, words = self._number_width(), self._words_width()
        left = max(6.0, (rect.width() - number - GAP - words) / 2)
        hand = Lettering(painter)
        hand.write(
            self._value, left, 0, number + 2, rect.height(), self._number_size(), self._token, bold=True
        )
        room = QRectF(left + number + GAP, 0, rect.right() - left - number - GAP - 4, rect.height())
        self._paint_words(painter, hand, room)
        if self.hasFocus():
            paint_focus(painter, rect.adjusted(1, 1, -1, -1))

    def _paint_words(self, painter: QPainter, hand: Lettering, room: QRectF) -> None:
        size = SECOND if self._two_lines() else NOTE
        line = lettering.height(size)
        below = lettering.height(NOTE) if self._two_lines() and self._note else 0
        top = room.center().y() - (line + below) / 2
        left = room.left()
        if self._sign is not None:
            side = px(SIGN)
            paint_light(painter, QRectF(left, top + (line - side) / 2, side, side), self._sign)
            left += self._sign_room()
        hand.forget()
        hand.write(self.text(), left, top, room.right() - left, line, size, "ink2")
        if below:
            hand.write(self._note, room.left(), top + line, room.width(), below, NOTE, "ink3")

    def _two_lines(self) -> bool:
        return self.height() >= px(52)

    def _number_size(self) -> int:
        return STRIP if self._two_lines() else TITLE

    def _number_width(self) -> int:
        return ceil(advance(self._value, self._number_size(), True))

    def _words_width(self) -> int:
        size = SECOND if self._two_lines() else NOTE
        label = ceil(advance(self.text(), size)) + self._sign_room()
        note = ceil(advance(self._note, NOTE)) if self._two_lines() else 0
        return max(label, note)

    def _sign_room(self) -> int:
        return px(SIGN) + 5 if self._sign is not None else 0
