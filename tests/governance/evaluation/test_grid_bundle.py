"""Bundled scores: a 网格长 with his grid's posts (§7.4), a 派驻机构 with the town's grids (§7.2)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.archive.element import Element, Value
from governance.archive.register import POST
from governance.evaluation.figures import TownCases, TownFigures, town_figures
from governance.evaluation.grid_bundle import GridPost, grids_of, led
from governance.evaluation.parameters import (
    POSTING,
    POSTING_SCORE,
    Parameter,
    given_key,
    grid_share_on,
    parameter_case,
)
from governance.evaluation.people_figures import grid_people
from governance.evaluation.period import period_of
from governance.evaluation.scores import Weights
from tests.governance.evaluation.earlier import EarlierOnes
from tests.governance.local_time import at
from tests.governance.room import GRID, Room, uid

SECOND = "99010110020100400"


def post(user: str, *posts: str, grid: str = GRID) -> GridPost:
    return GridPost(grid, user, posts)


MONTHS = {"leader": Fraction(90), "worker": Fraction(80), "mediator": Fraction(70)}


def test_a_leader_is_sixty_his_own_and_forty_the_mean_of_the_posts() -> None:
    posts = [post("leader", "网格长"), post("worker", "网格员"), post("mediator", "调解员")]
    (bound,) = led(posts, MONTHS)["leader"]
    assert (bound.grid, bound.score) == (GRID, Fraction(84))
    assert bound.mates == (("mediator", Fraction(70)), ("worker", Fraction(80)))
    assert set(led(posts, MONTHS)) == {"leader"}


def test_a_person_with_several_posts_counts_once() -> None:
    posts = [post("leader", "网格长", "宣传员"), post("worker", "网格员", "巡查员"), post("worker", "服务员")]
    (bound,) = led(posts, MONTHS)["leader"]
    assert bound.mates == (("worker", Fraction(80)),)
    assert bound.score == Fraction(86)


def test_a_leader_alone_stands_for_himself() -> None:
    assert led([post("leader", "网格长", "网格员")], MONTHS)["leader"][0].score == 90


def test_every_grid_is_bound_by_itself() -> None:
    posts = [
        post("leader", "网格长"),
        post("worker", "网格员"),
        post("leader", "网格长", grid=SECOND),
        post("mediator", "网格员", grid=SECOND),
    ]
    assert [(one.grid, one.score) for one in led(posts, MONTHS)["leader"]] == [
        (GRID, Fraction(86)),
        (SECOND, Fraction(82)),
    ]
    assert grids_of(posts)["leader"] == (GRID, SECOND)


def test_who_has_no_account_is_not_counted() -> None:
    posts = [post("leader", "网格长"), post("nobody", "网格员"), post("gone", "网格长")]
    assert led(posts, MONTHS) == {"leader": led([post("leader", "网格长")], MONTHS)["leader"]}


@given(st.dictionaries(st.sampled_from("abcde"), st.fractions(0, 100), min_size=1))
def test_a_bound_score_lies_between_the_best_and_the_worst(months: dict[str, Fraction]) -> None:
    posts = [post(user, "网格长" if user == min(months) else "网格员") for user in months]
    (bound,) = led(posts, months)[min(months)]
    assert min(months.values()) <= bound.score <= max(months.values())


# ---------------------------------------------------------------- in the town's figures


def held(post: GridPost) -> Element:
    """The post as the archive keeps it."""
    cells = {"grid_code": post.grid, "holder": post.user, "posts": ";".join(post.posts)}
    values = tuple(Value(field, "a", value) for field, value in cells.items())
    return Element(id=f"{post.grid} {post.user}", type=POST, values=values)


def figures(room: Room, *posts: GridPost) -> TownFigures:
    stored = {
        parameter_case(uid("town"), case.key): case
        for case in room.cases.values()
        if isinstance(case, Parameter)
    }
    period = period_of("2026-04", at("2026-05-20 09:00"))
    assert period is not None
    cases = TownCases(
        events=(),
        calls=(),
        cards=(),
        lines=(),
        look_up=lambda ids: {i: stored[i] for i in ids if i in stored},
        archives=[held(one) for one in posts],
    )
    return town_figures(cases, EarlierOnes(), Weights(), period, room.rules)


def test_holders_of_posts_have_a_line_beside_the_grid_workers() -> None:
    room = Room()
    found = figures(room, post(uid("village"), "网格长"), post(uid("grid"), "网格员"))
    assert {line.name: (line.grid, line.total) for line in found.grid_workers} == {
        "grid": (GRID, Fraction(80)),
        "village": (GRID, Fraction(80)),
    }
    assert {line.name: [one.score for one in line.leads] for line in found.grid_workers} == {
        "grid": [],
        "village": [80],
    }
    assert [line.name for line in figures(room).grid_workers] == ["grid"]


def test_a_closed_account_has_no_line_even_with_a_post() -> None:
    room = Room()
    room.leaves("grid")
    assert grid_people([post(uid("grid"), "网格员")], room.rules) == {}


def config(room: Room, **value: str) -> dict[str, object]:
    return {"key": POSTING, "value": value, "since": "2026-04-01"}


def test_stations_are_bound_to_the_grids_by_the_share_that_the_town_set() -> None:
    room = Room()
    score = {"key": given_key(POSTING_SCORE, "T-PCS", "2026-04"), "value": {"town": "91", "line": "82"}}
    room.does("score.config", "s", score, "director")
    station = next(one for one in figures(room).postings if one.unit == "T-PCS")
    assert (station.total, station.share, station.grids) == (Fraction("87.4"), Fraction(0), None)
    room.does("score.config", "w", config(room, town="60", grid="20"), "director")
    bound = next(one for one in figures(room).postings if one.unit == "T-PCS")
    assert (bound.share, bound.grids) == (Fraction(20), Fraction(80))
    assert bound.total == Fraction("87.4") * Fraction(80, 100) + 80 * Fraction(20, 100)


@pytest.mark.parametrize("value", [{"grid": "20"}, {"town": "60", "grid": "20", "more": "1"}, {}])
def test_a_share_stands_beside_the_weight(value: dict[str, str]) -> None:
    room = Room()
    assert room.no("score.config", "w", config(room, **value), "director") in ("bad-weights", "bad-number")
    assert grid_share_on(None, "2026-04-01") == 0
