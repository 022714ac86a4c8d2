"""A file dialog speaks Chinese on every system: it is Qt's own, whose words are English until somebody says them."""

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QLineEdit

from desktop.starting.qt_words import speak_chinese
from desktop.widgets.file_words import name_labels


@pytest.fixture
def chinese(qapp: QApplication) -> QApplication:
    assert speak_chinese(qapp), "Qt's translation is missing from the installation"
    return qapp


@pytest.mark.usefixtures("chinese")
def test_no_english_word_is_left_on_a_dialog() -> None:
    dialog = QFileDialog(None, "导出 Excel", "", "Excel 工作簿 (*.xlsx)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    name_labels(dialog, "保存")
    said = {label.text() for label in dialog.findChildren(QLabel) if label.text()}
    assert said == {"位置：", "文件名：", "类型："}
    (box,) = dialog.findChildren(QDialogButtonBox)
    assert {button.text() for button in box.buttons()} == {"保存", "取消"}
    dialog.deleteLater()


@pytest.mark.usefixtures("chinese")
def test_the_menu_of_a_line_is_chinese_too() -> None:
    line = QLineEdit("井盖")
    menu = line.createStandardContextMenu()
    words = "".join(action.text() for action in menu.actions())
    assert "复制" in words
    assert "Copy" not in words
    menu.deleteLater()
    line.deleteLater()
