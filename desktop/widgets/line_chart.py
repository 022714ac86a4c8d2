"""Lines over days (折线): from 0, the last point of each marked with its value; gaps where nothing is known."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import look
from desktop.theme.look import NOTE
from desktop.widgets import lettering
from desktop.widgets.lettering import CENTRE, RIGHT, Lettering


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
