"""态势 in the window: queue, map and dossier move together; figures lead to 事件."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from qasync import QEventLoop

from desktop.demo.stage import Staged
from desktop.situation.page import SituationPage
from tests.desktop.a_room import a_room
from tests.desktop.patience import until


async def test_a_card_chosen_by_keyboard_shows_its_case_everywhere(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="situation") as room:
        page = room.frame.go.named("situation")
        assert isinstance(page, SituationPage)
        queue = page.view.queue
        await until(lambda: len(queue.cards) > 3, "cards")
        await until(lambda: page.dossier.case_id == queue.cards[0].case_id, "the most urgent case is open")
        queue.setFocus()
        QTest.keyClick(queue, Qt.Key.Key_Down)
        wanted = queue.cards[1].case_id
        await until(lambda: page.dossier.case_id == wanted, "the next case is open")


async def test_a_figure_leads_to_its_cases(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, size=(1920, 1080), page="situation", whole=True) as room:
        page = room.frame.go.named("situation")
        assert isinstance(page, SituationPage)
        await until(lambda: page.view.strip.findChildren(QWidget), "figures")
        page.view.figure_opened.emit("red")
        await until(lambda: room.frame.go.shown is not None and room.frame.go.shown.name == "events", "事件")


async def test_the_lists_are_chosen_by_alt_and_number(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="situation") as room:
        page = room.frame.go.named("situation")
        assert isinstance(page, SituationPage)
        await until(lambda: len(page.view.queue.cards) > 3, "cards")
        QTest.keyClick(page.view.queue, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
        await until(lambda: page.presenter.listed == "silent", "谁还没应")
