"""The whole window on a staged desk, for tests that press keys: no exchange runs, the clock stands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from db.settings import keep_setting
from desktop.demo.stage import Staged
from desktop.keymap import Keymap
from desktop.pages import PAGES
from desktop.room import Room, Standing
from desktop.settings.comfort import NAME as COMFORT
from desktop.shell.frame import Frame
from desktop.shell.window import MainWindow
from desktop.starting.opened import DEMO_MAP, Opened
from desktop.tasks import Tasks
from desktop.theme import look
from gis.town_map import load
from governance.refusal import ReportedError

SIZE = (1366, 768)


@asynccontextmanager
async def a_room(
    staged: Staged,
    loop: QEventLoop,
    *,
    size: tuple[int, int] = SIZE,
    scale: int = 100,
    page: str = "",
    whole: bool = False,
) -> AsyncIterator[Room]:
    """Open it, and take it apart again; failures of the world that nobody expects fail the test.

    With a `page` there is that page alone, which stands in half the time, unless the window is asked for `whole`.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app)
    kept = f'{{"scale":{scale}}}'
    staged.store.own.run(lambda conn: keep_setting(conn, COMFORT, kept))
    window = MainWindow(keymap := Keymap.shipped())
    failures: list[ReportedError] = []
    tasks = Tasks(loop, failures.append)
    frame = Frame(window, keymap, tasks)
    opened = Opened(staged.store, load(DEMO_MAP), lambda: None)
    pages = [entry for entry in PAGES if whole or not page or entry.module == f"desktop.{page}.page"]
    room = Room(frame, tasks, opened, Standing(staged.status, staged.synced_at), pages=pages)
    window.resize(*size)
    window.show()
    try:
        await room.start(page or "situation")
        frame.end_start()
        window.activateWindow()
        yield room
    finally:
        await tasks.close()
        await room.close()
        window.let_go()
        window.deleteLater()
    assert failures == []
