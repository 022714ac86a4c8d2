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


async def test_on_a_large_screen(qloop: QEventLoop, staged: Staged, tmp_path: Path) -> None:
    """One window, one after the other: opening it takes longer than what is done in it."""
    async with a_room(staged, qloop, size=LARGE, page="evaluation") as room:
        page = await open_page(room)
        await arrows_open_numbers_enter_goes_into_the_cases_escape_back(page)
        await ctrl_enter_asks_who_signs_a_month_that_is_over(page)
        await wrongly_typed_days_are_told_and_the_workbook_is_written(page, tmp_path)


async def test_on_a_small_screen(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=SMALL, page="evaluation") as room:
        page = await open_page(room)
        await tables_are_reached_by_number_and_hide_what_has_no_room(page)
        assert room.frame.window.width() == SMALL[0]
        await a_form_is_opened_saved_by_the_primary_key_and_put_away(page)


async def arrows_open_numbers_enter_goes_into_the_cases_escape_back(page: EvaluationPage) -> None:
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


async def tables_are_reached_by_number_and_hide_what_has_no_room(page: EvaluationPage) -> None:
    assert page.key("choice_3")
    await until(lambda: page.view.table.sheet.name == texts.DEPARTMENTS, "departments")
    table = page.view.table
    shown = [n for n in range(len(table.sheet.columns)) if not table.isColumnHidden(n)]
    assert sum(table.columnWidth(n) for n in shown) <= table.viewport().width()
    titles = [table.sheet.columns[n].title for n in shown]
    assert {"响应度", texts.BY_TOWN, texts.DEPARTMENT} <= set(titles)
    assert not page.key("choice_9")


async def a_form_is_opened_saved_by_the_primary_key_and_put_away(page: EvaluationPage) -> None:
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


async def ctrl_enter_asks_who_signs_a_month_that_is_over(page: EvaluationPage) -> None:
    assert page.key("primary")
    assert "4月1日起可以签发" in page.view.refusal.sentence
    page.view.period.earlier.click()
    await until(lambda: page.view.issuing.isEnabled(), "February")
    assert page.key("primary")
    await until(page.dialog.isVisible, "who signs")
    page.dialog.reject()


async def wrongly_typed_days_are_told_and_the_workbook_is_written(
    page: EvaluationPage, tmp_path: Path
) -> None:
    page.view.period.kinds.choose("days")
    await until(page.view.period.first.isVisible, "the two days")
    page.view.period.first.setText("3月2日")
    QTest.keyClick(page.view.period.first, Qt.Key.Key_Return)
    assert page.view.refusal.sentence == texts.SPAN_WRONG
    page.view.period.first.setText("2026-03-09")
    page.view.period.last.setText("2026-03-09")
    QTest.keyClick(page.view.period.last, Qt.Key.Key_Return)
    await until(lambda: _is_shown(page, "2026-03-09..2026-03-09"), "the day")
    page.export.to(tmp_path / "考评.xlsx")
    await until(lambda: (tmp_path / "考评.xlsx").exists() and page.view.exporting.isEnabled(), "the workbook")


def _is_shown(page: EvaluationPage, period: str) -> bool:
    shown = page.presenter.shown
    return shown is not None and shown.period.name == period and shown.past.last is not None
