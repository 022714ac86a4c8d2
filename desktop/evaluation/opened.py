"""What the right column says of a figure (数字下钻): its cases in parts, its points in terms. Free of Qt."""

from fractions import Fraction

from msgspec import Struct

from desktop.lights import Sign


class Part(Struct, frozen=True):
    """Some of the cases: 分子, 分母, why left out."""

    key: str
    name: str
    cases: tuple[str, ...]
    sign: Sign = Sign.NORMAL
    missed: frozenset[str] = frozenset()  # of 分母: those that don't count, marked otherwise


class Term(Struct, frozen=True):
    """One part of a score: what, how, how much of how much."""

    name: str
    how: str
    points: str
    share: float | None = None  # of what it could be; None without a bar
    ref: str = ""


class Opened(Struct, frozen=True, kw_only=True):
    """All that the right column says of a figure."""

    ref: str
    title: str
    value: str = ""
    aside: str = ""  # `18 / 20　不计 2`
    basis: str = ""
    parts: tuple[Part, ...] = ()
    part: str = ""  # the one that is shown first
    terms: tuple[Term, ...] = ()
    total: str = ""
    note: str = ""
    values: tuple[float, ...] = ()
    subject: str = ""  # whose points by hand and 意见单 stand beside


def share(score: Fraction | None) -> float | None:
    """How much of a hundred, for its bar."""
    return None if score is None else float(score / 100)
