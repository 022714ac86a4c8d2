"""Canonical JSON `C(x)`: one value, one byte string (sync.md §2.1).

A strict subset of RFC 8785: no floats, integers within ±(2^53−1), keys `[a-z][a-z0-9_]{0,31}`, depth ≤ 8,
no NUL, no lone surrogates, no Unicode normalisation. Hashes and signatures are over these bytes.
"""

import re
from typing import Any

import msgspec

MAX_INT = 2**53 - 1
MAX_DEPTH = 8
MAX_ARRAY = 2_000
MAX_KEYS = 100

_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}").fullmatch
_ENCODE = msgspec.json.Encoder(order="sorted").encode
_DECODE = msgspec.json.Decoder().decode


class NotCanonicalError(ValueError):
    """The value or the bytes are outside the canonical subset (`bad-envelope`)."""


def _check(value: Any, depth: int) -> None:
    kind = type(value)
    if kind is str:
        if "\x00" in value:
            raise NotCanonicalError("U+0000")
    elif kind is int:
        if not -MAX_INT <= value <= MAX_INT:
            raise NotCanonicalError("integer out of range")
    elif kind is bool or value is None:
        return
    elif kind is dict:
        if depth >= MAX_DEPTH or len(value) > MAX_KEYS:
            raise NotCanonicalError("too deep or too many keys")
        for key, inner in value.items():
            if type(key) is not str or not _KEY(key):
                raise NotCanonicalError("bad key")
            _check(inner, depth + 1)
    elif kind is list or kind is tuple:
        if depth >= MAX_DEPTH or len(value) > MAX_ARRAY:
            raise NotCanonicalError("too deep or too long")
        for inner in value:
            _check(inner, depth + 1)
    else:
        raise NotCanonicalError(f"type {kind.__name__}")


def canonical(value: Any) -> bytes:
    """Give the canonical bytes of a value; raises NotCanonicalError."""
    _check(value, 0)
    try:
        return _ENCODE(value)
    except UnicodeEncodeError as err:
        raise NotCanonicalError("lone surrogate") from err


def parse(data: bytes) -> Any:
    """Read canonical bytes back; anything that would be written otherwise is refused (NotCanonicalError)."""
    try:
        value = _DECODE(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as err:
        raise NotCanonicalError("not JSON") from err
    if canonical(value) != data:
        raise NotCanonicalError("not written canonically")
    return value
