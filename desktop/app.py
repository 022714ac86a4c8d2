"""The program with its window (程序): the one place where everything is put together.

The window is painted first; then the store is opened in a worker; then the pages of `desktop.pages` are made.
"""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop.keymap import Keymap
from desktop.shell.frame import Frame
from desktop.shell.window import MainWindow
from desktop.starting.arguments import Asked
from desktop.starting.course import Course
from desktop.starting.first_look import FirstLook, room_on_screen
from desktop.tasks import Tasks
from desktop.tidying import Tidying
from governance.refusal import ReportedError

LAST_WORDS_S = 2.0  # what was typed in the last moment is kept before the store closes


def lived(app: QApplication, wanted: Asked, first: FirstLook | None) -> int:
    """Live in the loop of Qt until the window is closed; gives the exit code."""
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(live(app, wanted, first))


async def live(app: QApplication, wanted: Asked, first: FirstLook | None = None) -> int:
    """From the first paint to the end; `first` stands there until the window has something to show."""
    loop = asyncio.get_running_loop()
    window = MainWindow(keymap := Keymap.shipped())
    course: Course | None = None

    def told(error: ReportedError) -> None:
        if course is not None:
            course.tell(error)

    tasks = Tasks(loop, told)
    frame = Frame(window, keymap, tasks)
    course = Course(app, frame, tasks, wanted)
    if first is not None:
        frame.shows.connect(first.go, Qt.ConnectionType.SingleShotConnection)
    _show(window)
    with Tidying(app), _ended_by_signal(course.end):
        code = await course.run()
        window.hide()
        frame.go.leave_all()
        await tasks.settle(LAST_WORDS_S)
        await tasks.close()
        await course.close()
    window.let_go()
    return code


def _show(window: MainWindow) -> None:
    """As large as the screen when the screen is not much larger than the smallest window."""
    place = room_on_screen()
    window.setGeometry(place)  # a desktop without a window manager maximizes nothing
    if place == window.screen().availableGeometry():
        window.showMaximized()
    else:
        window.show()


class _ended_by_signal(contextlib.AbstractContextManager[None]):
    """SIGTERM and Ctrl+C close the window cleanly, without asking."""

    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end

    def __enter__(self) -> None:
        self._before = {one: signal.signal(one, self._on_signal) for one in (signal.SIGTERM, signal.SIGINT)}

    def __exit__(self, *_: object) -> None:
        for one, handler in self._before.items():
            signal.signal(one, handler)

    def _on_signal(self, _: int, __: FrameType | None) -> None:
        self._end()
