"""Exact rates and how they are printed (比率): fractions inside, HALF_UP with two decimals on paper.

Source: rulebook §7.1: no intermediate rounding; denominator 0 → "—", which is neither 0 % nor 100 % and is skipped in
averages.
"""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

NONE = "—"
PLACES = 2


class Rate(Struct, frozen=True, gc=False):
    """So many of so many (比率)."""

    hits: int
    owed: int

    @property
    def value(self) -> Fraction | None:
        """0–1, exact; None without a denominator."""
        return Fraction(self.hits, self.owed) if self.owed else None

    @property
    def text(self) -> str:
        """As it is printed: `90.63%`, or `—`."""
        return percent(self.value)

    def plus(self, other: "Rate") -> "Rate":
        """Both together."""
        return Rate(self.hits + other.hits, self.owed + other.owed)


NOTHING = Rate(0, 0)


def rounded(value: Fraction | None, places: int = PLACES) -> str:
    """A number as it is printed: HALF_UP (away from zero), or `—`."""
    if value is None:
        return NONE
    scale = 10**places
    units = (abs(value.numerator) * 2 * scale + value.denominator) // (2 * value.denominator)
    sign = "-" if value < 0 and units else ""
    return f"{sign}{units // scale}.{units % scale:0{places}d}" if places else f"{sign}{units}"


def percent(value: Fraction | None) -> str:
    """A share as it is printed."""
    return NONE if value is None else f"{rounded(value * 100)}%"


def mean(values: Iterable[Fraction | None]) -> Fraction | None:
    """The average of those that have a value."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def growth(this: Fraction | int | None, last: Fraction | int | None) -> Fraction | None:
    """环比, 同比: (this − last) / last; None when either is missing or the base is 0."""
    return Fraction(this - last) / last if this is not None and last else None


def decimal(text: str) -> Fraction | None:
    """A number that a person typed, as `88.40` or `-2`; None when it is none, or longer than people write."""
    body = text.removeprefix("-")
    whole, dot, rest = body.partition(".")
    fits = (
        whole.isascii()
        and whole.isdigit()
        and len(body) <= 12
        and (not dot or (rest.isascii() and rest.isdigit()))
    )
    return Fraction(text) if fits else None
