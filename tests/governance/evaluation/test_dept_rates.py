"""What a town's calls say of a department (rulebook §7.2): the components are counted as the indicators count them."""

from governance.evaluation.facts import DeptOwed, DeptRated, Fact
from governance.evaluation.period import Period, period_of
from governance.evaluation.rates import Rate
from governance.evaluation.scores import DeptRates, dept_rates
from tests.governance.local_time import at

DUE = at("2026-03-10 10:00")


def march() -> Period:
    found = period_of("2026-03", at("2026-04-01 09:00"))
    assert found is not None
    return found


MARCH = march()


def responds(case: str, done: int | None, dept: str = "ZF", due: int = DUE, out: str = "") -> DeptOwed:
    return DeptOwed(case=case, who=dept, clock="RESPOND", due=due, due2=due + 1, done=done, out=out)


def handles(case: str, done: int | None, settled: bool) -> DeptOwed:
    return DeptOwed(case=case, who="ZF", clock="HANDLE", due=DUE, done=done, settled=settled)


def rated(case: str, rating: str, default: bool = False) -> DeptRated:
    return DeptRated(case=case, who="ZF", at=DUE, rating=rating, default=default)


def of_zf(*facts: Fact) -> DeptRates:
    return dept_rates(facts, MARCH).get("ZF", DeptRates())


def test_an_answer_at_the_due_counts_and_one_after_it_is_owed() -> None:
    found = of_zf(responds("a", DUE), responds("b", DUE + 1), responds("c", None))
    assert (found.respond, found.calls) == (Rate(1, 3), ("a", "b", "c"))


def test_settled_and_on_time_are_two_components_of_one_due() -> None:
    found = of_zf(
        handles("a", DUE, settled=True), handles("b", DUE + 1, settled=True), handles("c", DUE, settled=False)
    )
    assert (found.done, found.on_time) == (Rate(2, 3), Rate(2, 3))


def test_satisfaction_is_points_of_people_and_silence_is_none() -> None:
    """GOOD 100, FAIR 80, BAD 0; 系统默认 stays out."""
    found = of_zf(rated("a", "GOOD"), rated("b", "FAIR"), rated("c", "BAD"), rated("d", "FAIR", default=True))
    assert (found.points, found.rated, found.calls) == (180, 3, ("a", "b", "c"))


def test_what_is_left_out_or_due_in_another_month_is_nobodys() -> None:
    other = responds("b", None, due=at("2026-04-01 00:00"))
    assert dept_rates([responds("a", None, out="EXEMPT"), other], MARCH) == {}


def test_each_department_has_its_own() -> None:
    found = dept_rates([responds("a", DUE), responds("a", None, dept="ZR")], MARCH)
    assert {dept: rates.respond for dept, rates in found.items()} == {"ZF": Rate(1, 1), "ZR": Rate(0, 1)}
