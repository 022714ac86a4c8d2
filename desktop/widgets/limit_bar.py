"""The bar of a limit (时限条): how much of it is used, amber from 70 % on."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop.lights import TOKENS, Sign
from desktop.theme import look

TICK_AT = 0.7


def paint_limit_bar(painter: QPainter, bar: QRect, used: float, token: str) -> None:
    """How much of a limit is used, with a tick where amber begins (70 %)."""
    painter.fillRect(bar, look.colour("line2"))
    if used > 0:
        filled = QRect(bar.x(), bar.y(), max(2, round(bar.width() * min(1.0, used))), bar.height())
        painter.fillRect(filled, look.colour(token))
    tick = bar.x() + round(bar.width() * TICK_AT)
    painter.fillRect(QRect(tick, bar.y() - 2, 1, bar.height() + 4), look.colour("ink3"))


def bar_token(sign: Sign) -> str:
    """The fill of a bar by its light."""
    if sign is Sign.SOON:
        return "amber-bar"
    return "green-bar" if sign in (Sign.NORMAL, Sign.DONE) else TOKENS[sign]
