"""A table whose words run over as many lines as they need (折行表): duties are never cut."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from desktop.theme import look
from desktop.theme.look import BODY, NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.fitted import Fitted
from desktop.widgets.lettering import Lettering
from desktop.widgets.tag import paint_tag, tag_height, tag_width

GAP, PAD = 10, 7
TALLEST = 10_000
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class Cell(Struct, frozen=True):
    """What stands in one place; with a tone it is a tag."""

    text: str
    token: str = "ink"
    bold: bool = False
    size: int = BODY
    tone: str | None = None


class WrappedTable(Fitted):
    """Columns share the width; a head only where they have titles."""

    def __init__(self, columns: Sequence[tuple[str, float]]) -> None:
        """`columns` are (title, share of the width)."""
        super().__init__()
        self._columns = tuple(columns)
        self._rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """What stands in it, row by row."""
        return tuple(tuple(cell.text for cell in row) for row in self._rows)

    def set_rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Show these."""
        self._rows = tuple(tuple(row) for row in rows)
        self.setAccessibleName("；".join(" ".join(cell.text for cell in row) for row in self._rows))
        self.fit()

    def height_for(self, width: int) -> int:
        """A head and every row as tall as its tallest place."""
        return self._head() + sum(self._tall(row, width) for row in self._rows)

    def _head(self) -> int:
        titled = any(title for title, _ in self._columns)
        return lettering.height(NOTE) + 2 * look.px(4) if titled else 0

    def _tall(self, row: Sequence[Cell], width: int) -> int:
        least = lettering.height(BODY)
        for (_, share), cell in zip(self._columns, row, strict=True):
            least = max(least, self._cell_height(cell, round(share * width) - GAP))
        return least + 2 * look.px(PAD) + 1

    def _cell_height(self, cell: Cell, width: int) -> int:
        if cell.tone is not None:
            return tag_height()
        metrics = QFontMetrics(look.font(cell.size, cell.bold))
        return metrics.boundingRect(QRect(0, 0, max(1, width), TALLEST), WRAPPED, cell.text).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint head and rows."""
        painter, y = QPainter(self), float(self._head())
        if y:
            self._paint_head(painter, y)
        for row in self._rows:
            tall = self._tall(row, self.width())
            painter.fillRect(QRectF(0, y + tall - 1, self.width(), 1), look.colour("line2"))
            self._paint_row(painter, row, y)
            y += tall

    def _paint_head(self, painter: QPainter, tall: float) -> None:
        painter.fillRect(QRectF(0, 0, self.width(), tall), look.colour("head"))
        hand, x = Lettering(painter), 6.0
        for title, share in self._columns:
            hand.write(title, x, 0, share * self.width() - GAP, tall, NOTE, "ink3")
            x += share * self.width()

    def _paint_row(self, painter: QPainter, row: Sequence[Cell], y: float) -> None:
        x, top = 6.0, y + look.px(PAD)
        for (_, share), cell in zip(self._columns, row, strict=True):
            wide = share * self.width() - GAP
            if cell.tone is not None and cell.text:
                shown = cell.text if tag_width(cell.text) <= wide + 4 else cell.text[:1]
                paint_tag(painter, x, top - 1, shown, cell.tone)
            else:
                painter.setFont(look.font(cell.size, cell.bold))
                painter.setPen(look.colour(cell.token))
                down = (lettering.height(BODY) - lettering.height(cell.size)) / 2
                painter.drawText(QRectF(x, top + max(0.0, down), wide, TALLEST), WRAPPED, cell.text)
            x += share * self.width()


def plain(text: str, token: str = "ink2") -> Cell:
    """A place in second size."""
    return Cell(text, token, size=SECOND)
