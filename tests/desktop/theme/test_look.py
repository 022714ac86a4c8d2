"""The look follows the font scale, and its stylesheet is one that Qt understands."""

import re

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit

from desktop.theme import look


@pytest.fixture(params=look.SCALES)
def scaled(qapp: QApplication, request: pytest.FixtureRequest) -> int:
    look.apply(qapp, request.param)
    return int(request.param)


@pytest.fixture(autouse=True)
def undressed(qapp: QApplication):  # type: ignore[no-untyped-def]
    yield
    look.apply(qapp)


def test_sizes_follow_the_scale(scaled: int) -> None:
    assert look.px(100) == scaled
    assert look.font(look.BODY).pixelSize() == round(14 * scaled / 100)


def test_rows_have_room_for_their_text(scaled: int) -> None:
    assert look.row_height() >= look.font(look.BODY).pixelSize() * 1.4 + 14


def test_nothing_is_left_unfilled(scaled: int) -> None:
    sheet = look.stylesheet()
    assert not re.search(r"[$~]|icon\(", re.sub(r"url\([^)]*\)", "", sheet))
    assert "color: #" in sheet


def test_fields_are_as_high_as_their_text_needs(scaled: int, qapp: QApplication) -> None:
    for editor in (QLineEdit("石桥东头"), QComboBox(), QCheckBox("伤者是否需要送医")):
        editor.ensurePolished()
        assert editor.sizeHint().height() >= editor.fontMetrics().lineSpacing() + 2


def test_text_is_never_smaller_than_12() -> None:
    assert look.NOTE == 12
