"""The one door to background work (后台任务): every coroutine of the window is started here and ends with it.

A task keeps its reference and its name; a `ReportedError` is told to the shell, anything else is our own mistake and
goes to `sys.excepthook`. Closing cancels what still runs and waits for it. Free of Qt.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from governance.refusal import ReportedError


class Tasks:
    """The running coroutines of one window."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_report: Callable[[ReportedError], None]) -> None:
        """`on_report` shows a failure of the world to the operator."""
        self._loop = loop
        self._on_report = on_report
        self._running: dict[asyncio.Task[Any], str] = {}
        self._closed = False

    def start(self, work: Coroutine[Any, Any, Any], *, name: str) -> None:
        """Run a coroutine in the background; `name` says page, verb and what about: `calls.file_return H26…`."""
        if self._closed:
            work.close()
            return
        task = self._loop.create_task(work, name=name)
        self._running[task] = name
        task.add_done_callback(self._ended)

    @property
    def running(self) -> tuple[str, ...]:
        """Names of what runs now."""
        return tuple(self._running.values())

    async def settle(self, patience_s: float) -> None:
        """Wait for what runs, a moment at most: drafts that pages keep when they are left reach the disk."""
        if self._running:
            await asyncio.wait(list(self._running), timeout=patience_s)

    async def close(self) -> None:
        """Cancel what runs and wait until it has ended; nothing can be started afterwards."""
        self._closed = True
        waiting = list(self._running)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.pop(task, None)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, ReportedError):
            self._on_report(error)
        elif error is not None:
            sys.excepthook(type(error), error, error.__traceback__)
