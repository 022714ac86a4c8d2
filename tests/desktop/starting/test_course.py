"""From the first paint to the end: the first run, every way a store can fail, a crash, the second window, SIGTERM."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

import db.failures
from db.failures import StoreError, StoreFullError
from db.store import CURRENT, Store
from desktop.demo.stage import STORE, copy_staged
from desktop.keymap import Keymap
from desktop.shell.frame import Frame
from desktop.shell.trouble_card import TroubleCard
from desktop.shell.window import MainWindow
from desktop.starting import texts
from desktop.starting.arguments import Asked
from desktop.starting.course import DONE, IN_USE, Course, advice
from desktop.starting.last_store import last_store
from desktop.tasks import Tasks
from desktop.theme import look
from desktop.widgets.buttons import ActionButton

MAIN = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUYING_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def store(staged_template: Path, tmp_path: Path) -> Path:
    """A closed store whose county is gone."""
    return copy_staged(staged_template, tmp_path / "mine") / STORE


class Run:
    """One run of the program, ended by the test."""

    def __init__(self, loop: QEventLoop, wanted: Asked) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look.apply(app)
        self.window = MainWindow(keymap := Keymap.shipped())
        self.tasks = Tasks(loop, lambda error: self.course.tell(error))
        self.frame = Frame(self.window, keymap, self.tasks)
        self.course = Course(app, self.frame, self.tasks, wanted)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.running = asyncio.ensure_future(self.course.run())

    async def said(self, words: str) -> str:
        """Wait until the window says these words."""
        await self.until(lambda: words in self.course.view.said)
        return self.course.view.said

    async def until(self, what: Callable[[], bool], seconds: float = 10.0) -> None:
        for _ in range(int(seconds / 0.02)):
            if what():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"did not come about; the window says: {self.course.view.said}")

    def button(self, text: str) -> ActionButton:
        return next(
            one for one in self.window.findChildren(ActionButton) if one.text() == text and one.isVisible()
        )


@asynccontextmanager
async def a_run(loop: QEventLoop, wanted: Asked = Asked()) -> AsyncIterator[Run]:  # noqa: B008 - frozen
    run = Run(loop, wanted)
    try:
        yield run
    finally:
        run.course.end()
        await run.running
        await run.tasks.close()
        await run.course.close()
        run.window.let_go()
        run.window.deleteLater()  # whatever dresses widgets anew would dress this one too


# ---------------------------------------------------------------- the first run


async def test_the_first_run_offers_three_ways(qloop: QEventLoop) -> None:
    async with a_run(qloop) as run:
        await run.said(texts.WELCOME)
        QTest.keyClick(run.window, Qt.Key.Key_2)
        await run.said(texts.JOIN_TITLE)
        QTest.keyClick(run.button(texts.BACK), Qt.Key.Key_Escape)
        await run.said(texts.WELCOME)


async def test_a_form_says_what_does_not_fit(qloop: QEventLoop) -> None:
    async with a_run(qloop) as run:
        await run.said(texts.WELCOME)
        QTest.keyClick(run.window, Qt.Key.Key_2)
        run.button(texts.JOIN_GO).click()
        said = await run.said(texts.URL_WRONG)
        assert texts.CODE_WRONG in said


async def test_an_unreachable_county_leads_back_to_the_form(qloop: QEventLoop, home: Path) -> None:
    async with a_run(qloop) as run:
        await run.said(texts.WELCOME)
        run.course.view.join_requested.emit("http://127.0.0.1:9", "ABCDE12345", "受理席 1")
        await run.said("连不上县端")
        run.button(texts.BACK).click()
        await run.said(texts.JOIN_TITLE)
        assert last_store() == ""


# ---------------------------------------------------------------- a store that opens


async def test_a_store_opens_and_is_remembered(qloop: QEventLoop, store: Path) -> None:
    async with a_run(qloop, Asked(store)) as run:
        await run.until(lambda: run.frame.go.shown is not None)
        assert last_store() == str(store)
        assert run.window.top_bar.room.said == "云溪镇综合信息指挥室"
    Store.open(store).close()  # it was given back


async def test_the_window_goes_on_after_our_own_mistake(
    qloop: QEventLoop, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with a_run(qloop, Asked(store)) as run:
        await run.until(lambda: run.frame.go.shown is not None)

        async def mistake() -> None:
            raise KeyError("ours")

        run.tasks.start(mistake(), name="test.mistake")
        await run.until(lambda: any(one.isVisible() for one in run.window.findChildren(TroubleCard)))
        report = next((store / "reports").iterdir())
        assert "KeyError: 'ours'" in report.read_text("utf-8")
        run.frame.go.page("settings")
        await run.until(lambda: run.frame.go.shown is run.frame.go.named("settings"))
    capsys.readouterr()


# ---------------------------------------------------------------- a store that does not


async def test_a_missing_store_is_one_clear_card(qloop: QEventLoop, tmp_path: Path) -> None:
    async with a_run(qloop, Asked(tmp_path / "nothing")) as run:
        said = await run.said("文件夹里没有本机库")
        assert str(tmp_path / "nothing") in said
        run.button(texts.OTHER).click()
        await run.said(texts.WELCOME)


async def test_a_damaged_store_is_one_clear_card(qloop: QEventLoop, store: Path) -> None:
    (store / (store / CURRENT).read_text().strip()).write_bytes(b"nothing that SQLite knows" * 200)
    async with a_run(qloop, Asked(store)) as run:
        assert "不要删除文件夹" in await run.said("损坏")
        run.button(texts.RETRY).click()
        await run.said("损坏")


async def test_a_newer_store_is_left_alone(qloop: QEventLoop, store: Path) -> None:
    conn = sqlite3.connect(store / "own-1.db")
    conn.execute("PRAGMA user_version = 99")
    conn.close()
    async with a_run(qloop, Asked(store)) as run:
        await run.said("升级")


async def test_a_folder_that_can_not_be_written_is_one_clear_card(qloop: QEventLoop, store: Path) -> None:
    (store / "store.lock").unlink(missing_ok=True)
    (store / "store.lock").mkdir()  # what no one may open for writing, whoever he is
    async with a_run(qloop, Asked(store)) as run:
        assert "写保护" in await run.said("不可写")


async def test_a_second_window_says_so_and_leaves_with_2(qloop: QEventLoop, store: Path) -> None:
    with Store.open(store):
        async with a_run(qloop, Asked(store)) as run:
            await run.said("另一个窗口正在使用")
            run.button(texts.CLOSE).click()
            assert await run.running == IN_USE


def test_a_full_disk_says_what_is_safe() -> None:
    error = StoreFullError("磁盘已满，本次修改未保存；请清理磁盘后重试。", path="/store")
    assert advice(error) == [texts.ADVICE["StoreFullError"], "位置：/store"]


def test_every_failure_of_a_store_has_its_advice() -> None:
    kinds = [
        one for one in vars(db.failures).values() if isinstance(one, type) and issubclass(one, StoreError)
    ]
    opening = {one.__name__ for one in kinds} - {"StoreError", "ActionTooLargeError"}
    assert opening == set(texts.ADVICE)


# ---------------------------------------------------------------- the end


async def test_closing_before_a_store_is_open_ends_with_0(qloop: QEventLoop) -> None:
    async with a_run(qloop) as run:
        await run.said(texts.WELCOME)
        run.window.close()
        assert await run.running == DONE


def test_sigterm_closes_the_window_cleanly(store: Path, home: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HUYING_HOME": str(home)}
    process = subprocess.Popen([sys.executable, "-m", "desktop", "--store", str(store)], cwd=MAIN, env=env)
    end = time.monotonic() + 30
    while not (home / "last-store").exists() and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    Store.open(store).close()
