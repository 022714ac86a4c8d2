"""A person's day at the desk by real keys, with a real county beside it: what is pressed, what is shown, what is in the ledger."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import is_zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from qasync import QEventLoop

from desktop.briefings.page import BriefingsPage
from desktop.dossier.panel import DossierPanel
from desktop.intake.page import IntakePage
from governance.events import states
from governance.events.event import Event
from tests.desktop.patience import until
from tests.desktop.person.living_town import LivingTown, Person, at_work, confirmed, online

CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = "门口垃圾堆了好几天没人收，臭得很"
NUMBER = "13800002217"
ANSWERS = {"event.sign", "event.return"}  # one unit of twenty hands back what it is given
MOST_FOR_A_CALL, MOST_FOR_A_DISPATCH = 12, 3  # rulebook §12


@pytest.fixture
def living(staged_template: Path, tmp_path: Path) -> Iterator[LivingTown]:
    made = LivingTown(staged_template, tmp_path)
    yield made
    made.close()


def intake(person: Person) -> IntakePage:
    page = person.room.frame.go.named("intake")
    assert isinstance(page, IntakePage)
    return page


async def the_event(person: Person, case_id: str) -> Event:
    case = await person.room.seat.case(case_id)
    assert isinstance(case, Event)
    return case


async def take_a_call(person: Person) -> str:
    """F2, what is said, where, who; Ctrl+Enter. Gives the case."""
    page = intake(person)
    person.press(Qt.Key.Key_F2)
    await until(lambda: page.presenter.search is not None and page.view.sheet.text.hasFocus(), "the sheet")
    person.say(WORDS)
    person.press(Qt.Key.Key_Tab)
    person.say("lj")
    person.press(Qt.Key.Key_Return)
    await until(lambda: page.presenter.sheet.area and page.presenter.sheet.cat, "place and category")
    person.press(Qt.Key.Key_Tab)
    person.say(NUMBER)
    person.press(Qt.Key.Key_Return, CTRL)
    await until(lambda: page.presenter.saved is not None, "the number")
    assert page.presenter.saved is not None
    return page.presenter.saved.case_id


async def test_a_call_is_taken_dispatched_and_answered_by_the_unit(
    living: LivingTown, qloop: QEventLoop
) -> None:
    async with at_work(living) as person:
        await online(person)
        person.count = 0
        case_id = await take_a_call(person)
        assert person.count <= MOST_FOR_A_CALL
        event = await the_event(person, case_id)
        assert (event.state, event.text) == (states.REGISTERED, WORDS)
        person.count = 0
        person.press(Qt.Key.Key_F3)
        await until(lambda: "已派" in (intake(person).presenter.saved or event).state, "dispatched")
        assert person.count <= MOST_FOR_A_DISPATCH
        await until(
            lambda: (
                {"event.report", "event.accept_dispatch"} <= set(confirmed(living, case_id))
                or {"event.report", "event.accept", "event.dispatch"} <= set(confirmed(living, case_id))
            ),
            "the county's word",
        )
        await until(lambda: ANSWERS & set(confirmed(living, case_id)), "the unit's answer")
        person.room.frame.go.case(case_id)
        panel = next(one for one in person.window.findChildren(DossierPanel) if one.isVisible())
        await until(lambda: answered(panel, case_id), "the answer on the screen")


def answered(panel: DossierPanel, case_id: str) -> bool:
    """Whether the dossier shows a task that its unit has signed or handed back."""
    case = panel.presenter.sheet.case if panel.presenter.sheet is not None else None
    if not isinstance(case, Event) or case.id != case_id:
        return False
    return bool(case.returns) or any(task.signed for task in case.tasks)


async def test_work_goes_on_without_a_network_and_is_sent_afterwards(
    living: LivingTown, qloop: QEventLoop
) -> None:
    async with at_work(living) as person:
        await online(person)
        living.wire.cut()
        person.press(Qt.Key.Key_F5)
        chip = person.window.top_bar.chip
        await until(lambda: "离线" in chip.accessibleName(), "离线 on the chip")
        case_id = await take_a_call(person)
        assert confirmed(living, case_id) == []
        await until(lambda: "均已存本机" in chip.accessibleName(), "the count")
        assert "离线" in person.window.banner.sentence
        living.wire.mend()
        person.press(Qt.Key.Key_F5)
        await until(lambda: "event.report" in confirmed(living, case_id), "the county's word")
        await until(lambda: "未送达 0" in chip.accessibleName(), "nothing unsent")
        await until(lambda: person.window.banner.sentence == "", "no banner any more")


async def test_the_day_is_exported_by_keys(living: LivingTown, qloop: QEventLoop, tmp_path: Path) -> None:
    async with at_work(living) as person:
        page = person.room.frame.go.named("briefings")
        assert isinstance(page, BriefingsPage)
        person.press(Qt.Key.Key_8, CTRL)
        await until(lambda: page.presenter.daily is not None and page.view.pages.sheet.pages, "the daily")
        person.press(Qt.Key.Key_E, CTRL)
        await until(lambda: bool(person.window.findChildren(QFileDialog)), "the question where to")
        dialog = person.window.findChildren(QFileDialog)[0]
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setText(str(tmp_path / "日报.xlsx"))
        QTest.keyClick(field, Qt.Key.Key_Return)
        await until(lambda: is_zipfile(tmp_path / "日报.xlsx"), "the workbook")
