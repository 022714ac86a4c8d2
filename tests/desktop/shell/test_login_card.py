"""The login card names people, whatever the county's session calls them; what was typed is never overwritten."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.login_card import LoginCard

ID, OTHER = "39896c09-8c59-559e-9a58-22cbcd07cee7", "5a8f6a64-3c1f-5b52-93b2-4f4b1d6e8a10"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def a_card(window: QWidget) -> tuple[LoginCard, QLineEdit, QLineEdit, list[tuple[str, str]]]:
    card = LoginCard(window)
    given: list[tuple[str, str]] = []
    card.login_requested.connect(lambda user, password: given.append((user, password)))
    user, password = card.findChildren(QLineEdit)
    return card, user, password, given


def test_the_card_shows_a_name_and_gives_the_id_it_stands_for(window: QWidget) -> None:
    card, user, password, given = a_card(window)
    card.ask(ID, "严浩然", focus=False)
    assert user.text() == "严浩然"
    password.setText("secret")
    password.returnPressed.emit()
    assert given == [(ID, "secret")]


def test_after_a_change_of_shift_it_is_the_next_ones_name(window: QWidget) -> None:
    card, user, _, __ = a_card(window)
    card.ask(ID, "严浩然", focus=False)
    card.ask(OTHER, "李晓芸", focus=False)
    assert user.text() == "李晓芸"


def test_another_account_that_was_typed_is_kept_and_given_as_it_is(window: QWidget) -> None:
    card, user, password, given = a_card(window)
    card.ask(ID, "严浩然", focus=False)
    user.setText("sunhao")
    card.ask(OTHER, "李晓芸", focus=False)
    password.setText("secret")
    password.returnPressed.emit()
    assert given == [("sunhao", "secret")]
