"""Paints one row of a table (画行): text, light, bar, mark and sparkline by the kind of each column.

A row is painted in one go from its cells; a delegate called for every cell would cost three times as much.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.lights import Sign
from desktop.theme import look
from desktop.theme.look import NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.lettering import RIGHT, Lettering
from desktop.widgets.limit_bar import paint_limit_bar
from desktop.widgets.stamps import stamp_sign, stamp_tick
from desktop.widgets.table_column import Cell, Column, Paint
from desktop.widgets.tag import paint_tag, tag_height

PAD = 8
BAR = 3
TAIL = 4  # digits of a serial that are bold
MARK = 16
_TONES = {"red": "red", "amber-d": "amber", "green": "green", "brand": "brand"}
BAR_TOKENS = {"red": "red", "amber-d": "amber-bar", "amber": "amber-bar"}

Place = tuple[int, int, int]  # column, x, width


class RowPainter:
    """Paints rows for one paint event."""

    def __init__(self, painter: QPainter, columns: Sequence[Column]) -> None:
        self._painter = painter
        self._hand = Lettering(painter)
        self._kinds: list[Callable[[Cell, int, int, int, int], None]] = [
            self._right if column.right and column.paint is Paint.TEXT else self._way(column.paint)
            for column in columns
        ]
        self._mark = look.px(MARK)
        self._line = lettering.height(SECOND)

    def paint(self, cells: Sequence[Cell], places: Sequence[Place], y: int, tall: int) -> None:
        """Paint the cells of a row at their places."""
        for column, x, width in places:
            self._kinds[column](cells[column], x + PAD, y, width - 2 * PAD, tall)

    def ground(self, row: QRect, *, current: bool, ticked: bool, hovered: bool, first: bool) -> None:
        """The row's fill, its rule and the brand bar of the current row."""
        fill = "brand-l" if current else "count-0" if ticked or hovered else "panel"
        self._painter.fillRect(row, look.colour(fill))
        rule = QRect(row.x(), row.bottom(), row.width(), 1)
        self._painter.fillRect(rule, look.colour("brand-line" if current else "line2"))
        if current and first:
            self._painter.fillRect(QRect(row.x(), row.y(), 2, row.height()), look.colour("brand"))

    def focus(self, row: QRect) -> None:
        """Lines over and under the current row while arrow keys come here."""
        for y in (row.y(), row.bottom()):
            self._painter.fillRect(QRect(row.x(), y, row.width(), 1), look.colour("brand"))

    def waiting(self, row: QRect) -> None:
        """A row whose page is not here yet."""
        self._hand.write("…", row.x() + PAD, row.y(), 40, row.height(), SECOND, "ink3")

    def tick(self, x: int, y: int, width: int, tall: int, ticked: bool) -> None:
        """The tick box of a row."""
        stamp_tick(self._painter, x, y, width, tall, Qt.CheckState.Checked if ticked else UNTICKED)

    # ------------------------------------------------------------ kinds

    def _way(self, kind: Paint) -> Callable[[Cell, int, int, int, int], None]:
        return {
            Paint.TEXT: self._text,
            Paint.NUMBER: self._right,
            Paint.LIGHT: self._light,
            Paint.SERIAL: self._serial,
            Paint.STATE: self._state,
            Paint.LEFT: self._left,
            Paint.TAG: self._tag,
            Paint.SPARK: self._spark,
        }[kind]

    def _text(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        if cell.mark is not None:
            x, width = self._marked(cell.mark, x, y, width, tall)
        if cell.second:
            self._two_lines(cell, x, y, width, tall)
            return
        took = self._hand.write(cell.text, x, y, width, tall, SECOND, cell.token, cell.bold)
        if cell.flag:
            self._hand.write(cell.flag, x + took + 6, y, width - took - 6, tall, NOTE, "red")
        if cell.pending:
            self._underline(x, y, took, tall)

    def _right(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        self._hand.write(cell.text, x, y, width, tall, SECOND, cell.token, cell.bold, RIGHT)

    def _light(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        if cell.sign is None:
            return
        side = self._mark
        left, top = x + (width - side) // 2, y + (tall - side) // 2
        if cell.mark is Sign.UNSIGNED:
            stamp_sign(self._painter, left - 2, top - 2, side + 4, Sign.UNSIGNED)
        stamp_sign(self._painter, left, top, side, cell.sign)

    def _serial(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        head, tail = cell.text[:-TAIL], cell.text[-TAIL:]
        took = self._hand.write(head, x, y, width, tall, SECOND, "ink3")
        self._hand.write(tail, x + took, y, width - took, tall, SECOND, "ink", True)

    def _state(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        if cell.mark is not None:
            self._sign(cell.mark, x, y, tall)
        step = self._mark + 6  # the words of all rows begin below one another, marked or not
        self._text(_without_mark(cell), x + step, y, width - step, tall)

    def _left(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        if cell.second:
            self._two_lines(cell, x, y, width, tall)
            return
        if cell.bar is None:
            self._hand.write(cell.text, x, y, width, tall, SECOND, cell.token, cell.bold)
            return
        line = self._line
        top = y + (tall - line - 2 - BAR) // 2
        self._hand.write(cell.text, x, top, width, line, SECOND, cell.token, cell.bold)
        token = BAR_TOKENS.get(cell.token, "green-bar")
        paint_limit_bar(self._painter, QRect(x, top + line + 2, width, BAR), cell.bar, token)

    def _tag(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        if cell.text:
            paint_tag(self._painter, x, y + (tall - tag_height()) // 2, cell.text, _TONES.get(cell.token, ""))
            self._hand.forget()

    def _spark(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        paint_spark(self._painter, QRectF(x, y + 8, width, tall - 16), cell.values, cell.token)
        self._hand.forget()

    # ------------------------------------------------------------ pieces

    def _two_lines(self, cell: Cell, x: int, y: int, width: int, tall: int) -> None:
        under = lettering.height(NOTE)
        top = y + (tall - self._line - under + 3) // 2
        took = self._hand.write(cell.text, x, top, width, self._line, SECOND, cell.token, cell.bold)
        self._hand.write(cell.second, x, top + self._line - 2, width, under, NOTE, "ink3")
        if cell.flag:
            self._hand.write(cell.flag, x + took + 6, top, width - took - 6, self._line, NOTE, "red")

    def _marked(self, mark: Sign, x: int, y: int, width: int, tall: int) -> tuple[int, int]:
        self._sign(mark, x, y, tall)
        step = self._mark + 6
        return x + step, width - step

    def _sign(self, sign: Sign, x: int, y: int, tall: int) -> None:
        stamp_sign(self._painter, x, y + (tall - self._mark) // 2, self._mark, sign)

    def _underline(self, x: int, y: int, width: float, tall: int) -> None:
        pen = QPen(look.colour("amber-shape"), 1)
        pen.setDashPattern([3, 2])
        self._painter.setPen(pen)
        level = y + (tall + self._line) // 2 + 0.5
        self._painter.drawLine(QLineF(x, level, x + width, level))
        self._hand.forget()


UNTICKED = Qt.CheckState.Unchecked


def _without_mark(cell: Cell) -> Cell:
    if cell.mark is None:
        return cell
    return Cell(cell.text, cell.token, cell.bold, pending=cell.pending, flag=cell.flag, second=cell.second)


def paint_spark(painter: QPainter, box: QRectF, values: Sequence[float], token: str = "brand") -> None:
    """A small line of values from 0 upward, the last point marked."""
    if not values:
        return
    top, step = max(values) or 1.0, box.width() / max(1, len(values) - 1)
    points = [
        QPointF(box.x() + i * step, box.bottom() - box.height() * v / top) for i, v in enumerate(values)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour(token), 1.4))
    painter.drawPolyline(points)
    painter.setBrush(look.colour(token))
    painter.drawEllipse(points[-1], 2, 2)
    painter.restore()
