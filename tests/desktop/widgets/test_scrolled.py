"""A scrolled column: as wide as its area, and no ground of its own over the panel's."""

from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.scrolled import Scrolled


def test_what_is_held_is_as_wide_as_the_area_and_scrolls_downwards_only(qtbot: QtBot) -> None:
    inner = QWidget()
    inner.setMinimumHeight(900)
    area = Scrolled(inner)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    assert inner.width() == area.viewport().width()
    assert area.verticalScrollBar().maximum() == 700
    assert area.horizontalScrollBar().maximum() == 0


def test_the_ground_is_the_panels(qtbot: QtBot) -> None:
    area = Scrolled()
    qtbot.addWidget(area)
    inner = QWidget()
    area.hold(inner)
    assert not inner.autoFillBackground()
    assert not area.viewport().autoFillBackground()
    assert area.frameShape() == QFrame.Shape.NoFrame
