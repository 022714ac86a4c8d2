"""The running numbers of paper slips in words (纸单号): used, left out, from and to."""

import re
from collections.abc import Sequence

BOOK = 100  # slips in a printed book
MOST = 20  # numbers that are named


def _running(paper: str) -> int:
    return int(paper[4:10])


def ranges(numbers: Sequence[str]) -> str:
    """`213–215、217`: running numbers without unit and check digit."""
    runs: list[list[int]] = []
    for n in map(_running, numbers):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return "、".join(f"{run[0]:03}–{run[-1]:03}" if len(run) > 1 else f"{run[0]:03}" for run in runs)


def skipped(numbers: Sequence[str], last: str = "") -> list[str]:
    """Running numbers between the first and the last that nobody used; `last` = the highest before this shift.

    From that one on too, while it is of the same book: a new book begins where it begins.
    """
    used = set(map(_running, numbers))
    first = min(used)
    if last and _running(last) < first and _book(_running(last)) == _book(first):
        first = _running(last) + 1
    return [f"{n:03}" for n in range(first, max(used)) if n not in used][:MOST]


def _book(n: int) -> int:
    return (n - 1) // BOOK


def from_to(numbers: Sequence[str]) -> str:
    """The first and the last number as printed on the slips."""
    return f"{numbers[0]} – {numbers[-1]}" if len(numbers) > 1 else numbers[0]


def unexplained(left_out: Sequence[str], points: str) -> list[str]:
    """Of the numbers left out those that 交班要点 says nothing of: each must be explained at hand-over (§2.2).

    One that was entered as spoilt (作废) is not left out.
    """
    return [n for n in left_out if not re.search(rf"(?<![0-9]){n}(?![0-9])", points)]
