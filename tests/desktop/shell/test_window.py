"""The window with its pages: switching, keys, toasts, banners, the chip, closing."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from qasync import QEventLoop

from db.failures import StoreFullError
from desktop.demo.stage import Staged
from desktop.dossier.panel import DossierPanel
from desktop.outbox.page import OutboxPage
from desktop.room import Room
from desktop.shell import texts
from desktop.shell.closing import ClosingDialog
from desktop.shell.key_help import KeyHelp
from desktop.shell.keys import typing
from desktop.shell.toasts import Toast
from desktop.widgets.queue_list import QueueList
from tests.desktop.a_room import a_room
from tests.desktop.patience import until

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(room: Room, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    target = QApplication.focusWidget() or room.frame.window
    QTest.keyClick(target, key, modifier)


def shown(room: Room) -> str:
    page = room.frame.go.shown
    assert page is not None
    return page.name


async def test_pages_are_switched_by_key_and_the_way_back_is_kept(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop) as room:
        press(room, Qt.Key.Key_B, CTRL)
        assert shown(room) == "outbox"
        room.frame.go.page("settings")
        press(room, Qt.Key.Key_Left, ALT)
        assert shown(room) == "outbox"
        press(room, Qt.Key.Key_Right, ALT)
        assert shown(room) == "settings"
        press(room, Qt.Key.Key_1, CTRL)
        assert shown(room) == "situation"


async def test_the_top_bar_names_room_people_and_time(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, size=(1920, 1080)) as room:
        bar = room.frame.window.top_bar
        assert bar.room.said == "云溪镇综合信息指挥室"
        assert "严浩然" in bar.names.said
        assert bar.clock.accessibleName() == "15:42:18 3月16日 星期一"
        said = "县平台已连接 · 12 秒前同步 · 未送达 0"
        await until(lambda: bar.chip.accessibleName() == said)


async def test_the_command_bar_wins_the_key_from_a_field_and_esc_gives_the_page_back(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop, page="outbox", whole=True) as room:
        press(room, Qt.Key.Key_F, CTRL)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        press(room, Qt.Key.Key_K, CTRL)  # on X11 a field would delete the rest of the line
        bar = room.frame.window.top_bar.command
        assert QApplication.focusWidget() is bar
        press(room, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is field


async def test_the_key_of_the_shown_page_takes_the_keys_back_to_where_work_begins(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop) as room:
        queue = QApplication.focusWidget()
        assert isinstance(queue, QueueList)
        press(room, Qt.Key.Key_F6)
        assert QApplication.focusWidget() is not queue
        press(room, Qt.Key.Key_1, CTRL)
        assert QApplication.focusWidget() is queue


async def test_a_case_is_found_by_its_tail_and_opened_with_enter(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop) as room:
        press(room, Qt.Key.Key_K, CTRL)
        bar = room.frame.window.top_bar.command
        QTest.keyClicks(bar, "0055")
        await until(lambda: bar.hit is not None and bar.hit.verb == "case")
        assert bar.hit is not None
        wanted = bar.hit.what
        QTest.keyClick(bar, Qt.Key.Key_Return)
        await asyncio.sleep(0)
        assert room.frame.go.here_case == wanted


async def test_another_page_takes_the_keys_and_no_list_opens_by_itself(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop) as room:
        press(room, Qt.Key.Key_B, CTRL)  # an empty page: its table is not there to take them
        page = room.frame.go.shown
        assert page is not None
        assert page.name == "outbox"
        assert isinstance(page, OutboxPage)
        await until(lambda: page.view.table.isHidden() and page.view.blank.isVisible())
        assert page.view.isAncestorOf(QApplication.focusWidget() or page.view)
        assert room.frame.window.top_bar.command.hit is None


async def test_a_command_is_found_by_its_initials(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop) as room:
        press(room, Qt.Key.Key_K, CTRL)
        bar = room.frame.window.top_bar.command
        QTest.keyClicks(bar, "sfhz")  # 收发回执
        await until(lambda: bar.hit is not None and bar.hit.verb == "action")
        QTest.keyClick(bar, Qt.Key.Key_Return)
        assert shown(room) == "outbox"


async def test_plain_keys_do_nothing_while_somebody_types(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="outbox", whole=True) as room:
        press(room, Qt.Key.Key_F, CTRL)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        assert typing(field)
        QTest.keyClicks(field, "j/k?")
        assert field.text() == "j/k?"
        assert not room.frame.window.findChildren(KeyHelp)


async def test_a_toast_can_be_undone_once(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop) as room:
        undone: list[bool] = []

        async def undo() -> None:
            undone.append(True)

        before = QApplication.focusWidget()
        room.frame.notices.toast("已派单至 综合行政执法队 · 已存本机", undo)
        assert QApplication.focusWidget() is before
        press(room, Qt.Key.Key_Z, CTRL)
        await until(lambda: undone == [True])
        press(room, Qt.Key.Key_Z, CTRL)
        await asyncio.sleep(0.05)
        assert undone == [True]
        assert room.frame.window.toasts.said == (texts.UNDONE_TOO_LATE,)


async def test_at_most_three_toasts_stand_there(qloop: QEventLoop, staged: Staged) -> None:
    async def undo() -> None:
        return None

    async with a_room(staged, qloop) as room:
        toasts = room.frame.window.toasts
        for number in range(5):
            room.frame.notices.toast(f"第 {number} 条", undo)
        assert toasts.said == ("第 2 条", "第 3 条", "第 4 条")
        room.frame.notices.toast("派单文字已复制，可粘贴到工作群")
        room.frame.notices.toast(
            "已静音：特急 S260316-100-00-0057。15:25 登记，至今没有派单。还有 15 条告警，再按 F8"
        )
        *undoable, said = toasts.said
        assert undoable == ["第 3 条", "第 4 条"]
        assert said.startswith("已静音"), "one that only confirms gives way to the next"
        wide = max(one.geometry().right() for one in room.frame.window.findChildren(Toast) if one.isVisible())
        assert wide - room.frame.window.rail.width() <= 400, "no page's main button lies under one"


async def test_the_highest_banner_stands_and_its_button_leads_on(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop) as room:
        notices, line = room.frame.notices, room.frame.window.banner
        assert not line.isVisible()
        went: list[bool] = []
        notices.way_on("handover", "去交班", lambda: went.append(True))
        notices.banner("clock", "本机时钟快 4 分", "amber")
        notices.banner("handover", "18:00 已过，未双签，仍由白班负责", "red")
        assert line.sentence == "18:00 已过，未双签，仍由白班负责"
        line.pressed.emit("handover")
        assert went == [True]
        notices.banner("handover", "")
        assert line.sentence == "本机时钟快 4 分"


async def test_offline_says_so_in_chip_and_banner(qloop: QEventLoop, staged_offline: Staged) -> None:
    async with a_room(staged_offline, qloop, size=(1920, 1080)) as room:
        said = "离线 · 断网 2 时 13 分 · 17 条未送达 · 均已存本机"
        await until(lambda: room.frame.window.banner.sentence == said)
        assert room.frame.window.top_bar.chip.accessibleName() == said


async def test_offline_every_page_says_the_same_instant(qloop: QEventLoop, staged_offline: Staged) -> None:
    async with a_room(staged_offline, qloop) as room:
        said = {room.context.as_of()}
        for page in ("situation", "calls"):
            room.frame.go.page(page)
            panel = await until_shown(room)
            said.add(panel.presenter.sheet.as_of if panel.presenter.sheet is not None else None)
        assert said == {staged_offline.synced_at}


async def until_shown(room: Room) -> DossierPanel:
    """The dossier in sight, once its case was read."""

    def shown() -> list[DossierPanel]:
        panels = room.frame.window.findChildren(DossierPanel)
        return [one for one in panels if one.isVisible() and one.presenter.sheet is not None]

    await until(lambda: bool(shown()))
    return shown()[0]


async def test_closing_with_unsent_asks_and_staying_is_the_default(
    qloop: QEventLoop, staged_offline: Staged
) -> None:
    async with a_room(staged_offline, qloop) as room:
        await until(lambda: room.seat.status.unsent == 17)
        closed: list[bool] = []
        room.frame.close_requested.connect(lambda: closed.append(True))
        room.frame.window.close()
        dialog = room.frame.window.findChild(ClosingDialog)
        assert dialog is not None
        assert room.frame.window.isVisible()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await asyncio.sleep(0.05)
        assert closed == []
        room.frame.window.close()
        second = next(one for one in room.frame.window.findChildren(ClosingDialog) if one.isVisible())
        second.accept()
        await until(lambda: closed == [True])


async def test_closing_with_all_sent_asks_nothing(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop) as room:
        closed: list[bool] = []
        room.frame.close_requested.connect(lambda: closed.append(True))
        room.frame.window.close()
        assert closed == [True]


async def test_f1_names_every_key_of_the_keymap(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop) as room:
        press(room, Qt.Key.Key_F1)
        card = next(one for one in room.frame.window.findChildren(QWidget) if one.objectName() == "keys")
        keys = [key for key in room.frame.keymap.all() if key.keys and not key.action.startswith("page_")]
        assert all(key.say in card.accessibleName() for key in keys)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
async def test_the_small_screen_has_no_status_line(
    qloop: QEventLoop, staged: Staged, size: tuple[int, int]
) -> None:
    async with a_room(staged, qloop, size=size) as room:
        small = size[0] < 1600
        assert room.frame.window.compact is small
        assert room.frame.window.status_line.isVisible() is not small
        assert room.frame.window.rail.width() == (60 if small else 72)


async def test_f6_goes_through_the_panels(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop) as room:
        places = []
        for _ in range(2):
            press(room, Qt.Key.Key_F6)
            places.append(QApplication.focusWidget())
        assert None not in places


async def test_a_failure_of_the_store_turns_the_chip_red_until_something_is_saved(
    qloop: QEventLoop, staged: Staged
) -> None:
    async with a_room(staged, qloop) as room:
        room.tell(StoreFullError("磁盘已满，本次修改未保存；请清理磁盘后重试。"))
        assert room.frame.window.banner.sentence.startswith("磁盘已满")
        assert room.link is not None
        room.link.saving_works()
        assert room.frame.window.banner.sentence == ""
