"""The limits to come (时限预告): one cell a clock, how long and until when."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.intake.foreseen import Foreseen
from desktop.theme.look import CARD, NOTE, SECOND, colour, font, px
from desktop.widgets.box import paint_box


class LimitsView(QWidget):
    """Cells of one width in a frame."""

    def __init__(self) -> None:
        super().__init__()
        self._limits: tuple[Foreseen, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_limits(self, limits: Sequence[Foreseen]) -> None:
        """Show these."""
        if tuple(limits) != self._limits:
            self._limits = tuple(limits)
            self.setAccessibleName("，".join(f"{one.name} {one.limit} {one.until}" for one in limits))
            self.setToolTip("\n".join(f"{one.name} {one.limit} {one.until}" for one in limits))
            self.update()

    def sizeHint(self) -> QSize:
        """Three lines."""
        lines = sum(QFontMetrics(font(size)).lineSpacing() for size in (NOTE, CARD, NOTE))
        return QSize(px(400), lines + px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame and the cells."""
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), "panel", "line")
        if not self._limits:
            return
        width = self.width() / len(self._limits)
        for number, one in enumerate(self._limits):
            self._paint_cell(painter, QRectF(number * width, 0, width, self.height()), one, number > 0)

    def _paint_cell(self, painter: QPainter, cell: QRectF, one: Foreseen, line: bool) -> None:
        if line:
            painter.fillRect(QRectF(cell.left(), 1, 1, cell.height() - 2), colour("line2"))
        inner = cell.adjusted(px(10), px(7), -px(4), -px(7))
        _write(painter, inner, one.name, NOTE, "ink3", Qt.AlignmentFlag.AlignTop)
        bold = one.leads or one.warn
        size = CARD if _fits(one.limit, CARD, bold, inner.width()) else SECOND
        token = "amber-d" if one.warn else "ink"
        _write(painter, inner, one.limit, size, token, Qt.AlignmentFlag.AlignVCenter, bold=bold)
        _write(painter, inner, one.until, NOTE, "ink2", Qt.AlignmentFlag.AlignBottom)


def _fits(text: str, size: int, bold: bool, width: float) -> bool:
    return QFontMetrics(font(size, bold)).horizontalAdvance(text) <= width


def _write(
    painter: QPainter,
    box: QRectF,
    text: str,
    size: int,
    token: str,
    where: Qt.AlignmentFlag,
    *,
    bold: bool = False,
) -> None:
    face = font(size, bold)
    painter.setFont(face)
    painter.setPen(colour(token))
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, where | Qt.AlignmentFlag.AlignLeft, shown)
