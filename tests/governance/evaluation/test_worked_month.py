"""The same example counted: facts of the month in, the rows of evaluation_example.csv out (rulebook §7.5, §13-7)."""

from collections.abc import Iterable
from fractions import Fraction

import pytest

from governance.evaluation.facts import Closed, DeptOwed, DeptRated, Fact, Owed, Revisited, Told
from governance.evaluation.figures import TownFigures, county_figures
from governance.evaluation.parameters import COUNTY_SCORE, Parameter, Version, given_key, parameter_case
from governance.evaluation.period import Period, period_of
from governance.evaluation.rates import rounded
from governance.evaluation.scores import Weights, dept_rates, town_line
from governance.evaluation.tally import ALL, Tally, tallies
from tests.governance.evaluation.examples import rows
from tests.governance.local_time import at
from tests.governance.room import Room

DUE = at("2026-03-20 18:00")
TOWN = "云溪镇3月"


def march() -> Period:
    period = period_of("2026-03", at("2026-04-20 09:00"))
    assert period is not None
    return period


# ---------------------------------------------------------------- 云溪镇's events


def events() -> Iterable[Fact]:
    """312 callers; of their cases 14 merged, 2 void, 6 rejected; 276 due, 5 of them 挂账, one 豁免."""
    gone = ["MERGED"] * 14 + ["VOID"] * 2 + ["REJECTED"] * 6
    for n in range(312):
        yield Told(case=f"e{n}", who="", at=DUE, ch="PHONE", out=gone[n] if n < len(gone) else "")
    for n in range(276):
        out = "SUSPENDED" if n >= 271 else "EXEMPT" if n == 270 else ""
        closed, done = DUE + 9 if n < 258 else None, DUE + (0 if n < 246 else 1)
        yield Owed(case=f"h{n}", who="T-ZF", clock="HANDLE", due=DUE, done=done, closed=closed, out=out)
    for n in range(258):
        yield Closed(case=f"h{n}", who="T-ZF", at=DUE, rounds=1 if n < 233 else 2)
    for n in range(120):
        yield Owed(case=f"c{n}", who="T-ZF", clock="CONTACT", due=DUE, done=DUE if n < 114 else None)
    for n in range(200):
        rating = (
            "UNREACHED"
            if n >= 190
            else "NONE"
            if n >= 180
            else "BAD"
            if n >= 171
            else ("GOOD", "FAIR")[n % 2]
        )
        yield Revisited(case=f"r{n}", who="T-ZF", at=DUE, rating=rating, solved=n < 162)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("close_rate", "结案率"), ("on_time_rate", "按时结案率"), ("first_time_rate", "一次办结率"),
        ("contact_rate", "先行联系率"), ("satisfied_rate", "满意率"), ("solved_rate", "实际解决率"),
    ],
)  # fmt: skip
def test_the_towns_rates_are_counted_as_in_the_example(code: str, name: str) -> None:
    row = rows()[TOWN, name]
    found = whole(events(), code)
    assert (len(found.hits), len(found.owed), found.rate.text) == (row.numerator, row.denominator, row.value)


def test_appeals_and_events_are_counted_as_in_the_example() -> None:
    appeals, counted = whole(events(), "appeal_count"), whole(events(), "event_count")
    assert (len(appeals.hits), len(counted.hits)) == tuple(
        rows()[TOWN, name].numerator for name in ("诉求数", "事件数")
    )
    left = {reason: len(cases) for reason, cases in counted.out}
    assert left == {"MERGED": 14, "VOID": 2, "REJECTED": 6}
    assert len(appeals.hits) - sum(left.values()) == len(counted.hits)


def test_what_was_left_out_is_told_beside() -> None:
    assert dict(whole(events(), "close_rate").out).keys() == {"SUSPENDED", "EXEMPT"}
    assert whole(events(), "close_rate").left_out == 6
    assert whole(events(), "satisfied_rate").left_out == 20


def test_a_town_without_a_revisit_prints_a_dash() -> None:
    assert whole([], "satisfied_rate").rate.text == rows()["丁镇3月", "满意率"].value == "—"


def whole(facts: Iterable[Fact], code: str) -> Tally:
    found = (one for one in tallies(facts, march()) if (one.indicator, one.who) == (code, ALL))
    return next(found, Tally(indicator=code, who=ALL))


# ---------------------------------------------------------------- the calls to 综合执法局


def calls(town: str) -> list[Fact]:
    """What the rows say of a town, as facts of its calls."""

    def row(name: str) -> tuple[int, int]:
        found = rows()[town, name]
        return found.numerator, found.denominator

    (answered, owed), (late, _), (settled, due), (fed, _) = map(
        row, ("响应度", "迟响应", "办结率", "按时办结率")
    )
    points, rated = row("满意度得分")
    happy = row("满意率")[0]
    fair = (100 * happy - points) // 20
    facts: list[Fact] = []
    for n in range(owed):
        finding = "" if n < answered else "LATE_RESPONSE" if n < answered + late else "NO_RESPONSE"
        done = DUE if n < answered else DUE + 1 if finding == "LATE_RESPONSE" else None
        facts.append(
            DeptOwed(
                case=f"{town}{n}",
                who="ZF",
                clock="RESPOND",
                due=DUE,
                due2=DUE + 5,
                done=done,
                finding=finding,
            )
        )
    for n in range(due):
        done = DUE if n < fed else DUE + 1
        facts.append(
            DeptOwed(case=f"{town}{n}", who="ZF", clock="HANDLE", due=DUE, done=done, settled=n < settled)
        )
    for n in range(rated):
        rating = "FAIR" if n < fair else "GOOD" if n < happy else "BAD"
        facts.append(DeptRated(case=f"{town}{n}", who="ZF", at=DUE, rating=rating))
    return facts


@pytest.mark.parametrize("town", ["云溪镇", "乙镇", "丙镇"])
@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("response_rate", "响应度"), ("late_rate", "迟响应"), ("no_response_rate", "不响应"), ("done_rate", "办结率"),
        ("done_on_time_rate", "按时办结率"), ("call_satisfied_rate", "满意率"),
    ],
)  # fmt: skip
def test_the_departments_rates_are_counted_as_in_the_example(town: str, code: str, name: str) -> None:
    row = rows()[town, name]
    found = whole(calls(town), code)
    assert (len(found.hits), len(found.owed), found.rate.text) == (row.numerator, row.denominator, row.value)


def test_the_departments_whole_score_is_counted_as_in_the_example() -> None:
    room, period = Room(), march()
    towns = tuple(
        TownFigures(
            stream=name, name=name, period=period.name, as_of=period.as_of, tallies=(), grid_workers=(),
            postings=(), powers=(), roster=(), cadres=(),
            departments=tuple(
                (dept, town_line(name, [(period.name, rates)], Weights()))
                for dept, rates in dept_rates(calls(name), period).items()
            ),
        )
        for name in ("云溪镇", "乙镇", "丙镇")
    )  # fmt: skip
    county = room.rules.home.stream
    key = given_key(COUNTY_SCORE, "ZF", period.name)
    given = Version(action="a", value=(("score", rows()["ZF", "县级考评分"].value),), by="", at=0)
    set_ = Parameter(id=parameter_case(county, key), key=key, versions=(given,))
    found = county_figures(
        towns, lambda ids: {set_.id: set_} if set_.id in ids else {}, county, period, room.rules
    )
    (zf,) = found.departments
    assert rounded(zf.by_towns) == rows()["ZF", "镇评加权分"].value
    assert rounded(zf.total) == rows()["ZF", "部门综合分"].value
    assert zf.total == Fraction(2, 3) * Fraction("88.40") + Fraction(1, 3) * (zf.by_towns or 0)
    assert sorted(case for line in zf.towns for case in line.rates.calls) == sorted(
        {fact.case for name in ("云溪镇", "乙镇", "丙镇") for fact in calls(name)}
    )
