"""Reading again when the store changed (重读): one read at a time, none lost, not more often than a page needs."""

import asyncio
from collections.abc import Awaitable, Callable

from desktop.tasks import Tasks

PAUSE_S = 0.2  # pages follow a pull of thousands of actions without reading for each


class Rereading:
    """Runs `read` after being asked; asks that come meanwhile are answered by one more run."""

    def __init__(
        self, tasks: Tasks, read: Callable[[], Awaitable[None]], name: str, pause_s: float = PAUSE_S
    ) -> None:
        self._tasks = tasks
        self._read = read
        self._name = name
        self._pause_s = pause_s
        self._wanted = False
        self._busy = False

    def ask(self) -> None:
        """Read again soon."""
        self._wanted = True
        if not self._busy:
            self._busy = True
            self._tasks.start(self._work(), name=self._name)

    async def _work(self) -> None:
        try:
            while self._wanted:
                self._wanted = False
                await self._read()
                await asyncio.sleep(self._pause_s)
        finally:
            self._busy = False
