"""The queue: the chosen case stays chosen, nothing moves under the hand, letters are keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.card import Card
from desktop.widgets.card_painter import card_height
from desktop.widgets.queue_list import QueueList


def card(case_id: str, left: str = "剩 27 分") -> Card:
    return Card(case_id, Sign.NORMAL, "瓶装液化气站外闻到燃气味", left, "云溪社区 1 网格", "限 1 时", 0.4)


def cards(first: int, last: int) -> list[Card]:
    return [card(f"E{at:03}") for at in range(first, last + 1)]


@pytest.fixture
def queue(qtbot: QtBot, qapp: QApplication) -> QueueList:
    look.apply(qapp)
    made = QueueList()
    qtbot.addWidget(made)
    made.resize(384, 400)
    made.set_cards(cards(1, 30))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_the_chosen_case_stays_chosen_when_others_come(queue: QueueList, qtbot: QtBot) -> None:
    queue.choose("E003")
    with qtbot.assertNotEmitted(queue.selected):
        queue.set_cards([card("E900"), *cards(1, 30)])
    assert queue.currentIndex().row() == 3


def test_a_case_that_left_the_list_is_still_the_chosen_one(queue: QueueList, qtbot: QtBot) -> None:
    queue.choose("E003")
    with qtbot.assertNotEmitted(queue.selected):
        queue.set_cards(cards(4, 30))
    assert not queue.currentIndex().isValid()
    assert queue.chosen == "E003"
    queue.set_cards(cards(1, 30))
    assert queue.currentIndex().row() == 2


def test_what_comes_above_does_not_push_what_is_seen(queue: QueueList) -> None:
    tall = card_height()
    queue.verticalScrollBar().setValue(10 * tall + 7)
    queue.set_cards([card("E900"), card("E901"), *cards(1, 30)])
    assert queue.verticalScrollBar().value() == 12 * tall + 7


def test_arrows_and_letters_choose_and_enter_opens(queue: QueueList, qtbot: QtBot) -> None:
    told: list[str] = []
    queue.selected.connect(told.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
        QTest.keyClick(queue, key)
    assert told[-3:] == ["E002", "E003", "E002"]
    with qtbot.waitSignal(queue.opened) as opened:
        QTest.keyClick(queue, Qt.Key.Key_Return)
    assert opened.args == ["E002"]


def test_only_cards_that_are_seen_are_made_anew(queue: QueueList) -> None:
    asked: list[str] = []

    def anew(case_id: str) -> Card:
        asked.append(case_id)
        return card(case_id, "剩 26 分")

    queue.refresh(anew)
    assert asked == ["E001", "E002", "E003", "E004", "E005"]
    assert queue.cards[0].left == "剩 26 分"
    assert queue.cards[9].left == "剩 27 分"


@pytest.mark.parametrize("scale", look.SCALES)
def test_cards_follow_the_font(qapp: QApplication, scale: int) -> None:
    look.apply(qapp, scale)
    assert card_height() >= look.px(95)
    assert card_height(compact=True) >= look.px(86)
    look.apply(qapp)
