"""evaluation_example.csv, all rows: 综合执法局 in March (rulebook §7.5, §13-7)."""

from fractions import Fraction

import pytest

from governance.evaluation import four_dimensions, grid_points, postings
from governance.evaluation.rates import Rate, percent, rounded
from governance.evaluation.scores import DeptRates, TownLine, Weights, dept_score, mean_of_towns, town_line
from tests.governance.evaluation.examples import rows

TOWNS = ("云溪镇", "乙镇", "丙镇")


def rate(subject: str, name: str) -> Rate:
    row = rows()[subject, name]
    return Rate(row.numerator, row.denominator)


def rates(town: str) -> DeptRates:
    points = rows()[town, "满意度得分"]
    return DeptRates(
        respond=rate(town, "响应度"),
        done=rate(town, "办结率"),
        on_time=rate(town, "按时办结率"),
        points=points.numerator,
        rated=points.denominator,
        calls=tuple(f"{town}{n}" for n in range(points.denominator)),
    )


LINES = [town_line(town, [("2026-03", rates(town))], Weights()) for town in TOWNS]
# the rows whose value is a rate of the row's own figures, or a count; the others have tests of their own below
RATES = [key for key, row in rows().items() if row.value.endswith("%") or row.value == "—"]


@pytest.mark.parametrize("key", RATES)
def test_every_rate_is_printed_as_in_the_example(key: tuple[str, str]) -> None:
    assert rate(*key).text == rows()[key].value


@pytest.mark.parametrize("town", TOWNS)
def test_mean_satisfaction_is_the_mean_of_the_points(town: str) -> None:
    assert rounded(rates(town).satisfaction) == rows()[town, "满意度得分"].value


@pytest.mark.parametrize(("town", "line"), list(zip(TOWNS, LINES, strict=True)), ids=TOWNS)
def test_a_towns_word_about_the_department(town: str, line: TownLine) -> None:
    assert rounded(line.score) == rows()[town, "镇评部门分 30R+20C+20O+0.30S"].value


def test_a_town_with_two_calls_waits() -> None:
    assert [line.counts for line in LINES] == [True, True, False]


def test_the_towns_mean_is_weighted_by_calls_owed_an_answer() -> None:
    assert rounded(mean_of_towns(LINES)) == rows()["ZF", "镇评加权分"].value


def test_two_thirds_of_the_county_and_a_third_of_the_towns() -> None:
    county = Fraction(rows()["ZF", "县级考评分"].value)
    score = dept_score("ZF", LINES, county)
    assert rounded(score.total) == rows()["ZF", "部门综合分"].value
    assert score.total == Fraction(2, 3) * county + Fraction(1, 3) * (mean_of_towns(LINES) or 0)


@pytest.mark.parametrize("name", ["响应度", "办结率"])
def test_the_departments_whole_is_the_sum_of_its_towns(name: str) -> None:
    whole = Rate(0, 0)
    for town in TOWNS:
        whole = whole.plus(rate(town, name))
    assert whole == rate("ZF合计", name)


def test_a_station_counts_sixty_to_forty() -> None:
    score = postings.posting_score(Fraction("91.0"), Fraction("82.0"))
    assert rounded(score) == rows()["市场监管所", "派驻机构综合分"].value


def test_four_dimensions() -> None:
    given = {"work": 92, "presence": 88, "people": 85, "leaders": 90}
    total = four_dimensions.total({name: Fraction(n) for name, n in given.items()})
    assert rounded(total) == rows()["某干部", "四维考评"].value


def test_a_grid_workers_month() -> None:
    score = grid_points.month_points(reports=9, handled=6, checked=10, late=2, yellow=1, red=0, false=1)
    row = rows()["网格员张某", "月分"]
    assert (rounded(score), grid_points.grade(score)) == (row.value, row.note.split("→ ")[1])


def test_half_is_rounded_up_and_nothing_in_between() -> None:
    assert (percent(Fraction(29, 32)), rounded(Fraction("-0.005")), rounded(Fraction("0.004"))) == (
        "90.63%",
        "-0.01",
        "0.00",
    )
