"""The list under a field is bordered, its rows as high as the design says, and it holds its rows without scrolling."""

from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.theme import look
from desktop.widgets.offered_list import dress_offers


def test_rows_follow_the_design_and_all_are_seen(qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app)
    line = QLineEdit()
    qtbot.addWidget(line)
    offered = QCompleter(["石桥村", "石桥村 1 网格", "石门"], line)
    offered.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    dress_offers(offered)
    line.setCompleter(offered)
    with qtbot.waitExposed(line):
        line.show()
    line.setFocus()
    offered.complete()
    popup = offered.popup()
    assert popup is not None
    assert popup.sizeHintForRow(0) >= look.px(28)
    assert not popup.verticalScrollBar().isVisible()
    popup.hide()
