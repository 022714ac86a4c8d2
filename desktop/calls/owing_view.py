"""谁还没应: the first units that owe an answer, above the list; a click or Enter shows the call."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.calls import texts
from desktop.calls.line_words import line_words, unit_words
from desktop.calls.listing import OwingFace
from desktop.lights import WORD_TOKENS, Sign, sign_of
from desktop.theme.look import BODY, NOTE, SECOND, colour, px, row_height
from desktop.widgets.box import paint_focus
from desktop.widgets.lettering import RIGHT, Lettering, advance
from desktop.widgets.light import paint_light
from desktop.widgets.words import Words


class OwingView(QWidget):
    """`opened` with the call of a line."""

    opened = Signal(str)

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__()
        self._now = now
        head = QHBoxLayout()
        head.addWidget(Words(texts.OWING, BODY, "ink", bold=True))
        head.addStretch(1)
        head.addWidget(Words(texts.OWING_NOTE, NOTE, "ink3"))
        self._nobody = Words(texts.NOBODY_OWES, SECOND, "ink3")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(18, 9, 12, 9)
        self._rows.setSpacing(1)
        self._rows.addLayout(head)
        self._rows.addWidget(self._nobody)
        self._lines: list[_Line] = []
        self.mark = ""

    def show_owing(self, owing: Sequence[OwingFace]) -> None:
        """Show these units in place of those before."""
        while len(self._lines) < len(owing):
            line = _Line(self._now)
            line.mark = self.mark
            line.opened.connect(self.opened)
            self._rows.addWidget(line)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(owing))
            if at < len(owing):
                line.set_face(owing[at])
        self._nobody.setVisible(not owing)

    def tick(self) -> None:
        """A second went by."""
        for line in self._lines:
            line.update()

    def set_mark(self, mark: str) -> None:
        """截至 on every clock, "" while the other side is heard."""
        self.mark = mark
        for line in self._lines:
            line.mark = mark

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below parts it from the list."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))


class _Line(QWidget):
    opened = Signal(str)

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__()
        self._now = now
        self._face: OwingFace | None = None
        self.mark = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_face(self, face: OwingFace) -> None:
        self._face = face
        self.setAccessibleName(f"{face.unit} {face.left_at(self._now())}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), row_height(SECOND, padding=7))

    def paintEvent(self, event: QPaintEvent) -> None:
        face, now = self._face, self._now()
        if face is None:
            return
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), colour("count-0"))
        sign = face.sign if face.due is None or face.sign is not Sign.NORMAL else sign_of(face.due, None, now)
        side, tall = px(14), self.height()
        paint_light(painter, QRectF(0, (tall - side) / 2, side, side), sign)
        hand = Lettering(painter)
        bold = sign in (Sign.OVERDUE, Sign.SOON)
        token = WORD_TOKENS.get(sign, "ink2")
        begin = side + 8
        others = _measure(self.mark) + _measure(face.left_at(now)) + 24 if self.mark else 0
        unit = unit_words(face.unit, self.width() - begin - others, _measure)
        room = self.width() - begin - _measure(unit) - 8
        _, mark, left = line_words("", self.mark, face.left_at(now), room, _measure)
        took = hand.write(left, 0, 0, self.width(), tall, SECOND, token, bold, RIGHT)
        end = self.width() - took - 8
        if mark:
            end -= hand.write(mark, 0, 0, end, tall, SECOND, "amber-d", False, RIGHT) + 8
        hand.write(unit, begin, 0, end - begin, tall, SECOND, "ink")
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), radius=3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and not event.modifiers() and self._face is not None:
            self.opened.emit(self._face.case_id)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._face is not None:
            self.opened.emit(self._face.case_id)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()


def _measure(words: str) -> float:
    return advance(words, SECOND, True) if words else 0.0
