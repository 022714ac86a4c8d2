"""The desk's time (本机时间): corrected time, its quality, the hybrid stamp (sync.md §9).

`boot_ms` counts sleep and never jumps; `wall_ms` is what the PC believes. The county's time is learnt from replies;
the wall clock's jumps within a boot change nothing.
"""

import ctypes
import sys
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

from governance.ledger.canonical import MAX_INT

DAY_MS = 86_400_000
FRESH_MS = DAY_MS  # older samples give quality 1
OFFSET_KEPT_MS = 30 * DAY_MS
SAMPLES_KEPT = 8
FUTURE_MS = 60_000  # a peer's stamp further ahead is not followed
MAX_COUNTER = 0xFFFF


class Now(Struct, frozen=True):
    """An instant as an action records it: corrected time, raw wall time, clock quality 0/1/2."""

    t: int
    w: int
    cq: int


class TimeSample(Struct, frozen=True):
    """One reading of the county's time: what it was at `boot_ms`, and how long the call took."""

    server_ms: int
    boot_ms: int
    rtt_ms: int


class KnownOffset(Struct, frozen=True):
    """County time minus wall time, and the wall time when it was learnt; survives a reboot."""

    off_ms: int
    off_wall: int


def sample(server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> TimeSample:
    """A sample from a reply: the county's time belongs to the middle of the call."""
    return TimeSample(server_ms, (sent_boot_ms + received_boot_ms) // 2, received_boot_ms - sent_boot_ms)


def reading(
    boot_ms: int,
    wall_ms: int,
    samples: Sequence[TimeSample],
    known: KnownOffset | None,
    last_ms: int,
    stated: TimeSample | None = None,
) -> Now:
    """Give the corrected time; `last_ms` is the time in the last hybrid stamp, `stated` what a person said."""
    wall = min(max(wall_ms, 0), MAX_INT)
    if samples:
        best = min(samples[-SAMPLES_KEPT:], key=lambda one: one.rtt_ms)
        age = boot_ms - best.boot_ms
        return Now(best.server_ms + age, wall, 0 if age < FRESH_MS else 1)
    if stated is not None:
        return Now(stated.server_ms + boot_ms - stated.boot_ms, wall, 1)
    if known is not None and 0 <= wall - known.off_wall < OFFSET_KEPT_MS and wall + known.off_ms >= last_ms:
        return Now(wall + known.off_ms, wall, 1)
    return Now(wall, wall, 2)


# ---------------------------------------------------------------- hybrid stamp


def hlc(ms: int, counter: int) -> str:
    """The stamp as 12 + 4 hex digits."""
    return f"{ms:012x}{counter:04x}"


def hlc_ms(stamp: str) -> int:
    """The time in a stamp."""
    return int(stamp[:12], 16)


def next_hlc(last: str, t: int) -> str:
    """The stamp of an own action at `t`: never before the last one."""
    last_ms, counter = hlc_ms(last), int(last[12:], 16)
    if t > last_ms:
        return hlc(t, 0)
    return hlc(last_ms, counter + 1) if counter < MAX_COUNTER else hlc(last_ms + 1, 0)


def seen_hlc(last: str, stamp: str, server_ms: int) -> str:
    """The stamp after another's was read; one from the future is not followed."""
    return max(last, stamp) if hlc_ms(stamp) <= server_ms + FUTURE_MS else last


ZERO_HLC = hlc(0, 0)

# ---------------------------------------------------------------- clocks


class DeskClock(Protocol):
    """Where a desk's time comes from."""

    def boot_ms(self) -> int:
        """ms since some start of this boot; counts sleep, never jumps."""

    def wall_ms(self) -> int:
        """UTC ms by the PC's own clock."""

    def sample(self, server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> None:
        """Take in one reading of the county's time."""

    def state(self, ms: int) -> None:
        """A person says what time it is now (校时): believed until the county answers."""

    def now(self, last_ms: int = 0) -> Now:
        """The corrected time; `last_ms` as in `reading`."""


def _boot_reader() -> Callable[[], int]:
    if sys.platform == "win32":
        ticks = ctypes.windll.kernel32.GetTickCount64
        ticks.restype = ctypes.c_ulonglong
        return lambda: int(ticks())
    clock_id = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return lambda: time.clock_gettime_ns(clock_id) // 1_000_000


class PcClock:
    """The clock of this PC, set right by what the county says."""

    def __init__(self, known: KnownOffset | None = None) -> None:
        self._boot = _boot_reader()
        self._known = known
        self._samples: tuple[TimeSample, ...] = ()
        self._stated: TimeSample | None = None

    def boot_ms(self) -> int:
        return self._boot()

    def wall_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def sample(self, server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> None:
        taken = sample(server_ms, sent_boot_ms, received_boot_ms)
        self._samples = (*self._samples, taken)[-SAMPLES_KEPT:]
        wall = self.wall_ms()
        self._known = KnownOffset(server_ms + self.boot_ms() - taken.boot_ms - wall, wall)

    def state(self, ms: int) -> None:
        wall = self.wall_ms()
        self._stated, self._known = TimeSample(ms, self.boot_ms(), 0), KnownOffset(ms - wall, wall)

    def recall(self, known: KnownOffset | None) -> None:
        """Take over the offset kept from before the boot."""
        self._known = self._known or known

    @property
    def known(self) -> KnownOffset | None:
        """What is worth keeping over a reboot."""
        return self._known

    def now(self, last_ms: int = 0) -> Now:
        return reading(self.boot_ms(), self.wall_ms(), self._samples, self._known, last_ms, self._stated)


class ScaledClock:
    """A simulated day: `origin_ms` is the time at the instant `anchor_wall`, and time runs `scale` times as fast."""

    def __init__(self, origin_ms: int, anchor_wall: int, scale: float) -> None:
        self.origin_ms = origin_ms
        self.anchor_wall = anchor_wall
        self.scale = scale

    def boot_ms(self) -> int:
        real = time.time_ns() // 1_000_000
        return self.origin_ms + int((real - self.anchor_wall) * self.scale)

    def wall_ms(self) -> int:
        return self.boot_ms()

    def sample(self, server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> None:
        """The simulated day is the same everywhere: nothing to learn."""

    def state(self, ms: int) -> None:
        """Nobody doubts a simulated day."""

    def now(self, last_ms: int = 0) -> Now:
        at = self.boot_ms()
        return Now(at, at, 0)
