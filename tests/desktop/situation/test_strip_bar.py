"""The figures strip: its labels are whole where there is room, in brief where there is not, and never cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.lights import Sign
from desktop.situation import texts
from desktop.situation.figures import FigureFace
from desktop.situation.strip_bar import StripBar
from desktop.theme import look
from desktop.widgets.figure import Figure

VALUES = ("64", "57", "10", "16", "15", "11", "13", "42", "96.61%", "93.45%")


@pytest.fixture(autouse=True)
def own_scale(qapp: QApplication) -> Iterator[None]:
    yield
    look.apply(qapp, 100)


def strip(qtbot: QtBot, width: int) -> list[Figure]:
    bar = StripBar()
    qtbot.addWidget(bar)
    bar.set_compact(True)
    signs = {"yellow": Sign.SOON, "red": Sign.OVERDUE}
    faces = [
        FigureFace(name, value, label, "", "ink", signs.get(name), brief)
        for (name, label, brief, _), value in zip(texts.FIGURES, VALUES, strict=True)
    ]
    bar.resize(width, bar.height())
    bar.show()
    bar.show_figures(faces)
    qtbot.waitExposed(bar)
    bar.layout().activate()  # type: ignore[union-attr]
    return bar.findChildren(Figure)


@pytest.mark.parametrize(
    ("scale", "width", "brief"), [(100, 1300, False), (115, 1290, False), (150, 1276, True)]
)
def test_no_label_is_cut_on_the_small_screen(
    qapp: QApplication, qtbot: QtBot, scale: int, width: int, brief: bool
) -> None:
    look.apply(qapp, scale)
    figures = strip(qtbot, width)
    assert (figures[0].text() == "受理") is brief
    for one in figures:
        assert one.width() >= one.minimumSizeHint().width(), one.text()


def test_a_brief_label_says_the_whole_as_its_tooltip(qapp: QApplication, qtbot: QtBot) -> None:
    look.apply(qapp, 150)
    first, *_ = strip(qtbot, 1276)
    assert (first.text(), first.toolTip()) == ("受理", "今日受理")
    assert first.accessibleName() == "今日受理 64"
