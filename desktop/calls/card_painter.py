"""Paints a call's card (画呼叫卡片): grade, title, a line for each department, place and number."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen

from desktop import times
from desktop.calls import texts
from desktop.calls.cards import CardFace, DeptLine
from desktop.calls.line_words import GAP as WORDS_GAP
from desktop.calls.line_words import line_words, unit_words, wide
from desktop.lights import WORD_TOKENS, Sign
from desktop.theme.look import CARD, NOTE, SECOND, colour, px
from desktop.widgets import lettering
from desktop.widgets.lettering import RIGHT, Lettering
from desktop.widgets.light import paint_light
from desktop.widgets.limit_bar import bar_token
from desktop.widgets.tag import paint_tag, tag_height, tag_width

EDGE, PAD, GAP = 6, 12, 7
LIGHT = 14
LEAD = 4  # between lines
HEAD_PAD = 5
TIGHT = 220
GRADE_TONES = {"C1": "red", "C2": "amber"}


def card_height(face: CardFace) -> int:
    """Title, departments, foot."""
    lines = len(face.lines) * (lettering.height(SECOND) + LEAD)
    foot = lettering.height(NOTE) if not face.tags and face.countersign_due is None else tag_height()
    return head_height(face) + max(lettering.height(CARD, True), tag_height()) + lines + foot + 3 * LEAD + 14


def head_height(face: CardFace) -> int:
    """Of the name of the group that begins with this card."""
    return lettering.height(SECOND, True) + 2 * HEAD_PAD if face.head else 0


class CardPainter:
    """Paints for one paint event at an instant; `mark` is 截至 of the other side, once that is old."""

    def __init__(self, painter: QPainter, now: int, mark: str = "") -> None:
        self._painter, self._now, self._mark = painter, now, mark
        self._hand = Lettering(painter)

    def paint(self, box: QRect, face: CardFace, chosen: bool, hovered: bool) -> None:
        """Paint a card into its box, under the name of the group that it begins."""
        if (above := head_height(face)) > 0:
            self._group(QRect(box.x(), box.y(), box.width(), above), face.head)
            box = box.adjusted(0, above, 0, 0)
        self._ground(box, face, chosen, hovered)
        x, width = box.x() + EDGE + PAD, box.width() - EDGE - 2 * PAD
        y = box.y() + 8
        tall = max(lettering.height(CARD, True), tag_height())
        self._title(face, x, y, width, tall)
        y += tall + LEAD
        step = lettering.height(SECOND) + LEAD
        said_at = self._said_at(face, width)
        for line in face.lines:
            self._line(line, x, y, width, step, said_at)
            y += step
        self._foot(face, x, y + LEAD, width, box.bottom() - 8 - y - LEAD)

    def _group(self, box: QRect, name: str) -> None:
        self._painter.fillRect(box, colour("head"))
        self._painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), colour("line2"))
        self._hand.forget()
        width = box.width() - EDGE - 2 * PAD
        self._hand.write(name, box.x() + EDGE + PAD, box.y(), width, box.height(), SECOND, "brand-dd", True)

    def _ground(self, box: QRect, face: CardFace, chosen: bool, hovered: bool) -> None:
        painter = self._painter
        painter.fillRect(box, colour("brand-l" if chosen else "count-0" if hovered else "panel"))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), colour("line2"))
        token = "line" if face.draft else bar_token(face.sign_at(self._now))
        painter.fillRect(QRect(box.x(), box.y(), EDGE, box.height() - 1), colour(token))
        if chosen:
            painter.setPen(QPen(colour("brand"), 2))
            painter.drawRect(QRectF(box).adjusted(EDGE + 1, 1, -1, -1))

    def _title(self, face: CardFace, x: int, y: int, width: int, tall: int) -> None:
        begin = x
        if face.grade:
            tone = GRADE_TONES.get(face.grade, "")
            begin += paint_tag(self._painter, x, y + (tall - tag_height()) / 2, face.grade, tone) + GAP
            self._hand.forget()
        self._hand.write(face.title, begin, y, x + width - begin, tall, CARD, "ink", True)

    def _said_at(self, face: CardFace, width: int) -> float:
        """Where the words of all departments begin, so that they stand in a column."""
        before = px(LIGHT) + GAP + lettering.advance("配", SECOND) + 2 * GAP
        units = max((_measure(line.unit) for line in face.lines), default=0.0)
        beside = max((self._least(line, width) for line in face.lines), default=0.0)
        return before + min(units, max(width * 0.3, width - before - beside - GAP))

    def _least(self, line: DeptLine, width: int) -> float:
        """Room that state and time need at least; on a very narrow card the unit goes before the state."""
        said, mark, left = self._words(line, 0)
        return wide(("" if width < px(TIGHT) else said, mark, left), _measure)

    def _words(self, line: DeptLine, room: float) -> tuple[str, str, str]:
        mark = self._mark if line.theirs else ""
        return line_words(line.said, mark, line.left_at(self._now), room, _measure)

    def _line(self, line: DeptLine, x: int, y: int, width: int, tall: int, said_at: float) -> None:
        sign, side = line.sign_at(self._now), px(LIGHT)
        paint_light(self._painter, QRectF(x, y + (tall - side) / 2, side, side), sign)
        self._hand.forget()
        begin = x + said_at + 2
        said, mark, left = self._words(line, x + width - begin)
        bold = sign in (Sign.OVERDUE, Sign.SOON)
        took = self._hand.write(left, x, y, width, tall, SECOND, WORD_TOKENS.get(sign, "ink2"), bold, RIGHT)
        at = float(x + side + GAP)
        at += self._hand.write(line.role, at, y, 40, tall, SECOND, "ink3") + GAP
        room = x + said_at - GAP - at
        self._hand.write(unit_words(line.unit, room, _measure), at, y, room, tall, SECOND, "ink")
        end = x + width - took - GAP
        if said:
            begin += self._hand.write(said, begin, y, end - begin, tall, SECOND, "ink2") + WORDS_GAP
        self._hand.write(mark, begin, y, end - begin, tall, SECOND, "amber-d")

    def _foot(self, face: CardFace, x: int, y: int, width: int, tall: int) -> None:
        end = float(x + width)
        serial = face.serial
        if lettering.advance(face.where, NOTE) + lettering.advance(serial, NOTE) + GAP > width:
            serial = "-".join(serial.split("-")[-2:])  # device and number tell today's calls apart
        end -= self._hand.write(serial, x, y, width, tall, NOTE, "ink3", False, RIGHT)
        if face.unsent:
            side = px(LIGHT)
            end -= side + 5.0
            paint_light(self._painter, QRectF(end, y + (tall - side) / 2, side, side), Sign.UNSENT)
        for text, tone in self._tags(face):
            if x + tag_width(text) > end - GAP:
                break
            x += paint_tag(self._painter, x, y + (tall - tag_height()) / 2, text, tone) + 6
        self._hand.forget()
        self._hand.write(face.where, x, y, end - GAP - x, tall, NOTE, "ink3")

    def _tags(self, face: CardFace) -> tuple[tuple[str, str], ...]:
        if face.countersign_due is None:
            return face.tags
        left = times.left(face.countersign_due, self._now)
        return ((f"{texts.WAITS_COUNTERSIGN} {left}", "amber"), *face.tags)


def _measure(words: str) -> float:
    return lettering.advance(words, SECOND, True) if words else 0.0
