"""The days of the daily (日报期次): one line a day, today on top."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.briefings.presenter import DayFace
from desktop.theme import look
from desktop.theme.look import BODY, NOTE
from desktop.widgets import lettering
from desktop.widgets.lettering import Lettering
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.tag import paint_tag, tag_height, tag_width

PAD = 12


class DayList(Scrolled):
    """↑↓ and a click choose a day."""

    chosen = Signal(int)  # midnight of the day

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows(self)
        self.hold(self._rows)
        self.setFocusProxy(self._rows)

    def set_days(self, days: list[DayFace], chosen: int) -> None:
        """Show these days, one of them chosen."""
        self._rows.days, self._rows.chosen = days, chosen
        at = next((n for n, day in enumerate(days) if day.since == chosen), 0)
        self._rows.setAccessibleName(f"{days[at].title} {days[at].note}" if days else "")
        self._rows.updateGeometry()
        self._rows.update()
        self.ensureVisible(0, at * self._rows.row_height, 0, self._rows.row_height)


class _Rows(QWidget):
    def __init__(self, area: DayList) -> None:
        super().__init__()
        self._area = area
        self.days: list[DayFace] = []
        self.chosen = 0
        self._hover = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def row_height(self) -> int:
        """Two lines."""
        return lettering.height(BODY) + lettering.height(NOTE) + look.px(16)

    def sizeHint(self) -> QSize:
        return QSize(look.px(160), self.row_height * max(1, len(self.days)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tall = QPainter(self), self.row_height
        painter.fillRect(event.rect(), look.colour("panel"))
        hand = Lettering(painter)
        for n, day in enumerate(self.days):
            y = n * tall
            if y + tall < event.rect().top() or y > event.rect().bottom():
                continue
            chosen = day.since == self.chosen
            if chosen or n == self._hover:
                painter.fillRect(0, y, self.width(), tall, look.colour("brand-l" if chosen else "count-0"))
            painter.fillRect(0, y + tall - 1, self.width(), 1, look.colour("line2"))
            if chosen:
                painter.fillRect(0, y, 3, tall, look.colour("brand"))
            if chosen and self.hasFocus():
                painter.setPen(look.colour("brand"))
                painter.drawRect(0, y, self.width() - 1, tall - 1)
                hand.forget()
            room = self.width() - 2 * PAD - (tag_width(day.tag) + 6 if day.tag else 0)
            first, second = lettering.height(BODY), lettering.height(NOTE)
            top = y + (tall - first - second - 2) / 2
            hand.write(day.title, PAD, top, room, first, BODY, "ink", chosen)
            hand.write(day.note, PAD, top + first + 2, self.width() - 2 * PAD, second, NOTE, "ink3")
            if day.tag:
                x = self.width() - PAD - tag_width(day.tag)
                paint_tag(painter, x, top + (first - tag_height()) / 2, day.tag, day.tone)
                hand.forget()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = int(event.position().y()) // self.row_height
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // self.row_height
        if event.button() == Qt.MouseButton.LeftButton and 0 <= at < len(self.days):
            self._area.chosen.emit(self.days[at].since)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        at = next((n for n, day in enumerate(self.days) if day.since == self.chosen), -1)
        if step is None or event.modifiers() or not 0 <= at + step < len(self.days):
            super().keyPressEvent(event)
        else:
            self._area.chosen.emit(self.days[at + step].since)
