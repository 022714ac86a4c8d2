"""A short painted table inside a page that scrolls (表格): a head and a row for each, lights before words.

For a few dozen rows; a list that pages is a `PagedTable`.
"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.lights import Sign
from desktop.theme.look import NOTE, SECOND, colour, px, row_height
from desktop.widgets.lettering import Lettering
from desktop.widgets.light import paint_light

LIGHT, GAP = 14, 10


class Column(Struct, frozen=True):
    """A head and what share of the width is below it."""

    title: str
    share: float


class Field(Struct, frozen=True):
    """What stands in one place of a row."""

    text: str
    token: str = "ink2"
    bold: bool = False
    sign: Sign | None = None


class RuledTable(QWidget):
    """`opened` with the case of a row that was pressed, if it has one."""

    opened = Signal(str)

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._rows: tuple[tuple[Field, ...], ...] = ()
        self._cases: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: Sequence[Sequence[Field]], cases: Sequence[str] = ()) -> None:
        """Show these; `cases` = what each of them opens."""
        self._rows, self._cases = tuple(tuple(row) for row in rows), tuple(cases)
        self.setAccessibleName("；".join(" ".join(f.text for f in row if f.text) for row in self._rows))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """What stands in it, row by row."""
        return tuple(tuple(field.text for field in row) for row in self._rows)

    def sizeHint(self) -> QSize:
        """A head and a row for each."""
        return QSize(px(420), (len(self._rows) + 1) * row_height(SECOND))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press opens what the row speaks of."""
        at = int(event.position().y()) // row_height(SECOND) - 1
        if 0 <= at < len(self._cases) and self._cases[at]:
            self.opened.emit(self._cases[at])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the head and the rows."""
        painter = QPainter(self)
        tall = row_height(SECOND)
        self._row(painter, 0, tall, [Field(one.title, "ink3") for one in self._columns], NOTE)
        for at, row in enumerate(self._rows, 1):
            painter.fillRect(QRectF(0, at * tall, self.width(), 1), colour("line2"))
            self._row(painter, at * tall, tall, row, SECOND)

    def _row(self, painter: QPainter, y: float, tall: float, row: Sequence[Field], size: int) -> None:
        hand, x, side = Lettering(painter), 0.0, px(LIGHT)
        for column, field in zip(self._columns, row, strict=True):
            wide, inset = column.share * self.width(), 0.0
            if field.sign is not None:
                paint_light(painter, QRectF(x, y + (tall - side) / 2, side, side), field.sign)
                hand.forget()
                inset = side + 6.0
            hand.write(field.text, x + inset, y, wide - inset - GAP, tall, size, field.token, field.bold)
            x += wide
