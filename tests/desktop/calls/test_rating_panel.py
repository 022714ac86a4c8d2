"""待评价 by keyboard: 不满意 opens reason and evidence, says what is missing, and sends both (rulebook §4.6)."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.calls import texts
from desktop.calls.rating_panel import RatingPanel
from desktop.calls.waiting import RatingFace
from desktop.keymap import Keymap
from desktop.moves.file_copies import Copying
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.segmented import Segmented

FACE = RatingFace(
    case_id="c", dept="ZR", unit="县自然资源和规划局", title="砂石", until="周四前评价", facts=(), due=1
)


def not_run(work: Coroutine[Any, Any, None], name: str) -> None:
    work.close()


@pytest.fixture
def panel(qtbot: QtBot) -> RatingPanel:
    made = RatingPanel(not_run, lambda: 0, Keymap.shipped())
    qtbot.addWidget(made)
    made.show_rating(FACE)
    made.resize(340, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def sent(panel: RatingPanel) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    panel.rated.connect(lambda face, p, who: found.append(p))
    return found


def mark(panel: RatingPanel, name: str) -> Segmented:
    return next(one for one in panel.findChildren(Segmented) if one.accessibleName() == name)


def unhappy(panel: RatingPanel, name: str) -> None:
    chosen = mark(panel, name)
    chosen.setFocus()
    for _ in range(2):
        QTest.keyClick(chosen, Qt.Key.Key_Right)


def said(panel: RatingPanel) -> str:
    return panel.findChildren(RefusalLine)[0].sentence


def under_the_keys() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


async def named(copying: Copying) -> str:
    return copying.source.name


def test_happy_marks_go_out_with_nothing_more(panel: RatingPanel, sent: list[dict[str, Any]]) -> None:
    assert not panel.grounds.isVisible()
    panel.rate()
    assert sent == [{"unit": "ZR", "rating": "GOOD", "respond": "GOOD", "done": "DONE"}]


@pytest.mark.parametrize("name", [texts.RESPOND, texts.SATISFIED])
async def test_a_bad_mark_goes_out_with_reason_and_evidence(
    panel: RatingPanel, sent: list[dict[str, Any]], tmp_path: Path, name: str
) -> None:
    unhappy(panel, name)
    assert panel.grounds.isVisible()
    panel.rate()
    assert said(panel) == texts.BAD_NEEDED
    reason = under_the_keys()
    assert isinstance(reason, QLineEdit)
    reason.insert("封条次日即被撕毁")
    panel.rate()
    assert said(panel) == texts.EVIDENCE_NEEDED
    assert isinstance(under_the_keys(), QPushButton)
    panel.grounds.material.add([str(tmp_path / "现场.jpg")])
    panel.rate()
    assert said(panel) == texts.STILL_COPYING
    await panel.grounds.material.copy(named)
    assert not sent
    panel.rate()
    assert (sent[0]["reason"], sent[0]["files"]) == ("封条次日即被撕毁", ["现场.jpg"])
    assert "BAD" in (sent[0]["rating"], sent[0]["respond"])


def test_tab_goes_from_the_marks_to_reason_evidence_and_the_button(panel: RatingPanel) -> None:
    unhappy(panel, texts.SATISFIED)
    stops = []
    for _ in range(3):
        QTest.keyClick(under_the_keys(), Qt.Key.Key_Tab)
        stops.append(under_the_keys())
    assert stops[0].accessibleName() == texts.BAD_HINT
    assert panel.grounds.material.isAncestorOf(stops[1])
    assert isinstance(stops[2], QPushButton)
    assert stops[2].text() == texts.RATE_DO


def test_enter_in_the_reason_goes_to_the_evidence(panel: RatingPanel) -> None:
    unhappy(panel, texts.SATISFIED)
    QTest.keyClick(under_the_keys(), Qt.Key.Key_Tab)
    QTest.keyClick(under_the_keys(), Qt.Key.Key_Return)
    assert panel.grounds.material.isAncestorOf(under_the_keys())


async def test_another_department_begins_without_them(
    panel: RatingPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    unhappy(panel, texts.SATISFIED)
    panel.grounds.material.add([str(tmp_path / "现场.jpg")])
    await panel.grounds.material.copy(named)
    other = RatingFace(case_id="c", dept="ZF", unit="县综合执法局", title="砂石", until="", facts=(), due=1)
    panel.show_rating(other)
    assert not panel.grounds.isVisible()
    assert (panel.grounds.reason, panel.grounds.material.value) == ("", ())
