"""How often somebody may call (限流): buckets by device or address, login failures by user (sync.md §15)."""

import threading
import time
from collections.abc import Callable

from msgspec import Struct

KEPT = 10_000  # buckets; the fullest are forgotten first, for they hold nothing back


class Rate(Struct, frozen=True):
    """So many a second, so many at once."""

    per_s: float
    burst: float


PUSH = Rate(20, 100)
PULL = Rate(20, 40)
GREET = Rate(2, 60)
LOGIN_FAILURES = Rate(10 / 600, 10)
WAITS = 3  # parked polls of one device


class Limits:
    """All buckets of a server, in real time."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait_s(self, name: str, rate: Rate, who: str, *, cost: float = 1) -> float:
        """Take a call; gives 0, or in how many seconds it may be made."""
        with self._lock:
            left = self._left(name, rate, who)
            if left < max(cost, 1):
                return (max(cost, 1) - left) / rate.per_s
            self._put(name, who, left - cost)
            return 0.0

    def spend(self, name: str, rate: Rate, who: str) -> None:
        """Count one that was not asked for beforehand: a failure."""
        with self._lock:
            self._put(name, who, self._left(name, rate, who) - 1)

    def _left(self, name: str, rate: Rate, who: str) -> float:
        now = self._seconds()
        left, at = self._buckets.get((name, who), (rate.burst, now))
        return min(rate.burst, left + (now - at) * rate.per_s)

    def _put(self, name: str, who: str, left: float) -> None:
        if len(self._buckets) >= KEPT and (name, who) not in self._buckets:
            for key in sorted(self._buckets, key=lambda key: -self._buckets[key][0])[: KEPT // 2]:
                del self._buckets[key]
        self._buckets[name, who] = (left, self._seconds())
