"""Setting blocks into pieces (排版): every kind of block of a document, measured in the shipped face."""

from collections.abc import Callable, Iterator

from desktop.printing import paper
from desktop.printing.bar_setting import bars_piece
from desktop.printing.galley import (
    UNIT,
    Line,
    Mark,
    Piece,
    Stroke,
    advance,
    baseline,
    leading,
    lines_of,
    moved,
    stacked,
)
from desktop.printing.grid_setting import grid_pieces
from desktop.printing.line_setting import lines_piece

Rows = Iterator[Piece]


def pieces_of(block: paper.Block, width: float) -> list[Piece]:
    """The pieces of a block for a column of this width."""
    return list(_WAYS[type(block)](block, width))


def _words(block: paper.Words, width: float) -> Rows:
    for line in lines_of(block.text, block.size, block.bold, width):
        spare = width - advance(line, block.size, block.bold) if block.align else 0.0
        x = spare / 2 if block.align == paper.CENTRE else spare
        mark = Line(x, baseline(block.size), line, block.size, block.bold, block.token)
        piece = Piece(leading(block.size), [mark])
        piece.glued = block.bold  # a heading goes with what it heads
        yield piece
    yield Piece(block.space * UNIT)


def _spread(block: paper.Spread, width: float) -> Rows:
    marks: list[Mark] = []
    wide = [advance(text, block.size) for text in block.texts]
    gap = (width - sum(wide)) / max(1, len(wide) - 1)
    x = 0.0
    for text, long in zip(block.texts, wide, strict=True):
        marks.append(Line(x, baseline(block.size), text, block.size, False, "ink2"))
        x += long + gap
    piece = Piece(leading(block.size) + 3 * UNIT, marks)
    piece.glued = True
    yield piece


def _rule(block: paper.Rule, width: float) -> Rows:
    yield Piece(4 * UNIT, [Stroke(0, 2 * UNIT, width, 2 * UNIT, block.width * UNIT, block.token)])


def _gap(block: paper.Gap, width: float) -> Rows:
    yield Piece(block.points * UNIT)


def _cut(block: paper.Cut, width: float) -> Rows:
    tall, y = 22 * UNIT, 11 * UNIT
    said = f"  {block.text}  " if block.text else ""
    room = advance(said, paper.SMALL) / 2
    marks: list[Mark] = [
        Stroke(0, y, width / 2 - room, y, 0.75 * UNIT, "ink2", dashed=True),
        Stroke(width / 2 + room, y, width, y, 0.75 * UNIT, "ink2", dashed=True),
    ]
    if said:
        marks.append(Line(width / 2 - room, y + 3 * UNIT, said, paper.SMALL, False, "ink2"))
    yield Piece(tall, marks)


def _beside(block: paper.Beside, width: float) -> Rows:
    shares = sum(share for share, _ in block.columns)
    room = width - block.gap * UNIT * (len(block.columns) - 1)
    whole, x = Piece(0.0), 0.0
    for share, blocks in block.columns:
        wide = room * share / shares
        column = stacked([piece for one in blocks for piece in pieces_of(one, wide)])
        whole.marks += [moved(mark, x, 0) for mark in column.marks]
        whole.hots += [hot._replace(rect=hot.rect.translated(x, 0)) for hot in column.hots]
        whole.height = max(whole.height, column.height)
        x += wide + block.gap * UNIT
    yield whole


def _together(block: paper.Together, width: float) -> Rows:
    yield stacked([piece for one in block.blocks for piece in pieces_of(one, width)])


def _new_page(block: paper.NewPage, width: float) -> Rows:
    piece = Piece(0.0)
    piece.breaks, piece.tab = True, block.tab
    yield piece


_WAYS: dict[type, Callable[..., Rows]] = {
    paper.Words: _words,
    paper.Grid: grid_pieces,
    paper.Cut: _cut,
    paper.Gap: _gap,
    paper.Rule: _rule,
    paper.Spread: _spread,
    paper.Bars: bars_piece,
    paper.Lines: lines_piece,
    paper.Beside: _beside,
    paper.Together: _together,
    paper.NewPage: _new_page,
}
