"""清单 in the window: keys to find, fold, compare and ask; what is painted is what was decided."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from qasync import QEventLoop

from desktop.demo.stage import Staged
from desktop.lists import texts
from desktop.lists.line_card import LineCard
from desktop.lists.page import ListsPage
from desktop.printing.preview import Preview
from desktop.room import Room
from desktop.shots.at_lists import ITEM, Revised
from tests.desktop.a_room import a_room
from tests.desktop.patience import until

LARGE, SMALL = (1920, 1080), (1366, 768)


@asynccontextmanager
async def a_page(
    staged: Staged, loop: QEventLoop, size: tuple[int, int] = LARGE, *, whole: bool = False
) -> AsyncIterator[tuple[Room, ListsPage]]:
    """The page after the county's second version of an item."""
    async with a_room(staged, loop, size=size, page="lists", whole=whole) as room:
        page = room.frame.go.named("lists")
        assert isinstance(page, ListsPage)
        page.presenter.library = Revised(room.seat)
        await page.presenter.read()
        page.presenter.choose(ITEM)
        await until(lambda: page.view.item.face is not None and page.view.item.face.code == ITEM, "the item")
        await until(lambda: page.view.asking.category.labels, "the categories")
        yield room, page


async def test_typing_initials_finds_an_item_and_escape_leads_back(qloop: QEventLoop, staged: Staged) -> None:
    async with a_page(staged, qloop) as (room, page):
        assert room.frame.do("find")
        QTest.keyClicks(page.view.search, "wfjs")
        await until(lambda: len(page.view.list.rows) < 68, "what was found")
        assert "SD-A01" in {row.key for row in page.view.list.rows}
        assert room.frame.do("escape")
        await until(lambda: len(page.view.list.rows) > 68, "the whole list")
        assert page.view.search.text() == ""


async def test_arrows_choose_and_fold(qloop: QEventLoop, staged: Staged) -> None:
    async with a_page(staged, qloop) as (_, page):
        page.view.list.setFocus()
        rows = page.view.list.focusProxy()
        assert rows is not None
        QTest.keyClick(rows, Qt.Key.Key_Down)
        assert page.presenter.opened.code == "SD-B03"
        QTest.keyClick(rows, Qt.Key.Key_Left)
        assert "SD-B03" not in {row.key for row in page.view.list.rows}
        QTest.keyClick(rows, Qt.Key.Key_Right)
        assert "SD-B03" in {row.key for row in page.view.list.rows}


async def test_numbers_show_the_parts_of_an_item_and_what_stands_beside_it(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_page(staged, qloop) as (_, page):
        assert page.key("choice_3")
        assert page.view.item.tabs.value == "related"
        cards = [one for one in page.view.item.related.parts if isinstance(one, LineCard)]
        assert len(cards) == 1
        assert page.key("choice_7")
        assert page.view.beside.value == "waiting"
        where = "本镇的会签由指挥长在县端网页办理：http"
        await until(lambda: page.view.waiting.sign.sentence.startswith(where), "where it is signed")
        assert not page.key("choice_9")


async def test_versions_are_compared_by_choosing_them(qloop: QEventLoop, staged: Staged) -> None:
    async with a_page(staged, qloop) as (_, page):
        versions = page.view.versions
        assert (versions.old.value, versions.new.value) == ("1", "2")
        said = [part.accessibleName() for part in versions.parts]
        assert any("防止复燃" in words for words in said)
        versions.new.choose("1")
        assert [part.accessibleName() for part in versions.parts if "防止复燃" in part.accessibleName()] == []


async def test_responsibility_is_asked_by_keyboard_and_an_answer_opens_its_item(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_page(staged, qloop) as (room, page):
        page.presenter.choose("SD-A01")
        assert page.key("choice_6")
        page.view.asking.category.setText("040101")
        assert room.frame.do("primary")
        cards = [one for one in page.view.asking.parts if isinstance(one, LineCard)]
        assert len(cards) == 1
        cards[0].setFocus()
        QTest.keyClick(cards[0], Qt.Key.Key_Return)
        assert page.presenter.opened.code == ITEM
        page.view.asking.day.setText("16.3.2026")
        assert room.frame.do("primary")
        assert page.view.asking.refusal.sentence == texts.BAD_DAY


async def test_a_case_shows_its_step_its_version_and_the_way_back(qloop: QEventLoop, staged: Staged) -> None:
    async with a_page(staged, qloop, SMALL, whole=True) as (room, page):
        shelf = await page.presenter.library.shelf()
        call = next(row for rows in shelf.calls.values() for row in rows)
        page.show_item(ITEM, 1, call.case_id)
        await until(
            lambda: page.view.item.face is not None and page.view.item.face.case is not None, "the case"
        )
        assert page.view.item.changed.sentence.startswith("清单已更新")
        assert page.view.item.stage.isVisible()
        assert page.view.beside.value == "versions"
        page.view.list.setFocus()
        assert room.frame.do("escape")
        assert room.frame.go.here_case == call.case_id


async def test_the_item_is_shown_as_it_will_be_printed(qloop: QEventLoop, staged: Staged) -> None:
    async with a_page(staged, qloop) as (room, page):
        assert page.key("print")
        preview = room.frame.window.findChild(Preview)
        assert preview is not None
        await until(lambda: preview.pages is not None, "the pages")
        assert preview.document.serial == f"{ITEM}-V2"
        preview.reject()
