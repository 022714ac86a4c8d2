"""Acts in the web desk: what a rule refuses is not written, what is written is written once."""

from county import verify
from county.acts import Answer, act
from county.clock import VirtualClock
from county.streams import Commit, County
from db import server_ledger
from db.county_store import view_of
from governance.events.event import Event
from governance.ledger.chain import uuid8
from governance.refusal import Refusal
from tests.county.small import GRID, MONDAY, TOWN, VILLAGE, uid


def new(n: int) -> str:
    return uuid8(n.to_bytes(16, "big"))


def town_of(county: County) -> str:
    stream = county.town_of(TOWN)
    assert stream is not None
    return stream


def report(county: County, n: int = 1, **more: object) -> Answer | Refusal:
    p = {
        "serial": "",
        "ch": "GRID",
        "text": "井盖缺失",
        "place": {"area": GRID, "lon": 120_586_643, "lat": 30_511_477},
        "cat": "030101",
        **more,
    }
    return act(county, town_of(county), uid("gw"), "event.report", new(n), p, id=new(1_000 + n))


def event(county: County, n: int = 1) -> Event:
    with county.reading() as conn:
        view = view_of(conn, town_of(county))
        assert view is not None
        found = view.case(new(n))
    assert isinstance(found, Event)
    return found


def seq_of(county: County) -> int:
    with county.reading() as conn:
        head = server_ledger.head(conn, town_of(county))
    assert head is not None
    return head.seq


def test_an_act_is_in_the_ledger_sealed_by_the_county_for_its_user(county: County) -> None:
    heard: list[Commit] = []
    county.listen(heard.append)
    answer = report(county)
    assert isinstance(answer, Answer)
    assert (answer.verdict.vd, answer.verdict.code, answer.again) == ("a", "", False)
    assert event(county).reporter == uid("gw")
    action = heard[-1].entries[-1].action
    assert (action.actor, action.via, action.t) == (uid("gw"), "web", MONDAY)
    assert heard[-1].cases[new(1)] == event(county)
    with county.reading() as conn:
        assert all(not one.differences for one in verify.verify(conn))


def test_the_same_id_again_gets_the_stored_answer(county: County) -> None:
    first, again = report(county), report(county)
    assert isinstance(first, Answer)
    assert isinstance(again, Answer)
    assert again.again
    assert (again.seq, again.verdict) == (first.seq, first.verdict)
    assert seq_of(county) == first.seq


def test_numbers_count_on_by_the_day(county: County) -> None:
    for n in range(1, 4):
        report(county, n)
    assert [event(county, n).serial for n in range(1, 4)] == [f"S260309-100-00-000{n}" for n in range(1, 4)]
    clock = county.clock
    assert isinstance(clock, VirtualClock)
    clock.move_to(MONDAY + 86_400_000)
    report(county, 4)
    assert event(county, 4).serial == "S260310-100-00-0001"


def test_what_a_rule_refuses_is_not_written(county: County) -> None:
    report(county)
    before = seq_of(county)
    for user, kind, p, code in (
        ("gw", "event.accept", {}, "no-role"),
        ("op1", "event.accept", {}, "no-shift"),
        ("far", "event.accept", {}, "no-role"),
        ("gw", "event.sign", {}, "no-role"),
        ("op1", "event.nonsense", {}, "unknown-kind"),
        ("op1", "event.dispatch", {"wrong": 1}, "bad-payload"),
    ):
        no = act(county, town_of(county), uid(user), kind, new(1), p)
        assert isinstance(no, Refusal)
        assert no.code == code
    elsewhere = act(county, new(99), uid("op1"), "event.accept", new(1), {})
    assert isinstance(elsewhere, Refusal)
    assert seq_of(county) == before


def test_a_stale_base_becomes_a_conflict_card(county: County) -> None:
    town = town_of(county)
    report(county)
    act(county, town, uid("op1"), "shift.open", None, {"operator": uid("op1")})
    act(county, town, uid("op1"), "event.accept", new(1), {})
    act(county, town, uid("op1"), "event.dispatch", new(1), {"unit": "T-ZF"})
    late = act(county, town, uid("op2"), "event.dispatch", new(1), {"unit": "T-SC"}, base=None)
    assert isinstance(late, Answer)
    assert (late.verdict.vd, late.verdict.code) == ("c", "stale-base")
    assert [item.id for item in event(county).items] == [late.verdict.item]
    assert event(county).held_by == "T-ZF"


def test_who_called_lies_in_the_annex_only(county: County) -> None:
    p = {"serial": "", "ch": "12345", "text": "扰民", "place": {"area": VILLAGE}, "occ": MONDAY - 60_000}
    annex = {"n": "A" * 22, "name": "王某", "tel": "13800000001"}
    answer = act(county, town_of(county), uid("c1"), "event.report", new(5), p, annex=annex)
    assert isinstance(answer, Answer)
    with county.reading() as conn:
        row = server_ledger.read_page(conn, town_of(county), answer.seq - 1, 1)[0]
    assert "王某".encode() not in row.core
    assert row.annex is not None
    assert "王某".encode() in row.annex
