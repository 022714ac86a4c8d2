"""考评 in the window: Ctrl+7, tables by Alt+n, numbers by arrow keys, cases by Enter, forms by button, issue by Ctrl+Enter."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from qasync import QEventLoop

from desktop.demo.stage import Staged
from desktop.evaluation import texts
from desktop.evaluation.page import EvaluationPage
from desktop.room import Room
from tests.desktop.a_room import a_room
from tests.desktop.patience import until

LARGE, SMALL = (1920, 1080), (1366, 768)


async def open_page(room: Room) -> EvaluationPage:
    page = room.frame.go.named("evaluation")
    assert isinstance(page, EvaluationPage)
    await until(
        lambda: page.presenter.now is not None and page.presenter.now.past.last is not None, "figures"
    )
    return page


async def test_arrows_open_numbers_enter_goes_into_the_cases_escape_back(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop, size=LARGE, page="evaluation") as room:
        page = await open_page(room)
        table = page.view.table
        QTest.keyClick(table, Qt.Key.Key_Down)
        QTest.keyClick(table, Qt.Key.Key_Right)
        await until(lambda: page.view.drill.table.rows.count, "cases")
        first = page.view.drill.title
        QTest.keyClick(table, Qt.Key.Key_Down)
        await until(lambda: page.view.drill.title != first, "another figure")
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert page.view.drill.table.hasFocus()
        assert page.key("escape")
        assert table.hasFocus()
        await until(lambda: page.presenter.figure is None, "that it is closed")
        assert not page.key("escape")


async def test_tables_are_reached_by_number_and_hide_what_has_no_room(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop, size=SMALL, page="evaluation") as room:
        page = await open_page(room)
        assert page.key("choice_3")
        await until(lambda: page.view.table.sheet.name == texts.DEPARTMENTS, "departments")
        table = page.view.table
        shown = [n for n in range(len(table.sheet.columns)) if not table.isColumnHidden(n)]
        assert sum(table.columnWidth(n) for n in shown) <= table.viewport().width()
        titles = [table.sheet.columns[n].title for n in shown]
        assert {"响应度", texts.BY_TOWN, texts.DEPARTMENT} <= set(titles)
        assert not page.key("choice_9")
        assert room.frame.window.width() == SMALL[0]


async def test_a_form_is_opened_saved_by_the_primary_key_and_put_away(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop, size=SMALL, page="evaluation") as room:
        page = await open_page(room)
        page.key("choice_6")
        await until(lambda: page.view.table.sheet.name == texts.WORKERS, "grid workers")
        assert not page.view.button(texts.ADJUST).isEnabled()
        QTest.keyClick(page.view.table, Qt.Key.Key_Down)
        assert page.view.button(texts.ADJUST).isEnabled()
        page.view.button(texts.ADJUST).click()
        assert page.drawer.isVisible()
        assert page.key("primary")
        await until(lambda: page.drawer.form is not None and page.drawer.form.faults, "what is missing")
        assert page.key("escape")
        assert page.drawer.form is None


async def test_ctrl_enter_asks_who_signs_a_month_that_is_over(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=LARGE, page="evaluation") as room:
        page = await open_page(room)
        assert page.key("primary")
        assert "4月1日起可以签发" in page.view.refusal.sentence
        page.view.period.earlier.click()
        await until(lambda: page.view.issuing.isEnabled(), "February")
        assert page.key("primary")
        await until(page.dialog.isVisible, "who signs")
        page.dialog.reject()


async def test_the_workbook_is_written_and_wrongly_typed_days_are_told(
    qloop: QEventLoop, staged: Staged, tmp_path: Path
) -> None:
    async with a_room(staged, qloop, size=LARGE, page="evaluation") as room:
        page = await open_page(room)
        page.export.to(tmp_path / "考评.xlsx")
        await until(
            lambda: (tmp_path / "考评.xlsx").exists() and page.view.exporting.isEnabled(), "the workbook"
        )
        page.view.period.kinds.choose("days")
        await until(page.view.period.first.isVisible, "the two days")
        page.view.period.first.setText("3月2日")
        QTest.keyClick(page.view.period.first, Qt.Key.Key_Return)
        assert page.view.refusal.sentence == texts.SPAN_WRONG
