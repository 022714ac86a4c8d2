"""Setting ruled tables (排表): a row is as high as its longest cell, and is never cut unless no page could hold it."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.lights import Sign
from desktop.printing.galley import (
    UNIT,
    Drawn,
    Fill,
    Hot,
    Line,
    Mark,
    Piece,
    Stroke,
    advance,
    baseline,
    leading,
    lines_of,
    stacked,
)
from desktop.printing.paper import CENTRE, Cell, Grid
from desktop.widgets.light import paint_light

PAD_X, PAD_Y = 4 * UNIT, 2.4 * UNIT
RULE = 0.5 * UNIT
SIGN = 1.15  # of the font's size
MOST_LINES = 40  # of a row: what is longer goes on in a further row

Wrapped = list[tuple[Cell, float, float, list[str]]]  # cell, x, width, lines


def grid_pieces(grid: Grid, width: float) -> Iterator[Piece]:
    """One piece a row; the rows below the head say it again on a new page."""
    shares = sum(grid.widths)
    lefts = [0.0]
    for share in grid.widths:
        lefts.append(lefts[-1] + width * share / shares)
    head: Piece | None = None
    edge = Piece(0.0, [Stroke(0, 0, width, 0, RULE, "ink2")])
    for number, row in enumerate(grid.rows):
        for part in _parts(_wrapped(row, lefts, grid.size)):
            piece = _row(part, grid)
            if not number:
                piece.marks += edge.marks
            if number < grid.header:
                head = piece if head is None else stacked([head, piece])
                piece.glued = True
            else:
                piece.head = head or edge
            yield piece
    yield Piece(grid.space * UNIT)


def _wrapped(row: Sequence[Cell], lefts: Sequence[float], size: float) -> Wrapped:
    found: Wrapped = []
    at = 0
    for cell in row:
        x, wide = lefts[at], lefts[at + cell.span] - lefts[at]
        sign = size * UNIT * SIGN if cell.sign else 0.0
        found.append((cell, x, wide, lines_of(cell.text, size, _bold(cell), wide - 2 * PAD_X - sign)))
        at += cell.span
    return found


def _parts(row: Wrapped) -> Iterator[Wrapped]:
    longest = max((len(lines) for _, _, _, lines in row), default=0)
    for first in range(0, max(1, longest), MOST_LINES):
        yield [(cell, x, wide, lines[first : first + MOST_LINES]) for cell, x, wide, lines in row]


def _row(row: Wrapped, grid: Grid) -> Piece:
    longest = max((len(lines) for _, _, _, lines in row), default=1)
    tall = max(longest * leading(grid.size) + 2 * PAD_Y, grid.row * UNIT)
    piece = Piece(tall)
    for cell, x, wide, lines in row:
        box = QRectF(x, 0, wide, tall)
        if cell.head:
            piece.marks.append(Fill(box, "head"))
        piece.marks += _text(cell, box, lines, grid.size)
        if cell.ref:
            piece.hots.append(Hot(box, cell.ref))
    piece.marks += _rules(row, tall)
    return piece


def _text(cell: Cell, box: QRectF, lines: Sequence[str], size: float) -> Iterator[Mark]:
    sign = size * UNIT * SIGN if cell.sign else 0.0
    y = (box.height() - len(lines) * leading(size)) / 2
    for line in lines:
        spare = box.width() - 2 * PAD_X - sign - advance(line, size, _bold(cell))
        left = box.x() + PAD_X + (0 if not cell.align else spare / 2 if cell.align == CENTRE else spare)
        if cell.sign is not None and line is lines[0]:
            side = size * UNIT
            yield Drawn(QRectF(left, y + (leading(size) - side) / 2, side, side), partial(_light, cell.sign))
        token = cell.token or ("ink2" if cell.head else "")
        yield Line(left + sign, y + baseline(size), line, size, _bold(cell), token)
        y += leading(size)


def _light(sign: Sign, painter: QPainter, rect: QRectF) -> None:
    paint_light(painter, rect, sign, black=True)


def _rules(row: Wrapped, tall: float) -> Iterator[Mark]:
    right = max(x + wide for _, x, wide, _ in row)
    yield Stroke(0, tall, right, tall, RULE, "ink2")
    for x in (*(x for _, x, _, _ in row), right):
        yield Stroke(x, 0, x, tall, RULE, "ink2")


def _bold(cell: Cell) -> bool:
    return cell.bold or cell.head
