"""Charts of briefings and figures (图表): a list of bars, a stacked bar, lines over days.

One hue and grey, red only for overdue; every bar has its value at its end, axes begin at 0, the last point is marked.
The paint functions also serve prints; the widgets open what stands behind a bar.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import look
from desktop.theme.look import NOTE
from desktop.widgets import lettering
from desktop.widgets.lettering import CENTRE, LEFT, RIGHT, Lettering

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


def paint_legend(painter: QPainter, box: QRectF, names: Sequence[tuple[str, str]]) -> None:
    """What the colours mean, at the right: (name, token)."""
    hand = Lettering(painter)
    x, side = box.right(), look.px(10)
    for name, token in reversed(names):
        x -= lettering.advance(name, NOTE) + 1
        hand.write(name, x, box.top(), box.right() - x + 1, box.height(), NOTE, "ink2")
        x -= side + 5
        painter.fillRect(QRectF(x, box.center().y() - side / 2, side, side), look.colour(token))
        x -= 12


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


class StackedBar(QWidget):
    """One whole in pieces, its legend below with the values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Show these pieces."""
        self._parts = tuple(parts)
        self.setAccessibleName("，".join(f"{one.name} {one.value:g}" for one in parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(280), look.px(16) + 4 + lettering.height(NOTE))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = sum(part.value for part in self._parts)
        if whole <= 0:
            painter.fillRect(QRectF(0, 0, self.width(), look.px(16)), look.colour("line2"))
            return
        _paint_parts(painter, self._parts, 0, 0, look.px(16), self.width() / whole)
        names = [(f"{one.name} {one.value:g}", one.token) for one in self._parts if one.name]
        y = look.px(16) + 4
        paint_legend(painter, QRectF(0, y, self.width(), lettering.height(NOTE)), names)


class Series(Struct, frozen=True):
    """A line: one value a place of the axis; NaN where nothing is known."""

    name: str
    values: tuple[float, ...]
    token: str = "brand"
    dashed: bool = False


class LineChart(QWidget):
    """Lines over days, the axis from 0, the last point of each marked with its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: tuple[Series, ...] = ()
        self._places: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_series(self, series: Sequence[Series], places: Sequence[str]) -> None:
        """Show these lines over the places of the axis (days)."""
        self._series, self._places = tuple(series), tuple(places)
        self.setAccessibleName("，".join(f"{one.name} {one.values[-1]:g}" for one in series if one.values))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look.px(300), look.px(140))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(160), look.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_lines(QPainter(self), QRectF(self.rect()), self._series, self._places)


def paint_lines(painter: QPainter, box: QRectF, series: Sequence[Series], places: Sequence[str]) -> None:
    """Lines over places, three grid lines, the last values at the right."""
    if not series or not places:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    hand, tall = Lettering(painter), lettering.height(NOTE)
    top = _round_up(max((v for one in series for v in one.values if v == v), default=1))
    lasts = [lettering.advance(f"{one.values[-1]:g}", NOTE, True) for one in series if one.values]
    left = lettering.advance(f"{top:g}", NOTE) + 6
    plot = box.adjusted(left, tall / 2 + 1, -max(lasts, default=0) - 12, -tall - 4)
    for share in (0.0, 0.5, 1.0):
        y = plot.bottom() - plot.height() * share
        painter.fillRect(QRectF(plot.left(), round(y), plot.width(), 1), look.colour("line2"))
        hand.write(f"{top * share:g}", box.left(), y - tall / 2, left - 6, tall, NOTE, "ink3", False, RIGHT)
    _write_places(hand, plot, places, box.bottom() - tall, tall)
    _write_lasts(painter, hand, [_paint_line(painter, plot, one, top, len(places)) for one in series], series)


def _paint_line(painter: QPainter, plot: QRectF, one: Series, top: float, count: int) -> QPointF | None:
    """One line with gaps where a value is unknown; gives its last point."""
    step = plot.width() / max(1, count - 1)
    pen = QPen(look.colour(one.token), 1.8 if not one.dashed else 1.4)
    if one.dashed:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    before: QPointF | None = None
    for at, value in enumerate(one.values):
        point = QPointF(plot.left() + at * step, plot.bottom() - plot.height() * value / top)
        known = value == value
        if known and before is not None:
            painter.drawLine(QLineF(before, point))
        before = point if known else None
    return before


def _write_lasts(
    painter: QPainter, hand: Lettering, ends: Sequence[QPointF | None], series: Sequence[Series]
) -> None:
    tall = lettering.height(NOTE)
    written: list[float] = []
    for end, one in sorted(zip(ends, series, strict=True), key=lambda both: both[1].dashed):
        if end is None:
            continue
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(one.token))
        painter.drawEllipse(end, 3, 3)
        hand.forget()
        y = end.y()
        for other in written:
            if abs(other - y) < tall - 3:
                y = other + (tall - 3 if y >= other else 3 - tall)
        written.append(y)
        token = one.token if one.token in ("brand", "red") else "ink2"
        hand.write(f"{one.values[-1]:g}", end.x() + 6, y - tall / 2, 80, tall, NOTE, token, not one.dashed)


def _write_places(hand: Lettering, plot: QRectF, places: Sequence[str], y: float, tall: int) -> None:
    """The first, the last, and so many between that they stand apart."""
    long = max(lettering.advance(one, NOTE) for one in places)
    fits = max(2, int(plot.width() // (long + 24)))
    every = max(1, -(-(len(places) - 1) // (fits - 1)))
    step = plot.width() / max(1, len(places) - 1)
    for at in {*range(len(places) - 1, -1, -every)}:
        x = plot.left() + at * step
        hand.write(places[at], x - long / 2 - 2, y, long + 4, tall, NOTE, "ink3", False, CENTRE)


def _round_up(value: float) -> float:
    """The next even step of 1, 2, 4, 5, 10 × a power of ten, so that half of it is whole where it can be."""
    power = 1.0
    while power * 10 < value:
        power *= 10
    return next(power * step for step in (2, 4, 5, 6, 8, 10) if power * step >= value or step == 10)
