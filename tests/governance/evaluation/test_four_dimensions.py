"""四维考评: what is computed of the unit, and when there is a total (rulebook §7.3)."""

from fractions import Fraction

from governance.evaluation.four_dimensions import NAMES, WEIGHTS, total, work
from governance.evaluation.tally import ALL, Tally


def tally(code: str, who: str, hits: int, owed: int) -> Tally:
    cases = tuple(f"c{n}" for n in range(owed))
    return Tally(indicator=code, who=who, hits=cases[:hits], owed=cases)


OURS = [
    tally("on_time_rate", "T-ZF", 9, 10),
    tally("first_time_rate", "T-ZF", 4, 5),
    tally("satisfied_rate", "T-ZF", 1, 1),
    tally("on_time_rate", "T-SC", 0, 10),
    tally("on_time_rate", ALL, 9, 20),
    tally("sign_rate", "T-ZF", 0, 10),
]


def test_work_is_the_mean_of_three_rates_of_the_own_unit() -> None:
    assert work(OURS, "T-ZF") == Fraction(90 + 80 + 100, 3)
    assert work(OURS, "T-SC") == 0


def test_a_rate_without_a_denominator_is_skipped_and_none_at_all_is_no_score() -> None:
    assert work([*OURS[:1], tally("first_time_rate", "T-ZF", 0, 0)], "T-ZF") == 90
    assert work(OURS, "T-BM") is None


def test_a_total_waits_for_every_dimension_that_weighs() -> None:
    scores = {name: Fraction(80) for name in NAMES}
    assert total(scores) == 80
    assert total({name: score for name, score in scores.items() if name != "people"}) is None
    two = {"work": Fraction(60), "own": Fraction(40)}
    assert total({"work": Fraction(90), "own": Fraction(70), "presence": Fraction(0)}, two) == 82


def test_the_rulebooks_weights_are_forty_and_three_times_twenty() -> None:
    assert dict(WEIGHTS) == {"work": 40, "presence": 20, "people": 20, "leaders": 20}
    assert WEIGHTS.keys() == NAMES.keys()
