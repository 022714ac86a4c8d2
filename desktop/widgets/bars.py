"""Bars of briefings and figures (条形图): a list of bars, a stacked bar; lines are in `line_chart`.

One hue and grey, red only for overdue; every bar has its value at its end, axes begin at 0.
The paint functions also serve prints; the widgets open what stands behind a bar.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import look
from desktop.theme.look import NOTE
from desktop.widgets import lettering
from desktop.widgets.fitted import Fitted
from desktop.widgets.lettering import LEFT, RIGHT, Lettering

ROW = 21  # px at 100 %
GAP = 8
HUE, GREY = "count-4", "pause"


class Part(Struct, frozen=True):
    """A piece of a bar."""

    value: float
    token: str = HUE
    name: str = ""


class Bar(Struct, frozen=True):
    """A label, its pieces, and what is written at the end."""

    label: str
    parts: tuple[Part, ...]
    text: str = ""  # "" = the sum

    @property
    def sum(self) -> float:
        """All pieces together."""
        return sum(part.value for part in self.parts)

    @property
    def said(self) -> str:
        """What stands at the end of the bar."""
        return self.text or f"{self.sum:g}"


def bars_height(count: int) -> int:
    """How tall so many bars are."""
    return count * max(look.px(ROW), lettering.height(NOTE) + 2)


def paint_bars(painter: QPainter, box: QRectF, bars: Sequence[Bar], current: int = -1) -> None:
    """Bars below one another from one axis; labels at the left, values at the ends."""
    if not bars:
        return
    hand = Lettering(painter)
    labels = min(box.width() * 0.45, max(lettering.advance(one.label, NOTE) for one in bars))
    values = max(lettering.advance(one.said, NOTE) for one in bars)
    room = max(10.0, box.width() - labels - values - 2 * GAP - 2)
    unit = room / (max(one.sum for one in bars) or 1)
    tall = box.height() / len(bars)
    axis = box.left() + labels + GAP
    for at, bar in enumerate(bars):
        y = box.top() + at * tall
        if at == current:
            painter.fillRect(QRectF(box.left(), y, box.width(), tall), look.colour("brand-l"))
        hand.write(bar.label, box.left(), y, labels + 1, tall, NOTE, "ink2", False, RIGHT)
        end = _paint_parts(painter, bar.parts, axis, y + tall * 0.18, tall * 0.64, unit)
        hand.write(bar.said, end + 5, y, values + 8, tall, NOTE, "ink", False, LEFT)


def _paint_parts(
    painter: QPainter, parts: Sequence[Part], x: float, y: float, tall: float, unit: float
) -> float:
    for part in parts:
        if part.value > 0:
            width = max(1.0, part.value * unit)
            painter.fillRect(QRectF(x, y, width, tall), look.colour(part.token))
            x += width
            painter.fillRect(QRectF(x - 1, y, 1, tall), look.colour("panel"))
    return x


def legend_lines(names: Sequence[tuple[str, str]], width: float) -> list[list[tuple[str, str]]]:
    """Names (with tokens) in as many lines as they need."""
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for name, token in names:
        long = lettering.advance(name, NOTE) + look.px(10) + 5 + 14
        if lines[-1] and used + long - 14 > width:
            lines.append([])
            used = 0.0
        lines[-1].append((name, token))
        used += long
    return lines


def paint_legend(painter: QPainter, box: QRectF, names: Sequence[tuple[str, str]]) -> None:
    """What the colours mean: (name, token), line by line from the left."""
    hand, tall, side = Lettering(painter), lettering.height(NOTE), look.px(10)
    for at, line in enumerate(legend_lines(names, box.width())):
        x, y = box.left(), box.top() + at * tall
        for name, token in line:
            painter.fillRect(QRectF(x, y + (tall - side) / 2, side, side), look.colour(token))
            x += side + 5
            x += hand.write(name, x, y, box.right() - x + 1, tall, NOTE, "ink2") + 14


class BarList(QWidget):
    """Bars that open their cases by a click, or ↑↓ and Enter."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = tuple(bars)
        self._current = min(self._current, len(bars) - 1)
        self.setAccessibleName("，".join(f"{one.label} {one.said}" for one in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(280), bars_height(len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(160), bars_height(len(self._bars)))

    def paintEvent(self, event: QPaintEvent) -> None:
        current = self._current if self.hasFocus() else -1
        paint_bars(QPainter(self), QRectF(self.rect()), self._bars, current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._bars and event.button() == Qt.MouseButton.LeftButton:
            at = int(event.position().y() * len(self._bars) / max(1, self.height()))
            self._current = min(max(0, at), len(self._bars) - 1)
            self.update()
            self.opened.emit(self._current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self._bars:
            self._current = min(max(0, self._current + step), len(self._bars) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)


class StackedBar(Fitted):
    """One whole in pieces, its legend below with the values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Show these pieces."""
        self._parts = tuple(parts)
        self.setAccessibleName("，".join(name for name, _ in self._names()))
        self.fit()

    def height_for(self, width: int) -> int:
        return look.px(16) + 4 + len(legend_lines(self._names(), width)) * lettering.height(NOTE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tall = QPainter(self), look.px(16)
        painter.fillRect(QRectF(0, 0, self.width(), tall), look.colour("line2"))
        whole = sum(part.value for part in self._parts)
        if whole > 0:
            _paint_parts(painter, self._parts, 0, 0, tall, self.width() / whole)
        paint_legend(painter, QRectF(0, tall + 4, self.width(), self.height() - tall), self._names())

    def _names(self) -> list[tuple[str, str]]:
        return [(f"{one.name} {one.value:g}", one.token) for one in self._parts if one.name]
