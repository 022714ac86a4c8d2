"""The list under a field is bordered, its rows as high as the design says, and it holds its rows without scrolling."""

from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.theme import look
from desktop.widgets.offered_list import dress_offers

COMPLETER_ADDS = 6  # to the height of its rows


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
    popup = offered.popup()
    assert popup is not None
    popup.ensurePolished()
    assert popup.sizeHintForRow(0) >= look.px(28)
    popup.resize(200, 3 * popup.sizeHintForRow(0) + COMPLETER_ADDS)
    popup.doItemsLayout()
    assert popup.verticalScrollBar().maximum() == 0
