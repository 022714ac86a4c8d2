"""A call at the desk, by keys alone: two fields, a number; a duplicate merged; a second call parks the first."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop.demo.stage import Staged
from desktop.intake import texts
from desktop.intake.page import IntakePage
from desktop.room import Room
from governance.events import states
from governance.events.event import Event
from tests.desktop.a_room import a_room
from tests.desktop.patience import until

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
WATER = "石桥东头水管又在冒水，漫到路上了，家里也停水了，什么时候来修？要给我回话"


def press(room: Room, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or room.frame.window, key, modifier)


def say(words: str) -> None:
    """Type as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    target = QApplication.focusWidget()
    assert target is not None
    QApplication.sendEvent(target, event)


def intake(room: Room) -> IntakePage:
    page = room.frame.go.named("intake")
    assert isinstance(page, IntakePage)
    return page


async def begun(room: Room) -> IntakePage:
    """F2, and the map's names are there."""
    page = intake(room)
    press(room, Qt.Key.Key_F2)
    await until(
        lambda: page.presenter.search is not None and page.view.sheet.text.hasFocus(), "a blank sheet"
    )
    return page


async def event_of(room: Room, page: IntakePage) -> Event:
    saved = page.presenter.saved
    assert saved is not None
    case = await room.seat.case(saved.case_id)
    assert isinstance(case, Event)
    return case


async def told(room: Room, text: str = WATER, place: str = "sqt") -> IntakePage:
    """F2 · words · Tab · letters · Enter."""
    page = await begun(room)
    say(text)
    press(room, Qt.Key.Key_Tab)
    assert page.view.sheet.place.hasFocus()
    QTest.keyClicks(page.view.sheet.place, place)
    press(room, Qt.Key.Key_Return)
    await until(lambda: page.presenter.sheet.area, "the place")
    return page


async def test_two_fields_and_enter_give_a_number(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await told(room)
        assert page.presenter.sheet.spot == "石桥头"
        assert page.view.sheet.place.text() == "石桥头"
        press(room, Qt.Key.Key_Return, CTRL)
        await until(lambda: page.presenter.saved, "the number")
        event = await event_of(room, page)
        assert event.serial == "S260316-100-0A-0001"
        assert (event.text, event.place.text, event.reply) == (WATER, "石桥头", True)
        assert event.place.area == "99010110020100100"
        assert event.place.lon is not None
        assert page.presenter.parked.draft_id not in {one.draft_id for one in await room.seat.drafts()}


async def test_dispatch_goes_to_the_unit_that_is_shown(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await told(room, "门口垃圾堆了好几天没人收，臭得很", "lj")
        await until(lambda: page.presenter.sheet.cat and page.presenter.sheet.unit, "a suggestion")
        unit = page.presenter.sheet.unit
        press(room, Qt.Key.Key_F3)
        await until(lambda: page.presenter.saved and "已派" in page.presenter.saved.state, "dispatched")
        event = await event_of(room, page)
        assert (event.state, event.held_by) == (states.DISPATCHED, unit)


async def test_a_duplicate_is_shown_before_saving_and_merged_by_one_key(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await begun(room)
        say(WATER)
        press(room, Qt.Key.Key_Tab)
        say("石桥东头小卖部门口")
        press(room, Qt.Key.Key_Return)
        await until(lambda: page.view.sheet._banner.sentence, "the duplicate")
        assert page.presenter.sheet.cat == "060305"  # what was told here first, not what a word suggests
        press(room, Qt.Key.Key_M, CTRL)
        await until(lambda: page.presenter.saved and "已归并" in page.presenter.saved.state, "merged")
        event = await event_of(room, page)
        main = await room.seat.case(event.main)
        assert isinstance(main, Event)
        assert main.serial == "S260316-100-00-0056"
        assert main.callers == 2
        assert event.reply  # its own caller, its own answer


async def test_the_number_lists_its_cases_at_the_eleventh_digit(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await begun(room)
        page.view.caller.number.edit.setFocus()
        QTest.keyClicks(page.view.caller.number.edit, "1380000925")
        assert not page.presenter._known
        QTest.keyClicks(page.view.caller.number.edit, "2")
        await until(lambda: page.presenter._known, "the history")
        press(room, Qt.Key.Key_Tab)
        assert page.view.caller.number._masked.text() == "138****9252"


async def test_a_second_call_parks_the_first_and_alt_d_takes_it_up(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await begun(room)
        say("流浪狗咬伤路人")
        press(room, Qt.Key.Key_F2)
        await until(lambda: not page.presenter.sheet.text and page.presenter.parked.newest, "a new sheet")
        assert page.view.sheet.text.toPlainText() == ""
        press(room, Qt.Key.Key_D, ALT)
        await until(lambda: page.presenter.sheet.text == "流浪狗咬伤路人", "the parked call")


async def test_what_a_person_set_is_never_overwritten(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await begun(room)
        say("一间平房着火了，我叫王小明，")
        assert page.presenter.sheet.urg == "U1"
        assert page.presenter.sheet.name == "王小明"
        page.view.sheet.boxes.grade.choose("U2")
        page.view.caller.named.emit("王小民")
        say("烟很大，有人被困，请保密")
        sheet = page.presenter.sheet
        assert (sheet.urg, sheet.name, sheet.secret) == ("U2", "王小民", True)


async def test_missing_fields_are_named_and_take_the_focus(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await begun(room)
        press(room, Qt.Key.Key_Return, CTRL)
        await until(lambda: page.view.sheet.foot.refusal.sentence == texts.NEED_TEXT, "the refusal")
        say("路灯不亮")
        press(room, Qt.Key.Key_Return, CTRL)
        await until(lambda: page.view.sheet.place.hasFocus(), "the place")
        assert page.view.sheet.foot.refusal.sentence == texts.NEED_PLACE


async def test_a_place_nobody_knows_keeps_the_words_and_the_village(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await told_unknown(room)
        press(room, Qt.Key.Key_Return, CTRL)
        await until(lambda: page.presenter.saved, "the number")
        event = await event_of(room, page)
        assert (event.place.text, event.place.area, event.place.lon) == (
            "呜呜呜呜",
            "990101100205",
            None,
        )


async def told_unknown(room: Room) -> IntakePage:
    page = await begun(room)
    say("龙坞村有棵树倒了")
    press(room, Qt.Key.Key_Tab)
    say("呜呜呜呜")
    return page


async def test_tab_goes_from_words_to_place_to_number(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="intake") as room:
        page = await begun(room)
        stops: list[Callable[[], bool]] = [
            page.view.sheet.place.hasFocus,
            page.view.caller.number.edit.hasFocus,
            page.view.caller.name.hasFocus,
        ]
        for stop in stops:
            press(room, Qt.Key.Key_Tab)
            assert stop()
