"""简报 in the window: numbers by keyboard and mouse, parts by Alt+n, paper and workbook."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from qasync import QEventLoop

from desktop.briefings.page import BriefingsPage
from desktop.briefings.texts import CALLS, FRONT
from desktop.demo.stage import Staged
from desktop.printing import texts as printing
from desktop.printing.preview import Preview
from desktop.room import Room
from tests.desktop.a_room import a_room
from tests.desktop.patience import until

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LARGE, SMALL = (1920, 1080), (1366, 768)


async def open_page(room: Room) -> BriefingsPage:
    page = room.frame.go.named("briefings")
    assert isinstance(page, BriefingsPage)
    await until(lambda: page.view.pages.sheet.pages is not None, "pages")
    return page


async def test_arrows_go_from_number_to_number_and_escape_closes(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=LARGE, page="briefings") as room:
        page = await open_page(room)
        sheet = page.view.pages.sheet
        QTest.keyClick(sheet, Qt.Key.Key_Down)
        first = page.presenter.figure
        assert first is not None
        QTest.keyClick(sheet, Qt.Key.Key_Right)
        QTest.keyClick(sheet, Qt.Key.Key_Down)
        second = page.presenter.figure
        assert second is not None
        assert second.ref != first.ref
        assert page.view.figure.title == second.title
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        assert page.presenter.figure is None


async def test_a_click_on_a_number_opens_it(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=LARGE, page="briefings") as room:
        page = await open_page(room)
        rect, ref = page.view.pages.sheet.hots()[4]
        at = QPoint(round(rect.center().x()), round(rect.center().y()))
        QTest.mouseClick(page.view.pages.sheet, Qt.MouseButton.LeftButton, pos=at)
        assert page.presenter.figure is not None
        assert page.presenter.figure.ref == ref


async def test_on_a_small_screen_the_cases_come_with_a_figure(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=SMALL, page="briefings") as room:
        page = await open_page(room)
        assert not page.view.figure.isVisible()
        page.presenter.open_figure(page.view.pages.sheet.hots()[0][1])
        assert page.view.figure.isVisible()
        assert room.frame.window.width() == SMALL[0]


async def test_parts_are_reached_by_number_and_shown_where_one_is(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=LARGE, page="briefings") as room:
        page = await open_page(room)
        assert page.key("choice_4")
        assert page.view.tabs.value == CALLS
        assert page.view.pages.page > 0
        assert page.key("choice_1")
        assert page.view.tabs.value == FRONT
        assert not page.key("choice_9")


async def test_the_preview_saves_what_it_shows(qloop: QEventLoop, staged: Staged, tmp_path: Path) -> None:
    async with a_room(staged, qloop, size=LARGE, page="briefings") as room:
        page = await open_page(room)
        assert page.key("print")
        preview = room.frame.window.findChild(Preview)
        assert preview is not None
        await until(lambda: preview.pages is not None, "the preview's pages")
        preview.save_to(tmp_path / "日报.pdf")
        await until(lambda: (tmp_path / "日报.pdf").exists(), "the PDF")
        assert (tmp_path / "日报.pdf").read_bytes().startswith(b"%PDF")
        preview.save_to(tmp_path / "日报.pdf" / "x.pdf")
        await until(lambda: bool(preview.refusal.sentence), "the refusal")
        preview.print_it()
        assert preview.refusal.sentence == printing.NO_PRINTER
        preview.reject()


async def test_the_workbook_is_written_in_the_background(
    qloop: QEventLoop, staged: Staged, tmp_path: Path
) -> None:
    async with a_room(staged, qloop, size=LARGE, page="briefings") as room:
        page = await open_page(room)
        page.export.to(tmp_path / "日报.xlsx")
        await until(
            lambda: (tmp_path / "日报.xlsx").exists() and page.view.exporting.isEnabled(), "the workbook"
        )
        (tmp_path / "busy.xlsx").mkdir()
        page.export.to(tmp_path / "busy.xlsx")
        await until(lambda: bool(page.view.refusal.sentence), "the refusal")


async def test_ctrl_enter_asks_who_signs_and_then_for_his_password(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=SMALL, page="briefings") as room:
        page = await open_page(room)
        room.frame.do("primary")
        await until(page.dialog.isVisible, "who signs")
        assert "许志远" in page.issuing.signers()[0].name
        QTest.keyClick(page.dialog, Qt.Key.Key_Return)
        assert page.dialog.isVisible()  # Enter alone signs nothing
        QTest.keyClick(page.dialog, Qt.Key.Key_Return, CTRL)
        await until(page.password.isVisible, "his password")
        page.password.reject()
        await until(lambda: bool(page.view.refusal.sentence), "that nothing was signed")
        assert page.presenter.issued is None
