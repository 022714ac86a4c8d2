"""The course of a run (启动过程): what to open, saying why it can't be, the room at work, the end.

What was asked for on the command line wins, then what was open last, else the operator chooses among three ways.
"""

import asyncio
import platform
import sys
import threading
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.shell.frame import Frame
from desktop.starting import texts
from desktop.starting.arguments import Asked
from desktop.starting.crashes import Crashes
from desktop.starting.last_store import DEMO, last_store, new_store_folder, remember
from desktop.starting.view import StartingView
from desktop.tasks import Tasks
from desktop.tidying import Tidying
from governance.refusal import ReportedError

if TYPE_CHECKING:  # the store's libraries come after the first paint
    from desktop.room import Room
    from desktop.starting.opened import Opened

DONE, IN_USE = 0, 2
HEARTBEAT_MS = 500  # the interpreter sees a signal only while it runs
LOCKED, CANCELLED = (
    "StoreLockedError",
    "DemoCancelledError",
)  # by name: their modules come after the first paint


class Course:
    """One run of the program in its window."""

    def __init__(self, app: QApplication, frame: Frame, tasks: Tasks, wanted: Asked) -> None:
        self._app, self._frame, self._tasks, self._wanted = app, frame, tasks, wanted
        self._ended = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._code = DONE
        self._cancelled = threading.Event()
        self._opening = False
        self.room: Room | None = None
        self._crashes = Crashes(frame, lambda: self.room.seat.desk.store.folder if self.room else None)
        self.view = StartingView(platform.node()[:40], new_store_folder())
        self.view.demo_requested.connect(self._demo)
        self.view.folder_requested.connect(lambda folder: self._open(folder, ask_again=True))
        self.view.join_requested.connect(self._join)
        self.view.cancelled.connect(self._cancel)
        frame.close_requested.connect(self.end)
        frame.show_start(self.view, self.view.key)
        self._heart = QTimer(frame, interval=HEARTBEAT_MS)
        self._heart.timeout.connect(lambda: None)

    async def run(self) -> int:
        """Open what is wanted and stay until the end; gives the exit code."""
        self._heart.start()
        self._loop.set_exception_handler(_to_excepthook)
        with self._crashes:
            QTimer.singleShot(0, self._begin)
            await self._ended.wait()
        return self._code

    def end(self) -> None:
        """Close, from any thread and any state."""
        self._cancelled.set()
        self._loop.call_soon_threadsafe(self._ended.set)

    async def close(self) -> None:
        """Give the room's store back."""
        if self.room is not None:
            await self.room.close()

    def tell(self, error: ReportedError) -> None:
        """A failure of the world, while the room is at work."""
        if self.room is not None:
            self.room.tell(error)

    # ------------------------------------------------------------ ways to open

    def _begin(self) -> None:
        last = "" if self._wanted.store is not None or self._wanted.demo else last_store()
        if self._wanted.demo or last == DEMO:
            self._demo()
        elif self._wanted.store is not None or last:
            self._open(self._wanted.store or Path(last), ask_again=False)
        else:
            self.view.ask()
            self._frame.shows.emit()

    def _demo(self) -> None:
        self._cancelled.clear()
        self._frame.shows.emit()

        def work() -> "Opened":
            from desktop.starting.opened import open_demo

            return open_demo(self._say, self._cancelled)

        again = (texts.RETRY, self._demo)
        self._start(work, DEMO, texts.FAILED_DEMO, texts.OPENING, again)

    def _open(self, folder: Path, *, ask_again: bool) -> None:
        def work() -> "Opened":
            from desktop.starting.opened import open_folder

            return open_folder(folder)

        again = (texts.RETRY, partial(self._open, folder, ask_again=ask_again))
        self._start(work, str(folder.absolute()), texts.FAILED, texts.OPENING, again)

    def _join(self, url: str, code: str, name: str) -> None:
        folder = new_store_folder()

        def work() -> "Opened":
            from desktop.starting.opened import join_county

            return join_county(folder, url, code, name)

        again = (texts.BACK, self.view.ask_county)
        self._start(work, str(folder.absolute()), texts.FAILED_JOIN, texts.JOINING, again)

    def _cancel(self) -> None:
        if self._opening:
            self._cancelled.set()
            self.view.show_progress(texts.CANCELLING, can_cancel=False)
        else:
            self.view.ask()

    def _say(self, sentence: str) -> None:
        """From the worker: how far it is."""
        show = partial(self.view.show_progress, sentence, can_cancel=True)
        self._loop.call_soon_threadsafe(lambda: show() if not self._cancelled.is_set() else None)

    # ------------------------------------------------------------ opening

    def _start(
        self,
        work: "Callable[[], Opened]",
        name: str,
        failed: str,
        sentence: str,
        again: tuple[str, Callable[[], None]],
    ) -> None:
        if self._opening:
            return
        self._opening = True
        self.view.show_progress(sentence, can_cancel=name == DEMO)
        self._tasks.start(self._opened(work, name, failed, again), name=f"start.open {name}")

    async def _opened(
        self, work: "Callable[[], Opened]", name: str, failed: str, again: tuple[str, Callable[[], None]]
    ) -> None:
        try:
            opened = await asyncio.to_thread(work)
        except ReportedError as err:
            self._opening = False
            self._fail(err, failed, again)
            return
        remember(name)
        await self._work_with(opened)
        self._opening = False

    async def _work_with(self, opened: "Opened") -> None:
        """Load the pages' code in a worker, then make them: the window stays alive meanwhile."""
        await asyncio.to_thread(_load_pages)
        from desktop.room import Room

        self.room = Room(self._frame, self._tasks, opened)
        await self.room.start()
        Tidying.settle()

    def _fail(self, err: ReportedError, failed: str, again: tuple[str, Callable[[], None]]) -> None:
        kind = type(err).__name__
        self._frame.shows.emit()
        if kind == CANCELLED:
            self.view.ask()
            return
        leave = (texts.CLOSE, self._leave_locked if kind == LOCKED else self.end)
        ways = [leave] if kind == LOCKED else [again, (texts.OTHER, self.view.ask), leave]
        self.view.show_failure(failed, err.sentence, advice(err), ways)

    def _leave_locked(self) -> None:
        self._code = IN_USE
        self.end()


def _to_excepthook(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A callback of the loop failed: our own mistake like any other."""
    error = context.get("exception") or RuntimeError(context.get("message", ""))
    sys.excepthook(type(error), error, error.__traceback__)


def advice(err: ReportedError) -> list[str]:
    """What is safe and what to do, beside the failure's own sentence."""
    said = texts.ADVICE.get(type(err).__name__, "")
    path = err.facts.get("path")
    return [line for line in (said, texts.WHERE.format(path=path) if path else "") if line]


def _load_pages() -> None:
    """Load the code of room and pages here; they are made in the window's thread."""
    import_module("desktop.room")
