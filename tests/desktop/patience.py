"""Waiting in window tests: until something is true, never longer than a person would."""

import asyncio
from collections.abc import Callable

PATIENCE_S = 8.0


async def until(true: Callable[[], object], what: str = "", patience_s: float = PATIENCE_S) -> None:
    """Let the window work until `true()`; fails the test when it does not come."""
    for _ in range(round(patience_s / 0.02)):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"it did not come: {what}")
