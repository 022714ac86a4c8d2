"""Chance without memory (随机): every draw is a hash of the seed and of what is drawn.

The same seed and the same case give the same draw on every run and after every restart.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

from governance.ledger.chain import uuid8

T = TypeVar("T")


def _digest(seed: int, what: tuple[object, ...]) -> bytes:
    return sha256("\x1f".join((str(seed), *map(str, what))).encode()).digest()


def u01(seed: int, *what: object) -> float:
    """Uniform in [0, 1)."""
    return int.from_bytes(_digest(seed, what)[:6], "big") / (1 << 48)


def happens(share: float, seed: int, *what: object) -> bool:
    """Whether something that happens in this share of cases happens here."""
    return u01(seed, *what) < share


def pick(choices: Sequence[T], seed: int, *what: object) -> T:
    """One of the choices, all equally likely."""
    return choices[int(u01(seed, *what) * len(choices))]


def drawn_id(seed: int, *what: object) -> str:
    """The id of an act or a case: a repeat after a crash is the same act again."""
    return uuid8(_digest(seed, ("id", *what)))


def salt(seed: int, *what: object) -> bytes:
    """16 bytes for a private annex."""
    return _digest(seed, ("salt", *what))[:16]
