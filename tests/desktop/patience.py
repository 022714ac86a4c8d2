"""Waiting in window tests: until something is true, never longer than a person would."""

import asyncio
import time
from collections.abc import Callable

PATIENCE_S = 15.0  # a busy machine; an async test has 20 s in all


async def until(true: Callable[[], object], what: str = "") -> None:
    """Let the window work until `true()`; fails the test when it does not come."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"it did not come: {what}")
