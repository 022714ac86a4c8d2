"""Both sides of a conflict (两边对照): the same lines in the same order, the facts since under them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.conflicts import texts
from desktop.conflicts.faces import Card, Fact, Row
from desktop.lights import Sign
from desktop.theme import look
from desktop.times import clock_time, short
from desktop.widgets.light import Light
from desktop.widgets.words import Words


class Sides(QWidget):
    """Both columns and the facts."""

    def __init__(self, card: Card, now: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(_SideHead(texts.HELD, card.held_note, Sign.DELIVERED), 0, 0)
        grid.addWidget(_SideHead(card.other_head, card.other_note, Sign.UNSENT), 0, 1)
        for at, row in enumerate(card.rows, 1):
            grid.addWidget(_Line(row, row.held), at, 0)
            grid.addWidget(_Line(row, row.other), at, 1)
        column.addLayout(grid)
        column.addWidget(_Facts(card.facts, now))
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), look.colour("panel"))


class _SideHead(QWidget):
    """Which side it is, and when it reached the county."""

    def __init__(self, name: str, note: str, sign: Sign) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 9, 22, 9)
        row.setSpacing(8)
        row.addWidget(Light(sign, 16))
        row.addWidget(Words(name, look.PANEL, bold=True))
        row.addStretch(1)
        row.addWidget(Words(note, look.SECOND, "ink3"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("head"))
        painter.setPen(look.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())


class _Line(QWidget):
    """One field of one side; tinted and bold where the sides differ."""

    def __init__(self, row: Row, value: str) -> None:
        super().__init__()
        self._differs = row.differs
        line = QHBoxLayout(self)
        line.setContentsMargins(22, 6, 22, 6)
        line.setSpacing(10)
        label = Words(row.label, look.SECOND, "ink3")
        label.setFixedWidth(look.px(64))
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        told = Words(value or "—", look.BODY, bold=row.differs, wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.addWidget(told, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._differs:
            painter.fillRect(self.rect(), look.colour("amber-bg"))
        painter.setPen(look.colour("line2"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())


class _Facts(QWidget):
    """What happened since the two parted."""

    def __init__(self, facts: Sequence[Fact], now: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 12, 22, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Words(texts.FACTS, look.CARD, bold=True))
        head.addWidget(Words(texts.FACTS_NOTE, look.SECOND, "ink3"))
        head.addStretch(1)
        column.addLayout(head)
        if not facts:
            column.addWidget(Words(texts.NO_FACTS, look.BODY, "ink3"))
        for fact in facts:
            row = QHBoxLayout()
            row.setSpacing(10)
            time = Words(
                clock_time(fact.at) if now - fact.at < 43_200_000 else short(fact.at, now),
                look.SECOND,
                "ink3",
            )
            time.setMinimumWidth(look.px(48))
            row.addWidget(time)
            row.addWidget(Light(Sign.UNSENT if fact.mine else Sign.NORMAL, 12))
            row.addWidget(Words(fact.text, look.BODY, "amber-d" if fact.mine else "ink", wrap=True), 1)
            row.addWidget(Words(fact.who, look.SECOND, "ink3"))
            column.addLayout(row)
