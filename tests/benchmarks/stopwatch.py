"""Where the time of a page goes (耗时分解): named functions of the code under test are timed while it runs.

A share is what a function took without the shares inside it. Only for functions that run once a page or cost far more
than the watch itself (0.2 µs).
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any


class Stopwatch:
    """Adds up seconds by share; one thread works at a time."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner = [0.0]  # of each open share: what shares inside it took

    @contextmanager
    def on(self, *points: tuple[Any, str, str]) -> Iterator[None]:
        """Time functions while the block runs; a point is (module or class, name of the function, share)."""
        with ExitStack() as undo:
            for owner, name, share in points:
                work = getattr(owner, name)
                setattr(owner, name, self._timed(work, share))
                undo.callback(setattr, owner, name, work)
            yield

    def shares(self, total_ms: float) -> Mapping[str, float]:
        """Share → ms, and the rest of the total, which none of them took."""
        found = {share: seconds * 1e3 for share, seconds in self.seconds.items()}
        return {**found, "rest": total_ms - sum(found.values())}

    def _timed(self, work: Callable[..., Any], share: str) -> Callable[..., Any]:
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            start = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                took = time.perf_counter() - start
                inside = self._inner.pop()
                self._inner[-1] += took
                self.seconds[share] = self.seconds.get(share, 0.0) + took - inside

        return timed
