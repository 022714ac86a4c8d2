"""Giving way (礼让): long work in a worker pauses between two small steps while the window is at work.

Python runs one thread at a time. A page of the ledger folds for a tenth of a second; a paint of five milliseconds
that has to ask for its turn forty times meanwhile takes thirty. So whoever works long asks here between his steps.
"""

from collections.abc import Iterable, Iterator
from threading import Event, get_ident
from typing import TypeVar

T = TypeVar("T")

MOST_S = 0.02  # the exchange never waits longer for one step, however busy the window is


class Courtesy:
    """Whether somebody is at work who should not wait; until anybody says so, nobody is."""

    def __init__(self) -> None:
        self._free = Event()
        self._free.set()
        self._first = 0

    def begin(self) -> None:
        """Somebody who should not wait begins to work, in this thread."""
        self._first = get_ident()
        self._free.clear()

    def end(self) -> None:
        """He rests."""
        self._free.set()

    def give_way(self) -> None:
        """Let him finish first, a moment at most; nobody waits for himself."""
        if not self._free.is_set() and self._first != get_ident():
            self._free.wait(MOST_S)

    def between(self, steps: Iterable[T]) -> Iterator[T]:
        """Give way before each of many steps."""
        for step in steps:
            self.give_way()
            yield step


NOBODY = Courtesy()  # where no window is: nobody ever begins
