"""分数怎么来: the figure behind a part of a score is reached by mouse and by keys."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.evaluation.opened import Term
from desktop.evaluation.term_rows import TermRows

TERMS = (
    Term(name="基础分", how="", points="80.00"),
    Term(name="有效上报", how="每件加 1 分", points="+2.00", share=0.2, ref="reports"),
    Term(name="按时核查", how="每次加 0.5 分", points="+4.00", share=1.0, ref="verified"),
)


def rows(qtbot: QtBot, terms: tuple[Term, ...] = TERMS) -> TermRows:
    made = TermRows()
    qtbot.addWidget(made)
    made.resize(320, 200)
    made.set_terms(terms, "86.00")
    made.show()
    return made


def test_arrows_go_to_the_next_figure_and_enter_opens_it(qtbot: QtBot) -> None:
    made, asked = rows(qtbot), list[str]()
    made.chosen.connect(asked.append)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.keyClick(made, Qt.Key.Key_Down)
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.keyClick(made, Qt.Key.Key_Down)  # it stops at the last
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert asked == ["reports", "verified", "verified"]


def test_a_click_opens_what_has_a_figure_behind_it(qtbot: QtBot) -> None:
    made, asked = rows(qtbot), list[str]()
    made.chosen.connect(asked.append)
    line = made.sizeHint().height() // 5
    for number in (1, 2):  # 基础分, 有效上报
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(40, number * line + line // 2))
    assert asked == ["reports"]


def test_what_opens_nothing_takes_no_keys(qtbot: QtBot) -> None:
    made = rows(qtbot, TERMS[:1])
    assert made.focusPolicy() == Qt.FocusPolicy.NoFocus
    made.set_terms((), "")
    assert not made.isVisible()
