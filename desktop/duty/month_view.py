"""The month painted (值班表): seven columns, whole weeks; in a small window only this week."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.duty.month import WEEK, DayCell
from desktop.theme import look
from desktop.times import WEEKDAYS
from desktop.widgets.box import paint_box
from desktop.widgets.lettering import CENTRE, Lettering

PAD = 7


class MonthView(QWidget):
    """Who was on duty on which day."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[DayCell, ...] = ()
        self._week_only = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_cells(self, cells: Sequence[DayCell]) -> None:
        """Show these days."""
        self._cells = tuple(cells)
        self._fit()
        self.update()

    def set_week_only(self, week_only: bool) -> None:
        """Fold to the week of today."""
        self._week_only = week_only
        self._fit()
        self.update()

    def _shown(self) -> tuple[DayCell, ...]:
        if not self._week_only:
            return self._cells
        today = next((place for place, one in enumerate(self._cells) if one.today), 0)
        start = today // WEEK * WEEK
        return self._cells[start : start + WEEK]

    def _line(self) -> int:
        return look.row_height(look.NOTE, padding=3)

    def _tall(self) -> int:
        return look.row_height(look.BODY, padding=6) + 3 * self._line() + 4

    def _head(self) -> int:
        return look.row_height(look.SECOND, padding=12)

    def _fit(self) -> None:
        weeks = max(1, len(self._shown()) // WEEK)
        self.setFixedHeight(self._head() + weeks * self._tall())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        wide, head = self.width() / WEEK, self._head()
        hand = Lettering(painter)
        for place, name in enumerate(WEEKDAYS):
            hand.write(name, place * wide, 0, wide, head, look.SECOND, "ink2", align=CENTRE)
        for place, day in enumerate(self._shown()):
            left, top = place % WEEK * wide, head + place // WEEK * self._tall()
            self._day(painter, QRectF(left, top, wide, self._tall()), day)

    def _day(self, painter: QPainter, box: QRectF, day: DayCell) -> None:
        if not day.inside:
            painter.fillRect(box, look.colour("head"))
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), look.colour("line2"))
        if int(box.left()):
            painter.fillRect(QRectF(box.left(), box.top(), 1, box.height()), look.colour("line2"))
        if day.today:
            paint_box(painter, box.adjusted(1, 1, 0, 0), "brand-l", "brand", 3, 1.6)
        hand = Lettering(painter)
        if not day.inside and not day.lines:
            return
        tall = look.row_height(look.BODY, padding=6)
        room = box.width() - 2 * PAD
        token = "ink" if day.today else "ink2" if day.inside else "ink3"
        hand.write(str(day.number), box.left() + PAD, box.top(), room, tall, look.BODY, token, day.today)
        y = box.top() + tall
        for mark, names in day.lines[:3]:
            mark_wide = hand.write(mark, box.left() + PAD, y, room, self._line(), look.NOTE, "ink3")
            hand.write(
                names,
                box.left() + PAD + mark_wide + 4,
                y,
                room - mark_wide - 4,
                self._line(),
                look.NOTE,
                token,
                day.today,
            )
            y += self._line()
