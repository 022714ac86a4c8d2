"""A month as it was counted (已计月份), kept for everybody who looks until the ledger has grown.

What is counted depends on the ledgers alone: on what stands in them, on the rules they pin, and on the last entry's
instant, up to which figures reach (数据截至). A stream's tip seals all of that, so the tips of all streams say whether a
month has to be counted again. One count runs at a time. Whoever waited for one that began after he asked takes it, so
that a crowd costs two counts at most, and everybody sees every entry that was there when he asked.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Generic, TypeVar

from msgspec import Struct

from county.web.scores.reading import month_asked
from county.web.snapshot import Snapshot
from db import server_ledger
from governance.evaluation.period import Period

MOST = 24  # months kept, of each what a page shows: some kilobytes
Tips = tuple[tuple[str, bytes], ...]  # stream, hash of its last entry
Look = Callable[[], AbstractContextManager[Snapshot]]
T = TypeVar("T")


class _Kept(Struct, Generic[T], frozen=True):
    tips: Tips
    looked: float  # when its snapshot was about to be taken, monotonic seconds
    result: T


class CountedMonths(Generic[T]):
    """The months that were counted last, each once for each state of the ledgers; for any thread."""

    def __init__(self, count: Callable[[Snapshot, Period], T], most: int = MOST) -> None:
        self._count = count
        self._most = most
        self._turn = threading.Lock()
        self._kept: OrderedDict[str, _Kept[T]] = OrderedDict()

    def of(self, look: Look, name: str) -> T | None:
        """The month of that name, the present one for ""; None of anything else and of what is still to come."""
        asked = time.monotonic()
        with look() as snapshot:
            period = month_asked(snapshot, name)
            if period is None:
                return None
            if (found := self._still(snapshot, period.name)) is not None:
                return found
        with self._turn:
            known = self._kept.get(period.name)
            if known is not None and known.looked >= asked:
                return known.result
            return self._in_turn(look, period.name)

    def _in_turn(self, look: Look, name: str) -> T | None:
        looked = time.monotonic()
        with look() as snapshot:
            period = month_asked(snapshot, name)
            if period is None:
                return None
            found = self._still(snapshot, name)
            return found if found is not None else self._counted(snapshot, period, looked)

    def _still(self, snapshot: Snapshot, name: str) -> T | None:
        """What is kept of the month, if the ledgers still are what it was counted from."""
        known = self._kept.get(name)
        return known.result if known is not None and known.tips == tips(snapshot) else None

    def _counted(self, snapshot: Snapshot, period: Period, looked: float) -> T:
        result = self._count(snapshot, period)
        self._kept[period.name] = _Kept(tips(snapshot), looked, result)
        self._kept.move_to_end(period.name)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return result

    def __len__(self) -> int:
        """How many months are kept."""
        return len(self._kept)


def tips(snapshot: Snapshot) -> Tips:
    """Where every stream ends: two equal ones are the same ledgers."""
    return tuple((head.stream, head.h) for head in server_ledger.heads(snapshot.conn))
