"""The county's time (县端时间): the wall's, a scaled day's, or one that jumps from move to move.

A scaled day says the same on every program that was started with the same origin, anchor and scale. A virtual clock
stands still until it is moved: a whole month is then played as fast as the machine can.
"""

import time
from typing import Protocol

from db.clock import ScaledClock


class Clock(Protocol):
    """Where the county's time comes from."""

    def now(self) -> int:
        """UTC ms."""

    def seconds_until(self, at: int) -> float:
        """Real seconds until the instant, never negative."""


class WallClock:
    """The machine's own clock."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def seconds_until(self, at: int) -> float:
        return max(0.0, (at - self.now()) / 1_000)


class ScaledDay:
    """Time that began at `origin_ms` when the wall said `anchor_ms`, and runs `scale` times as fast."""

    def __init__(self, origin_ms: int, anchor_ms: int, scale: float) -> None:
        self._clock = ScaledClock(origin_ms, anchor_ms, scale)
        self._scale = scale

    def now(self) -> int:
        return self._clock.boot_ms()

    def seconds_until(self, at: int) -> float:
        return max(0.0, (at - self.now()) / 1_000 / self._scale)


class VirtualClock:
    """Time that moves only when it is moved."""

    def __init__(self, origin_ms: int) -> None:
        self._now = origin_ms

    def now(self) -> int:
        return self._now

    def seconds_until(self, at: int) -> float:
        return 0.0

    def move_to(self, at: int) -> None:
        """Go on to the instant; never back."""
        self._now = max(self._now, at)
