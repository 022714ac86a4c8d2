"""Setting line charts (排折线): days along the axis, 0 at its foot, the last value of each line beside its end."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRectF

from desktop.printing.galley import UNIT, Fill, Line, Mark, Piece, Stroke, advance, baseline, leading
from desktop.printing.paper import BODY, SMALL, Lines, Series

STEPS = 2  # lines of the grid above 0
DOT = 4 * UNIT
MARKED = 4  # about as many days are named


def lines_piece(block: Lines, width: float) -> Iterator[Piece]:
    """Title with legend, then the chart; one piece."""
    size = BODY - 1
    top, tall = leading(size) + 8 * UNIT, block.tall * UNIT
    piece = Piece(top + tall + leading(SMALL) + 8 * UNIT)
    piece.marks += _head(block, width)
    most = _round_up(max((v for one in block.series for v in one.values), default=1))
    left = advance(str(most), SMALL) + 5 * UNIT
    lasts = max((advance(str(one.values[-1]), SMALL, True) for one in block.series if one.values), default=0)
    right = width - lasts - 7 * UNIT
    piece.marks += _axis(block, left, right, top, tall, most)
    ends: list[float] = []
    for one in block.series:
        piece.marks += _series(one, left, right, top, tall, most, ends)
    yield piece


def _head(block: Lines, width: float) -> Iterator[Mark]:
    size = BODY - 1
    yield Line(0, baseline(size), block.title, size, True, "")
    x, y = width, baseline(size)
    for one in reversed(block.series):
        x -= advance(one.name, SMALL)
        yield Line(x, y, one.name, SMALL, False, "ink2")
        x -= 20 * UNIT
        yield Stroke(x, y - 3 * UNIT, x + 16 * UNIT, y - 3 * UNIT, 1.5 * UNIT, one.token, one.dashed)
        x -= 8 * UNIT


def _axis(block: Lines, left: float, right: float, top: float, tall: float, most: int) -> Iterator[Mark]:
    for step in range(STEPS + 1):
        value = most * step // STEPS
        y = top + tall - tall * value / most
        yield Stroke(left, y, right, y, 0.5 * UNIT, "line" if step else "ink3")
        text = str(value)
        yield Line(left - 4 * UNIT - advance(text, SMALL), y + 3 * UNIT, text, SMALL, False, "ink3")
    last = len(block.places) - 1
    every = max(1, round(last / MARKED))
    for at in range(last, -1, -every):
        x = left + (right - left) * at / max(1, last)
        text = block.places[at]
        start = max(0.0, min(x - advance(text, SMALL) / 2, right + 20 * UNIT - advance(text, SMALL)))
        yield Line(start, top + tall + baseline(SMALL) + 2 * UNIT, text, SMALL, False, "ink3")


def _series(
    one: Series, left: float, right: float, top: float, tall: float, most: int, ends: list[float]
) -> Iterator[Mark]:
    last = max(1, len(one.values) - 1)
    points = [
        (left + (right - left) * at / last, top + tall - tall * value / most)
        for at, value in enumerate(one.values)
    ]
    for (x1, y1), (x2, y2) in pairwise(points):
        yield Stroke(x1, y1, x2, y2, 1.2 * UNIT, one.token, one.dashed)
    if points:
        x, y = points[-1]
        yield Fill(QRectF(x - DOT / 2, y - DOT / 2, DOT, DOT), one.token)
        label = y + 3 * UNIT
        while any(abs(label - taken) < leading(SMALL) * 0.8 for taken in ends):
            label += leading(SMALL) * 0.8
        ends.append(label)
        yield Line(x + 5 * UNIT, label, str(one.values[-1]), SMALL, True, one.token)


def _round_up(value: int) -> int:
    """The next even of 1, 2, 5 times a power of ten, so that grid lines stand at whole numbers."""
    size = 2
    while True:
        for step in (size, size * 2, size * 5):
            if step >= value:
                return step
        size *= 10
