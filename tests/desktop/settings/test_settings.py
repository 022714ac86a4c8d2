"""The settings page: what is kept, and which keys may be taken."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from db.settings import setting_of
from desktop.demo.stage import Staged
from desktop.keymap import Keymap
from desktop.room import Room
from desktop.settings.comfort import NAME, Comfort, Kept
from desktop.settings.key_capture import KeyCapture
from desktop.settings.page import SettingsPage
from desktop.theme import look
from tests.desktop.a_room import a_room
from tests.desktop.patience import until


class Keeper:
    def __init__(self, text: str | None = None) -> None:
        self.text = text

    async def setting(self, name: str) -> str | None:
        return self.text

    async def keep_setting(self, name: str, value: str) -> None:
        self.text = value


async def test_what_is_kept_comes_back() -> None:
    keeper = Keeper()
    heard: list[Kept] = []
    comfort = Comfort(keeper)
    comfort.on_change(heard.append)
    await comfort.keep(Kept(scale=130, volume=40, keys={"find": "Ctrl+G"}))
    assert heard == [Kept(scale=130, volume=40, keys={"find": "Ctrl+G"})]
    assert await Comfort(keeper).load() == heard[0]


@pytest.mark.parametrize("text", [None, "", "no json", '{"scale":"large"}'])
async def test_what_can_not_be_read_counts_as_new(text: str | None) -> None:
    assert await Comfort(Keeper(text)).load() == Kept()


def test_no_two_actions_are_shipped_with_the_same_keys() -> None:
    assert Keymap.shipped().clashes() == []


def settings(room: Room) -> SettingsPage:
    page = room.frame.go.named("settings")
    assert isinstance(page, SettingsPage)
    return page


async def test_a_larger_font_applies_at_once_and_is_kept(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="settings") as room:
        settings(room).view.scale_chosen.emit(150)
        await until(lambda: look.scale() == 150)
        assert room.frame.window.rail.width() == 90
        await until(lambda: "150" in (staged.store.read_own(lambda conn: setting_of(conn, NAME)) or ""))
        settings(room).view.scale_chosen.emit(100)
        await until(lambda: look.scale() == 100)


async def test_a_changed_key_works_at_once(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="settings", whole=True) as room:
        await settings(room).presenter.change_key("outbox", "Ctrl+G")
        assert room.frame.keymap.cap("outbox") == "Ctrl+G"
        QTest.keyClick(
            QApplication.focusWidget() or room.frame.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier
        )
        shown = room.frame.go.shown
        assert shown is not None
        assert shown.name == "outbox"


@pytest.mark.parametrize(
    ("keys", "why"), [("Ctrl+K", "已用于“查找、命令”"), ("B", "与打字冲突"), ("Shift+B", "与打字冲突")]
)
async def test_a_key_of_another_or_a_letter_is_refused(
    qloop: QEventLoop, staged: Staged, keys: str, why: str
) -> None:
    async with a_room(staged, qloop, page="settings") as room:
        await settings(room).presenter.change_key("outbox", keys)
        assert why in settings(room).view.keys.said
        assert room.frame.keymap.cap("outbox") == "Ctrl+B"


async def test_a_key_is_taken_from_the_keyboard(qloop: QEventLoop, staged: Staged) -> None:
    async with a_room(staged, qloop, page="settings") as room:
        capture = room.frame.window.findChild(KeyCapture)
        assert capture is not None
        given: list[str] = []
        capture.pressed.connect(given.append)
        capture.wait()
        QTest.keyClick(capture, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert given == ["Ctrl+K"]
        capture.wait()
        QTest.keyClick(capture, Qt.Key.Key_Escape)
        assert given == ["Ctrl+K"]
        assert not capture.isVisible()
