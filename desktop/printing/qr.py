"""QR codes on paper (二维码): ≥ 18 mm with a quiet zone of four modules, as black squares that any printer keeps sharp."""

from functools import lru_cache

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

QUIET = 4  # modules
LEAST_MM = 18.0


@lru_cache(64)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code's dark modules, row by row, without the quiet zone."""
    code = segno.make_qr(text, error="m")
    return tuple(tuple(bool(one) for one in row) for row in code.matrix)


def quiet_share(text: str) -> float:
    """How much of the code's side its quiet zone takes on each side."""
    return QUIET / len(modules(text))


def paint_qr(painter: QPainter, box: QRectF, text: str) -> None:
    """Paint the code into the box; the quiet zone is the white around it."""
    rows = modules(text)
    side = min(box.width(), box.height()) / len(rows)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            long = 0
            while x + long < len(row) and row[x + long]:
                long += 1
            if long:
                painter.drawRect(QRectF(box.x() + x * side, box.y() + y * side, long * side, side))
            x += max(1, long)
    painter.restore()
