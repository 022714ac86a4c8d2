"""A unit is found by a part of its name, its code or the pinyin initials, whichever way a character is read."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.moves.form import Choice
from desktop.moves.pick_editor import PickLine
from desktop.moves.spelling import spellings

UNITS = (
    Choice("ZF", "综合执法队"),
    Choice("99010110020800300", "石桥村 3 网格"),
    Choice("CQ", "重庆路居委会"),
)


def test_characters_of_two_readings_are_typed_either_way() -> None:
    assert {"cql", "zql", "chongqinglu", "zhongqinglu"} <= set(spellings(["重庆路"])["重庆路"])


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # the list under the line is a window
def test_initials_are_asked_for_once_letters_are_typed(qtbot: QtBot) -> None:
    line = PickLine(UNITS)
    qtbot.addWidget(line)
    asked: list[bool] = []
    line.spelling_wanted.connect(lambda: asked.append(True))
    line.setText("执法")
    line.textEdited.emit("执法")
    assert not asked
    for typed in ("z", "zh"):
        line.setText(typed)
        line.textEdited.emit(typed)
    assert asked == [True]


def test_enter_takes_the_unit_whose_initials_were_typed(qtbot: QtBot) -> None:
    line = PickLine(UNITS)
    qtbot.addWidget(line)
    assert line.match("sqc") == ""
    line.spell(spellings(line.labels))
    assert [line.match(typed) for typed in ("sqc3", "ZHZF", "cql", "执法")] == [
        "99010110020800300",
        "ZF",
        "CQ",
        "ZF",
    ]
