"""The PC fails while somebody works: the disk fills, the store can't be written, the clock is a day off. Nothing typed is lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from qasync import QEventLoop

from db.clock import Now
from db.failures import StoreDamagedError
from db.outbox import Sealed
from db.store import Store
from desktop.desk import Desk, Wish
from desktop.dossier.panel import DossierPanel
from desktop.intake.page import IntakePage
from desktop.seat import Operator, Seat
from desktop.shell.link_view import CLOCK_IN_DOUBT
from desktop.shots.scene import Scene, scene
from desktop.shots.shot import Shot
from desktop.times import DAY_MS, MINUTE_MS, day, local
from desktop.widgets.choices import ChoiceCard
from tests.desktop.patience import until

SIZE = (1366, 768)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a list under a field, offscreen
TABLES = ("outbox", "draft", "setting")
FULL, READ_ONLY = "database or disk is full", "attempt to write a readonly database"  # SQLite's words
WORDS = "门口垃圾堆了好几天没人收，臭得很"


def run(store: Store, sql: str) -> None:
    """On the writing connection."""
    store.own.run(lambda conn: conn.exec_driver_sql(sql))


def breaks_down(store: Store, words: str) -> None:
    """From now on nothing is written, for the reason that SQLite gives in these words."""
    for table in TABLES:
        raised = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        run(store, f"CREATE TEMP TRIGGER broken_{table} BEFORE INSERT ON main.{table} {raised}")


def mended(store: Store) -> None:
    """The PC is as it was."""
    for table in TABLES:
        run(store, f"DROP TRIGGER broken_{table}")


def a_call(made: Scene) -> Wish:
    """Another call written down by who sits there."""
    area = made.room.seat.rules.home.area
    p = {"serial": "", "ch": "PHONE", "text": WORDS, "place": {"area": area}, "anon": True}
    return Wish(kind="event.report", p=p, actor=made.staged.operator, births="S")


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
    ("words", "said"), [(FULL, "磁盘已满"), (READ_ONLY, "只读")], ids=["full", "read-only"]
)
async def test_what_can_not_be_kept_stays_on_the_sheet_and_is_saved_once_it_can(
    staged_template: Path, qloop: QEventLoop, words: str, said: str
) -> None:
    async with a_call_typed(staged_template) as (made, page):
        store = made.staged.store
        breaks_down(store, words)
        made.frame.do("primary")
        await until(lambda: said in shown(made.window), "the reason on the sheet")
        assert page.presenter.saved is None
        assert page.view.sheet.text.toPlainText() == WORDS
        assert page.presenter.sheet.area
        mended(store)
        await until(lambda: not made.tasks.running, "quiet")
        made.frame.do("primary")
        await until(lambda: page.presenter.saved is not None, "the number")
        assert said not in shown(made.window)


@pytest.mark.parametrize(
    ("words", "said"), [(FULL, "磁盘已满"), (READ_ONLY, "只读")], ids=["full", "read-only"]
)
async def test_a_draft_that_can_not_be_kept_says_so_beside_it(
    staged_template: Path, qloop: QEventLoop, words: str, said: str
) -> None:
    async with a_call_typed(staged_template) as (made, page):
        breaks_down(made.staged.store, words)
        await made.type("，还有苍蝇")
        await made.do("save_draft")
        await until(lambda: said in shown(made.window), "the reason beside the draft")
        await made.show_page("events")
        await made.show_page("intake")
        typed = page.view.sheet.text.toPlainText()
        assert WORDS in typed
        mended(made.staged.store)
        await made.do("save_draft")
        await until(lambda: said not in shown(made.window), "kept")
        assert [one.body for one in await made.room.seat.drafts() if typed in one.body]


async def test_what_a_worker_meets_is_one_red_line_until_something_is_kept(
    staged_template: Path, qloop: QEventLoop
) -> None:
    async with scene(Shot(name="trouble"), SIZE, staged_template) as made:
        store, banner = made.staged.store, made.window.banner
        breaks_down(store, READ_ONLY)
        made.tasks.start(made.room.seat.keep_setting("any", "thing"), name="test.keep")
        await until(lambda: "只读" in banner.sentence, "the reason on the window")
        assert "检查文件夹的写入权限" in banner.sentence
        assert made.room.link is not None
        assert made.room.link.state.face.tone == "red"
        mended(store)
        note = Wish(kind="event.note", p={"text": "核对"}, actor=made.staged.operator, case=made.find())
        assert isinstance(await made.room.seat.save(note), Sealed)
        await until(lambda: "只读" not in banner.sentence, "it is over")


async def test_damage_stops_all_saving_and_says_what_to_do(staged_template: Path, qloop: QEventLoop) -> None:
    async with scene(Shot(name="trouble"), SIZE, staged_template) as made:
        seat, banner = made.room.seat, made.window.banner
        breaks_down(made.staged.store, "database disk image is malformed")
        made.tasks.start(seat.keep_setting("any", "thing"), name="test.keep")
        await until(lambda: "已停止保存" in banner.sentence, "the reason on the window")
        assert "重新启动" in banner.sentence
        with pytest.raises(StoreDamagedError):
            await seat.save(a_call(made))
        assert await seat.case(made.find()) is not None  # what is there can be read on


# ---------------------------------------------------------------- the PC's clock


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


@pytest.mark.parametrize("days", [1, -1])
async def test_a_date_in_doubt_is_told_and_no_number_carries_it(
    staged_offline_template: Path, qloop: QEventLoop, days: int
) -> None:
    """Out of the county's reach after a start with a dead battery: the wall clock is all there is (§6.4, quality 2)."""
    offline = Shot(name="clock", variant="offline")
    async with scene(offline, SIZE, staged_offline_template) as made:
        seat, banner, true = made.room.seat, made.window.banner, made.staged.now
        wall, clock = true + days * DAY_MS, made.staged.clock
        clock.now = lambda last_ms=0: Now(wall, wall, 2)  # type: ignore[method-assign]
        await until(lambda: "日期存疑" in banner.sentence, "the reason on the window")
        assert f"显示为{day(wall)}" in banner.sentence
        assert f"上次可信日期{day(true)}" in banner.sentence
        assert "打电话对时" in banner.sentence
        said = await seat.save(a_call(made))
        assert isinstance(said, Sealed)  # saving is never blocked
        assert said.action.cq == 2
        assert said.action.p["serial"][1:7] == local(true).strftime("%y%m%d")
        case = said.action.case or ""
        await made.show_case(case)
        panel = next(one for one in made.window.findChildren(DossierPanel) if one.isVisible())
        await until(lambda: panel.presenter.sheet and panel.presenter.sheet.case_id == case, "its sheet")
        assert panel.presenter.sheet is not None
        assert panel.presenter.sheet.lines[-1].tag == "时钟存疑"


async def test_the_banner_leads_to_the_leader_who_says_what_time_it_is(
    staged_offline_template: Path, qloop: QEventLoop
) -> None:
    """§6.4: he reads it off a telephone; unsigned it changes nothing, signed the desk counts on it."""
    async with scene(Shot(name="clock", variant="offline"), SIZE, staged_offline_template) as made:
        seat, banner, true = made.room.seat, made.window.banner, made.staged.now
        clock = made.staged.clock
        told: list[int] = []
        clock.now = lambda last_ms=0: Now(true, true, 0 if told else 2)  # type: ignore[method-assign]
        clock.state = lambda ms: told.append(ms)  # type: ignore[method-assign]
        await until(lambda: "日期存疑" in banner.sentence, "the reason on the window")
        banner.pressed.emit(CLOCK_IN_DOUBT)
        assert made.room.stated_time is not None
        dialog = made.room.stated_time.dialog
        assert dialog.isVisible()
        (leader,) = made.room.stated_time.stating.leaders()[:1]
        assert any(leader.name in card.text() for card in dialog.findChildren(ChoiceCard))
        seat.sit(
            Operator(leader.id, leader.name, ("DUTY_LEADER",))
        )  # he sits there himself: no second password
        QTest.keyClicks(dialog.field, local(true).strftime("%Y-%m-%d %H:%M"))
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        await until(lambda: told, "the desk believes him")
        assert abs(told[0] - true) < MINUTE_MS
        await until(lambda: not dialog.isVisible() and "日期存疑" not in banner.sentence, "no doubt is left")


async def test_numbers_of_a_doubted_day_are_never_given_twice(
    staged_template: Path, qloop: QEventLoop
) -> None:
    async with scene(Shot(name="clock"), SIZE, staged_template) as made:
        seat, clock, true = made.room.seat, made.staged.clock, made.staged.now
        sure = clock.now
        before = await seat.save(a_call(made))
        clock.now = lambda last_ms=0: Now(true - DAY_MS, true - DAY_MS, 2)  # type: ignore[method-assign]
        doubted = [
            await seat.save(a_call(made)),
            await Seat(Desk(made.staged.store), qloop).save(a_call(made)),
        ]
        clock.now = sure  # type: ignore[method-assign]
        after = await Seat(Desk(made.staged.store), qloop).save(a_call(made))
        numbers = [one.action.p["serial"] for one in (before, *doubted, after) if isinstance(one, Sealed)]
        assert len(numbers) == 4
        assert numbers == sorted(set(numbers))
