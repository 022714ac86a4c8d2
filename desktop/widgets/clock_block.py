"""The clock that matters now (时限框): what it counts, what is left, and at the right the clock that stands still."""

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.lights import Sign
from desktop.theme import look
from desktop.theme.look import CLOCK, NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.fitted import Fitted
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
    own: Sign | None = None  # of what is left, where the tail drives the light


class ClockBlock(Fitted):
    """Paints a clock face; the other clock goes below when there is no room beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face: ClockFace | None = None
        self._size = SECOND  # of the small words, set by `_stacked`

    def set_clock(self, face: ClockFace | None) -> None:
        """Show a clock; None hides the box."""
        self.setVisible(face is not None)
        before, self._face = self._face, face
        if face is None or face == before:
            return
        words = (face.sign.value, face.head, face.left, face.tail_head, face.tail)
        self.setAccessibleName("，".join(one for one in words if one))
        self.fit()

    def height_for(self, width: int) -> int:
        if self._face is None:
            return 0
        tall = lettering.height(SECOND) + lettering.height(CLOCK) + PAD + 2
        return tall + self._below(width)

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
        upper = self.height() - self._below(self.width())
        side = look.px(LIGHT)
        paint_light(painter, QRectF(look.px(PAD), (upper - side) / 2, side, side), face.sign)
        left = words if face.own is None else FRAMES.get(face.own, PLAIN)[2]
        self._write_left(Lettering(painter), face, left, upper)
        if face.tail_head or face.tail:
            self._write_tail(painter, face, line, upper, stacked)

    def _write_left(self, hand: Lettering, face: ClockFace, words: str, upper: int) -> None:
        x = self._text_x()
        room = self.width() - x - PAD - (0 if self._stacked(self.width()) else self._tail_width())
        first, second = lettering.height(SECOND), lettering.height(CLOCK)
        y = (upper - first - second) / 2
        hand.write(face.head, x, y, room, first, self._size, "ink2")
        hand.write(face.left, x, y + first, room, second, CLOCK, words, True)

    def _write_tail(self, painter: QPainter, face: ClockFace, line: str, upper: int, stacked: bool) -> None:
        tall = lettering.height(self._size)
        painter.setPen(QPen(look.colour(line), 1))
        hand = Lettering(painter)
        if stacked:
            painter.drawLine(look.px(PAD), upper, self.width() - look.px(PAD), upper)
            for at, text in enumerate(self._tail_lines(self.width())):
                room = self.width() - 2 * look.px(PAD)
                line_y = upper + 4 + at * tall
                hand.write(
                    text,
                    look.px(PAD),
                    line_y,
                    room,
                    tall,
                    self._size,
                    _tail_token(face),
                    face.own is not None,
                )
            return
        edge = self.width() - PAD - self._tail_width() + GAP // 2
        painter.drawLine(edge, PAD - 2, edge, self.height() - PAD + 2)
        lines = [(face.tail_head, "ink2"), (face.tail, _tail_token(face, "ink"))]
        lines = [one for one in lines if one[0]]
        top = (self.height() - len(lines) * (tall + 3)) / 2
        for at, (text, token) in enumerate(lines):
            y = top + at * (tall + 3)
            hand.write(text, edge, y, self.width() - PAD - edge, tall + 3, self._size, token, align=RIGHT)

    def _text_x(self) -> int:
        return look.px(PAD) + look.px(LIGHT) + GAP

    def _tail_width(self) -> int:
        face = self._face
        if face is None or not (face.tail_head or face.tail):
            return 0
        widest = max(lettering.advance(one, self._size) for one in (face.tail_head, face.tail))
        return round(widest) + 2 * GAP

    def _below(self, width: int) -> int:
        """Room of the other clock when it stands below."""
        if not self._stacked(width):
            return 0
        return len(self._tail_lines(width)) * lettering.height(self._size) + 9

    def _tail_lines(self, width: int) -> list[str]:
        """The other clock in one line, or in two when it is too long."""
        face = self._face
        parts = [one for one in (face.tail_head, face.tail) if one] if face is not None else []
        both = "　".join(parts)
        return [both] if lettering.advance(both, SECOND) <= width - 2 * look.px(PAD) else parts

    def _stacked(self, width: int) -> bool:
        """Whether the other clock stands below; words get smaller before it has to."""
        for self._size in (SECOND, NOTE):
            if self._text_x() + self._left_width() + self._tail_width() + PAD <= width:
                return False
        self._size = SECOND
        return bool(self._tail_width())

    def _left_width(self) -> int:
        """Room of the left side, in steps, so that a running second does not move the layout."""
        if self._face is None:
            return 0
        head = lettering.advance(self._face.head, self._size)
        left = lettering.advance(self._face.left, CLOCK, True)
        return round(max(head, left) / 8 + 0.5) * 8


def _tail_token(face: ClockFace, plain: str = "ink2") -> str:
    """The tail takes the light's colour where it drives it."""
    return plain if face.own is None else FRAMES.get(face.sign, PLAIN)[2]
