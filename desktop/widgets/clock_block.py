"""The clock that matters now (时限框): what it counts, what is left, and at the right the clock that stands still."""

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.theme import look
from desktop.theme.look import CLOCK, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import RIGHT, Lettering
from desktop.widgets.light import paint_light

PAD = 12
LIGHT = 20
GAP = 12
FRAMES = {  # fill, line, words
    Sign.OVERDUE: ("red-bg", "red-line", "red"),
    Sign.SOON: ("amber-bg", "amber-line", "amber-d"),
    Sign.NORMAL: ("green-bg", "green-line", "green"),
    Sign.DONE: ("green-bg", "green-line", "green"),
}
PLAIN = ("head", "line", "ink2")


class ClockFace(Struct, frozen=True):
    """What the box says."""

    sign: Sign
    head: str  # 重派限 15 分 · 15:46 到时
    left: str  # 剩 3 分 42 秒
    tail_head: str = ""  # 处置计时已停
    tail: str = ""  # 用 26 分 / 限 1 紧急工作时


class ClockBlock(QWidget):
    """Paints a clock face; the other clock goes below when there is no room beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face: ClockFace | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_clock(self, face: ClockFace | None) -> None:
        """Show a clock; None hides the box."""
        self.setVisible(face is not None)
        before, self._face = self._face, face
        if face is None or face == before:
            return
        words = (face.sign.value, face.head, face.left, face.tail_head, face.tail)
        self.setAccessibleName("，".join(one for one in words if one))
        if before is None or self._needs(before) != self._needs(face):
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(380), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._face is None:
            return 0
        tall = lettering.height(SECOND) + lettering.height(CLOCK) + PAD + 2
        return tall + self._tail_height() + 6 if self._stacked(width) else tall

    def paintEvent(self, event: QPaintEvent) -> None:
        face = self._face
        if face is None:
            return
        fill, line, words = FRAMES.get(face.sign, PLAIN)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour(line), 1))
        painter.setBrush(look.colour(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        stacked = self._stacked(self.width())
        upper = self.height() - (self._tail_height() + 6 if stacked else 0)
        side = look.px(LIGHT)
        paint_light(painter, QRectF(look.px(PAD), (upper - side) / 2, side, side), face.sign)
        self._write_left(Lettering(painter), face, words, upper)
        if face.tail_head or face.tail:
            self._write_tail(painter, face, line, upper, stacked)

    def _write_left(self, hand: Lettering, face: ClockFace, words: str, upper: int) -> None:
        x = self._text_x()
        room = self.width() - x - PAD - (0 if self._stacked(self.width()) else self._tail_width())
        first, second = lettering.height(SECOND), lettering.height(CLOCK)
        y = (upper - first - second) / 2
        hand.write(face.head, x, y, room, first, SECOND, "ink2")
        hand.write(face.left, x, y + first, room, second, CLOCK, words, True)

    def _write_tail(self, painter: QPainter, face: ClockFace, line: str, upper: int, stacked: bool) -> None:
        tall = lettering.height(SECOND)
        painter.setPen(QPen(look.colour(line), 1))
        hand = Lettering(painter)
        if stacked:
            painter.drawLine(look.px(PAD), upper, self.width() - look.px(PAD), upper)
            both = "　".join(one for one in (face.tail_head, face.tail) if one)
            room = self.width() - 2 * look.px(PAD)
            hand.write(both, look.px(PAD), upper + 2, room, tall, SECOND, "ink2")
            return
        edge = self.width() - PAD - self._tail_width() + GAP // 2
        painter.drawLine(edge, PAD - 2, edge, self.height() - PAD + 2)
        lines = [(face.tail_head, "ink2"), (face.tail, "ink")]
        lines = [one for one in lines if one[0]]
        y = (self.height() - len(lines) * (tall + 3)) / 2
        for text, token in lines:
            hand.write(text, edge, y, self.width() - PAD - edge, tall + 3, SECOND, token, align=RIGHT)
            y += tall + 3

    def _text_x(self) -> int:
        return look.px(PAD) + look.px(LIGHT) + GAP

    def _tail_width(self) -> int:
        face = self._face
        if face is None or not (face.tail_head or face.tail):
            return 0
        return (
            round(max(lettering.advance(face.tail_head, SECOND), lettering.advance(face.tail, SECOND)))
            + 2 * GAP
        )

    def _tail_height(self) -> int:
        return lettering.height(SECOND) + 6

    def _stacked(self, width: int) -> bool:
        if self._face is None or not self._tail_width():
            return False
        return self._text_x() + self._needs(self._face)[0] + self._tail_width() + PAD > width

    def _needs(self, face: ClockFace) -> tuple[int, bool]:
        """Room of the left side, in steps, so that a running second does not move the layout."""
        head = lettering.advance(face.head, SECOND)
        left = lettering.advance(face.left, CLOCK, True)
        return round(max(head, left) / 24 + 0.5) * 24, bool(face.tail_head or face.tail)
