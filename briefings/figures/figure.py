"""What a briefing prints: a figure that opens down to its cases (数字), and a share of two figures (比率).

Source: rulebook §7.1: every printed figure drills to its list; HALF_UP at display, 2 decimals; denominator 0 → "—".
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from governance.evaluation.rates import rounded

NONE = "—"  # a rate without a denominator: neither 0 % nor 100 %
PLACES = 4  # of the ratio: two of the per cent


class Figure(Struct, frozen=True):
    """A number and the cases it counts; a case that moved twice stands twice, so the two never differ."""

    cases: tuple[str, ...] = ()  # case ids

    @property
    def number(self) -> int:
        """How many."""
        return len(self.cases)


class Share(Struct, frozen=True):
    """A rate: what of the denominator is in the numerator."""

    numerator: Figure
    denominator: Figure

    @property
    def ratio(self) -> Decimal | None:
        """The rate as 0–1, rounded for display; None without a denominator."""
        if not self.denominator.cases:
            return None
        return Decimal(rounded(Fraction(self.numerator.number, self.denominator.number), PLACES))

    @property
    def text(self) -> str:
        """The rate as it is printed: `90.63%`, or `—`."""
        return NONE if self.ratio is None else f"{self.ratio * 100:.2f}%"


class Day(Struct, frozen=True):
    """The day of a briefing (统计时段): [since, to), and the instant at which its rows were frozen (数据截至)."""

    since: int  # UTC ms
    to: int
    as_of: int

    def holds(self, at: int | None) -> bool:
        """Whether an instant lies in the day."""
        return at is not None and self.since <= at < self.to

    def fell_due(self, due: int | None) -> bool:
        """Whether something fell due in the day, as far as the data reach (应)."""
        return due is not None and self.holds(due) and due <= self.as_of


def ordered(keys: Iterable[str], order: Sequence[str]) -> list[str]:
    """All of `order`, then the keys it does not name."""
    return [*order, *sorted(set(keys).difference(order))]
