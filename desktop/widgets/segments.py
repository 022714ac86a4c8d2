"""Where the time of an event went (时限分段): one bar of segments, running, soon due, paused or still owed."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import look
from desktop.theme.look import NOTE
from desktop.widgets import lettering, texts
from desktop.widgets.lettering import CENTRE, Lettering

BAR = 24  # px at 100 %
GAP = 2
NARROWEST = 5
FILLS = {"run": "green-segment", "soon": "amber", "over": "red", "intake": "border-grid", "paused": "count-0"}
BETWEEN = 8  # px between two words under the bar


class Segment(Struct, frozen=True):
    """A stretch of the event's time."""

    label: str  # under the bar: the step (受理, 处置), or a time (09:20)
    minutes: float
    kind: Literal["run", "soon", "over", "paused", "owed", "intake", "gap"] = (
        "run"  # gap: no working time (午休)
    )
    note: str = ""  # in the bar before the minutes when there is room: the unit; above it for paused and gap


class SegmentBar(QWidget):
    """Segments as long as their minutes; minutes inside, steps under, stops above, now as a black line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: tuple[Segment, ...] = ()
        self._now: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_segments(self, segments: Sequence[Segment], now_at: float | None = None) -> None:
        """Show these segments; `now_at`: minutes from the first one's start, None for no mark."""
        if (tuple(segments), now_at) != (self._segments, self._now):
            self._segments, self._now = tuple(segments), now_at
            self.setAccessibleName("，".join(_said(one) for one in segments))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        under = lettering.height(NOTE) + 2 if any(one.label for one in self._segments) else 0
        return QSize(look.px(380), self._top() + look.px(BAR) + 2 + under)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for one, x, width in self._places():
                if x <= event.x() < x + width + GAP:
                    QToolTip.showText(event.globalPos(), _said(one), self)
            return True
        return super().event(event)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hand = Lettering(painter)
        places = self._places()
        for one, x, width in places:
            self._paint_segment(painter, one, QRectF(x, self._top(), width, look.px(BAR)))
            hand.forget()
            self._write_inside(hand, one, x, width)
        self._write_under(hand, places)
        above = [(_above(one), x, width) for one, x, width in places if _above(one)]
        self._write_row(hand, above, 0, "ink3")
        if self._now is not None:
            self._paint_now(painter, self._x_of(self._now, places))

    def _paint_segment(self, painter: QPainter, one: Segment, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if one.kind == "gap":
            painter.setPen(QPen(look.colour("field-line"), 2, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(box.left() + 1, box.center().y(), box.right() - 1, box.center().y()))
            return
        if one.kind == "owed":
            pen = QPen(look.colour("amber"), 1.2)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)
            return
        path = QPainterPath()
        path.addRoundedRect(box, 2, 2)
        painter.fillPath(path, look.colour(FILLS[one.kind]))
        if one.kind == "paused":
            self._hatch(painter, path, box)

    def _hatch(self, painter: QPainter, path: QPainterPath, box: QRectF) -> None:
        painter.save()
        painter.setClipPath(path)
        painter.setPen(QPen(look.colour("field-line"), 2.4))
        x = box.left() - box.height()
        while x < box.right():
            painter.drawLine(QLineF(x, box.bottom(), x + box.height(), box.top()))
            x += 7
        painter.restore()
        painter.setPen(QPen(look.colour("field-line"), 1))
        painter.setBrush(QBrush())
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)

    def _write_inside(self, hand: Lettering, one: Segment, x: float, width: float) -> None:
        if one.kind not in ("run", "soon", "over", "intake"):
            return
        minutes = f"{one.minutes:.0f}"
        whole = texts.MINUTES.format(n=minutes)
        for text in (f"{one.note} {whole}" if one.note else whole, whole if one.note else minutes, minutes):
            if lettering.advance(text, NOTE, True) + 8 <= width:
                token = "ink" if one.kind == "intake" else "white"
                hand.write(text, x, self._top(), width, look.px(BAR), NOTE, token, True, CENTRE)
                return

    def _write_under(self, hand: Lettering, places: list[tuple[Segment, float, float]]) -> None:
        labels = [(one.label, x, width) for one, x, width in places if one.label]
        self._write_row(hand, labels, self._top() + look.px(BAR) + 2, "ink2")

    def _write_row(
        self, hand: Lettering, words: list[tuple[str, float, float]], y: float, token: str
    ) -> None:
        """Words centred on their segments, pushed aside where they would touch; the longest segments speak first."""
        taken: list[tuple[float, float]] = []
        for text, x, width in sorted(words, key=lambda one: -one[2]):
            long = lettering.advance(text, NOTE)
            middle = min(max(0.0, x + (width - long) / 2), self.width() - long)
            at = _beside(middle, long, taken, self.width())
            if at is None:
                continue
            taken.append((at, at + long))
            hand.write(text, at, y, long + 2, lettering.height(NOTE), NOTE, token)

    def _paint_now(self, painter: QPainter, x: float) -> None:
        painter.fillRect(QRectF(x - 1, self._top() - 3, 2, look.px(BAR) + 6), look.colour("ink"))
        long = lettering.advance(texts.NOW, NOTE, True) + 1
        at = min(max(0.0, x - long / 2), self.width() - long)
        painter.fillRect(QRectF(at - 4, 0, long + 8, lettering.height(NOTE)), look.colour("panel"))
        Lettering(painter).write(texts.NOW, at, 0, long, lettering.height(NOTE), NOTE, "ink", True)

    # ------------------------------------------------------------ places

    def _top(self) -> int:
        above = self._now is not None or any(_above(one) for one in self._segments)
        return lettering.height(NOTE) + 4 if above else 0

    def _places(self) -> list[tuple[Segment, float, float]]:
        """Each segment with its left edge and width; none narrower than can be seen."""
        if not self._segments:
            return []
        room = self.width() - GAP * (len(self._segments) - 1)
        least = min(look.px(NARROWEST), room / len(self._segments))
        whole = sum(max(0.0, one.minutes) for one in self._segments) or 1.0
        spare = room - least * len(self._segments)
        found, x = [], 0.0
        for one in self._segments:
            width = least + spare * max(0.0, one.minutes) / whole
            found.append((one, x, width))
            x += width + GAP
        return found

    def _x_of(self, minute: float, places: list[tuple[Segment, float, float]]) -> float:
        for one, x, width in places:
            if minute <= one.minutes:
                return x + width * minute / max(one.minutes, 0.001)
            minute -= one.minutes
        return float(self.width() - 1)


def _beside(at: float, long: float, taken: list[tuple[float, float]], width: float) -> float | None:
    """Where a word fits nearest to `at` without touching the others, None when only far from its segment."""
    places = [at]
    for start, end in taken:
        places += [end + BETWEEN, start - BETWEEN - long]
    free = [
        one
        for one in places
        if one >= 0
        and one + long <= width + 0.5
        and abs(one - at) <= long * 0.7
        and all(one >= end + BETWEEN or one + long <= start - BETWEEN for start, end in taken)
    ]
    return min(free, key=lambda one: abs(one - at), default=None)


def _above(one: Segment) -> str:
    if one.kind == "paused":
        return one.note or texts.PAUSED.format(n=f"{one.minutes:.0f}")
    return one.note if one.kind == "gap" else ""


def _said(one: Segment) -> str:
    minutes = texts.MINUTES.format(n=f"{one.minutes:.0f}")
    return " ".join(part for part in (one.label, one.note, texts.KINDS[one.kind], minutes) if part)
