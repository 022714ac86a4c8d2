"""Setting bar charts (排图): labels at the left, one axis at 0, every value at the end of its bar."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF

from desktop.printing.galley import UNIT, Fill, Hot, Line, Mark, Piece, advance, baseline, leading
from desktop.printing.paper import BODY, SMALL, Bar, Bars

ROW = 13.5 * UNIT
GAP = 5 * UNIT
SIDE = 7 * UNIT


def bars_piece(block: Bars, width: float) -> Iterator[Piece]:
    """Title with legend, then the bars; one piece."""
    piece = Piece(0.0)
    if block.title:
        piece.marks += _head(block, width)
        piece.height = leading(BODY - 1) + 3 * UNIT
    sums = [sum(value for value, _, _ in bar.parts) for bar in block.bars]
    labels = max((advance(bar.label, SMALL) for bar in block.bars), default=0.0)
    values = max((advance(f"{one:g}", SMALL, True) for one in sums), default=0.0)
    unit = (width - labels - values - 2 * GAP) / (max(sums, default=0) or 1)
    for bar, whole in zip(block.bars, sums, strict=True):
        _bar(piece, bar, labels, unit)
        x = labels + GAP + whole * unit + GAP * 0.8
        piece.marks.append(
            Line(x, piece.height + _down(SMALL), f"{whole:g}", SMALL, True, "" if whole else "ink3")
        )
        piece.height += ROW
    piece.height += 8 * UNIT
    yield piece


def _head(block: Bars, width: float) -> Iterator[Mark]:
    size = BODY - 1
    yield Line(0, baseline(size), block.title, size, True, "")
    x = width
    for name, token in reversed(block.legend):
        x -= advance(name, SMALL)
        yield Line(x, baseline(size), name, SMALL, False, "ink2")
        x -= SIDE + 3 * UNIT
        yield Fill(QRectF(x, baseline(size) - SIDE, SIDE, SIDE), token)
        x -= 8 * UNIT


def _bar(piece: Piece, bar: Bar, labels: float, unit: float) -> None:
    y = piece.height
    left = labels - advance(bar.label, SMALL)
    piece.marks.append(Line(left, y + _down(SMALL), bar.label, SMALL, False, "ink2"))
    x = labels + GAP
    for value, token, ref in bar.parts:
        if value:
            box = QRectF(x, y + ROW * 0.18, max(UNIT, value * unit), ROW * 0.64)
            piece.marks.append(Fill(box, token))
            x = box.right()
            if ref:
                piece.hots.append(Hot(box, ref))


def _down(size: float) -> float:
    return (ROW - leading(size)) / 2 + baseline(size)
