"""A line of painted words (文字): parts in their own weight and colour on one base line, elided where it gets narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import look

Part = tuple[str, int, bool, str]  # text, size, bold, colour token


class WordLine(QWidget):
    """Painted words; as wide as they are."""

    def __init__(self, parts: Sequence[Part] = (), *, gap: int = 6) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._gap = gap
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_parts(parts)

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Say something else."""
        self._parts = tuple(parts)
        said = " ".join(text for text, *_ in self._parts)
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    @property
    def said(self) -> str:
        """The words as one line."""
        return " ".join(text for text, *_ in self._parts)

    def sizeHint(self) -> QSize:
        wide = sum(self._metrics(part).horizontalAdvance(part[0]) for part in self._parts)
        tall = max((self._metrics(part).height() for part in self._parts), default=0)
        return QSize(wide + look.px(self._gap) * max(0, len(self._parts) - 1) + 2, tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        at = 0
        for text, size, bold, token in self._parts:
            painter.setFont(look.font(size, bold))
            painter.setPen(look.colour(token))
            metrics = painter.fontMetrics()
            room = self.width() - at
            if room <= 0:
                break
            said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(at, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, said)
            at += metrics.horizontalAdvance(said) + look.px(self._gap)

    @staticmethod
    def _metrics(part: Part) -> QFontMetrics:
        return QFontMetrics(look.font(part[1], part[2]))
