"""The rail: every page stays whole, also with large letters on a small screen."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.shell.rail import Rail, RailButton
from desktop.theme import look

PAGES = 10


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    look.apply(qapp, 150)
    yield
    look.apply(qapp, 100)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("tall", [768, 1080])
def test_no_page_lies_over_another(qtbot: QtBot, tall: int) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    for number in range(PAGES):
        rail.add(f"page{number}", "清单", "list-checks", "", number=number, foot=number == PAGES - 1)
    rail.set_compact(True)
    rail.resize(rail.width(), tall)
    rail.show()
    QApplication.processEvents()
    boxes = sorted((button.geometry() for button in rail.findChildren(RailButton)), key=lambda box: box.y())
    assert len(boxes) == PAGES
    assert boxes[-1].bottom() < tall
    assert all(one.bottom() < other.top() for one, other in pairwise(boxes))
