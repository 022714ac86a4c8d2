"""派驻机构: the town's weight of 60 % and more, and the register of the four powers (四权).

Source: rulebook §1.4 (四权管理), §7.2 (town weight ≥ 60 %, 与镇干部捆绑).
"""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from governance.evaluation.opinions import Slip

LEAST_TOWN_WEIGHT = Fraction(60)  # per cent, 种003
POWERS = {
    "DISPATCH": "指挥协调权",
    "SCORE": "考核管理权",
    "RECOMMEND": "推荐提名权",
    "VETO": "反向否决权",
}


def posting_score(town: Fraction, line: Fraction, weight: Fraction = LEAST_TOWN_WEIGHT) -> Fraction:
    """派驻机构综合分: the town's score at its weight (per cent), the line department's at the rest."""
    if not LEAST_TOWN_WEIGHT <= weight <= 100:
        raise ValueError("the town's weight lies between 60 and 100 per cent")
    return (town * weight + line * (100 - weight)) / 100


def bundled(own: Fraction, grid: Fraction, share: Fraction) -> Fraction:
    """与镇干部捆绑: a bundled unit shares the grids' score by so many per cent."""
    return (own * (100 - share) + grid * share) / 100


class PowerUsed(Struct, frozen=True):
    """How often the town used one of its four powers over one station in a period, with the cases."""

    power: str
    unit: str
    cases: tuple[str, ...]


def four_powers(
    dispatched: Iterable[tuple[str, str]],
    scored: Iterable[tuple[str, str]],
    opinions: Iterable[Slip],
    stations: Iterable[str],
) -> list[PowerUsed]:
    """The register of the four powers; the first two as (unit, case). Every station has its four lines."""
    used = [("DISPATCH", *pair) for pair in dispatched] + [("SCORE", *pair) for pair in scored]
    used += [(o.opinion, o.unit, o.id) for o in opinions if o.opinion in POWERS]
    return [
        PowerUsed(power, unit, tuple(sorted(case for p, u, case in used if (p, u) == (power, unit))))
        for unit in sorted(stations)
        for power in POWERS
    ]
