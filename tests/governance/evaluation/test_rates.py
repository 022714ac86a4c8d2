"""Exact inside, two decimals HALF_UP on paper, "—" without a denominator or a base (rulebook §7.1)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.evaluation.rates import NONE, NOTHING, Rate, decimal, growth, mean, percent, rounded


def test_a_rate_without_a_denominator_is_neither_nothing_nor_all() -> None:
    assert (NOTHING.value, NOTHING.text) == (None, NONE)
    assert (Rate(0, 1).text, Rate(1, 1).text, Rate(2, 3).text) == ("0.00%", "100.00%", "66.67%")
    assert Rate(1, 3).value == Fraction(1, 3)
    assert Rate(1, 2).plus(Rate(3, 5)) == Rate(4, 7)


def test_what_has_no_value_is_skipped_in_a_mean() -> None:
    assert mean([Fraction(1), None, Fraction(2)]) == Fraction(3, 2)
    assert mean([Fraction(0), Fraction(1)]) == Fraction(1, 2)
    assert mean([None]) is mean([]) is None


def test_growth_over_a_base_of_nothing_is_not_printed() -> None:
    assert growth(Fraction(3), Fraction(2)) == Fraction(1, 2)
    assert growth(Fraction(1), Fraction(2)) == Fraction(-1, 2)
    assert growth(0, 4) == -1
    assert growth(4, 4) == 0
    for this, last in ((3, 0), (Fraction(3), None), (None, 3), (None, None), (0, 0)):
        assert growth(this, last) is None
        assert percent(growth(this, last)) == NONE


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.005", "0.01"),
        ("0.0049", "0.00"),
        ("-0.005", "-0.01"),
        ("-0.0049", "0.00"),
        ("2.675", "2.68"),
        ("99.995", "100.00"),
        ("-12.3", "-12.30"),
        ("7", "7.00"),
    ],
)
def test_half_is_rounded_away_from_zero(value: str, text: str) -> None:
    assert rounded(Fraction(value)) == text


@given(st.fractions(-1000, 1000, max_denominator=997), st.integers(0, 4))
def test_rounding_is_that_of_the_schoolbook(value: Fraction, places: int) -> None:
    exact = Decimal(value.numerator * 10**12 // value.denominator) / 10**12
    if value.denominator == 1 or (value * 10**12).denominator == 1:
        wanted = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        assert Decimal(rounded(value, places)) == wanted
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)
    assert rounded(None, places) == NONE
    assert ("." in rounded(value, places)) is (places > 0)


@pytest.mark.parametrize("text", ["0", "88.40", "-2", "-1.5", "007", "123456789012", "12345678.901"])
def test_numbers_that_people_write(text: str) -> None:
    assert decimal(text) == Fraction(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".",
        ".5",
        "5.",
        "1e3",
        "+2",
        "--2",
        "1/3",
        "１２",
        "七十",
        "1 000",
        "1,5",
        "1234567890123",
        "1.2.3",
        "²",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert decimal(text) is None
