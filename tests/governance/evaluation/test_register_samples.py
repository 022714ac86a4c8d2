"""Rates of registers that are kept elsewhere: entered month by month with their sample (rulebook §7.1)."""

from typing import Any

import pytest

from governance.evaluation.facts import Looked, Sample
from governance.evaluation.indicators import INDICATORS, REGISTER_CODES
from governance.evaluation.parameters import REGISTER_SAMPLE, SAMPLED, Parameter, given_key, parameter_case
from governance.evaluation.period import Period, months, period_of
from governance.evaluation.register_samples import samples
from governance.evaluation.tally import ALL, tallies, with_samples
from governance.ledger.case import Case
from tests.governance.local_time import at
from tests.governance.room import Room, uid

CODE = "newcomer_rate"


@pytest.fixture
def room() -> Room:
    return Room()


def sample(month: str = "2026-03", code: str = CODE, **value: str) -> dict[str, Any]:
    held = {"hits": "1180", "owed": "1200", "source": "T-PCS"} | value
    return {"key": given_key(REGISTER_SAMPLE, code, month), "value": held}


def enter(room: Room, p: dict[str, Any]) -> None:
    room.does("score.config", p["key"], p, "director")


def of(room: Room, name: str) -> dict[str, tuple[Sample, ...]]:
    kept = {
        parameter_case(uid("town"), one.key): one for one in room.cases.values() if isinstance(one, Parameter)
    }

    def look_up(ids: Any) -> dict[str, Case]:
        return {one: kept[one] for one in ids if one in kept}

    return dict(samples(look_up, uid("town"), period(name)))


def period(name: str) -> Period:
    found = period_of(name, at("2026-04-20 09:00"))
    assert found is not None
    return found


def test_a_sample_is_counted_with_who_counted_and_who_entered_it(room: Room) -> None:
    enter(room, sample())
    (entered,) = of(room, "2026-03")[CODE]
    assert (entered.hits, entered.owed, entered.source, entered.by) == (1180, 1200, "T-PCS", uid("director"))
    (tally,) = with_samples((), of(room, "2026-03"))
    assert (tally.indicator, tally.who, tally.rate.text) == (CODE, ALL, "98.33%")
    assert (tally.hits, tally.owed, tally.left_out) == ((), (), 0)


def test_what_was_entered_again_replaces_it(room: Room) -> None:
    enter(room, sample())
    enter(room, sample(hits="600"))
    assert [one.hits for one in of(room, "2026-03")[CODE]] == [600]


def test_a_quarter_adds_its_months_and_days_have_none(room: Room) -> None:
    enter(room, sample("2026-01", hits="1", owed="2"))
    enter(room, sample("2026-03", hits="1", owed="1"))
    (tally,) = with_samples((), of(room, "2026-Q1"))
    assert tally.rate.text == "66.67%"
    assert [one.month for one in tally.samples] == ["2026-01", "2026-03"]
    assert of(room, "2026-02") == {}
    assert of(room, "2026-03-01..2026-03-31") == {}
    assert months(period("2026-Q4")) == ("2026-10", "2026-11", "2026-12")


@pytest.mark.parametrize(
    ("p", "code"),
    [
        (sample(code="close_rate"), "bad-key"),
        (sample("2026-13"), "bad-period"),
        (sample("2026-00"), "bad-period"),
        (sample("2026-04"), "bad-period"),  # not begun on 9 March
        (sample(hits="1.5"), "bad-number"),
        (sample(hits="-1"), "bad-number"),
        (sample(hits="1201"), "bad-number"),
        (sample(hits="0", owed="0"), "bad-number"),
        (sample(more="1"), "bad-number"),
        ({"key": given_key(REGISTER_SAMPLE, CODE, "2026-03"), "value": {"hits": "1"}}, "bad-number"),
        (sample(source="甲公司"), "bad-unit"),
    ],
)
def test_what_is_no_sample(room: Room, p: dict[str, Any], code: str) -> None:
    assert room.no("score.config", "g", p, "director") == code


def test_whole_and_nothing_are_samples_too(room: Room) -> None:
    enter(room, sample(hits="0", owed="1"))
    enter(room, sample(code="pledge_rate", hits="5", owed="5"))
    found = {one.indicator: one.rate.text for one in with_samples((), of(room, "2026-03"))}
    assert found == {CODE: "0.00%", "pledge_rate": "100.00%"}


def test_samples_are_the_towns_and_the_director_enters_them(room: Room) -> None:
    assert room.no("score.config", "g", sample(), "op") == "no-role"
    enter(room, sample(code="let_house_rate"))


def test_a_sample_stands_among_the_tallies_in_their_order(room: Room) -> None:
    fresh = [Looked(case="e", who="g", register="freshness_rate", at=at("2026-03-05 00:00"), right=True)]
    enter(room, sample())
    counted = with_samples(tallies(fresh, period("2026-03")), of(room, "2026-03"))
    assert [(one.indicator, one.who) for one in counted] == [
        ("freshness_rate", ALL),
        ("freshness_rate", "g"),
        (CODE, ALL),
    ]


def test_elements_are_fresh_by_the_instant_they_fell_due() -> None:
    def looked(case: str, day: str, right: bool) -> Looked:
        return Looked(case=case, who="g", register="freshness_rate", at=at(f"2026-{day} 00:00"), right=right)

    facts = [looked("a", "03-01", True), looked("b", "03-31", False), looked("c", "04-01", True)]
    (whole,) = (one for one in tallies(facts, period("2026-03")) if one.who == ALL)
    assert (whole.hits, whole.owed, whole.rate.text) == (("a",), ("a", "b"), "50.00%")


def test_every_register_rate_has_a_source_and_is_never_scored() -> None:
    assert set(REGISTER_CODES) == {"freshness_rate", *SAMPLED}
    assert not any(INDICATORS[code].scored for code in REGISTER_CODES)
