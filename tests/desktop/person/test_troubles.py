"""The PC fails while somebody works: the disk fills, the store can't be written, the clock is a day off. Nothing typed is lost."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from qasync import QEventLoop

from db.clock import Now
from db.store import Store
from desktop.intake.page import IntakePage
from desktop.shots.scene import Scene, scene
from desktop.shots.shot import Shot
from desktop.times import DAY_MS
from tests.desktop.patience import until

SIZE = (1366, 768)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list under a field, offscreen
WORDS = "门口垃圾堆了好几天没人收，臭得很"


def run(store: Store, sql: str) -> None:
    """On the writing connection."""
    store.own.run(lambda conn: conn.exec_driver_sql(sql))


def full(store: Store) -> None:
    """SQLite's own words at the next action: what room a disk still has depends on what was deleted."""
    said = "RAISE(ABORT, 'database or disk is full')"
    run(store, f"CREATE TEMP TRIGGER no_room BEFORE INSERT ON main.outbox BEGIN SELECT {said}; END")


def read_only(store: Store) -> None:
    """Nothing may be written any more."""
    run(store, "PRAGMA query_only = ON")


def shown(window: QWidget) -> str:
    """All words in sight."""
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


@asynccontextmanager
async def a_call_typed(template: Path) -> AsyncIterator[tuple[Scene, IntakePage]]:
    async with scene(Shot(name="trouble"), SIZE, template) as made:
        page = made.frame.go.named("intake")
        assert isinstance(page, IntakePage)
        await made.do("intake")
        await until(lambda: page.presenter.search is not None, "the names of places")
        await made.type(WORDS)
        await made.press(Qt.Key.Key_Tab)
        await made.type("lj")
        await made.press(Qt.Key.Key_Return)
        await until(lambda: page.presenter.sheet.area and page.presenter.sheet.cat, "place and category")
        await made.still()
        yield made, page


@pytest.mark.parametrize(
    ("breaks", "said"), [(full, "磁盘已满"), (read_only, "只读")], ids=["full", "read-only"]
)
async def test_what_can_not_be_kept_stays_on_the_sheet(
    staged_template: Path, qloop: QEventLoop, breaks: Callable[[Store], None], said: str
) -> None:
    async with a_call_typed(staged_template) as (made, page):
        store = made.staged.store
        breaks(store)
        made.frame.do("primary")
        await until(lambda: said in shown(made.window), "the reason on the sheet")
        assert page.presenter.saved is None
        assert page.view.sheet.text.toPlainText() == WORDS
        assert page.presenter.sheet.area
        if breaks is full:
            run(store, "DROP TRIGGER no_room")
            await until(lambda: not made.tasks.running, "quiet")
            made.frame.do("primary")
            await until(lambda: page.presenter.saved is not None, "the number")
            assert said not in shown(made.window)


@pytest.mark.parametrize("days", [1, -1])
async def test_a_clock_a_day_off_is_told_and_the_countys_time_counts(
    staged_template: Path, qloop: QEventLoop, days: int
) -> None:
    async with scene(Shot(name="clock"), SIZE, staged_template) as made:
        clock, now = made.staged.clock, made.staged.now
        clock.now = lambda last_ms=0: Now(now, now + days * DAY_MS, 0)  # type: ignore[method-assign]
        await until(lambda: "相差 1 天" in made.window.banner.sentence, "the reason on the window")
        assert "检查系统时间设置" in made.window.banner.sentence
        assert made.room.seat.now() == now
