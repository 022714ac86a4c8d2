"""Mistakes of our own (程序出错): the person gets one sentence and a number, the log the same number and the trace.

A world that fails (the database) is no mistake of ours and says so by its own word. What a desk asks under /v1 answers
for itself. An upload that breaks off half-way has nobody left to read an answer.
"""

import asyncio
import logging
from collections.abc import Awaitable
from secrets import randbelow
from typing import TypeVar

from aiohttp import web
from aiohttp.typedefs import Handler

from county.web.replies import word
from county.web.told import BROKEN, crashed
from db.failures import StoreError

log = logging.getLogger(__name__)

T = TypeVar("T")
_ABROAD = (web.HTTPException, ConnectionError, web.RequestPayloadError)


async def outcome_of(job: Awaitable[T]) -> T | Exception:
    """What a job gives, or what it failed with, whatever that is; ends with whoever waits for it."""
    task = asyncio.ensure_future(job)
    try:
        await asyncio.wait({task})
    finally:
        task.cancel()
    failed = task.exception()
    if failed is None:
        return task.result()
    if isinstance(failed, Exception):
        return failed
    raise failed


def numbered(crash: Exception, method: str, path: str) -> str:
    """Write a mistake into the log with its trace; gives the number that a person can read out on the telephone."""
    number = f"{randbelow(10_000):04}-{randbelow(10_000):04}"
    log.error("web %s %s: 故障编号 %s", method, path, number, exc_info=crash)
    return number


@web.middleware
async def told_of_crashes(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Around every page: what nobody foresaw becomes a page, not the HTTP library's bare sentence."""
    if request.path.startswith("/v1/"):
        return await handler(request)
    found = await outcome_of(handler(request))
    if isinstance(found, _ABROAD):
        raise found
    if isinstance(found, StoreError):
        log.error("web %s: %s", request.path, found.sentence)
        return word(BROKEN)
    if isinstance(found, Exception):
        return word(crashed(numbered(found, request.method, request.path)))
    return found
