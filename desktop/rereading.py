"""Reading again when the store changed (重读): one read at a time, none lost, not more often than a page needs."""

import asyncio
from collections.abc import Awaitable, Callable

from desktop.tasks import Tasks

LATER_S = 0.15
PAUSE_S = 0.2  # pages follow a pull of thousands of actions without reading for each
REST, LONGEST_S = 4, 1.0  # after a long read a longer pause, so that reading never takes the machine


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
        self._rested_at = 0.0  # of the loop's clock: when the pause after the last read is over
        self._delayed = False

    def ask(self) -> None:
        """Read again soon."""
        self._wanted = True
        if not self._busy:
            self._busy = True
            self._tasks.start(self._work(), name=self._name)

    def ask_later(self) -> None:
        """Read again when what the operator looks at has been read: for counts, banners and pages out of sight."""
        if not self._delayed:
            self._delayed = True
            asyncio.get_running_loop().call_later(LATER_S, self._no_longer_delayed)

    def _no_longer_delayed(self) -> None:
        self._delayed = False
        self.ask()

    async def _work(self) -> None:
        """One read. A pause is work only for who asked again: whoever waits for work to end waits for that read."""
        loop = asyncio.get_running_loop()
        if self._rested_at > loop.time():
            await asyncio.sleep(self._rested_at - loop.time())
        self._wanted = False
        began = loop.time()
        try:
            await self._read()
        finally:
            ended = loop.time()
            self._rested_at = ended + min(LONGEST_S, max(self._pause_s, REST * (ended - began)))
            self._busy = False
            if self._wanted:
                self.ask()
