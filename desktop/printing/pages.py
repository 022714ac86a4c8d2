"""Pages of a document (成页): pieces below one another, head on the first page, foot with code on every page.

Source: ui.md §10. A4, margins 20/18/18/18 mm; foot: serial, 数据截至, 打印时间, operator, 第 n/N 页, QR ≥ 18 mm.
"""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from desktop.printing import texts
from desktop.printing.galley import MM, UNIT, Drawn, Hot, Line, Mark, Piece, Stroke, advance, moved
from desktop.printing.paper import SMALL, Printed
from desktop.printing.qr import LEAST_MM, paint_qr, quiet_share
from desktop.printing.setting import pieces_of
from desktop.printing.title import head_pieces

SHORT, LONG = 210 * MM, 297 * MM
TOP, SIDES, BOTTOM = 20 * MM, 18 * MM, 18 * MM
CODE = LEAST_MM * MM


class Page(NamedTuple):
    """One page, ready to paint."""

    marks: list[Mark]
    hots: list[Hot]
    tab: str  # what begins on it


class Pages(NamedTuple):
    """A document set on pages."""

    printed: Printed
    size: QSizeF  # units
    pages: list[Page]

    def paint(self, painter: QPainter, number: int, unit: float) -> None:
        """Paint a page; `unit` is a tenth of a point in the painter's units."""
        painter.save()
        painter.scale(unit, unit)
        for mark in self.pages[number].marks:
            mark.paint(painter)
        painter.restore()

    def tabs(self) -> dict[str, int]:
        """What begins on which page."""
        return {page.tab: number for number, page in enumerate(self.pages) if page.tab}


def set_pages(printed: Printed) -> Pages:
    """Set a document; may run in any thread."""
    wide, tall = (LONG, SHORT) if printed.landscape else (SHORT, LONG)
    width = wide - 2 * SIDES
    foot_top = tall - BOTTOM - CODE * (1 + quiet_share(printed.code) * 0.5)
    room = foot_top - TOP - 4 * UNIT
    pieces = [piece for block in printed.blocks for piece in pieces_of(block, width)]
    named = 1 if pieces and pieces[0].breaks else 0  # the title stands on the page that begins first
    pieces[named:named] = head_pieces(printed, width)
    pages = _filled(pieces, room)
    for number, page in enumerate(pages, 1):
        page.marks.extend(_foot(printed, number, len(pages), wide, tall))
    return Pages(printed, QSizeF(wide, tall), pages)


class _Filling:
    """Pages while they fill up."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.done: list[Page] = []
        self.page = Page([], [], "")
        self.y = 0.0

    def add(self, piece: Piece, needed: float) -> None:
        """Put a piece here, or on a new page when `needed` does not fit."""
        if piece.breaks:
            self.turn()
            self.page = self.page._replace(tab=piece.tab)
            return
        if piece.marks and self.y and self.y + needed > self.room:
            self.turn()
            if piece.head is not None:
                self._put(piece.head)
        if piece.marks or self.y:  # no page begins with room
            self._put(piece)

    def turn(self) -> None:
        """Begin a new page, unless this one is empty."""
        if self.page.marks:
            self.done.append(self.page)
            self.page, self.y = Page([], [], ""), 0.0

    def _put(self, piece: Piece) -> None:
        self.page.marks.extend(moved(mark, SIDES, TOP + self.y) for mark in piece.marks)
        self.page.hots.extend(Hot(hot.rect.translated(SIDES, TOP + self.y), hot.ref) for hot in piece.hots)
        self.y += piece.height


def _filled(pieces: list[Piece], room: float) -> list[Page]:
    filling = _Filling(room)
    for number, piece in enumerate(pieces):
        filling.add(piece, _needed(pieces, number))
    filling.turn()
    return filling.done or [filling.page]


def _needed(pieces: list[Piece], number: int) -> float:
    """The height of a piece and of all it is glued to."""
    tall = pieces[number].height
    while pieces[number].glued and number + 1 < len(pieces):
        number += 1
        tall += pieces[number].height
    return tall


def _foot(printed: Printed, number: int, count: int, wide: float, tall: float) -> list[Mark]:
    bottom = tall - BOTTOM
    code = QRectF(wide - SIDES - CODE, bottom - CODE, CODE, CODE)
    room = code.left() - SIDES - CODE * quiet_share(printed.code) - 6 * UNIT
    said = texts.FOOT.format(
        serial=printed.serial,
        as_of=texts.minute(printed.as_of),
        printed=texts.minute(printed.printed_at),
        operator=printed.operator,
    )
    page = texts.PAGE.format(n=number, all=count)
    check = texts.CHECK.format(digest=printed.digest)
    y = bottom - 4 * UNIT
    marks: list[Mark] = [
        Stroke(SIDES, y - 30 * UNIT, SIDES + room, y - 30 * UNIT, 0.5 * UNIT, "ink3"),
        Line(SIDES, y - 15 * UNIT, said, SMALL, False, "ink2"),
        Line(SIDES, y, check, SMALL, False, "ink2"),
        Line(SIDES + room - advance(page, SMALL), y, page, SMALL, False, "ink2"),
        Drawn(code, partial(_code, printed.code)),
    ]
    return marks


def _code(text: str, painter: QPainter, rect: QRectF) -> None:
    paint_qr(painter, rect, text)
