"""事件 in the window: by keyboard alone from a view to a case, ticks, bulk, views of one's own, the ledger file."""

import asyncio
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from db.queries.event_filter import EventFilter
from desktop.demo.stage import Staged
from desktop.events.page import EventsPage
from desktop.room import Room
from desktop.seat import Operator
from tests.desktop.a_room import a_room
from tests.desktop.patience import until

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
WIDE = (1920, 1080)


async def opened(room: Room) -> EventsPage:
    """The page with its first list."""
    page = room.frame.go.named("events")
    assert isinstance(page, EventsPage)
    await until(lambda: page.view.table.rows.count > 40 and page.view.table.current is not None, "rows")
    return page


def sit(room: Room, role: str) -> None:
    """Somebody of this role sits down."""
    users = room.seat.rules.directory.users.values()
    user = next(user for user in users if any(grant.role == role for grant in user.grants))
    room.seat.sit(Operator(user.id, user.name, (role,)))


def titles(page: EventsPage) -> list[str]:
    table = page.view.table
    return [table.rows.columns[one].title for one in table.columns.shown_sections()]


async def test_the_first_row_is_open_and_arrows_open_the_next(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        table = page.view.table
        first, second = table.rows.row(0), table.rows.row(1)
        assert first is not None
        assert second is not None
        await until(lambda: page.dossier.case_id == first.case_id, "the first case")
        QTest.keyClick(table, Qt.Key.Key_J)
        await until(lambda: page.dossier.case_id == second.case_id, "the second case")


async def test_alt_and_a_number_choose_a_view(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        QTest.keyClick(page.view.table, Qt.Key.Key_4, ALT)
        await until(lambda: page.presenter.view == "red" and page.view.table.rows.count < 20, "超期")
        assert page.view.views_list.currentIndex().data().startswith("超期")


async def test_a_slash_looks_for_words_and_esc_takes_them_back(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        table = page.view.table
        whole = table.rows.count
        QTest.keyClick(table, Qt.Key.Key_Slash)
        find = page.view.head.find
        assert find.hasFocus()
        find.setText("路灯")
        QTest.keyClick(find, Qt.Key.Key_Return)
        await until(lambda: 0 < table.rows.count < whole, "what was found")
        QTest.keyClick(find, Qt.Key.Key_Escape)
        await until(lambda: table.rows.count == whole and not find.text(), "everything again")


async def test_ticked_cases_are_urged_after_one_confirmation(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        page._choose_view("unsigned")
        table, bar = page.view.table, page.view.list.selection
        await until(lambda: table.rows.count == 5, "未签收")
        QTest.keyClick(table, Qt.Key.Key_Space)
        QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
        await until(lambda: bar.isVisible() and len(table.ticked()) == 2, "two ticks")
        await until(lambda: page.key("urge") and bar.confirming is not None, "the consequence")
        QTest.keyClick(table, Qt.Key.Key_Return, CTRL)
        await until(lambda: bar.result.startswith("已催办 2 件"), "what came of it")
        assert len(QApplication.clipboard().text().splitlines()) == 2
        for _ in range(2):
            QTest.keyClick(table, Qt.Key.Key_Escape)
        await until(lambda: not table.ticked() and not bar.isVisible(), "no ticks")


async def test_a_small_screen_folds_the_views_and_the_dossier(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="events") as room:
        page = await opened(room)
        view = page.view
        assert view.compact
        assert not view.views.isVisible()
        assert view.head.views.isVisible()
        QTest.keyClick(view.table, Qt.Key.Key_Return)
        assert view.drawer_open
        await until(lambda: "剩余时限" in titles(page) and "来源" not in titles(page), "room for the drawer")
        assert view.list.width() + 380 < view.width()
        QTest.keyClick(view.table, Qt.Key.Key_Escape)
        await until(lambda: not view.drawer_open, "the whole list")


async def test_enter_shows_the_case_in_full_and_esc_leads_back_to_its_row(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        table = page.view.table
        QTest.keyClick(table, Qt.Key.Key_Down)
        row = table.current
        assert row is not None
        QTest.keyClick(table, Qt.Key.Key_Return)
        full = page.whole.full
        assert full is not None
        await until(lambda: len(full.clocks.words) > 0, "the case's clocks")
        assert full.dossier.case_id == row.case_id
        QTest.keyClick(full.dossier, Qt.Key.Key_Escape)
        await until(lambda: page.whole.full is None and table.hasFocus(), "the list again")
        assert table.current == row


async def test_a_figure_says_what_it_counts(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, size=WIDE) as room:
        page = room.frame.go.named("events")
        assert isinstance(page, EventsPage)
        room.frame.go.cases("超期红灯", "在办件中已超期的。", EventFilter(lights=("red",)))
        figure = page.view.list.figure
        await until(lambda: figure.sentence.startswith("超期红灯 "), "title and number")
        page.view.list.figure_closed.emit()
        await until(lambda: not figure.sentence and page.presenter.view == "open", "the list of every day")


async def test_a_view_of_ones_own_is_there_the_next_day(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        page.presenter.toggle("urgencies", "U1")
        page._keeping._save_new("特急的")
        await until(lambda: page.presenter.view == "saved:1" and page.view.table.rows.count < 40, "its list")
        await asyncio.sleep(0.3)
        assert "特急的" in (await room.seat.setting(f"events.views.{staged.operator}") or "")


async def test_the_ledger_file_holds_the_list_masked_and_leaves_a_trace(
    staged: Staged, qloop: QEventLoop, tmp_path: Path
) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        sit(room, "DIRECTOR")
        bar = page.view.list.selection
        path = tmp_path / "台账.xlsx"
        page._handling._export.begin(path)
        await until(lambda: bar.result.startswith("已导出"), bar.result)
        rows = list(load_workbook(path).worksheets[0].iter_rows(min_row=3, values_only=True))
        assert len(rows) - 1 == page.view.table.rows.count
        phones = [str(row[5]) for row in rows[1:] if row[5]]
        assert phones
        assert all("*" in phone for phone in phones)


async def test_who_may_not_export_is_told_so(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        await until(lambda: not page.view.head.export.isVisible(), "no button")
        QTest.keyClick(page.view.table, Qt.Key.Key_E, CTRL)
        await until(lambda: "无权" in page.view.list.selection.result, "why not")


async def test_a_file_that_cannot_be_written_says_the_way_out(
    staged: Staged, qloop: QEventLoop, tmp_path: Path
) -> None:
    async with a_room(staged, qloop, size=WIDE, page="events") as room:
        page = await opened(room)
        (tmp_path / "台账.xlsx").mkdir()
        page._handling._export.begin(tmp_path / "台账.xlsx")
        await until(lambda: page.view.list.selection.result, "why not")
