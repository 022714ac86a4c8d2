"""Figures as they are frozen: exact, the same bytes for the same figures, another digest for others (§13-6)."""

import json
from fractions import Fraction

import pytest

from governance.evaluation.facts import Closed
from governance.evaluation.period import period_of
from governance.evaluation.tally import Tally, digest, frozen, tallies

ONE = Tally(indicator="close_rate", who="*", hits=("a",), owed=("a", "b"), out=(("VOID", ("c",)),))


def test_a_fraction_is_frozen_exactly() -> None:
    assert json.loads(frozen({"score": Fraction(1, 3)})) == {"score": "1/3"}


def test_the_digest_is_the_sha256_of_the_frozen_bytes() -> None:
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert digest(ONE) != digest(Tally(indicator="close_rate", who="*", hits=("b",), owed=("a", "b")))
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


def test_what_is_no_figure_is_not_frozen() -> None:
    with pytest.raises(NotImplementedError):
        frozen(object())


def test_cases_stand_in_the_order_of_their_ids_and_what_is_left_out_is_counted() -> None:
    period = period_of("2026-03")
    assert period is not None
    facts = [Closed(case=case, who="u", at=period.since, rounds=1) for case in ("b", "a")]
    assert [one.hits for one in tallies(facts, period)] == [("a", "b"), ("a", "b")]
    assert (ONE.left_out, ONE.rate.text) == (1, "50.00%")
