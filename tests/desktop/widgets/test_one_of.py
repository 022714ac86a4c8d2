"""单选卡片: always exactly one, by mouse or by keys; another question begins at the first again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.widgets.choices import ChoiceCard
from desktop.widgets.one_of import OneOf

NEXT = ("何建国", "许志远", "李晓芸")


def _shown(qtbot: QtBot, *names: str, across: bool = False) -> OneOf:
    cards = OneOf(names, across=across)
    qtbot.addWidget(cards)
    with qtbot.waitExposed(cards):
        cards.show()
    return cards


def test_the_first_is_chosen_until_another_is(qtbot: QtBot) -> None:
    cards = _shown(qtbot, "断网", "突发", "大活动")
    assert cards.place == 0
    cards.cards[2].click()
    assert [card.chosen for card in cards.cards] == [False, False, True]
    cards.cards[2].click()  # pressed again it stays
    assert cards.place == 2


def test_the_arrow_keys_choose_too(qtbot: QtBot) -> None:
    cards = _shown(qtbot, "许志远", "李晓芸")
    cards.cards[0].setFocus()
    QTest.keyClick(cards.cards[0], Qt.Key.Key_Down)
    assert (cards.place, cards.cards[1].hasFocus()) == (1, True)
    QTest.keyClick(cards.cards[1], Qt.Key.Key_Up)
    assert cards.place == 0


def test_other_names_take_the_place_of_those_before(qtbot: QtBot) -> None:
    cards = _shown(qtbot, "许志远", "李晓芸")
    cards.cards[1].click()
    cards.set_names(NEXT)
    assert (len(cards.cards), cards.place) == (3, 0)
    qtbot.waitUntil(
        lambda: [card.text() for card in cards.findChildren(ChoiceCard) if card.isVisible()] == list(NEXT)
    )
    cards.set_names(())
    assert cards.place == -1


def test_two_questions_side_by_side_do_not_disturb_each_other(qtbot: QtBot) -> None:
    ways, people = _shown(qtbot, "手机", "电话"), _shown(qtbot, "许志远", "李晓芸", across=True)
    ways.cards[1].click()
    assert (ways.place, people.place) == (1, 0)
