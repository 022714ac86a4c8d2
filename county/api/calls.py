"""One call and what answers it (请求): the body already unpacked, the reply not yet packed."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from msgspec import UNSET, Struct

from county.api.limits import WAITS, Limits, Rate
from county.api.nonces import Nonces
from county.clock import WallClock
from county.hub import Hub
from county.streams import County
from sync.replies import Reply, problem

T = TypeVar("T")


class Call(Struct, frozen=True):
    """What a desk asks (请求)."""

    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    address: str

    @property
    def token(self) -> str:
        """The token of its session, or ""."""
        kind, _, text = self.headers.get("Authorization", "").partition(" ")
        return text.strip() if kind.lower() == "bearer" else ""


class Api:
    """What the handlers work with: the county, who waits, limits, and a pool of threads for all that blocks."""

    def __init__(self, county: County, hub: Hub, threads: int = 8) -> None:
        self.county = county
        self.hub = hub
        self.limits = Limits()
        self.nonces = Nonces(county.keys.secret("nonce"))
        self.wall = WallClock()  # sessions and codes are about people: they end by the wall's time
        self.waits: dict[str, int] = {}
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="api")

    def now(self) -> int:
        """The county's time, UTC ms."""
        return self.county.clock.now()

    async def thread(self, job: Callable[[], T]) -> T:
        """Run what blocks (the database, signatures, passwords) in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, job)

    def problem(self, name: str, epoch: int | None = None, *, why: str | None = None) -> Reply:
        """A problem by its name, at this instant."""
        return problem(name, self.now(), epoch, why=UNSET if why is None else why)

    def too_often(self, name: str, rate: Rate, who: str) -> Reply | None:
        """A 429 when somebody calls too often, else None; the call is counted."""
        wait = self.limits.wait_s(name, rate, who)
        return self.slow_down(wait) if wait else None

    def slow_down(self, wait: float) -> Reply:
        """A 429."""
        return problem("rate", self.now(), retry_after_s=max(1, int(wait + 0.999)))

    def park(self, device: str) -> bool:
        """Begin a parked poll; False when the device has enough of them."""
        if self.waits.get(device, 0) >= WAITS:
            return False
        self.waits[device] = self.waits.get(device, 0) + 1
        return True

    def unpark(self, device: str) -> None:
        """End a parked poll."""
        self.waits[device] -= 1

    def close(self) -> None:
        """Finish what the threads do."""
        self._pool.shutdown()
