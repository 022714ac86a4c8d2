"""The dialog of 校时: typed, chosen, given on Enter."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.signing.signers import Signer
from desktop.stated_time.dialog import TimeDialog

LEADERS = (Signer("a", "许志远", "带班"), Signer("b", "李晓芸", "带班"))


def test_enter_gives_what_was_typed_and_chosen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = TimeDialog(window)
    given: list[tuple[str, str, int]] = []
    dialog.given.connect(lambda *said: given.append(said))
    dialog.ask(LEADERS)
    QTest.keyClicks(dialog.field, "2026-03-16 14:05")
    dialog._leaders.cards[1].click()
    dialog._ways.cards[1].click()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert given == [("2026-03-16 14:05", "COUNTY", 1)]
    dialog.say("时间写法不对")
    assert dialog.refusal == "时间写法不对"
    QTest.keyClicks(dialog.field, "1")
    assert dialog.refusal == ""
    dialog.ask(LEADERS[:1])
    assert (dialog.field.text(), len(dialog._leaders.cards)) == ("", 1)


def test_without_a_leader_it_says_so_by_its_place(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = TimeDialog(window)
    given: list[tuple[str, str, int]] = []
    dialog.given.connect(lambda *said: given.append(said))
    dialog.ask(())
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert given == [("", "PHONE", -1)]
