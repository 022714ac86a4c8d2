"""Tracker, clock box, segments, timeline and charts: as tall as their words need, and they say what they draw."""

import math
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.lights import Sign
from desktop.theme import look
from desktop.widgets.bars import Bar, BarList, Part, StackedBar, legend_lines
from desktop.widgets.clock_block import ClockBlock, ClockFace
from desktop.widgets.line_chart import LineChart, Series
from desktop.widgets.segments import Segment, SegmentBar
from desktop.widgets.stage_tracker import StageTracker, Step
from desktop.widgets.timeline import TimeLine, Timeline

NAMES = ("信息采集", "案卷建立", "任务派遣", "任务处理", "处理反馈", "核查结案", "综合评价")
FACE = ClockFace(
    Sign.SOON, "重派限 15 分 · 15:46 到时", "剩 3 分 42 秒", "处置计时已停", "用 26 分 / 限 1 紧急工作时"
)
Shown = Callable[..., QWidget]
STEPS = [Step(name, "current" if at == 2 else "done" if at < 2 else "rest") for at, name in enumerate(NAMES)]

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    look.apply(qapp)
    yield
    look.apply(qapp)


@pytest.fixture(params=look.SCALES)
def scaled(request: pytest.FixtureRequest, qapp: QApplication, dressed: None) -> int:
    scale: int = request.param
    look.apply(qapp, scale)
    return scale


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Puts parts below one another into a column of a width."""
    kept = []  # Python owns the column; without it the parts would go at once

    def show(width: int, *parts: QWidget) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch()
        kept.append(whole)
        qtbot.addWidget(whole)
        whole.resize(width, 900)
        whole.show()
        qtbot.waitExposed(whole)
        return whole

    return show


@pytest.mark.parametrize("width", [340, 380, 460])
def test_parts_are_as_tall_as_their_words_in_any_column(shown: Shown, scaled: int, width: int) -> None:
    tracker, clock, stacked = StageTracker(), ClockBlock(), StackedBar()
    tracker.set_steps(STEPS)
    clock.set_clock(FACE)
    stacked.set_parts(
        [Part(49, name="正常"), Part(7, name="临期"), Part(3, name="超期"), Part(4, name="停计")]
    )
    shown(width, tracker, clock, stacked)
    for part in (tracker, clock, stacked):
        assert part.height() == part.height_for(width)


def test_a_running_second_does_not_move_the_layout(shown: Shown) -> None:
    clock = ClockBlock()
    shown(428, clock)
    heights = set()
    for second in range(60):
        clock.set_clock(ClockFace(Sign.SOON, FACE.head, f"剩 3 分 {second:02} 秒", FACE.tail_head, FACE.tail))
        heights.add(clock.height())
    assert len(heights) == 1
    clock.set_clock(None)
    assert not clock.isVisible()


def test_segments_say_where_the_time_went(shown: Shown) -> None:
    bar = SegmentBar()
    bar.set_segments(
        [Segment("处置", 26, "run", "村镇建设办"), Segment("", 12, "paused"), Segment("", 4, "owed")]
    )
    shown(400, bar)
    assert bar.accessibleName() == "处置 村镇建设办 走时 26 分，停时 12 分，未到时 4 分"


def test_nothing_to_draw_is_no_fault(shown: Shown) -> None:
    bars, lines, bar, stacked = BarList(), LineChart(), SegmentBar(), StackedBar()
    bars.set_bars([])
    lines.set_series([Series("新增", (math.nan, 3.0, math.nan))], ["1", "2", "3"])
    bar.set_segments([Segment("", 0)], 0)
    stacked.set_parts([])
    shown(300, bars, lines, bar, stacked).grab()


def test_the_timeline_is_as_tall_as_its_entries(shown: Shown, scaled: int) -> None:
    timeline = Timeline()
    short = TimeLine("15:09", "签收", "村镇建设办")
    timeline.set_lines([short] * 3)
    column = shown(400, timeline)
    three = timeline.height()
    long = TimeLine(
        "14:52", "来电人要求尽快恢复供水并告知具体抢修时间，" * 3, "李晓芸", tag="补录", mark=Sign.UNSENT
    )
    timeline.set_lines([short, short, short, long])
    assert timeline.height() > three * 4 / 3
    assert not column.grab().isNull()


def test_an_entry_is_opened_by_enter(shown: Shown, qtbot: QtBot) -> None:
    timeline = Timeline()
    timeline.set_lines([TimeLine("15:09", "签收", tone="resume"), TimeLine("14:52", "退单", tone="stop")])
    shown(400, timeline)
    timeline.setCurrentIndex(timeline.model().index(1, 0))
    with qtbot.waitSignal(timeline.line_activated) as told:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert told.args == [1]


def test_a_bar_opens_its_cases(shown: Shown, qtbot: QtBot) -> None:
    bars = BarList()
    bars.set_bars([Bar("综治工作", (Part(7),)), Bar("综合执法", (Part(10), Part(1, "red")))])
    shown(300, bars)
    assert bars.accessibleName() == "综治工作 7，综合执法 11"
    told: list[int] = []
    bars.opened.connect(told.append)
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, PLAIN, bars.rect().bottomLeft())
    QTest.keyClick(bars, Qt.Key.Key_Up)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert told == [1, 0]


def test_a_legend_breaks_before_it_is_cut(qapp: QApplication) -> None:
    names = [("正常 49", "green-bar"), ("临期 7", "amber-bar"), ("超期 3", "red")]
    assert len(legend_lines(names, 1000)) == 1
    assert len(legend_lines(names, 100)) == 3
