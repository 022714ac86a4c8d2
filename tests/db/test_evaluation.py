"""A month's figures by the rows equal an independent recount, and every list lies within its denominator (§7, §13-4)."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from db.queries.evaluation import EarlierCalls, county_evaluation, county_scores, town_evaluation
from db.readers import Readers
from governance.evaluation.figures import TownFigures, department_line
from governance.evaluation.period import period_of
from governance.evaluation.scores import Weights
from governance.evaluation.tally import ALL, Tally
from tests.db.busy_county import AS_OF, PERIOD, Month, fill, recounted

TOWNS, DEPARTMENTS, CALLS, WAYS = 3, 8, 120, 40


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[TownFigures], tuple[object, object]]:
    """Three towns counted by the rulebook, and by SQL."""
    path: Path = tmp_path_factory.mktemp("busy") / "busy.db"
    rules = fill(path, Month(WAYS), TOWNS, DEPARTMENTS, CALLS)
    period = period_of(PERIOD, AS_OF)
    assert period is not None

    def ask(conn: Connection) -> tuple[list[TownFigures], tuple[object, object]]:
        towns = [town_evaluation(conn, stream, period, of) for stream, of in rules.items()]
        for town in towns:  # a department by itself says what it says among the others
            own, home = EarlierCalls(conn, town.stream), rules[town.stream]
            for dept, line in town.departments:
                assert department_line(own, dept, Weights(), period, home) == line
        county = towns[0].stream
        whole_county = county_evaluation(conn, county, list(rules), period, rules.__getitem__)
        assert county_scores(conn, county, list(rules), period, rules.__getitem__) == whole_county.departments
        return towns, recounted(conn, period.since, period.to)

    readers = Readers(path)
    found = readers.read(ask)
    readers.close()
    return found


def whole(town: TownFigures, code: str) -> Tally:
    return next(
        (t for t in town.tallies if (t.indicator, t.who) == (code, ALL)), Tally(indicator=code, who=ALL)
    )


def test_departments_equal_the_recount(both: tuple[list[TownFigures], tuple[object, object]]) -> None:
    towns, (calls, _) = both
    ours = {}
    for town in towns:
        tallies = {(t.indicator, t.who): t.rate for t in town.tallies}
        for dept, line in town.departments:
            if not line.rates.calls:
                continue
            respond = tallies.get(("response_rate", dept))
            rates = line.rates
            if respond is not None and respond.owed >= 3:  # nothing of earlier months in it
                key = (town.stream.replace("-", ""), dept)
                ours[key] = (
                    rates.respond.owed, rates.respond.hits, rates.done.owed, rates.done.hits,
                    rates.on_time.hits, rates.points, rates.rated,
                )  # fmt: skip
    assert isinstance(calls, dict)
    assert len(ours) > 15
    assert ours == {key: calls[key] for key in ours}


def test_events_equal_the_recount(both: tuple[list[TownFigures], tuple[object, object]]) -> None:
    towns, (_, events) = both
    ours = {
        town.stream.replace("-", ""): (
            len(whole(town, "appeal_count").hits), len(whole(town, "event_count").hits),
            len(whole(town, "close_rate").owed), len(whole(town, "close_rate").hits),
            len(whole(town, "on_time_rate").hits),
            len(whole(town, "first_time_rate").owed), len(whole(town, "first_time_rate").hits),
        )
        for town in towns
    }  # fmt: skip
    assert ours == events


def test_every_numerator_lies_within_its_denominator(
    both: tuple[list[TownFigures], tuple[object, object]],
) -> None:
    for town in both[0]:
        for tally in town.tallies:
            assert set(tally.hits) <= set(tally.owed)
            for _, cases in tally.out:
                assert cases


def test_the_month_has_something_of_everything(both: tuple[list[TownFigures], tuple[object, object]]) -> None:
    town = both[0][0]
    for code in ("sign_rate", "satisfied_rate", "solved_rate", "return_rate", "late_rate", "no_response_rate",
                 "behalf_rate", "call_satisfied_rate", "self_found_rate", "repeat_rate"):  # fmt: skip
        assert whole(town, code).owed, code
    assert {reason for t in town.tallies for reason, _ in t.out} >= {
        "VOID",
        "WITHDRAWN",
        "DEFAULT",
        "RETURNED",
    }
