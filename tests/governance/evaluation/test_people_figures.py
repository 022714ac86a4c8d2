"""The figures of people and stations: 网格员月分, 派驻机构综合分, 四权, 派驻名册, 四维考评 (rulebook §1.4, §7.2–§7.4)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from governance.evaluation.adjustments import Adjustments, adjustments_case
from governance.evaluation.double_lock import said_of
from governance.evaluation.facts import Closed, Dispatched
from governance.evaluation.grid_bundle import GridPost
from governance.evaluation.opinions import Opinions, opinions_case
from governance.evaluation.parameters import (
    DIMENSION_SCORE,
    POSTING,
    POSTING_SCORE,
    Parameter,
    given_key,
    parameter_case,
)
from governance.evaluation.people_figures import (
    CadreLine,
    GridLine,
    PostingLine,
    cadre_people,
    cadres,
    grid_lines,
    posting_lines,
    powers,
    roster,
)
from governance.evaluation.period import Period, period_of
from governance.evaluation.rates import rounded
from governance.evaluation.tally import Tally
from governance.ledger.case import Case
from governance.ledger.stream import Stream
from governance.people.roles import Grant, User
from tests.governance.local_time import at
from tests.governance.room import GRID, PEOPLE, TOWN, Room, uid

HOME = uid("town")
FIRST, SECOND = "99010110020100100", "99010110020100400"


def march() -> Period:
    """March, as it is known in late April: every publicity is over."""
    period = period_of("2026-03", at("2026-04-20 09:00"))
    assert period is not None
    return period


def look_up(room: Room) -> Any:
    """What was set, added and said, by the ids that every desk gives it."""
    stored: dict[str, Case] = {}
    for case in room.cases.values():
        if isinstance(case, Parameter):
            stored[parameter_case(HOME, case.key)] = case
        elif isinstance(case, Adjustments):
            stored[adjustments_case(HOME, case.subject, case.period)] = case
        elif isinstance(case, Opinions):
            stored[opinions_case(HOME, case.person)] = case

    def found(ids: Sequence[str]) -> Mapping[str, Case]:
        return {one: stored[one] for one in ids if one in stored}

    return found


def adjusts(room: Room, subject: str, points: str, period: str = "2026-03") -> None:
    p = {"subject": subject, "points": points, "period": period, "reason": "抽查", "files": ["a.jpg"]}
    room.does("score.adjust", f"{subject} {period}", p, "director")


def scores(room: Room, what: str, of: str, **value: str) -> None:
    p = {"key": given_key(what, of, "2026-03"), "value": value}
    room.does("score.config", f"{what} {of}", p, "director")


# ---------------------------------------------------------------- 网格员月分


def grids(room: Room, *posts: GridPost) -> list[GridLine]:
    return list(grid_lines([], [], posts, look_up(room), march(), room.rules))


@pytest.mark.parametrize(
    ("points", "total", "grade"),
    [("5", 85, "良好"), ("-5", 75, "合格"), ("20", 100, "优秀"), ("21", 100, "优秀"), ("-80", 0, "不合格"),
     ("-81", 0, "不合格"), ("-100", 0, "不合格"), ("100", 100, "优秀")],
)  # fmt: skip
def test_points_by_hand_join_the_month_between_nothing_and_a_hundred(
    points: str, total: int, grade: str
) -> None:
    room = Room()
    adjusts(room, uid("grid"), points)
    (line,) = grids(room)
    assert (line.points, line.adjusted) == (Fraction(80), Fraction(points))
    assert (line.total, line.grade) == (Fraction(total), grade)


def test_lines_stand_by_grid_and_of_one_grid_by_person() -> None:
    room = Room()
    posts = [GridPost(GRID, uid(who), ("调解员",)) for who in ("sup", "op", "village", "mediator")]
    posts += [GridPost(SECOND, uid("zf_staff"), ("网格员",)), GridPost(FIRST, uid("sc_lead"), ("网格员",))]
    lines = grids(room, *posts)
    here = sorted(uid(who) for who in ("sup", "op", "village", "mediator", "grid"))
    assert [(line.grid, line.user) for line in lines] == [
        (FIRST, uid("sc_lead")),
        *((GRID, user) for user in here),
        (SECOND, uid("zf_staff")),
    ]
    assert lines[0].name == "sc_lead"


def test_who_works_in_two_grids_has_one_line_under_his_own() -> None:
    """The grid of his account goes before those in which he only holds a post."""
    (line,) = grids(
        Room(), GridPost(FIRST, uid("grid"), ("调解员",)), GridPost(GRID, uid("grid"), ("网格员",))
    )
    assert (line.grid, line.leads) == (GRID, ())


# ---------------------------------------------------------------- 派驻机构


def stations(room: Room, *codes: str) -> list[PostingLine]:
    lines = grids(room)
    return list(posting_lines(look_up(room), codes or ("T-SCS", "T-PCS"), lines, march(), room.rules))


@pytest.mark.parametrize("missing", ["town", "line"])
def test_nobody_is_scored_before_town_and_line_department_have_spoken(missing: str) -> None:
    room = Room()
    scores(room, POSTING_SCORE, "T-PCS", town="91", line="82")
    (case,) = (one for one in room.cases.values() if isinstance(one, Parameter))
    (version,) = case.versions
    said = tuple((name, points) for name, points in version.value if name != missing)
    room.cases[case.id] = replace(case, versions=(replace(version, value=said),))
    (line,) = stations(room, "T-PCS")
    assert (line.total, getattr(line, missing)) == (None, None)
    assert {line.town, line.line} != {None}


def test_a_stations_points_by_hand_are_added_to_its_total() -> None:
    room = Room()
    scores(room, POSTING_SCORE, "T-PCS", town="91", line="82")
    adjusts(room, "T-PCS", "-1.5")
    police, market = stations(room)
    assert (police.unit, market.unit) == ("T-PCS", "T-SCS")
    assert (police.town, police.line) == (Fraction(91), Fraction(82))
    assert (police.weight, police.adjusted) == (Fraction(60), Fraction("-1.5"))
    assert (police.total, market.total) == (Fraction("85.9"), None)
    assert (police.share, police.grids) == (Fraction(0), None)


def test_the_grids_share_holds_from_its_day_and_points_by_hand_stay_the_stations_own() -> None:
    room = Room()
    for month in ("2026-03", "2026-04"):
        p = {"key": given_key(POSTING_SCORE, "T-PCS", month), "value": {"town": "91", "line": "82"}}
        room.does("score.config", f"score {month}", p, "director")
        adjusts(room, "T-PCS", "2", month)
    bound = {"key": POSTING, "value": {"town": "60", "grid": "20"}, "since": "2026-03-09"}
    room.does("score.config", "w", bound, "director")
    april = period_of("2026-04", at("2026-05-20 09:00"))
    assert april is not None
    (line,) = posting_lines(look_up(room), ["T-PCS"], grids(room), april, room.rules)
    assert (line.share, line.grids) == (Fraction(20), Fraction(80))
    assert line.total == 2 + Fraction("87.4") * Fraction(80, 100) + 80 * Fraction(20, 100)
    (before,) = stations(room, "T-PCS")  # set in the middle of March: not for March
    assert (before.share, before.grids, before.total) == (Fraction(0), None, Fraction("89.4"))


def test_a_line_frozen_before_there_was_a_share_has_none() -> None:
    old = b'{"unit":"T-PCS","town":"91","line":"82","weight":"60","adjusted":"0","total":"437/5"}'
    line = msgspec.json.decode(old, type=PostingLine, dec_hook=lambda _, text: Fraction(text))
    assert (line.total, line.share, line.grids) == (Fraction("87.4"), Fraction(0), None)


# ---------------------------------------------------------------- 四权


def test_the_four_powers_of_a_month_over_the_towns_stations() -> None:
    room = Room()
    inside = at("2026-03-10 10:00")
    scores(room, POSTING_SCORE, "T-PCS", town="91", line="82")
    adjusts(room, "T-PCS", "2")
    adjusts(room, "T-SCS", "1", "2026-04")  # another month's
    said = {"person": uid("pcs_staff"), "unit": "T-PCS", "reason": "工作需要"}
    room.does("staff.appoint_opinion", "p", said | {"opinion": "VETO"}, "director", inside)
    veto = room.last
    room.does("staff.appoint_opinion", "p", said | {"opinion": "VETO"}, "director", at("2026-04-01 00:00"))
    facts = [
        Dispatched(case="e1", who="T-PCS", at=inside, returned=False),
        Dispatched(case="e2", who="T-ZF", at=inside, returned=False),  # a platform of the town's own
        Dispatched(case="e3", who="T-PCS", at=at("2026-02-28 10:00"), returned=False),
        Closed(case="e4", who="T-PCS", at=inside, rounds=1),
    ]
    used = powers(look_up(room), facts, ["T-PCS", "T-SCS"], march(), room.rules)
    score = parameter_case(HOME, given_key(POSTING_SCORE, "T-PCS", "2026-03"))
    by_hand = adjustments_case(HOME, "T-PCS", "2026-03")
    assert {(one.unit, one.power): one.cases for one in used if one.cases} == {
        ("T-PCS", "DISPATCH"): ("e1",),
        ("T-PCS", "SCORE"): tuple(sorted((score, by_hand))),
        ("T-PCS", "VETO"): (veto,),
    }
    assert len(used) == 8  # every station has its four lines


def test_the_roster_shows_what_the_town_said_of_a_person() -> None:
    room = Room()
    said = {"person": uid("pcs_staff"), "unit": "T-PCS", "opinion": "CONSENT", "reason": "工作需要"}
    room.does("staff.appoint_opinion", "p", said, "director")
    held = [{"role": "STATION_STAFF", "unit": "T-PCS", "area": TOWN}]
    entry = said_of({"user": uid("pcs_staff"), "name": "pcs_staff", "grants": held}, at("2026-01-05 09:00"))
    (line,) = roster([entry], look_up(room), room.rules)
    assert (line.staff.unit, line.opinions, line.red) == ("T-PCS", (room.last,), False)


# ---------------------------------------------------------------- 四维考评


def test_cadres_are_the_people_of_platforms_offices_and_stations_of_the_town() -> None:
    """Neither the room nor villages, nor the county's, nor the same unit of another town; the first post says which."""
    room = Room()
    home = room.cases[HOME]
    assert isinstance(home, Stream)
    more = (
        User(uid("away"), "away", (Grant("PLATFORM_STAFF", "T-ZF", "990101101000"),)),
        User(
            uid("second"), "second", (Grant("ROOM_OP", "T-ZHS", TOWN), Grant("PLATFORM_LEAD", "T-ZF", TOWN))
        ),
        User(
            uid("both"), "both", (Grant("STATION_LEAD", "T-SCS", TOWN), Grant("PLATFORM_LEAD", "T-ZF", TOWN))
        ),
    )
    room.cases[HOME] = replace(home, users=(*home.users, *more))
    found = cadre_people(room.rules)
    names = ("zf_lead", "zf_staff", "sc_lead", "pcs_lead", "pcs_staff")
    assert found == {uid(name): (name, PEOPLE[name][1]) for name in names} | {uid("both"): ("both", "T-SCS")}


def tally(indicator: str, hits: int, owed: int, who: str = "T-ZF") -> Tally:
    cases = tuple(f"e{n}" for n in range(owed))
    return Tally(indicator=indicator, who=who, hits=cases[:hits], owed=cases)


def lines_of(room: Room, *counted: Tally) -> list[CadreLine]:
    return list(cadres(look_up(room), counted, march(), room.rules))


REST = {"presence": "88", "people": "85", "leaders": "90"}
RATES = (tally("on_time_rate", 9, 10), tally("first_time_rate", 8, 10), tally("satisfied_rate", 10, 10))


def test_a_cadres_work_is_computed_of_his_units_rates_unless_it_was_given() -> None:
    room = Room()
    scores(room, DIMENSION_SCORE, uid("zf_staff"), **REST)
    scores(room, DIMENSION_SCORE, uid("zf_lead"), work="70", **REST)
    elsewhere = tally("on_time_rate", 0, 10, "T-SC")
    found = {line.name: line for line in lines_of(room, *RATES, elsewhere)}
    assert set(found) == {"zf_staff", "zf_lead"}  # for whom a dimension was entered
    assert dict(found["zf_staff"].scores)["work"] == 90
    assert rounded(found["zf_staff"].total) == "88.60"  # 40 % of 90, 20 % each of 88, 85, 90
    assert dict(found["zf_lead"].scores)["work"] == 70
    assert rounded(found["zf_lead"].total) == "80.60"
    assert [name for name, _ in found["zf_staff"].scores] == ["leaders", "people", "presence", "work"]


def test_a_cadres_points_by_hand_are_added_and_wait_with_the_total() -> None:
    room = Room()
    scores(room, DIMENSION_SCORE, uid("zf_staff"), **REST)
    adjusts(room, uid("zf_staff"), "1.5")
    (waiting,) = lines_of(room)  # no rate of the unit has anything to count
    assert (waiting.total, waiting.adjusted, "work" in dict(waiting.scores)) == (None, Fraction("1.5"), False)
    (line,) = lines_of(room, *RATES)
    assert (line.unit, rounded(line.total)) == ("T-ZF", "90.10")


def test_cadres_stand_in_the_order_of_their_ids() -> None:
    room = Room()
    names = ("zf_lead", "zf_staff", "sc_lead", "pcs_lead")
    for name in names:
        scores(room, DIMENSION_SCORE, uid(name), **REST)
    assert [line.user for line in lines_of(room)] == sorted(uid(name) for name in names)
