"""The dialog of outages and drills: what is asked, what is given on Enter."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.duty_log.dialog import DutyLogDialog
from desktop.duty_log.log import Asked, Given, Line
from desktop.signing.signers import Signer

LEADERS = (Signer("a", "许志远", "带班"), Signer("b", "李晓芸", "带班"))
GOES_ON = Line(
    key="d", drill=True, what="演练·断网", span="14:00 起", text="拔掉专线", by="许志远", open=True
)


class Shown:
    """The dialog over a window, and what it gave."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.dialog = DutyLogDialog(self.window)
        self.heard: list[tuple[Asked, Given]] = []
        self.dialog.given.connect(lambda asked, given: self.heard.append((asked, given)))


def test_a_drill_names_its_subject_its_span_and_the_leader(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    dialog = shown.dialog
    asked = Asked(drill=True, people=LEADERS, since="14:00")
    dialog.ask(asked)
    dialog.text.setText("拔掉专线")
    dialog._subjects.cards[1].click()
    dialog._people.cards[1].click()
    QTest.keyClick(dialog.text, Qt.Key.Key_Return)
    assert shown.heard == [(asked, Given(subject="URGENT", since="14:00", text="拔掉专线", who=1))]
    assert "不停计时、不免责" in dialog._about.text()


def test_an_outage_has_no_subject(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    dialog = shown.dialog
    dialog.ask(Asked(drill=False, people=LEADERS[:1], since="14:00"))
    assert dialog._subjects.isHidden()
    assert dialog._labels["text"].text() == "断网范围"


def test_an_end_leaves_its_begin_alone(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    dialog = shown.dialog
    dialog.ask(Asked(drill=True, people=LEADERS, since="14:00", to="15:30", ends=GOES_ON))
    assert (dialog.since.isEnabled(), dialog.to.text(), dialog._subjects.isHidden()) == (
        False,
        "15:30",
        True,
    )
    assert dialog._labels["text"].text() == "演练结果"


def test_why_not_stands_there_until_something_is_typed(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    dialog = shown.dialog
    dialog.ask(Asked(drill=True, people=LEADERS, since="14:00"))
    dialog.say("开始时间写法不对")
    assert dialog.refusal == "开始时间写法不对"
    QTest.keyClicks(dialog.since, "1")
    assert dialog.refusal == ""
