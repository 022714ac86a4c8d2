"""值班表 in a small window: this week on a line a day; in large letters only the next days, the lists below need lines."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.duty.month import DayCell
from desktop.duty.month_view import NEXT_DAYS, MonthView
from desktop.theme import look

SIXTEENTH = 21  # its place in a March that begins on a Sunday: the first Monday shown is 23 February


@pytest.fixture
def month(qapp: QApplication) -> Iterator[MonthView]:
    shown = MonthView()
    shown.set_week_only(True)
    shown.show_cells(
        [
            DayCell(number=n, inside=True, today=n == SIXTEENTH, past=n < SIXTEENTH, lines=())
            for n in range(6 * 7)
        ]
    )
    yield shown
    look.apply(qapp)
    shown.deleteLater()


def numbers(month: MonthView) -> list[int]:
    return [day.number for day in month._shown()]


def test_a_small_window_shows_this_week(month: MonthView) -> None:
    assert numbers(month) == list(range(SIXTEENTH, SIXTEENTH + 7))


def test_large_letters_show_the_next_days_and_leave_room(month: MonthView, qapp: QApplication) -> None:
    look.apply(qapp, 150)
    month.set_week_only(True)
    assert numbers(month) == list(range(SIXTEENTH, SIXTEENTH + NEXT_DAYS))
    line = month._tall()
    assert month.height() == NEXT_DAYS * line
