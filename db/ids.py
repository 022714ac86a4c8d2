"""Ids (标识): text UUIDs in the program, 16 bytes in the file; new ones are UUIDv7, so they sort by time."""

import os
from collections.abc import Callable
from functools import lru_cache

Entropy = Callable[[int], bytes]


@lru_cache(maxsize=16_384)  # a page names the same streams, devices and cases over and over
def id_bytes(text: str) -> bytes:
    """The 16 bytes of a text UUID; raises ValueError when it is none."""
    raw = bytes.fromhex(text.replace("-", ""))
    if len(raw) != 16:
        raise ValueError(f"no id: {text}")
    return raw


@lru_cache(maxsize=16_384)  # lists are read again after every change
def id_text(raw: bytes) -> str:
    """The lower-case text of 16 bytes."""
    digits = raw.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def is_id(text: str) -> bool:
    """Whether the text is a UUID as we write it: lower case, with hyphens."""
    try:
        return id_text(id_bytes(text)) == text
    except ValueError:
        return False


def new_id(ms: int, entropy: Entropy = os.urandom) -> str:
    """A new UUIDv7: 48 bits of UTC ms, then chance."""
    raw = bytearray((ms & (1 << 48) - 1).to_bytes(6, "big") + entropy(10))
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return id_text(bytes(raw))
