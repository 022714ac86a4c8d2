"""The month painted (值班表): seven columns, whole weeks; in a small window only this week, in large letters its next days."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.duty import texts
from desktop.duty.month import WEEK, DayCell
from desktop.theme import look
from desktop.times import WEEKDAYS
from desktop.widgets.box import paint_box
from desktop.widgets.lettering import CENTRE, Lettering

PAD, WEEK_NAME = 7, 62
LARGE, NEXT_DAYS = 130, 4  # from this scale on, so many days from today: the lists below need their lines


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
        start = self._first()
        return self._cells[start : start + (NEXT_DAYS if look.scale() >= LARGE else WEEK)]

    def _first(self) -> int:
        """The place of the first day that is shown in a small window."""
        today = next((place for place, one in enumerate(self._cells) if one.today), 0)
        return today if look.scale() >= LARGE else today // WEEK * WEEK

    def _line(self) -> int:
        return look.row_height(look.NOTE, padding=3)

    def _tall(self) -> int:
        if self._week_only:
            return look.row_height(look.SECOND, padding=9)
        return look.row_height(look.BODY, padding=6) + 3 * self._line() + 4

    def _head(self) -> int:
        return 0 if self._week_only else look.row_height(look.SECOND, padding=12)

    def _fit(self) -> None:
        least = NEXT_DAYS if self._week_only and look.scale() >= LARGE else WEEK
        days = max(least, len(self._shown()))
        self.setFixedHeight(self._head() + self._tall() * (days if self._week_only else days // WEEK))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._week_only:
            for place, day in enumerate(self._shown()):
                self._day_line(painter, place, day)
            return
        wide, head = self.width() / WEEK, self._head()
        hand = Lettering(painter)
        for place, name in enumerate(WEEKDAYS):
            hand.write(name, place * wide, 0, wide, head, look.SECOND, "ink2", align=CENTRE)
        for place, day in enumerate(self._shown()):
            left, top = place % WEEK * wide, head + place // WEEK * self._tall()
            self._day(painter, QRectF(left, top, wide, self._tall()), day)

    def _day_line(self, painter: QPainter, place: int, day: DayCell) -> None:
        """One day on a line: the name of the day, then who was on duty."""
        tall = self._tall()
        box = QRectF(1, place * tall, self.width() - 2, tall)
        if day.today:
            paint_box(painter, box, "brand-l", "brand", 3, 1.4)
        hand = Lettering(painter)
        token = "ink" if day.today else "ink2"
        said = texts.WEEK_DAY.format(name=WEEKDAYS[(self._first() + place) % WEEK], number=day.number)
        x = box.left() + 13
        hand.write(said, x, box.top(), look.px(WEEK_NAME), tall, look.SECOND, token, day.today)
        x += look.px(WEEK_NAME)
        wide = (box.right() - x) / max(1, len(day.lines[:3]))
        for mark, names in day.lines[:3]:
            hand.write(f"{mark} {names}", x, box.top(), wide - 6, tall, look.SECOND, token, day.today)
            x += wide

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
