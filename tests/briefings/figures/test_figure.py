"""Rates as they are printed (§7.1)."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from briefings.figures.figure import Figure, Share


def share(numerator: int, denominator: int) -> Share:
    return Share(Figure(("c",) * numerator), Figure(("c",) * denominator))


def test_a_denominator_of_zero_is_a_dash_and_no_number() -> None:
    assert (share(0, 0).text, share(0, 0).ratio) == ("—", None)


def test_the_rulebooks_examples() -> None:
    assert [share(*pair).text for pair in ((18, 20), (17, 18), (29, 32), (258, 270))] == [
        "90.00%", "94.44%", "90.63%", "95.56%",
    ]  # fmt: skip


def test_halves_are_rounded_up() -> None:
    assert share(1, 160).text == "0.63%"  # 0.625 %


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_rate_lies_between_nothing_and_all(denominator: int, part: int) -> None:
    ratio = share(min(part, denominator), denominator).ratio
    assert ratio is not None
    assert Decimal(0) <= ratio <= Decimal(1)
