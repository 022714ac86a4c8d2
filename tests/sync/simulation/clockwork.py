"""Time, chance and the event log of a simulated world (时钟): one heap of what comes next, one generator of chance."""

import heapq
from collections.abc import Callable
from hashlib import sha256
from random import Random
from uuid import UUID

START = 1_790_000_000_000  # UTC ms: a Monday afternoon


class Clockwork:
    """What moves a world: callbacks in the order of their time, ties in the order they were asked for."""

    def __init__(self, seed: int, *, trace: bool = False) -> None:
        self.random = Random(seed)
        self.now = START
        self.steps = 0
        self._heap: list[tuple[int, int, Callable[[], None]]] = []
        self._count = 0
        self._log = sha256()
        self.trace: list[str] | None = [] if trace else None

    def after(self, delay_ms: int, what: Callable[[], None]) -> None:
        """Let something happen later."""
        self._count += 1
        heapq.heappush(self._heap, (self.now + max(0, delay_ms), self._count, what))

    def advance(self) -> None:
        """Let the next thing happen."""
        when, _, what = heapq.heappop(self._heap)
        self.now = max(self.now, when)
        self.steps += 1
        what()

    def note(self, who: str, what: str) -> None:
        """Write a line into the event log."""
        line = f"{self.steps:>6} {(self.now - START) / 1000:>10.3f}s {who:<8} {what}"
        self._log.update(line.encode() + b"\n")
        if self.trace is not None:
            self.trace.append(line)

    @property
    def log_hash(self) -> str:
        """Stands for the whole event log: equal for equal worlds."""
        return self._log.hexdigest()

    # ---- chance

    def likely(self, share: float) -> bool:
        """True in this share of all cases."""
        return self.random.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self.random.randint(low, high)

    def uuid(self) -> str:
        """A fresh id."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def bytes(self, count: int) -> bytes:
        """Random bytes (port Rng)."""
        return self.random.randbytes(count)

    def u01(self) -> float:
        """Uniform in [0, 1) (port Rng)."""
        return self.random.random()
