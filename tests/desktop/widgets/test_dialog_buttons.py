"""确定与取消: Enter does it, unless the dialog asks for the longer key; Esc's button rejects."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.widgets.buttons import ActionButton
from desktop.widgets.dialog_buttons import BY_CTRL_ENTER, BY_ENTER, DialogButtons


@pytest.mark.parametrize(("cap", "done"), [(BY_ENTER, 1), (BY_CTRL_ENTER, 0)])
def test_enter_in_a_field_does_it_or_nothing(qtbot: QtBot, cap: str, done: int) -> None:
    dialog, field = QDialog(), QLineEdit()
    qtbot.addWidget(dialog)
    buttons = DialogButtons(dialog, "登记", "取消", key_cap=cap)
    column = QVBoxLayout(dialog)
    column.addWidget(field)
    column.addLayout(buttons)
    heard: list[bool] = []
    buttons.go.clicked.connect(lambda: heard.append(True))
    with qtbot.waitExposed(dialog):
        dialog.open()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(heard) == done
    away = next(one for one in dialog.findChildren(ActionButton) if one is not buttons.go)
    away.click()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not dialog.isVisible()
