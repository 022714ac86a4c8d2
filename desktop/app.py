"""The program with its window (程序): the one place where everything is put together.

The window is painted first; then the store is opened in a worker; then the pages of `desktop.pages` are made.
"""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop.keymap import Keymap
from desktop.shell.frame import Frame
from desktop.shell.window import MainWindow
from desktop.starting import texts
from desktop.starting.arguments import Asked, WrongUseError, asked, display_missing
from desktop.starting.course import Course
from desktop.tasks import Tasks
from desktop.theme import look
from desktop.tidying import Tidying
from governance.refusal import ReportedError

DONE, WRONG_USE = 0, 2
SWITCH_S = 0.0005
SIZE = (1600, 900)
LAST_WORDS_S = 2.0  # what was typed in the last moment is kept before the store closes


def run(argv: list[str]) -> int:
    """Open the window; gives the exit code when it is closed."""
    try:
        wanted = asked(argv)
    except WrongUseError as err:
        return _refused(err.sentence)
    if display_missing():
        return _refused(texts.NO_DISPLAY)
    sys.setswitchinterval(SWITCH_S)
    app = application()
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        return runner.run(live(app, wanted))


def application() -> QApplication:
    """The application, dressed."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("huying")
    app.setQuitOnLastWindowClosed(False)  # else closing the last dialog would end the loop under our feet
    look.apply(app)
    return app


async def live(app: QApplication, wanted: Asked) -> int:
    """From the first paint to the end."""
    loop = asyncio.get_running_loop()
    window = MainWindow(keymap := Keymap.shipped())
    course: Course | None = None

    def told(error: ReportedError) -> None:
        if course is not None:
            course.tell(error)

    tasks = Tasks(loop, told)
    frame = Frame(window, keymap, tasks)
    course = Course(app, frame, tasks, wanted)
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
    window.resize(*SIZE)
    screen = window.screen().availableGeometry()
    if screen.width() <= 1920:
        window.setGeometry(screen)  # a desktop without a window manager maximizes nothing
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


def _refused(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return WRONG_USE
