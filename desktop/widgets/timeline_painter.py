"""Paints an entry of a timeline (画条目): time, stem and dot, the text in as many lines as it needs, who."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import LEFT, RIGHT, Lettering
from desktop.widgets.light import paint_light
from desktop.widgets.tag import paint_tag, tag_height, tag_width
from desktop.widgets.timeline_lines import LINE, Index, Lines, TimeLine

PAD = 5
MARK = 15
LONGEST = 6  # lines of one entry; the rest is in its tooltip and in 全卷


class Measure(Struct, frozen=True):
    """Where the columns of all entries stand (px)."""

    time: int
    dot: int
    text_x: int


def measured(lines: Sequence[TimeLine]) -> Measure:
    """Room for the widest time, at the present font scale."""
    widest = max((lettering.advance(one.time, SECOND) for one in lines), default=0.0)
    time = round(max(widest, lettering.advance("00:00", SECOND))) + 1
    dot = look.px(10)
    return Measure(time, dot, time + dot + look.px(20))


class EntryDelegate(QStyledItemDelegate):
    """Paints entries; the view sets `measure` when its lines or the font change."""

    def __init__(self, view: QWidget, lines: Lines, width: Callable[[], int]) -> None:
        super().__init__(view)
        self.measure = measured(())
        self._lines, self._width = lines, width

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: TimeLine = index.data(LINE)
        shape = self._shape(line, self._width())
        return QSize(0, shape.height + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: TimeLine = index.data(LINE)
        box = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if focused or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("brand-l" if focused else "count-0"))
        y = box.y() + PAD
        tall = lettering.height(SECOND)
        Lettering(painter).write(line.time, box.x(), y, self.measure.time, tall, SECOND, "ink2")
        self._paint_stem(painter, box.x() + self.measure.time + self.measure.dot / 2 + 8, box, index.row())
        self._paint_text(painter, line, box.x() + self.measure.text_x, y, box.width())
        painter.restore()

    def _paint_stem(self, painter: QPainter, x: float, box: Any, row: int) -> None:
        middle = box.y() + PAD + lettering.height(SECOND) / 2
        if row > 0:
            self._stem(painter, x, box.y(), middle, self._lines.dotted(row))
        if row < len(self._lines.lines) - 1:
            self._stem(painter, x, middle, box.bottom() + 1, self._lines.dotted(row + 1))
        self._dot(painter, QPointF(x, middle), self._lines.lines[row].tone)

    def _stem(self, painter: QPainter, x: float, top: float, bottom: float, dotted: bool) -> None:
        pen = QPen(look.colour("pause" if dotted else "line"), 2)
        if dotted:
            pen.setDashPattern([1.5, 1.5])
        painter.setPen(pen)
        painter.drawLine(QLineF(x, top, x, bottom))

    def _dot(self, painter: QPainter, at: QPointF, tone: str) -> None:
        half = self.measure.dot / 2
        if tone == "stop":
            painter.setPen(QPen(look.colour("pause"), 1.6))
            painter.setBrush(look.colour("line"))
            side = half - 0.6
            painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))
            return
        token = {"decision": "amber-shape", "resume": "green-segment"}.get(tone)
        painter.setPen(QPen(look.colour(token or "border-village"), 1.8))
        painter.setBrush(look.colour(token or "panel"))
        painter.drawEllipse(at, half - 0.9, half - 0.9)

    def _paint_text(self, painter: QPainter, line: TimeLine, x: float, y: float, width: int) -> None:
        bold, token = line.tone == "decision", "amber-d" if line.tone == "decision" else "ink"
        shape = self._shape(line, width)
        hand = Lettering(painter)
        tall = lettering.height(SECOND)
        took = 0.0
        for at, piece in enumerate(shape.lines):
            took = hand.write(piece, x, y + at * tall, width - x, tall, SECOND, token, bold)
        self._paint_after(painter, line, x + took + (6 if took else 0), y + (len(shape.lines) - 1) * tall)
        hand.forget()
        if shape.who_under:
            under = y + len(shape.lines) * tall
            hand.write(line.who, x, under, width - x, lettering.height(NOTE), NOTE, "ink3", False, LEFT)
        else:
            hand.write(line.who, x, y, width - x - 2, tall, NOTE, "ink3", False, RIGHT)

    def _paint_after(self, painter: QPainter, line: TimeLine, x: float, y: float) -> None:
        tall = lettering.height(SECOND)
        if line.tag:
            x += paint_tag(painter, x, y + (tall - tag_height()) / 2, line.tag, "amber") + 6
        if line.mark is not None:
            side = look.px(MARK)
            paint_light(painter, QRectF(x, y + (tall - side) / 2, side, side), line.mark)

    def _shape(self, line: TimeLine, width: int) -> "_Shape":
        room = max(60, width - self.measure.text_x)
        after = (tag_width(line.tag) + 6 if line.tag else 0) + (look.px(MARK) + 6 if line.mark else 0)
        return _shape(line.text, line.who, line.tone == "decision", room, after, look.scale())


class _Shape(Struct, frozen=True):
    lines: tuple[str, ...]
    who_under: bool
    height: int


@lru_cache(2048)
def _shape(text: str, who: str, bold: bool, room: int, after: int, scale: int) -> _Shape:
    """An entry's text in lines; who stands at the right of a single line, else below."""
    long = lettering.advance(text, SECOND, bold) + after
    beside = lettering.advance(who, NOTE) + 14 if who else 0
    if long + beside <= room:
        return _Shape((text,), False, lettering.height(SECOND))
    lines = _broken(text, bold, room, after)
    under = bool(who)
    tall = len(lines) * lettering.height(SECOND) + (lettering.height(NOTE) if under else 0)
    return _Shape(lines, under, tall)


def _broken(text: str, bold: bool, room: int, after: int) -> tuple[str, ...]:
    layout = QTextLayout(text, look.font(SECOND, bold))
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    found: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        if len(found) == LONGEST:
            found[-1] = text[line.textStart() :]  # elided where it is written
            break
    layout.endLayout()
    if after and lettering.advance(found[-1], SECOND, bold) + after > room:
        found.append("")  # tag and mark take a line of their own
    return tuple(found)


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
