"""Pieces of type (排字): what a page is made of, each placed from its own upper left corner.

Units are tenths of a point, so that a font of 10.5 points has a whole size and breaks its lines the same on the screen,
in a PDF and on every printer.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from desktop.theme import look

UNIT = 10.0  # units a point
MM = 72 / 25.4 * UNIT
LEADING = 1.36
INK = "ink"


class Line(NamedTuple):
    """One line of text; y is its baseline."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    token: str

    def paint(self, painter: QPainter) -> None:
        painter.setFont(face(self.size, self.bold))
        painter.setPen(look.colour(self.token or INK))
        painter.drawText(QPointF(self.x, self.y), self.text)


class Stroke(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    token: str
    dashed: bool = False

    def paint(self, painter: QPainter) -> None:
        style = Qt.PenStyle.CustomDashLine if self.dashed else Qt.PenStyle.SolidLine
        pen = QPen(look.colour(self.token or INK), self.width, style, Qt.PenCapStyle.FlatCap)
        if self.dashed:
            pen.setDashPattern([60 / self.width, 40 / self.width])
        painter.setPen(pen)
        painter.drawLine(QPointF(self.x1, self.y1), QPointF(self.x2, self.y2))


class Fill(NamedTuple):
    """A filled rectangle."""

    rect: QRectF
    token: str

    def paint(self, painter: QPainter) -> None:
        painter.fillRect(self.rect, look.colour(self.token))


class Drawn(NamedTuple):
    """Something that paints itself: a light, a QR code."""

    rect: QRectF
    draw: Callable[[QPainter, QRectF], None]

    def paint(self, painter: QPainter) -> None:
        self.draw(painter, self.rect)


class Hot(NamedTuple):
    """A place that opens something in the preview; paper does not show it."""

    rect: QRectF
    ref: str


Mark = Line | Stroke | Fill | Drawn


class Piece:
    """Marks that stay together, so high; `head` is said again where a page begins with this piece."""

    def __init__(
        self, height: float, marks: "list[Mark] | None" = None, hots: "list[Hot] | None" = None
    ) -> None:
        self.height = height
        self.marks: list[Mark] = marks if marks is not None else []
        self.hots: list[Hot] = hots if hots is not None else []
        self.head: Piece | None = None
        self.glued = False  # not the last on its page
        self.breaks = False  # begins a page
        self.tab = ""


def stacked(pieces: "list[Piece]") -> Piece:
    """The pieces below one another as one."""
    whole, y = Piece(0.0), 0.0
    for piece in pieces:
        whole.marks += [moved(mark, 0, y) for mark in piece.marks]
        whole.hots += [Hot(hot.rect.translated(0, y), hot.ref) for hot in piece.hots]
        y += piece.height
    whole.height = y
    return whole


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark at another place."""
    match mark:
        case Line():
            return mark._replace(x=mark.x + dx, y=mark.y + dy)
        case Stroke():
            return mark._replace(x1=mark.x1 + dx, y1=mark.y1 + dy, x2=mark.x2 + dx, y2=mark.y2 + dy)
        case Fill():
            return mark._replace(rect=mark.rect.translated(dx, dy))
        case Drawn():
            return mark._replace(rect=mark.rect.translated(dx, dy))


@lru_cache(64)
def face(points: float, bold: bool = False) -> QFont:
    """The shipped face in points."""
    made = QFont(look.FAMILY)
    made.setPixelSize(round(points * UNIT))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def advance(text: str, points: float, bold: bool = False) -> float:
    """Width of a text on one line."""
    return QFontMetricsF(face(points, bold)).horizontalAdvance(text)


def leading(points: float) -> float:
    """From one baseline to the next."""
    return points * UNIT * LEADING


def baseline(points: float) -> float:
    """From the top of a line to its baseline."""
    return points * UNIT * (0.86 + (LEADING - 1) / 2)


def lines_of(text: str, points: float, bold: bool, width: float) -> list[str]:
    """The text broken into lines of this width; an empty text is one empty line."""
    found: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for paragraph in text.split("\n"):
        if advance(paragraph, points, bold) <= width:
            found.append(paragraph)
            continue
        layout = QTextLayout(paragraph, face(points, bold))
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            at, long = line.textStart(), line.textLength()
            found.append(paragraph[at : at + long].rstrip())
        layout.endLayout()
    return found
