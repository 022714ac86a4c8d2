"""The status line (状态栏): how store and clock are, at the left; the page's keys, at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.theme import look

TALL, GAP, MARGIN = 28, 22, 16


class StatusLine(QWidget):
    """Facts left, keys right; the keys give way first, from their end."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[str, ...] = ()
        self._keys: tuple[tuple[str, str], ...] = ()
        self._measure()

    def show_facts(self, facts: Sequence[str]) -> None:
        """What holds of store, clock, drafts, sound."""
        if tuple(facts) != self._facts:
            self._facts = tuple(facts)
            self.setAccessibleName(" · ".join(facts))
            self.update()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Cap and meaning of each key worth naming."""
        self._keys = tuple(keys)
        self.update()

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """What is named at the right."""
        return self._keys

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        painter.setFont(look.font(look.NOTE))
        painter.setPen(look.colour("ink2"))
        metrics = painter.fontMetrics()
        at = look.px(MARGIN)
        for fact in self._facts:
            painter.drawText(at, 0, self.width() - at, self.height(), Qt.AlignmentFlag.AlignVCenter, fact)
            at += metrics.horizontalAdvance(fact) + look.px(GAP)
        self._paint_keys(painter, at)

    def _paint_keys(self, painter: QPainter, left: int) -> None:
        said = [f"{cap} {say}" for cap, say in self._keys]
        metrics = QFontMetrics(look.font(look.NOTE))
        room = self.width() - look.px(MARGIN) - left
        while said and sum(metrics.horizontalAdvance(one) + look.px(GAP) for one in said) > room:
            said.pop(-2 if len(said) > 1 else -1)  # the last one, F1, stays longest: it names all others
        at = self.width() - look.px(MARGIN)
        for one in reversed(said):
            wide = metrics.horizontalAdvance(one)
            painter.drawText(QRect(at - wide, 0, wide, self.height()), Qt.AlignmentFlag.AlignVCenter, one)
            at -= wide + look.px(GAP)

    def _measure(self) -> None:
        self.setFixedHeight(max(TALL, look.px(TALL)))
