"""The head of a document (文头): title in the middle, 草稿 across it, the red rule of sharp papers."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.printing import texts
from desktop.printing.galley import UNIT, Drawn, Line, Piece, Stroke, advance, baseline, face, leading
from desktop.printing.paper import Printed
from desktop.theme import look

TITLE = 18.0
STAMP = 14.0


def head_pieces(printed: Printed, width: float) -> Iterator[Piece]:
    """Title, 草稿 and rule of the first page."""
    if printed.titled:
        x = (width - advance(printed.title, TITLE, True)) / 2
        piece = Piece(leading(TITLE) + 4 * UNIT)
        piece.marks.append(Line(x, baseline(TITLE), printed.title, TITLE, True, ""))
        if printed.draft:
            piece.marks.append(_draft(width))
        yield piece
    elif printed.draft:
        piece = Piece(leading(STAMP) + 10 * UNIT)
        piece.marks.append(_draft(width))
        yield piece
    if printed.red:
        yield Piece(6 * UNIT, [Stroke(0, 2 * UNIT, width, 2 * UNIT, 2 * UNIT, "red")])


def _draft(width: float) -> Drawn:
    wide = advance(texts.DRAFT, STAMP, True) + 24 * UNIT
    return Drawn(QRectF(width - wide, 0, wide, leading(STAMP) + 4 * UNIT), _stamp)


def _stamp(painter: QPainter, rect: QRectF) -> None:
    painter.save()
    pen = painter.pen()
    pen.setColor(look.colour("red"))
    pen.setWidthF(1.2 * UNIT)
    painter.setPen(pen)
    painter.drawRect(rect)
    painter.setFont(face(STAMP, True))
    x = rect.x() + (rect.width() - advance(texts.DRAFT, STAMP, True)) / 2
    painter.drawText(round(x), round(rect.y() + 2 * UNIT + baseline(STAMP)), texts.DRAFT)
    painter.restore()
