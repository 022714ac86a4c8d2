"""Choices found by their pinyin initials (拼音首字母): what each name may be typed as. Free of Qt."""

from collections.abc import Iterable
from functools import cache
from itertools import islice, product

from desktop.shell.initials import letters

MOST = 16  # readings of one name: characters with two of them are few


def spellings(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """By name. Slow at first use: call it in a worker."""
    return {name: _spelled(name) for name in names}


@cache
def _spelled(name: str) -> tuple[str, ...]:
    ways = product(*(sorted(sign) for sign in letters("".join(name.split()))))
    return tuple("".join(way) for way in islice(ways, MOST))
