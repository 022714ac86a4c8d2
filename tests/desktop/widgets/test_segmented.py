"""分段选择 that shares out its width: labels stay whole as long as there is room for them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from desktop.theme.look import SECOND, font
from desktop.widgets.segmented import Segmented

LISTS = (("owed", "欠答复"), ("down", "县呼"), ("all", "全部"), ("found", "异常"), ("notices", "通报"))


@pytest.mark.usefixtures("qapp")
def test_a_long_label_takes_more_than_its_part_where_equal_parts_would_cut_it() -> None:
    lists = Segmented(LISTS, stretch=True)
    metrics = QFontMetrics(font(SECOND, True))
    needed = [metrics.horizontalAdvance(label) for _, label in LISTS]
    lists.resize(lists.minimumSizeHint())
    parts = [part.width() for part in lists._parts()]
    assert all(part >= text + 4 for part, text in zip(parts, needed, strict=True))
    assert sum(parts) == lists.width()
    lists.resize(lists.sizeHint().width() * 3, 30)
    assert len({round(part.width()) for part in lists._parts()[:-1]}) == 1, "equal where there is room"


@pytest.mark.usefixtures("qapp")
def test_one_that_does_not_share_keeps_its_width() -> None:
    fixed = Segmented(LISTS)
    assert fixed.minimumSizeHint() == fixed.sizeHint()


@pytest.mark.usefixtures("qapp")
def test_a_digit_chooses_as_in_the_forms_and_one_without_a_part_does_nothing() -> None:
    lists, heard = Segmented(LISTS), list[str]()
    lists.changed.connect(heard.append)
    for key in (Qt.Key.Key_3, Qt.Key.Key_3, Qt.Key.Key_9, Qt.Key.Key_0, Qt.Key.Key_1):
        QTest.keyClick(lists, key)
    QTest.keyClick(lists, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["all", "owed"]
