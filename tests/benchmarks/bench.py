"""What the measures of one run share (一次运行): a scratch folder on a real disk, and data that is made once."""

import gc
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from msgspec import Struct

from tests.benchmarks.figure import Measured, rounded
from tests.benchmarks.floor import floor
from tests.benchmarks.season import Season, check

ROWS = 100_000

T = TypeVar("T")


class Bench:
    """One run; everything in it is made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kit: Any = floor("kit")
        self._seasons: dict[int, Season] = {}
        self._made: dict[str, Any] = {}

    @cached_property
    def rows(self) -> list[tuple[Any, ...]]:
        """The floor's 100,000 rows."""
        made: list[tuple[Any, ...]] = self.kit.rows(ROWS)
        return made

    def season(self, actions: int) -> Season:
        """A season of so many actions, like real ones in size."""
        if actions not in self._seasons:
            self._seasons[actions] = Season(actions)
            check(self._seasons[actions])
        return self._seasons[actions]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What several figures share, made when first asked for."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    def insert_raw(self) -> "Took":
        """`store.insert.raw`, once: 100,000 rows, 24 columns, 6 indexes, one transaction."""
        path, rows = str(self.folder / "raw.db"), self.rows
        conn = self.kit.new_db(path)
        took = timed(lambda: self.kit.write_rows(conn, rows))
        conn.close()
        self.kit.drop(path)
        return took


class Took(Struct, frozen=True):
    """How long something took: on the clock, and on the cores, which a busy machine spoils less (ms)."""

    ms: float
    cpu_ms: float


def ms(work: Callable[[], object]) -> float:
    """How long it takes, once (ms)."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def timed(work: Callable[[], object]) -> Took:
    """How long it takes, once, all threads of ours together."""
    start = time.process_time()
    took = ms(work)
    return Took(took, (time.process_time() - start) * 1e3)


def settle_memory() -> None:
    """Keep the generator's own data out of the garbage collector's rounds: no desk holds a season in memory."""
    gc.collect()
    gc.freeze()


def in_turn(reps: int, *works: Callable[[], T]) -> list[list[T]]:
    """Each work so often, one after another in every round, so that a slow moment hits all alike."""
    found: list[list[T]] = [[] for _ in works]
    for _ in range(reps):
        for one, work in zip(found, works, strict=True):
            one.append(work())
    return found


def compared(ours: Sequence[Took], floor: Sequence[Took], share: float = 1.0, **more: Any) -> Measured:
    """The medians of both; ours did `share` times the floor's amount of work."""
    found = [one.ms / share for one in ours]
    cpu = median(one.cpu_ms / share for one in ours) / median(one.cpu_ms for one in floor)
    extremes = {"best": rounded(min(found)), "max": rounded(max(found)), "cpu_ratio": rounded(cpu)}
    return Measured(median(found), median(one.ms for one in floor), {**more, **extremes})
