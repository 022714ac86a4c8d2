"""The table: a million rows by pages, one current row, ticks that stay, sorting as a wish, columns one's own."""

from collections.abc import Sequence

import pytest
from msgspec import Struct
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.paged_table import PagedTable
from desktop.widgets.table_column import Cell, Column, Paint

SECOND = 1_000

PLAIN = Qt.KeyboardModifier.NoModifier


class Row(Struct, frozen=True):
    case_id: str
    title: str
    due: int


def rows(first: int, count: int) -> list[Row]:
    return [Row(f"E{at:07}", f"第 {at} 件", at * SECOND) for at in range(first, first + count)]


def cell(row: Row, key: str, now: int) -> Cell:
    if key == "light":
        return Cell(sign=Sign.OVERDUE if now > row.due else Sign.NORMAL)
    if key == "left":
        return Cell("超期" if now > row.due else "剩余", bar=0.5)
    if key == "grid":
        return Cell("990101108105204")
    return Cell(row.case_id if key == "serial" else row.title)


COLUMNS = (
    Column("light", "灯", 36, Paint.LIGHT, frozen=True),
    Column("serial", "编号", 160, Paint.SERIAL, frozen=True),
    Column("title", "标题", 200, stretch=True),
    Column("grid", "网格码", 140, rank=1),
    Column("left", "剩余时限", 120, Paint.LEFT, descending=True),
)


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication) -> PagedTable:
    look.apply(qapp)
    made = PagedTable(COLUMNS, cell, ticks=True)
    qtbot.addWidget(made)
    made.resize(760, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def keys(found: Sequence[Row]) -> list[str]:
    return [row.case_id for row in found]


def titles(table: PagedTable) -> list[str]:
    return [table.rows.columns[one].title for one in table.columns.shown_sections()]


# ---------------------------------------------------------------- pages


def test_a_million_rows_ask_only_for_the_pages_that_are_seen(table: PagedTable, qtbot: QtBot) -> None:
    asked: list[int] = []
    table.page_wanted.connect(asked.append)
    table.set_count(1_000_000)
    qtbot.waitUntil(lambda: asked == [0])
    table.scrollTo(table.rows.index(500_050, 2))
    qtbot.waitUntil(lambda: len(asked) > 1)
    assert asked[1:] == [5000]
    table.put_page(5000, rows(500_000, 100))
    assert table.rows.row(500_050) == rows(500_050, 1)[0]


def test_pages_nobody_has_seen_for_long_are_dropped(table: PagedTable) -> None:
    table.set_count(10_000)
    for n in range(20):
        table.put_page(n, rows(n * 100, 100))
    assert len(table.rows.rows_here()) == 800
    assert table.rows.row(0) is None


def test_old_rows_stay_to_be_seen_until_the_new_ones_come(table: PagedTable, qtbot: QtBot) -> None:
    table.set_count(100)
    table.put_page(0, rows(0, 100))
    with qtbot.waitSignal(table.page_wanted):
        table.set_count(101)
    assert table.rows.row(5) == rows(5, 1)[0]


def test_another_list_shows_nothing_of_the_old_one(table: PagedTable) -> None:
    table.set_rows(rows(0, 50))
    table.set_count(50, anew=True)
    assert table.rows.row(0) is None


# ---------------------------------------------------------------- the current row


def test_the_current_row_follows_its_case_and_tells_nothing(table: PagedTable, qtbot: QtBot) -> None:
    table.set_rows(rows(0, 20))
    table.choose_row(3)
    with qtbot.assertNotEmitted(table.chosen):
        table.set_rows(rows(2, 20))
    assert table.currentIndex().row() == 1
    assert table.current == rows(3, 1)[0]


def test_no_other_case_looks_like_the_chosen_one_when_that_is_gone(table: PagedTable, qtbot: QtBot) -> None:
    table.set_rows(rows(0, 20))
    table.choose_row(3)
    with qtbot.assertNotEmitted(table.chosen):
        table.set_rows(rows(10, 20))
    assert table.current is None
    table.set_rows(rows(0, 20))
    assert table.current == rows(3, 1)[0]


def test_an_empty_table_says_so_and_asks_for_nothing(table: PagedTable, qtbot: QtBot) -> None:
    table.set_blank("没有符合条件的件。按 Esc 清除条件。")
    with qtbot.assertNotEmitted(table.page_wanted, wait=80):
        table.set_count(0, anew=True)
    assert not table.grab().isNull()


def test_arrows_choose_and_enter_opens(table: PagedTable, qtbot: QtBot) -> None:
    table.set_rows(rows(0, 20))
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_J)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == opened.args == [rows(1, 1)[0]]


# ---------------------------------------------------------------- ticks


def test_space_ticks_and_shift_arrows_tick_a_range(table: PagedTable, qtbot: QtBot) -> None:
    table.set_rows(rows(0, 20))
    table.choose_row(2)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert keys(table.ticked()) == ["E0000002"]
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert keys(table.ticked()) == ["E0000002", "E0000003", "E0000004"]
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.ticked() == []


def test_a_click_on_a_box_ticks_and_leaves_the_current_row(table: PagedTable, qtbot: QtBot) -> None:
    table.set_rows(rows(0, 20))
    table.choose_row(0)
    box = table.visualRect(table.rows.index(4, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, PLAIN, box)
    below = QPoint(box.x(), box.y() + 2 * table.rowHeight(0))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, shift, below)
    assert keys(table.ticked()) == ["E0000004", "E0000005", "E0000006"]
    assert table.currentIndex().row() == 0


def test_ticks_outlive_sorting_and_pages(table: PagedTable) -> None:
    table.set_count(10_000)
    table.put_page(0, rows(0, 100))
    table.tick(7, 8, True)
    for n in range(1, 20):
        table.put_page(n, rows(n * 100, 100))
    assert keys(table.ticked()) == ["E0000007", "E0000008"]


def test_a_ticked_row_takes_its_new_picture(table: PagedTable) -> None:
    table.set_rows(rows(0, 3))
    table.tick(1, 1, True)
    table.set_rows([Row("E0000001", "改过的标题", 0)])
    assert table.ticked()[0].title == "改过的标题"


def test_the_box_in_the_head_ticks_all_and_none(table: PagedTable, qtbot: QtBot) -> None:
    table.set_rows(rows(0, 5))
    head = QPoint(table.head.sectionViewportPosition(0) + 20, 10)
    QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, PLAIN, head)
    assert len(table.ticked()) == 5
    QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, PLAIN, head)
    assert table.ticked() == []


# ---------------------------------------------------------------- sorting and columns


def click_head(table: PagedTable, qtbot: QtBot, key: str, shift: bool = False) -> None:
    section = [column.key for column in table.rows.columns].index(key)
    at = QPoint(table.head.sectionViewportPosition(section) + 20, 10)
    held = Qt.KeyboardModifier.ShiftModifier if shift else PLAIN
    QTest.mouseClick(table.head.viewport(), Qt.MouseButton.LeftButton, held, at)


def test_sorting_is_a_wish_and_shift_adds_a_second_column(table: PagedTable, qtbot: QtBot) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, down: asked.append((key, down)))
    click_head(table, qtbot, "left")
    click_head(table, qtbot, "left")
    click_head(table, qtbot, "title", shift=True)
    assert asked == [("left", True), ("left", False), ("title", False)]
    assert table.sorting == (("left", False), ("title", False))


def test_columns_of_less_weight_go_when_the_room_is_short(table: PagedTable) -> None:
    assert "网格码" in titles(table)
    table.resize(600, 400)
    assert titles(table) == ["灯", "编号", "标题", "剩余时限"]


def test_the_arrangement_of_columns_is_kept(table: PagedTable, qtbot: QtBot) -> None:
    table.columns.show("grid", False)
    table.head.moveSection(3, 4)
    kept = table.arrangement()
    other = PagedTable(COLUMNS, cell, ticks=True)
    qtbot.addWidget(other)
    other.resize(760, 400)
    other.restore(kept)
    other.restore("of another program")
    assert other.arrangement() == kept
    assert "网格码" not in titles(other)


def test_the_frozen_columns_are_laid_over_when_scrolled(table: PagedTable) -> None:
    table.set_rows(rows(0, 5))
    assert not table.frozen.view.isVisible()
    table.resize(420, 400)
    table.horizontalScrollBar().setValue(80)
    assert table.frozen.view.isVisible()
    assert table.frozen.view.width() == sum(table.head.sectionSize(at) for at in range(3))
    table.horizontalScrollBar().setValue(0)
    assert not table.frozen.view.isVisible()


# ---------------------------------------------------------------- the clock, the clipboard, the font


def test_a_second_repaints_only_rows_that_the_clock_has_changed(table: PagedTable) -> None:
    table.set_rows(rows(0, 8))
    table.refresh_lights(2 * SECOND)
    assert table.refresh_lights(3 * SECOND) == [2]
    cells = table.rows.cells(2)
    assert cells is not None
    assert cells[1].sign is Sign.OVERDUE


def test_codes_are_copied_as_text(table: PagedTable, qtbot: QtBot, qapp: QApplication) -> None:
    table.set_rows(rows(0, 3))
    table.choose_row(1)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = qapp.clipboard().mimeData()
    assert mime.text().splitlines() == [
        "灯\t编号\t标题\t网格码\t剩余时限",
        "正常\tE0000001\t第 1 件\t990101108105204\t剩余",
    ]
    assert "mso-number-format:'\\@'\">990101108105204<" in mime.html()


@pytest.mark.parametrize("scale", look.SCALES)
def test_rows_are_as_high_as_their_words(qapp: QApplication, qtbot: QtBot, scale: int) -> None:
    look.apply(qapp, scale)
    table = PagedTable(COLUMNS, cell)
    qtbot.addWidget(table)
    table.set_compact(True)
    assert table.verticalHeader().defaultSectionSize() >= look.px(32)
    assert table.verticalHeader().defaultSectionSize() >= table.fontMetrics().height() + 3
    look.apply(qapp)


def test_a_screen_reader_hears_the_light(table: PagedTable) -> None:
    table.set_rows(rows(0, 1))
    assert table.rows.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "正常"
