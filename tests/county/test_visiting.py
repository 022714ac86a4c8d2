"""Grid workers of the living demo go their rounds: in the cycle mostly, with what they found, as the browser would send it."""

from typing import Any

from msgspec.structs import replace

from county.acts import act
from county.simulator.journal import Journal
from county.simulator.planned import Planned, World
from county.simulator.play import Options, Play
from county.simulator.players import next_move
from county.simulator.visiting import moves, next_round
from county.streams import County
from governance.archive.element import Archived, Value, Visit
from governance.time.working_time import DAY_MS, local_day, midnight
from tests.county.small import GRID, MONDAY, uid
from tests.county.test_acts import new
from tests.county.test_players import do, looked
from tests.county.web.scene import did, town_of
from tests.governance.archive.archives import lamp

CYCLE = 30


def put(county: County, **more: str) -> str:
    """A street lamp that the village's head took up."""
    row: dict[str, Any] = {"id": new(7), "type": "ASSET", "set": lamp(grid_code=GRID, **more)}
    did(act(county, town_of(county), uid("vl"), "archive.put", new(7), {"rows": [row]}))
    return new(7)


def planned(county: County, case: str, **options: object) -> tuple[Archived, World, Planned]:
    """The element, the world, and the one visit that is planned."""
    one, world = looked(county, case, **options)
    assert isinstance(one, Archived)
    move = next_move(one, world)
    assert move is not None
    return one, world, move


def test_a_worker_of_the_grid_looks_at_what_falls_due(county: County) -> None:
    one, world, move = planned(county, put(county, visit_cycle_days=str(CYCLE)))
    assert move.kind == "archive.put"
    assert move.actor in {u.id for u in world.staff.of_unit(GRID, frozenset({"GRID_WORKER"}))}
    assert CYCLE * 0.7 < (move.at - MONDAY) / DAY_MS < CYCLE * 1.5
    do(county, move)
    after, _ = looked(county, one.id)
    assert isinstance(after, Archived)
    assert [visit.by for visit in after.visits] == [uid("vl"), move.actor]
    assert after.text("last_check")
    assert after.doubts == ()


def test_the_rounds_are_the_same_whoever_plays(county: County) -> None:
    case = put(county, visit_cycle_days=str(CYCLE))
    _, _, one = planned(county, case)
    _, _, other = planned(county, case, seed=99, pace=0.1)
    assert (one.at, one.id) == (other.at, other.id)


def test_what_is_gone_or_ended_or_has_no_cycle_is_left_alone(county: County) -> None:
    one, world, move = planned(county, put(county, visit_cycle_days=str(CYCLE)))
    assert moves(one, world) == [move]
    assert moves(replace(one, values=()), world) == []
    assert moves(replace(one, visits=()), world) == []
    ended = replace(one, values=(*one.values, Value("valid_to", "a", "2026-03-12")))
    assert moves(ended, world) == []


def test_a_play_goes_its_rounds_week_after_week(county: County) -> None:
    case = put(county, care_level="A")
    until = MONDAY + 28 * DAY_MS
    Play(county, Options(per_day=0, until=until), Journal(None)).run()
    one, _ = looked(county, case)
    assert isinstance(one, Archived)
    assert 3 <= len(one.visits) <= 6
    assert [visit.at for visit in one.visits] == sorted({visit.at for visit in one.visits})


def test_most_rounds_come_in_time_and_in_daylight() -> None:
    since = [MONDAY + n * 977_000 for n in range(400)]
    rounds = [(at, next_round(GRID, "PERSON", Visit(at, "", CYCLE))) for at in since]
    in_time = [to for at, to in rounds if to < Visit(at, "", CYCLE).due]
    assert 0.6 < len(in_time) / len(rounds) < 1
    for at, to in rounds:
        hour = (to - midnight(local_day(to))) / 3_600_000
        assert 8.5 < hour < 17.5
        assert at + DAY_MS < to < Visit(at, "", CYCLE).due + CYCLE // 2 * DAY_MS
