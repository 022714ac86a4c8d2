"""What a player does next follows from the case alone."""

from typing import Any

from msgspec.structs import replace

from county.acts import Answer, act
from county.simulator.planned import Planned, World
from county.simulator.players import next_move
from county.simulator.staff import Staff
from county.streams import County
from db.county_store import view_of
from governance.ledger.case import Case
from tests.county.small import GRID, HOUR, MONDAY, TOWN, uid
from tests.county.test_acts import new


def looked(county: County, case_id: str, **options: object) -> tuple[Case, World]:
    """A case and the world as players see them."""
    stream = county.town_of(TOWN)
    assert stream is not None
    with county.reading() as conn:
        view = view_of(conn, stream)
        assert view is not None
        case = view.case(case_id)
        rules = view.rules
    assert case is not None
    return case, replace(World(4, rules, Staff(rules)), **options)


def dispatched(county: County) -> str:
    """An event that a unit holds."""
    town = county.town_of(TOWN)
    assert town is not None
    p = {"serial": "", "ch": "GRID", "text": "井盖缺失", "place": {"area": GRID}, "cat": "030101"}
    steps: tuple[tuple[str, str, str | None, dict[str, Any]], ...] = (
        ("gw", "event.report", new(1), p),
        ("op1", "shift.open", None, {"operator": uid("op1")}),
        ("op1", "event.accept", new(1), {}),
        ("op1", "event.dispatch", new(1), {"unit": "T-ZF"}),
    )
    for n, (user, kind, case, payload) in enumerate(
        steps
    ):  # ids of its own: what players do is drawn from them
        assert isinstance(act(county, town, uid(user), kind, case, payload, id=new(200 + n)), Answer)
    return new(1)


def do(county: County, move: Planned) -> None:
    """Do what was planned."""
    town = county.town_of(TOWN)
    assert town is not None
    done = act(county, town, move.actor, move.kind, move.case, move.p, id=move.id)
    assert isinstance(done, Answer)
    assert done.verdict.vd == "a"


def test_the_same_case_gives_the_same_move(county: County) -> None:
    case, world = looked(county, dispatched(county))
    one, two = next_move(case, world), next_move(case, world)
    assert one == two
    assert one is not None
    assert one.kind in ("event.sign", "event.return")
    assert one.at > MONDAY


def test_a_move_that_was_done_is_not_planned_again(county: County) -> None:
    event = dispatched(county)
    first = next_move(*looked(county, event))
    assert first is not None
    do(county, first)
    second = next_move(*looked(county, event))
    assert second is not None
    assert second.kind != first.kind
    assert second.id != first.id


def test_pace_stretches_what_people_take(county: County) -> None:
    event = dispatched(county)
    quick, slow = next_move(*looked(county, event, pace=0.01)), next_move(*looked(county, event, pace=1.0))
    assert quick is not None
    assert slow is not None
    assert MONDAY < quick.at < slow.at < MONDAY + 48 * HOUR


def test_a_unit_on_the_telephone_does_nothing_in_the_web(county: County) -> None:
    event = dispatched(county)
    assert next_move(*looked(county, event, phone_units=frozenset({"T-ZF"}))) is None
    told = next_move(*looked(county, event, phone_units=frozenset({"T-ZF"}), room=True))
    assert told is not None
    assert told.p["behalf"]["unit"] == "T-ZF"


def test_a_supervised_unit_answers_by_its_lead(county: County) -> None:
    town = county.town_of(TOWN)
    assert town is not None
    p = {"serial": "", "parent": dispatched(county), "unit": "T-ZF", "text": "超时未签收", "ask": "今日签收"}
    bearing = act(county, town, uid("sup"), "supervision.normal", new(2), p)
    assert isinstance(bearing, Answer)
    move = next_move(*looked(county, new(2)))
    assert move is not None
    assert (move.kind, move.actor) == ("supervision.reply", uid("T-ZF-1"))
    do(county, move)
    assert next_move(*looked(county, new(2))) is None
