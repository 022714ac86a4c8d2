"""Paints a card of the queue (画卡片): light, title, what is left, place and unit, progress, tags, serial."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen

from desktop.lights import WORD_TOKENS, Sign
from desktop.theme import look
from desktop.theme.look import BODY, CARD, NOTE, SECOND
from desktop.widgets import lettering
from desktop.widgets.card import Card
from desktop.widgets.lettering import RIGHT, Lettering
from desktop.widgets.light import paint_light
from desktop.widgets.limit_bar import bar_token, paint_limit_bar
from desktop.widgets.tag import paint_tag, tag_height, tag_width

EDGE = 6  # the bar at the left, by light
PAD = 12
LIGHT = 16
BAR = 4
TAGS = 2
GAP = 8


def card_height(*, compact: bool = False) -> int:
    """95 px a card, 86 on a small screen, more when the font needs it."""
    words = lettering.height(CARD, True) + lettering.height(SECOND) + tag_height() + BAR
    return max(look.px(86 if compact else 95), words + _spacing(compact) * 2 + 12)


def _spacing(compact: bool) -> int:
    return 5 if compact else 9


class CardPainter:
    """Paints cards for one paint event."""

    def __init__(self, painter: QPainter, *, compact: bool) -> None:
        self._painter = painter
        self._hand = Lettering(painter)
        self._compact = compact

    def paint(self, box: QRect, card: Card, chosen: bool, hovered: bool) -> None:
        """Paint a card into its box."""
        self._ground(box, card.sign, chosen, hovered)
        x, width = box.x() + EDGE + PAD, box.width() - EDGE - 2 * PAD
        title, where = lettering.height(CARD, True), lettering.height(SECOND)
        spare = box.height() - title - where - BAR - tag_height()
        y = box.y() + spare * 3 // 10
        self._title(card, x, y, width, title)
        y += title + spare // 20
        self._where(card, x, y, width, where)
        y += where + spare // 8
        token = bar_token(card.sign)
        paint_limit_bar(self._painter, QRect(x, y, width, BAR), card.progress, token)
        y += BAR + spare // 5
        self._foot(card, x, y, width)

    def _ground(self, box: QRect, sign: Sign, chosen: bool, hovered: bool) -> None:
        painter = self._painter
        painter.fillRect(box, look.colour("brand-l" if chosen else "count-0" if hovered else "panel"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), look.colour("line2"))
        edge = QRect(box.x(), box.y(), EDGE, box.height() - 1)
        painter.fillRect(edge, look.colour(bar_token(sign)))
        if chosen:
            painter.setPen(QPen(look.colour("brand"), 2))
            painter.drawRect(QRectF(box).adjusted(EDGE + 1, 1, -1, -1))

    def _title(self, card: Card, x: int, y: int, width: int, tall: int) -> None:
        side = look.px(LIGHT)
        light = QRectF(x, y + (tall - side) / 2, side, side)
        if card.unsigned:
            paint_light(self._painter, light.adjusted(-3, -3, 3, 3), Sign.UNSIGNED)
            light.adjust(2, 2, -2, -2)  # the ring lies around the light, not on it
        paint_light(self._painter, light, card.sign)
        self._hand.forget()
        left = lettering.advance(card.left, BODY, True)
        token = WORD_TOKENS.get(card.sign, "ink2")
        self._hand.write(card.left, x, y, width, tall, BODY, token, True, RIGHT)
        begin = x + side + GAP
        self._hand.write(card.title, begin, y, x + width - left - GAP - begin, tall, CARD, "ink", True)

    def _where(self, card: Card, x: int, y: int, width: int, tall: int) -> None:
        limit = 0.0 if self._compact else lettering.advance(card.limit, SECOND)
        where = lettering.advance(card.where, SECOND)
        if where + limit + GAP > width and limit > width * 0.4:
            limit = width * 0.4
        if limit:
            self._hand.write(card.limit, x + width - limit, y, limit, tall, SECOND, "ink3", False, RIGHT)
        self._hand.write(card.where, x, y, width - limit - (GAP if limit else 0), tall, SECOND, "ink2")

    def _foot(self, card: Card, x: int, y: int, width: int) -> None:
        tall = tag_height()
        room = width - sum(tag_width(text) + 6 for text, _ in card.tags[:TAGS]) - GAP
        room -= look.px(LIGHT) + 5 if card.unsent else 0
        serial = card.serial
        if lettering.advance(serial, NOTE) > room:
            serial = "-".join(serial.split("-")[-2:])  # device and number tell today's events apart
        end = x + width - lettering.advance(serial, NOTE)
        self._hand.write(serial, x, y, width, tall, NOTE, "ink3", False, RIGHT)
        if card.unsent:
            side = look.px(LIGHT)
            end -= side + 5
            paint_light(self._painter, QRectF(end, y + (tall - side) / 2, side, side), Sign.UNSENT)
        for text, tone in card.tags[:TAGS]:
            if x + tag_width(text) > end - GAP:
                break
            x += paint_tag(self._painter, x, y, text, tone) + 6
