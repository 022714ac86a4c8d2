"""What the room does next is always something the rules let it do, and a case left alone is waited for."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.day.cast import Cast
from desktop.day.room import Habits, next_move
from governance.folding import fold
from governance.ledger.chain import tagged
from governance.objections import refusal
from governance.rules import KINDS
from governance.verdicts import judge
from tests.governance.room import GRID, MONDAY, Room, an_action, report, uid

MINUTE = 60_000
CAST = Cast(
    operators=(uid("op"), uid("op")),
    supervisor=uid("sup"),
    leader=uid("leader"),
    director=uid("director"),
    handover=MONDAY + 600 * MINUTE,
    grid_workers={GRID: uid("grid")},
    village_leads={},
)
CATEGORIES = ("", "010101", "010103", "140101", "010204", "020101", "010301")


def play(room: Room, seed: int, phone: frozenset[str]) -> int:
    """Let the room and the units it records for live on until nobody in it has anything to do; gives the steps."""
    habits = Habits(seed, CAST, phone, "140101")
    now, births = MONDAY, 0
    for step in range(60):
        cases = [c for c in list(room.cases.values()) if c.id != uid("town")]
        moves = [(m.at, c.id, m) for c in cases if (m := next_move(c, habits, room.rules, now)) is not None]
        if not moves:
            return step
        at, case, move = min(moves, key=lambda m: m[:2])
        now = max(now, at)
        births += bool(move.births)
        p: dict[str, Any] = dict(move.p)
        name = case if not move.births else f"born {births}"
        also: tuple[tuple[str, Any], ...] = ()
        if move.births:
            p["serial"] = "H260309-100-0A-0001"
            also = ((p["parent"], room.cases[p["parent"]].base),)
        case_id = uid(name) if move.births else case
        why = refusal(move.kind, case_id, p, move.actor, now, room)
        assert why is None, (move, why)
        enter(room, move.kind, case_id, p, move.actor, now, also)
    raise AssertionError("the room never comes to rest")


def enter(
    room: Room,
    kind: str,
    case: str,
    p: dict[str, Any],
    actor: str,
    now: int,
    also: tuple[tuple[str, Any], ...],
) -> None:
    """Judge and fold one action given by ids."""
    known = room.cases.get(case)
    base = None if KINDS[kind].fact or known is None else known.base
    action = replace(an_action(kind, case, p, "op", base=base, also=also), actor=actor)
    verdict = judge(action, tagged("ah", action.id.encode()), now, room)
    assert verdict.vd == "a", verdict
    for changed in fold(action, verdict, now, room):
        room.cases[changed.id] = changed


@given(
    seed=st.integers(0, 1_000),
    cat=st.sampled_from(CATEGORIES),
    reply=st.booleans(),
    anon=st.booleans(),
    text=st.sampled_from(
        ["邻居夜里吵架", "河道有死鱼很臭", "咨询低保怎么办", "阿巴阿巴", "工地夜间施工扰民"]
    ),
)
def test_every_move_of_the_room_is_allowed(seed: int, cat: str, reply: bool, anon: bool, text: str) -> None:
    room = Room()
    said = report(cat=cat, reply=reply, anon=anon, text=text, urg="U3")
    room.does("event.report", "e", said, "op")
    units = frozenset(room.rules.catalogue.units)
    assert play(room, seed, units) >= 1


def test_the_same_case_is_planned_the_same_way_again() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    habits = Habits(1, CAST, frozenset(), "140101")
    event = room.cases[uid("e")]
    assert next_move(event, habits, room.rules, MONDAY) == next_move(event, habits, room.rules, MONDAY)


def test_a_unit_with_a_browser_is_waited_for() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    room.does("event.accept", "e", {}, "op")
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op")
    habits = Habits(1, CAST, frozenset({"T-SC"}), "140101")
    assert next_move(room.cases[uid("e")], habits, room.rules, MONDAY) is None
