"""镇评部门分: missing components, towns that wait, exactness (rulebook §7.2)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from governance.evaluation.rates import Rate
from governance.evaluation.scores import DeptRates, Weights, dept_score, mean_of_towns, town_line, town_score

counts = st.integers(0, 40)


@st.composite
def some_rates(draw: st.DrawFn) -> DeptRates:
    def one() -> Rate:
        owed = draw(counts)
        return Rate(draw(st.integers(0, owed)), owed)

    rated = draw(counts)
    points = 20 * draw(st.integers(0, 5 * rated))
    return DeptRates(respond=one(), done=one(), on_time=one(), points=points, rated=rated, calls=("c",))


def month(n: int, owed: int) -> tuple[str, DeptRates]:
    name = f"2026-{n:02d}"
    return name, DeptRates(respond=Rate(owed, owed), calls=tuple(f"{name} {i}" for i in range(owed)))


def test_the_weight_of_a_missing_component_is_spread_over_the_rest() -> None:
    nobody_rated = DeptRates(respond=Rate(9, 10), done=Rate(1, 2), on_time=Rate(1, 2))
    assert town_score(nobody_rated, Weights()) == Fraction(30 * 9, 10) / 70 * 100 + Fraction(20, 70) * 100


def test_nothing_to_judge_by_is_no_score() -> None:
    assert town_score(DeptRates(), Weights()) is None


@given(some_rates())
def test_a_score_lies_between_nothing_and_a_hundred(rates: DeptRates) -> None:
    score = town_score(rates, Weights())
    assert score is None or 0 <= score <= 100


@given(some_rates(), st.lists(st.integers(1, 50), min_size=4, max_size=4))
def test_only_the_proportion_of_weights_counts(rates: DeptRates, raw: list[int]) -> None:
    once = Weights(*[Fraction(n) for n in raw])
    twice = Weights(*[Fraction(2 * n) for n in raw])
    assert town_score(rates, once) == town_score(rates, twice)


def test_calls_of_a_town_wait_until_they_are_three() -> None:
    history = [month(1, 1), month(2, 0), month(3, 1)]
    waiting = town_line("丙镇", history, Weights())
    assert (waiting.counts, waiting.rates.respond.owed, waiting.since) == (False, 2, "2026-01")
    there = town_line("丙镇", [*history, month(4, 2)], Weights())
    assert (there.counts, there.rates.respond.owed, there.since) == (True, 4, "2026-01")


def test_calls_that_counted_are_not_counted_again() -> None:
    line = town_line("丙镇", [month(1, 2), month(2, 2), month(3, 1)], Weights())
    assert (line.counts, line.rates.respond.owed, line.since) == (False, 1, "2026-03")
    line = town_line("云溪镇", [month(1, 2), month(2, 20), month(3, 5)], Weights())
    assert (line.counts, line.rates.respond.owed, line.since) == (True, 5, "2026-03")


def test_a_month_without_calls_lets_the_waiting_ones_wait() -> None:
    line = town_line("丙镇", [month(1, 2), month(2, 0)], Weights())
    assert (line.counts, line.rates.respond.owed) == (False, 2)
    line = town_line("云溪镇", [month(1, 9), month(2, 0)], Weights())
    assert (line.counts, line.score) == (False, None)


def test_a_town_that_waits_has_no_say() -> None:
    lines = [town_line("丙镇", [month(1, 2)], Weights()), town_line("乙镇", [month(1, 3)], Weights())]
    assert mean_of_towns(lines) == 100
    assert mean_of_towns(lines[:1]) is None


def test_without_the_countys_or_the_towns_word_there_is_no_whole() -> None:
    lines = [town_line("乙镇", [month(1, 3)], Weights())]
    assert dept_score("ZF", lines, None).total is None
    assert dept_score("ZF", [], Fraction(90)).total is None


def test_points_by_hand_are_added_to_the_whole() -> None:
    lines = [town_line("乙镇", [month(1, 3)], Weights())]
    assert dept_score("ZF", lines, Fraction(85), Fraction("-1.5")).total == Fraction(170 + 100, 3) - Fraction(
        3, 2
    )


def test_a_month_without_calls_neither_counts_nor_ends_the_waiting() -> None:
    """§7.2: fewer than three calls wait and accumulate, over a silent month too."""
    silent = ("2026-02", DeptRates())
    still = town_line("T", [month(1, 2), silent], Weights())
    assert (still.counts, still.rates.respond, still.since) == (False, Rate(2, 2), "2026-01")
    at_last = town_line("T", [month(1, 2), silent, month(3, 1)], Weights())
    assert (at_last.counts, at_last.rates.respond, at_last.since) == (True, Rate(3, 3), "2026-01")


def test_an_unanswered_call_without_a_due_is_no_silent_month() -> None:
    rated_only = ("2026-02", DeptRates(points=100, rated=1, calls=("c",)))
    found = town_line("T", [month(1, 2), rated_only], Weights())
    assert (found.rates.rated, found.counts) == (1, False)
