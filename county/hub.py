"""Who waits for news of a stream (唤醒): parked polls, woken together 50 ms after the first commit (sync.md §7.2)."""

import asyncio
from collections import defaultdict

from county.streams import Commit

COALESCE_S = 0.05


class Hub:
    """Lives on one event loop; `hear` may be called from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._version: dict[str, int] = defaultdict(int)
        self._waiting: dict[str, set[asyncio.Future[None]]] = defaultdict(set)
        self._about: set[str] = set()  # streams whose waiters are about to be woken
        self._closed = False

    def hear(self, commit: Commit) -> None:
        """A stream has new entries."""
        self._version[commit.stream] = max(self._version[commit.stream], commit.seq)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._soon, commit.stream)

    def version(self, stream: str) -> int:
        """How far the stream was heard of; to be taken before reading, so that no commit is missed."""
        return self._version[stream]

    async def wait(self, stream: str, version: int, seconds: float) -> bool:
        """Wait until there is more than at `version`; False when nothing came, or the server ends."""
        if self._version[stream] > version:
            await asyncio.sleep(COALESCE_S)
            return True
        if self._closed:
            return False
        waiter = self._loop.create_future()
        self._waiting[stream].add(waiter)
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting[stream].discard(waiter)
        return not self._closed

    def close(self) -> None:
        """Let everybody go."""
        self._closed = True
        for stream in list(self._waiting):
            self._wake(stream)

    def _soon(self, stream: str) -> None:
        if stream not in self._about:
            self._about.add(stream)
            self._loop.call_later(COALESCE_S, self._wake, stream)

    def _wake(self, stream: str) -> None:
        self._about.discard(stream)
        for waiter in self._waiting.pop(stream, set()):
            if not waiter.done():
                waiter.set_result(None)
