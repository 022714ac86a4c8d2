"""Choices found by pinyin, initials or syllables (拼音): what each name may be typed as. Free of Qt."""

from collections.abc import Iterable
from functools import cache
from itertools import islice, product

from desktop.shell.initials import Letters, initials, letters

MOST = 16  # readings of one name: characters with two of them are few


def spellings(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By name. Slow at first use: call it in a worker."""
    return {name: _spelled(name) for name in names}


@cache
def _spelled(name: str) -> tuple[str, ...]:
    read = letters("".join(name.split()))
    return (*_ways(tuple(initials(sign) for sign in read)), *_ways(read))


def _ways(read: Letters) -> tuple[str, ...]:
    return tuple("".join(way) for way in islice(product(*(sorted(sign) for sign in read)), MOST))
