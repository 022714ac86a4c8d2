"""呼叫 in the window where the county or an alarm begins: 县呼乡应, 事呼双应, from 清单 with its item."""

from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from db.outbox import Sealed
from desktop.calls.page import CallsPage
from desktop.demo.stage import Staged
from desktop.desk import Wish
from desktop.room import Room
from governance.calls.call import BOTH, Call
from governance.events.event import Event
from tests.desktop.a_room import a_room
from tests.desktop.calls.test_page import an_event, check_all, the_page
from tests.desktop.patience import until

ITEM = "SD-B02"
ASK = "请今夜起加密巡查沿河三村，发现火点先扑灭再报"


async def saved(
    room: Room, kind: str, p: dict[str, Any], role: str, *, births: str = "", case: str = ""
) -> str:
    """What somebody of a role does; gives the case."""
    users = room.seat.rules.directory.users.values()
    actor = next(user.id for user in users if any(grant.role == role for grant in user.grants))
    said = await room.seat.save(Wish(kind=kind, p=p, actor=actor, births=births, case=case))
    assert isinstance(said, Sealed), said
    return said.action.case or ""


async def called_down(room: Room, page: CallsPage) -> str:
    """The county calls the town for a line of its own duties."""
    item, lines = room.seat.rules.catalogue.items[ITEM], room.seat.rules.catalogue.lines_of(ITEM)
    own = next(line.line_no for line in lines if line.side == "TOWN")
    p = {"grade": "C2", "item": ITEM, "item_version": item.version, "lines": [own], "ask": ASK}
    case_id = await saved(room, "call.reverse", p, "CENTRE_OP", births="H")
    await until(lambda: page.presenter.call(case_id) is not None, "read")
    page.key("choice_2")
    await until(lambda: [card.key for card in page.view.cards.cards] == [case_id], "县呼")
    await until(lambda: page.dossier.presenter.sheet is not None and page.dossier.case_id == case_id, "shown")
    return case_id


async def test_what_the_county_calls_for_has_its_list_and_is_signed_with_one_button(
    staged: Staged, qloop: QEventLoop
) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await until(lambda: page.view.cards.cards, "cards")
        before = page.presenter.badge[0]
        case_id = await called_down(room, page)
        down = page.view.waiting.down
        await until(lambda: down.offered == ("签收", "响应…"), "what may be done")
        assert page.presenter.badge[0] == before + 1, "it waits for us"
        assert not any("综合信息指挥室" in card.lines[0].unit for card in page.view.cards.cards)
        down.signed.emit(case_id)
        await until(lambda: down.offered == ("响应…",), "signed")
        call = page.presenter.call(case_id)
        assert isinstance(call, Call)
        assert call.label == "已签收"


async def test_its_answer_needs_no_mouse(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        await until(lambda: page.view.cards.cards, "cards")
        case_id = await called_down(room, page)
        room.frame.do("primary")  # Ctrl+Enter opens the form: 响应 and 到场 stand there already
        await until(lambda: page.dossier.form_values.get("step") == "respond", "the form")
        QTest.keyClicks(QApplication.focusWidget() or room.frame.window, "Zhou Dao")
        room.frame.do("primary")

        def there() -> bool:
            call = page.presenter.call(case_id)
            return isinstance(call, Call) and call.label == "已响应"

        await until(there, "responded")
        await until(lambda: page.view.waiting.down.offered == ("进展、反馈…",), "what comes next")


async def test_an_alarms_event_is_called_to_both_sides_at_once(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        known = await an_event(room, page)
        place = msgspec.to_builtins(known.place)
        p = {
            "serial": "",
            "ch": "SENSOR",
            "text": "卫星热点：疑似火点",
            "place": place,
            "cat": known.cat,
            "urg": "U3",
        }
        event = await saved(room, "event.report", p, "ROOM_OP", births="S")
        await saved(room, "event.accept", {}, "ROOM_OP", case=event)
        room.frame.go.call(event)
        await until(lambda: page.view.writing and page.drafting.draft is not None, "the draft")
        draft = page.drafting.draft
        assert draft is not None
        assert (draft.both, draft.grade) == (True, "C2")
        assert page.view.draft.grade.both.isChecked()
        page.view.draft.grade.chosen.emit("C1")
        assert page.drafting.draft is not None
        assert not page.drafting.draft.both, "a 事呼 is 紧急"
        QTest.keyClick(page.view.draft.grade.both, Qt.Key.Key_Space)
        assert page.drafting.draft is not None
        assert (page.drafting.draft.both, page.drafting.draft.grade) == (True, "C2")
        check_all(page)
        page.key("primary")
        await until(lambda: page.drafting.draft is not None and page.drafting.draft.case, "送签")
        assert page.drafting.draft is not None
        sealed = (await room.seat.cases([page.drafting.draft.case]))[page.drafting.draft.case]
        assert isinstance(sealed, Call)
        assert sealed.direction == BOTH


async def test_other_events_are_not_offered_it(staged: Staged, qloop: QEventLoop) -> None:
    async with a_room(staged, qloop, page="calls") as room:
        page = the_page(room)
        event = await an_event(room, page)
        assert isinstance(event, Event)
        room.frame.go.call(event.id, ITEM)
        await until(lambda: page.view.writing and page.drafting.draft is not None, "the draft")
        assert page.view.draft.grade.both.isHidden()
        assert page.drafting.draft is not None
        assert page.drafting.draft.item == ITEM, "the item that was chosen in 清单"


async def test_a_whole_call_by_real_keys(staged: Staged, qloop: QEventLoop) -> None:
    """F4, Space down the checklist, Ctrl+Enter: no mouse, and Esc leads back to the list."""
    async with a_room(staged, qloop, page="calls") as room:
        page, window = the_page(room), room.frame.window
        event = await an_event(room, page)
        card = next(one.key for one in page.view.cards.cards if page.presenter.event_of(one.key) == event.id)
        page.view.cards.setFocus()
        page.view.cards.selected.emit(card)
        await until(lambda: page.presenter.chosen == card, "chosen")
        QTest.keyClick(window, Qt.Key.Key_F4)
        await until(lambda: page.view.writing and page.drafting.draft is not None, "the draft")
        draft = page.drafting.draft
        assert draft is not None
        for place, line in enumerate(draft.lines):
            stop = page.view.draft.done.stops[2 * place]
            stop.setFocus()
            QTest.keyClick(stop, Qt.Key.Key_Space)
            await until(partial(_said, page, line.no), "ticked")
        QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: page.drafting.draft is not None and page.drafting.draft.case, "送签")
        QTest.keyClick(window, Qt.Key.Key_Escape)
        await until(lambda: not page.view.writing, "back to the list")


def _said(page: CallsPage, no: int) -> str:
    draft = page.drafting.draft
    return next((line.state for line in draft.lines if line.no == no), "") if draft is not None else ""
