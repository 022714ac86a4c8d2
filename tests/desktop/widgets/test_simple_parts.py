"""The simple parts: by keyboard alone, at every font scale, with words for a screen reader."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import ActionButton, LinkButton
from desktop.widgets.check_line import CheckLine
from desktop.widgets.choices import ChoiceCard
from desktop.widgets.field import Field
from desktop.widgets.figure import Figure
from desktop.widgets.filter_chip import FilterChip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.light import Light, paint_light
from desktop.widgets.panel import Panel
from desktop.widgets.refusal_line import RefusalLine
from desktop.widgets.segmented import Segmented
from desktop.widgets.tag import Tag, paint_tag, tag_height, tag_width
from desktop.widgets.words import Elided, Words
from tests.desktop.widgets.gallery import gallery


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    look.apply(qapp)
    yield
    look.apply(qapp)


def _picture(side: int = 32) -> QImage:
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    return image


def _drawn(sign: Sign, *, black: bool = False) -> QImage:
    image = _picture()
    painter = QPainter(image)
    paint_light(painter, QRectF(0, 0, 32, 32), sign, black=black)
    painter.end()
    return image


# ---------------------------------------------------------------- lights and tags


def test_every_sign_has_a_shape_of_its_own_without_colour() -> None:
    shapes = [bytes(_drawn(sign).convertToFormat(QImage.Format.Format_Mono).constBits()) for sign in Sign]
    assert len(set(shapes)) == len(list(Sign))


@pytest.mark.parametrize("sign", Sign)
def test_a_printed_sign_is_black_on_white(sign: Sign) -> None:
    image = _drawn(sign, black=True)
    pixels = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    assert all(one.red() == one.green() == one.blue() for one in pixels)
    assert min(one.red() for one in pixels) < 64


def test_a_light_says_its_word(qtbot: QtBot) -> None:
    light = Light(Sign.OVERDUE)
    qtbot.addWidget(light)
    assert light.accessibleName() == "超期"


def test_painting_a_tag_gives_its_width(qtbot: QtBot) -> None:
    image = _picture(200)
    painter = QPainter(image)
    assert paint_tag(painter, 4, 4, "黄牌督办 1", "amber") == tag_width("黄牌督办 1")
    painter.end()
    tag = Tag("黄牌督办 1", "amber")
    qtbot.addWidget(tag)
    assert tag.sizeHint() == QSize(tag_width("黄牌督办 1"), tag_height())
    tag.set_text("")
    assert tag.sizeHint().isEmpty()


# ---------------------------------------------------------------- buttons


@pytest.mark.parametrize("scale", look.SCALES)
def test_a_button_has_room_for_its_text_and_key(qapp: QApplication, qtbot: QtBot, scale: int) -> None:
    look.apply(qapp, scale)
    plain, keyed = ActionButton("呼叫县级"), ActionButton("呼叫县级", key_cap="F4")
    qtbot.addWidget(plain)
    qtbot.addWidget(keyed)
    assert keyed.sizeHint().width() > plain.sizeHint().width()
    assert keyed.sizeHint().height() >= look.row_height(padding=12)


def test_a_small_button_is_small(qtbot: QtBot) -> None:
    small, normal = ActionButton("改点", small=True), ActionButton("派单")
    for button in (small, normal):
        qtbot.addWidget(button)
        button.grab()  # the stylesheet is applied
    assert (small.height(), normal.height()) == (small.sizeHint().height(), normal.sizeHint().height())
    assert small.height() < normal.height()


def test_enter_and_space_press(qtbot: QtBot) -> None:
    for button in (ActionButton("派单", key_cap="F3", primary=True), LinkButton("查看（留痕）")):
        qtbot.addWidget(button)
        pressed: list[None] = []
        button.clicked.connect(partial(pressed.append, None))
        QTest.keyClick(button, Qt.Key.Key_Return)
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert len(pressed) == 2


def test_a_button_says_why_it_is_off_and_only_then(qtbot: QtBot) -> None:
    button = ActionButton("派单", key_cap="F3")
    qtbot.addWidget(button)
    button.set_reason("先受理（Ctrl+Enter）。")
    assert button.toolTip() == ""
    button.setEnabled(False)
    assert button.toolTip() == "先受理（Ctrl+Enter）。"
    assert button.accessibleName() == "派单 F3"


# ---------------------------------------------------------------- choices


def _urgencies(qtbot: QtBot) -> tuple[Segmented, list[str]]:
    segmented = Segmented([("u1", "U1 特急"), ("u2", "U2 紧急"), ("u3", "U3 一般")])
    qtbot.addWidget(segmented)
    segmented.resize(segmented.sizeHint())
    chosen: list[str] = []
    segmented.changed.connect(chosen.append)
    return segmented, chosen


def test_arrows_choose_and_stop_at_the_ends(qtbot: QtBot) -> None:
    segmented, chosen = _urgencies(qtbot)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(segmented, key)
    assert chosen == ["u2", "u3"]


def test_a_click_chooses_the_part_under_it(qtbot: QtBot) -> None:
    segmented, chosen = _urgencies(qtbot)
    QTest.mouseClick(segmented, Qt.MouseButton.LeftButton, pos=QPoint(segmented.width() - 5, 5))
    assert chosen == ["u3"]
    assert segmented.value == "u3"


def test_what_the_program_sets_is_not_told_as_a_choice(qtbot: QtBot) -> None:
    segmented, chosen = _urgencies(qtbot)
    segmented.set_value("u2")
    assert segmented.value == "u2"
    assert chosen == []


def test_a_count_widens_its_label(qtbot: QtBot) -> None:
    segmented, _ = _urgencies(qtbot)
    before = segmented.sizeHint().width()
    segmented.set_count("u1", 13)
    assert segmented.sizeHint().width() > before
    assert segmented.accessibleDescription() == "U1 特急 13"


def test_a_card_is_chosen_and_never_unchosen_by_a_press(qtbot: QtBot) -> None:
    card = ChoiceCard("供水管破裂停水", "命中「水管」「冒水」", "Alt+1")
    qtbot.addWidget(card)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        QTest.keyClick(card, key)
        assert card.chosen


def test_a_narrow_card_grows_for_its_note(qtbot: QtBot) -> None:
    card = ChoiceCard(
        "道路积水", "命中「漫到路上」；未提下水道、降雨；同点 4 日前有此类；本次未提塌陷", "Alt+2"
    )
    qtbot.addWidget(card)
    assert card.heightForWidth(260) > card.heightForWidth(700)


def test_a_line_to_tick_wraps_and_ticks(qtbot: QtBot) -> None:
    line = CheckLine("停水大约几户、从几点起，附近有无配电箱、落地电线", "已复述确认")
    qtbot.addWidget(line)
    ticked: list[bool] = []
    line.toggled.connect(ticked.append)
    QTest.keyClick(line, Qt.Key.Key_Space)
    assert ticked == [True]
    assert line.heightForWidth(260) > line.heightForWidth(900)


# ---------------------------------------------------------------- panels, figures, fields


def test_a_figure_opens_by_click_and_enter(qtbot: QtBot) -> None:
    figure = Figure("超期红灯")
    qtbot.addWidget(figure)
    figure.set("3", "最长 2 时", "red", Sign.OVERDUE)
    opened: list[None] = []
    figure.opened.connect(lambda: opened.append(None))
    QTest.keyClick(figure, Qt.Key.Key_Return)
    QTest.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert len(opened) == 2
    assert figure.accessibleName() == "超期红灯 3 最长 2 时"


def test_a_failed_panel_keeps_its_body_and_offers_another_try(qtbot: QtBot) -> None:
    panel = Panel("待办队列")
    qtbot.addWidget(panel)
    body = QWidget()
    panel.set_body(body)
    tried: list[None] = []
    panel.show_error("统计未能读出，其余不受影响。", lambda: tried.append(None))
    again = next(one for one in panel.findChildren(ActionButton) if one.text() == "重试")
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert tried == [None]
    assert panel.body is body
    assert not body.isHidden()
    panel.clear_error()


def test_a_new_body_takes_the_place_of_the_old(qtbot: QtBot) -> None:
    panel = Panel()
    qtbot.addWidget(panel)
    old, new = QWidget(), QWidget()
    qtbot.addWidget(old)
    panel.set_foot(QWidget())
    panel.set_body(old)
    panel.set_body(new)
    panel.resize(300, 400)
    panel.grab()  # lays out
    assert old.parent() is None
    assert new.height() > 300


def test_a_short_wait_shows_nothing(qtbot: QtBot) -> None:
    panel = Panel("事件")
    qtbot.addWidget(panel)
    panel.busy(True)
    assert not panel._busy.shown
    qtbot.waitUntil(lambda: panel._busy.shown, timeout=1000)
    panel.busy(False)
    assert not panel._busy.shown


def test_an_error_takes_the_place_of_the_note(qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("地点", editor, note="可填地名、网格码、坐标")
    qtbot.addWidget(field)
    field.set_error("未找到地名。")
    assert editor.property("wrong") is True
    assert editor.accessibleDescription() == "未找到地名。"
    field.set_error("")
    assert editor.property("wrong") is False
    assert editor.accessibleDescription() == "可填地名、网格码、坐标"


def test_a_refusal_is_there_only_while_there_is_one(qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    line = RefusalLine(panel)
    line.show_refusal("先受理（Ctrl+Enter）。")
    assert not line.isHidden()
    line.clear()
    assert line.isHidden()


def test_words_are_never_read_as_markup(qtbot: QtBot) -> None:
    words = Words("<b>来电</b>")
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    banner = Banner(parent=words)
    banner.say("水管<3 处", "<i>")
    assert banner._line.text().count("&lt;") == 2


def test_a_cut_line_says_the_whole_as_its_tooltip(qtbot: QtBot) -> None:
    line = Elided("填两栏即可取号，其余随后补")
    qtbot.addWidget(line)
    line.resize(60, 20)
    line.say("填两栏即可取号，其余随后补")
    assert line.toolTip() == "填两栏即可取号，其余随后补"
    line.resize(600, 20)
    line.say("填两栏即可取号，其余随后补")
    assert line.toolTip() == ""


def test_a_condition_goes_by_its_cross_and_by_delete(qtbot: QtBot) -> None:
    chip = FilterChip("单位", "村镇建设办")
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    told: list[str] = []
    chip.removed.connect(lambda: told.append("removed"))
    chip.opened.connect(lambda: told.append("opened"))
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, chip.height() // 2))
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(10, chip.height() // 2))
    assert told == ["removed", "removed", "opened"]


def test_a_row_breaks_where_the_width_ends(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    tags = [Tag(f"标签 {n}") for n in range(6)]
    for tag in tags:
        flow.addWidget(tag)
    box.resize(120, 200)
    flow.setGeometry(box.rect())
    assert flow.heightForWidth(120) > flow.heightForWidth(1000)
    assert all(tag.geometry().right() < 120 for tag in tags)
    assert len({tag.y() for tag in tags}) >= 3


# ---------------------------------------------------------------- all of them


def _cut(sheet: QWidget) -> list[str]:
    """Parts that have less room than they need."""
    return [
        f"{type(part).__name__} {part.accessibleName()}"
        for part in sheet.findChildren(QWidget)
        if part.isVisibleTo(sheet) and isinstance(part, OURS)
        if part.width() < part.minimumSizeHint().width() or part.height() < part.minimumSizeHint().height()
    ]


OURS = (ActionButton, LinkButton, Segmented, ChoiceCard, CheckLine, Figure, FilterChip, Tag, Words, Panel)


@pytest.mark.parametrize("scale", look.SCALES)
def test_nothing_is_cut_at_any_scale(qapp: QApplication, qtbot: QtBot, scale: int) -> None:
    look.apply(qapp, scale)
    sheet = gallery()
    qtbot.addWidget(sheet)
    sheet.resize(look.px(1300), look.px(860))
    assert not sheet.grab().isNull()
    assert _cut(sheet) == []


def test_a_new_scale_reaches_what_is_already_shown(qapp: QApplication, qtbot: QtBot) -> None:
    sheet = gallery()
    qtbot.addWidget(sheet)
    sheet.resize(1300, 860)
    sheet.grab()
    look.apply(qapp, 150)
    sheet.resize(1950, 1290)
    sheet.grab()
    assert _cut(sheet) == []
    assert all(one.font().pixelSize() >= look.px(look.NOTE) for one in sheet.findChildren(Words))
