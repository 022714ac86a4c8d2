"""Cards as they were painted (卡片图): a list that moves on paints only the cards that are new or say something else."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap

from desktop.theme import look
from desktop.widgets.card import Card
from desktop.widgets.card_painter import CardPainter

KEPT = 64  # several screens of cards, some 10 MB


class CardLook(NamedTuple):
    """Everything a card's picture depends on, but for font and theme."""

    card: Card
    width: int
    height: int
    ratio: float  # device pixels a pixel
    compact: bool
    chosen: bool
    hovered: bool = False


class CardPictures:
    """The pictures last drawn, the most recent last; forgotten when font or theme change."""

    def __init__(self) -> None:
        self._kept: dict[CardLook, QPixmap] = {}

    def draw(self, painter: QPainter, place: QPoint, of: CardLook) -> None:
        """Draw a card at its place."""
        painter.drawPixmap(place, self._picture(of))

    def prepare(self, of: CardLook) -> bool:
        """Paint what will be drawn; False when it was there."""
        known = of in self._kept
        self._picture(of)
        return not known

    def _picture(self, of: CardLook) -> QPixmap:
        picture = self._kept.pop(of, None) or _painted(of)
        self._kept[of] = picture
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return picture

    def forget(self) -> None:
        """Paint all anew: another font or theme."""
        self._kept.clear()


def _painted(of: CardLook) -> QPixmap:
    picture = QPixmap(round(of.width * of.ratio), round(of.height * of.ratio))
    picture.setDevicePixelRatio(of.ratio)
    picture.fill(look.colour("panel"))  # opaque: drawn without blending
    painter = QPainter(picture)
    CardPainter(painter, compact=of.compact).paint(
        QRect(0, 0, of.width, of.height), of.card, of.chosen, of.hovered
    )
    painter.end()
    return picture
