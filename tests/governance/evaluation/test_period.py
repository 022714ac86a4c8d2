"""Periods of the evaluation (§7.1): months, quarters and spans; the one before, the same of last year, how long few calls wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.evaluation.period import Period, before, looked_back, months, period_of, year_ago
from tests.governance.local_time import at


def the(name: str) -> Period:
    found = period_of(name)
    assert found is not None
    return found


def test_a_quarter_is_its_three_months() -> None:
    quarter = the("2026-Q1")
    assert (quarter.since, quarter.to) == (at("2026-01-01 00:00"), at("2026-04-01 00:00"))
    assert quarter.first_day == "2026-01-01"
    assert the("2025-Q4").to == quarter.since
    assert period_of("2026-Q5") is None


@pytest.mark.parametrize(
    ("name", "last", "year"),
    [
        ("2026-03", "2026-02", "2025-03"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-03-02..2026-03-08", "2026-02-23..2026-03-01", "2025-03-02..2025-03-08"),
        ("2028-02-28..2028-02-29", "2028-02-26..2028-02-27", "2027-02-28..2027-02-28"),
    ],
)
def test_compared_with_the_period_before_and_with_last_year(name: str, last: str, year: str) -> None:
    assert (before(the(name)).name, year_ago(the(name)).name) == (last, year)


NAMES = st.sampled_from(["2026-03", "2026-Q3", "2026-03-02..2026-03-08", "2026-01-30..2026-03-01"])


@given(NAMES, st.integers(1, 30))
def test_periods_follow_one_another_without_gap_or_overlap(name: str, count: int) -> None:
    period = the(name)
    assert before(period, count).to == before(period, count - 1).since
    assert before(before(period, count), -count).name == period.name


def test_about_a_year_before_is_read_at_once_whatever_the_period_is() -> None:
    assert [looked_back(the(name)) for name in ("2026-03", "2026-Q1")] == [11, 3]
    week = the("2026-03-02..2026-03-08")
    assert before(week, looked_back(week)).since < at("2025-05-01 00:00")
    assert looked_back(the("2025-01-01..2026-03-31")) == 1


def test_a_period_is_known_up_to_its_last_instant_unless_told_otherwise() -> None:
    march = period_of("2026-03")
    assert march is not None
    assert march.as_of == march.to - 1 == at("2026-04-01 00:00") - 1


def test_the_months_of_a_quarter_and_of_a_month_and_of_no_span_of_days() -> None:
    assert months(the("2026-Q2")) == ("2026-04", "2026-05", "2026-06")
    assert months(the("2026-03")) == ("2026-03",)
    assert months(the("2026-03-02..2026-03-08")) == ()
