"""四维考评: what a 派驻 or town cadre did, how he was there, what people say, what leaders say.

Source: rulebook §7.3. Dimensions and weights are configuration and sum to 100; 履职业绩 is computed, the others are given.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from governance.evaluation.rates import mean
from governance.evaluation.tally import Tally

WORK = "work"
NAMES: Mapping[str, str] = {
    WORK: "履职业绩",
    "presence": "日常表现",
    "people": "群众与网格评价",
    "leaders": "镇与部门领导评价",
}
WEIGHTS: Mapping[str, Fraction] = {
    WORK: Fraction(40),
    "presence": Fraction(20),
    "people": Fraction(20),
    "leaders": Fraction(20),
}
_WORK_OF = ("on_time_rate", "first_time_rate", "satisfied_rate")  # 按时结案率、一次办结率、满意率


def total(scores: Mapping[str, Fraction], weights: Mapping[str, Fraction] = WEIGHTS) -> Fraction | None:
    """The weighted sum (0–100), exact; None while a dimension has no score yet: nobody is judged by three."""
    if any(name not in scores for name in weights):
        return None
    return sum((scores[name] * weight / 100 for name, weight in weights.items()), Fraction(0))


def work(tallies: Iterable[Tally], unit: str) -> Fraction | None:
    """履职业绩 (0–100): the mean of the three rates of his unit; those without a denominator are skipped."""
    mine = {one.indicator: one.rate.value for one in tallies if one.who == unit}
    value = mean(mine.get(code) for code in _WORK_OF)
    return None if value is None else value * 100
