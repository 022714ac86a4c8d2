"""score.config, score.adjust, staff.appoint_opinion (rulebook §1.4, §7.2, §7.3)."""

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from governance.evaluation.adjustments import Adjustments, adjustments_case
from governance.evaluation.figures import TownCases, town_figures
from governance.evaluation.opinions import Opinions
from governance.evaluation.parameters import (
    Parameter,
    dimensions_on,
    parameter_case,
    posting_weight_on,
    weights_on,
)
from governance.evaluation.period import period_of
from governance.evaluation.postings import bundled, four_powers, posting_score
from governance.evaluation.rates import rounded
from governance.evaluation.scores import Weights
from governance.ledger.stream import Stream
from tests.governance.evaluation.earlier import EarlierOnes
from tests.governance.local_time import at
from tests.governance.room import MONDAY, Room, uid

WEIGHTS = {"respond": "40", "done": "20", "on_time": "20", "satisfied": "20"}


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def county(room: Room) -> Room:
    home = room.cases[uid("town")]
    assert isinstance(home, Stream)
    room.cases[home.id] = replace(home, kind="county", area="990101000000", unit="000", name="安和县")
    return room


def config(key: str, since: str = "2026-04-01", **value: str) -> dict[str, Any]:
    return {"key": key, "value": value, "since": since}


def parameter(room: Room) -> Parameter:
    found = room.cases[uid("g")]
    assert isinstance(found, Parameter)
    return found


# ---------------------------------------------------------------- score.config


def test_the_towns_weight_of_a_station_is_sixty_per_cent_or_more(room: Room) -> None:
    assert (
        room.no("score.config", "g", config("posting_weight", town="59.99"), "director") == "town-too-light"
    )
    room.does("score.config", "g", config("posting_weight", town="60"), "director")
    assert posting_weight_on(None, "2026-03-01") == 60


def test_dimensions_sum_to_a_hundred(room: Room) -> None:
    wrong = config("four_dimensions", work="40", presence="20", people="20", leaders="19")
    assert room.no("score.config", "g", wrong, "director") == "not-hundred"
    room.does(
        "score.config", "g", config("four_dimensions", work="50", presence="30", people="20"), "director"
    )
    assert dimensions_on(parameter(room), "2026-04-01") == {"work": 50, "presence": 30, "people": 20}
    assert sum(dimensions_on(parameter(room), "2026-03-31").values()) == 100  # the rulebook's own


def test_weights_hold_from_their_day_and_never_backwards(county: Room) -> None:
    key = "department_weights"
    assert (
        county.no("score.config", "g", config(key, "2026-03-08", **WEIGHTS), "centre_lead") == "not-backwards"
    )
    county.does("score.config", "g", config(key, **WEIGHTS), "centre_lead")
    later = WEIGHTS | {"respond": "10", "satisfied": "50"}
    county.does("score.config", "g", config(key, "2026-05-01", **later), "centre_lead")
    held = [weights_on(parameter(county), day).respond for day in ("2026-03-31", "2026-04-01", "2026-05-01")]
    assert held == [30, 40, 10]


def test_department_weights_are_the_countys(room: Room) -> None:
    assert room.no("score.config", "g", config("department_weights", **WEIGHTS), "director") == "not-here"


def test_what_nobody_may_set(room: Room, county: Room) -> None:
    assert (
        county.no("score.config", "g", config("department_weights", respond="100"), "centre_lead")
        == "bad-weights"
    )
    assert county.no("score.config", "g", config("bonus", town="70"), "centre_lead") == "bad-key"
    assert (
        county.no("score.config", "g", config("posting_weight", town="七十"), "centre_lead") == "bad-number"
    )
    assert county.no("score.config", "g", config("posting_weight", town="70"), "centre") == "no-role"


def test_the_countys_own_score_of_a_department_is_entered_at_the_county(room: Room) -> None:
    given = {"key": "county_score.ZF.2026-03", "value": {"score": "88.40"}}
    assert room.no("score.config", "g", given, "director") == "not-here"
    home = room.cases[uid("town")]
    assert isinstance(home, Stream)
    room.cases[home.id] = replace(home, kind="county", area="990101000000")
    for key, code in (
        ("county_score.T-ZF.2026-03", "bad-subject"), ("county_score.XX.2026-03", "bad-subject"),
        ("county_score.ZF.2026-13", "bad-period"), ("posting_score.T-PCS.2026-03", "not-here"),
    ):  # fmt: skip
        assert room.no("score.config", "g", given | {"key": key}, "centre_lead") == code
    room.does("score.config", "g", given, "centre_lead")
    assert parameter(room).on("") == {"score": Fraction("88.4")}


def test_a_towns_scores_are_of_stations_and_of_people(room: Room) -> None:
    both = {"town": "90", "line": "80"}
    for key, value, code in (
        ("posting_score.T-PCS.2026-03", both, ""), ("posting_score.T-ZF.2026-03", both, "bad-subject"),
        (f"dimension_score.{uid('zf_staff')}.2026-03", {"people": "90"}, ""),
        ("dimension_score.T-ZF.2026-03", {"people": "90"}, "bad-subject"),
    ):  # fmt: skip
        assert room.no("score.config", "g", {"key": key, "value": value}, "director") == code


def test_two_settings_of_one_base_meet_as_a_conflict(room: Room) -> None:
    room.does("score.config", "g", config("posting_weight", town="65"), "director")
    again = room.act("score.config", "g", config("posting_weight", town="70"), "director", base=None)
    assert (again.vd, again.code) == ("c", "stale-base")
    same = room.act("score.config", "g", config("posting_weight", town="65"), "director", base=None)
    assert same.code == "same-effect"


def test_a_months_evaluation_is_frozen_with_its_digest(room: Room) -> None:
    p = {"kind": "EVALUATION", "period": "2026-02", "no": "2", "digest": "a" * 64}
    assert room.no("briefing.freeze", "b", p | {"period": "2026-02-01"}, "director") == "bad-period"
    room.does("briefing.freeze", "b", p, "director")
    assert room.no("briefing.freeze", "b", p, "director") == "already-issued"


# ---------------------------------------------------------------- score.adjust


def adjust(**more: Any) -> dict[str, Any]:
    said = {
        "subject": "T-SCS",
        "points": "-1.5",
        "period": "2026-03",
        "reason": "缺席点名",
        "files": ["a.jpg"],
    }
    return said | more


def test_points_by_hand_need_attachment_and_reason(room: Room) -> None:
    assert room.no("score.adjust", "a", adjust(files=[]), "director") == "no-files"
    assert room.no("score.adjust", "a", adjust(reason=" "), "director") == "no-reason"
    assert room.no("score.adjust", "a", adjust(points="0"), "director") == "bad-number"
    assert room.no("score.adjust", "a", adjust(points="1e3"), "director") == "bad-number"
    assert room.no("score.adjust", "a", adjust(), "sup") == "no-role"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"points": "100.01"}, "bad-number"),
        ({"points": "-101"}, "bad-number"),
        ({"points": "0"}, "bad-number"),
        ({"points": "两分"}, "bad-number"),
        ({"subject": "T-NONE"}, "bad-subject"),
        ({"period": "2026-Q1"}, "bad-period"),
        ({"period": "2026-13"}, "bad-period"),
        ({"period": "2026-03-01"}, "bad-period"),
    ],
)
def test_what_are_no_points_by_hand(room: Room, wrong: dict[str, str], code: str) -> None:
    assert room.no("score.adjust", "d", adjust(**wrong), "director") == code


@pytest.mark.parametrize("right", [{"points": "100"}, {"points": "-100"}, {"subject": uid("zf_staff")}])
def test_units_and_people_may_get_up_to_a_hundred_either_way(room: Room, right: dict[str, str]) -> None:
    room.does("score.adjust", "d", adjust(**right), "director")
    made = room.cases[uid("d")]
    assert isinstance(made, Adjustments)
    assert (made.label, made.last_step(())) == ("已登记", MONDAY)


def test_a_months_points_are_of_one_subject_and_one_month(room: Room) -> None:
    room.does("score.adjust", "d", adjust(), "director")
    for other in ({"subject": "T-PCS"}, {"period": "2026-04"}):
        assert room.no("score.adjust", "d", adjust(**other), "director") == "bad-subject"
    later = at("2026-03-10 09:00")
    room.does("score.adjust", "d", adjust(points="2"), "director", later)
    made = room.cases[uid("d")]
    assert isinstance(made, Adjustments)
    assert (len(made.made), made.last_step(())) == (2, later)


def test_points_by_hand_count_after_three_working_days(room: Room) -> None:
    friday = at("2026-03-13 15:00")
    room.does("score.adjust", "a", adjust(), "director", friday)
    room.does("score.adjust", "a", adjust(points="4"), "director", at("2026-03-16 09:00"))
    case = room.cases[uid("a")]
    assert isinstance(case, Adjustments)
    calendar = room.rules.calendar
    said = [case.points_at(at(f"2026-03-{day}"), calendar) for day in ("18 18:00", "18 18:01", "19 18:01")]
    assert said == [0, Fraction("-1.5"), Fraction("2.5")]


def test_two_desks_adjusting_one_subject_meet() -> None:
    assert adjustments_case("s", "T-SCS", "2026-03") == adjustments_case("s", "T-SCS", "2026-03")
    assert adjustments_case("s", "T-SCS", "2026-03") != adjustments_case("s", "T-SCS", "2026-04")


# ---------------------------------------------------------------- staff.appoint_opinion


def opinion(**more: Any) -> dict[str, Any]:
    said = {"person": uid("pcs_staff"), "unit": "T-PCS", "opinion": "CONSENT", "reason": "工作需要"}
    return said | more


def test_the_director_alone_speaks_for_the_town(room: Room) -> None:
    assert room.no("staff.appoint_opinion", "p", opinion(), "town_leader") == "no-role"
    room.does("staff.appoint_opinion", "p", opinion(), "director")


def test_an_opinion_names_person_station_and_reason(room: Room) -> None:
    assert room.no("staff.appoint_opinion", "p", opinion(person=uid("nobody")), "director") == "bad-person"
    assert room.no("staff.appoint_opinion", "p", opinion(unit="T-ZF"), "director") == "bad-unit"
    assert room.no("staff.appoint_opinion", "p", opinion(opinion="RECOMMEND"), "director") == "no-post"
    assert room.no("staff.appoint_opinion", "p", opinion(reason=""), "director") == "no-reason"


def slips(room: Room) -> Any:
    found = room.cases.get(uid("p"))
    return found.slips if isinstance(found, Opinions) else ()


def test_a_bundled_unit_shares_the_grids_score() -> None:
    assert bundled(Fraction(90), Fraction(80), Fraction(40)) == 86


def test_a_towns_weight_below_sixty_is_no_score() -> None:
    with pytest.raises(ValueError, match="60"):
        posting_score(Fraction(90), Fraction(80), Fraction(59))


def test_a_cadres_four_dimensions_wait_for_every_score(room: Room) -> None:
    key = f"dimension_score.{uid('zf_staff')}.2026-03"
    room.does("score.config", "g", {"key": key, "value": {"presence": "88", "people": "85"}}, "director")
    assert [line.total for line in cadres(room)] == [None]
    whole = {"work": "92", "presence": "88", "people": "85", "leaders": "90"}
    room.does("score.config", "g", {"key": key, "value": whole}, "director")
    assert [(line.name, rounded(line.total)) for line in cadres(room)] == [("zf_staff", "89.40")]


def cadres(room: Room) -> Any:
    stored = {
        parameter_case(uid("town"), case.key): case
        for case in room.cases.values()
        if isinstance(case, Parameter)
    }
    period = period_of("2026-03")
    assert period is not None
    cases = TownCases(
        events=(),
        calls=(),
        cards=(),
        lines=(),
        look_up=lambda ids: {i: stored[i] for i in ids if i in stored},
    )
    return town_figures(cases, EarlierOnes(), Weights(), period, room.rules).cadres


def test_the_register_of_the_four_powers_names_the_cases(room: Room) -> None:
    veto = opinion(opinion="VETO")
    room.does("staff.appoint_opinion", "p", veto, "director")
    used = four_powers([("T-PCS", "e1"), ("T-ZF", "e2")], [("T-PCS", "a")], slips(room), ["T-PCS"])
    assert {line.power: line.cases for line in used} == {
        "DISPATCH": ("e1",),
        "SCORE": ("a",),
        "RECOMMEND": (),
        "VETO": (slips(room)[0].id,),
    }
