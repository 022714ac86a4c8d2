"""Waiting in window tests: until something is true, never longer than a person would."""

import asyncio
import time
from collections.abc import Callable

PATIENCE_S = 30.0  # a busy machine; who is answered at once waits for nothing


async def until(true: Callable[[], object], what: str = "") -> None:
    """Let the window work until `true()`; fails the test when it does not come."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"it did not come: {what}")
