"""The card beside an event on the map (悬停卡片): what it is and how it stands, in two lines."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from desktop.lights import WORD_TOKENS, Sign
from desktop.map.inks import Inks
from desktop.theme.look import NOTE, SECOND, font

WIDEST = 300.0
_PADDING_X, _PADDING_Y, _GAP, _AWAY = 10.0, 7.0, 2.0, 8.0


class Card(NamedTuple):
    """Two lines of words; the second in the tone of a light."""

    title: str
    note: str
    sign: Sign | None = None


def card_size(card: Card) -> QSizeF:
    """The room a card takes."""
    title, note = QFontMetricsF(font(SECOND, True)), QFontMetricsF(font(NOTE))
    width = max(title.horizontalAdvance(card.title), note.horizontalAdvance(card.note))
    height = title.height() + (_GAP + note.height() if card.note else 0)
    return QSizeF(min(WIDEST, width) + 2 * _PADDING_X, height + 2 * _PADDING_Y)


def card_box(
    card: Card,
    spot: QRectF,
    window: QRectF,
    others: Sequence[QRectF] = (),
    plates: Sequence[QRectF] = (),
) -> QRectF:
    """Right above what it tells of, or at another corner: never cut, under no plate, over the fewest others."""
    size = card_size(card)
    inside = window.adjusted(6, 6, -6, -6)
    tries = (
        (spot.right() + _AWAY, spot.top() - size.height() + 6),
        (spot.right() + _AWAY, spot.bottom() - 6),
        (spot.left() - _AWAY - size.width(), spot.top() - size.height() + 6),
        (spot.left() - _AWAY - size.width(), spot.bottom() - 6),
    )
    boxes = [QRectF(left, top, size.width(), size.height()) for left, top in tries]
    whole = [box for box in boxes if inside.contains(box)] or _over_and_under(spot, size, inside)
    return min(whole, key=lambda box: (_met(box, plates), _met(box, others)))


def _over_and_under(spot: QRectF, size: QSizeF, inside: QRectF) -> list[QRectF]:
    """Where no corner has room: above and below, as far to the side as the window asks."""
    left = max(inside.left(), min(spot.center().x() - size.width() / 2, inside.right() - size.width()))
    tops = (spot.top() - _AWAY - size.height(), spot.bottom() + _AWAY)
    found = [QRectF(left, top, size.width(), size.height()) for top in tops]
    return [box for box in found if inside.contains(box)] or found[:1]


def _met(box: QRectF, others: Sequence[QRectF]) -> int:
    return sum(box.intersects(other) for other in others)


def paint_card(painter: QPainter, card: Card, box: QRectF, inks: Inks) -> None:
    """Paint it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(inks["brand"], 1.5))
    painter.setBrush(inks["panel"])
    painter.drawRoundedRect(box, 4, 4)
    line = box.adjusted(_PADDING_X, _PADDING_Y, -_PADDING_X, -_PADDING_Y)
    title, note = QFontMetricsF(font(SECOND, True)), QFontMetricsF(font(NOTE))
    painter.setFont(font(SECOND, True))
    painter.setPen(inks["ink"])
    painter.drawText(line, _LEFT, title.elidedText(card.title, Qt.TextElideMode.ElideRight, line.width() + 1))
    painter.setFont(font(NOTE))
    painter.setPen(inks[WORD_TOKENS.get(card.sign, "ink2") if card.sign else "ink2"])
    line.setTop(line.top() + title.height() + _GAP)
    painter.drawText(line, _LEFT, note.elidedText(card.note, Qt.TextElideMode.ElideRight, line.width() + 1))
    painter.restore()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
