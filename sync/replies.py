"""Replies of the county (应答): status, headers, body, as the HTTP application sends them.

Source: sync.md §4 (headers of every reply), §16 (problems). A business failure is never one of these (I12).
"""

from typing import Any

import msgspec
from msgspec import Struct

from sync.messages import Problem

STATUS = {
    "bad-request": 400,
    "token-expired": 401,
    "device-revoked": 403,
    "no-stream": 404,
    "dseq-gap": 409,
    "device-forked": 409,
    "epoch-changed": 409,
    "history-diverged": 409,
    "too-large": 413,
    "bad-envelope": 422,
    "upgrade": 426,
    "rate": 429,
    "internal": 500,
    "busy": 503,
    "storage-full": 507,
}
JSON = "application/json"
LINES = "application/x-ndjson"
PROBLEM = "application/problem+json"


class Reply(Struct, frozen=True, kw_only=True):
    """One reply, uncompressed. `TCR-Time` and `TCR-Epoch` are among the headers."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


_ENCODE = msgspec.json.Encoder().encode


def headers(t: int, epoch: int | None, kind: str = "", **more: str) -> dict[str, str]:
    """The headers that every reply has."""
    found = {"TCR-Time": str(t), "Cache-Control": "no-store", **more}
    if epoch is not None:
        found["TCR-Epoch"] = str(epoch)
    if kind:
        found["Content-Type"] = kind
    return found


def answer(value: Struct, t: int, epoch: int | None = None) -> Reply:
    """A 200 with a JSON body."""
    return Reply(status=200, headers=headers(t, epoch, JSON), body=_ENCODE(value))


def problem(
    name: str, t: int, epoch: int | None = None, retry_after_s: int | None = None, **facts: Any
) -> Reply:
    """A problem by its name in §16."""
    found = headers(t, epoch, PROBLEM)
    if retry_after_s is not None:
        found["Retry-After"] = str(retry_after_s)
    return Reply(
        status=STATUS[name], headers=found, body=_ENCODE(Problem(type=f"urn:tcr:{name}", t=t, **facts))
    )
