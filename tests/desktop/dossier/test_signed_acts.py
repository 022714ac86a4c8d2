"""What a leader decides at the operator's desk (§1.4): named with who signs, never what the operator may do himself."""

from desktop.dossier.signed_acts import signed_acts
from governance.calls.call import Call
from tests.desktop.moves.stages import STAGES
from tests.governance.room import Room, monday, uid


def offered(room: Room, case: str = "e", actor: str = "op", at: int = monday("10:30")) -> dict[str, str]:
    found = room.cases[uid(case)]
    return {act.kind: act.name for act in signed_acts(found, uid(actor) if actor else "", at, room.rules)}


def test_the_operator_finds_whose_signature_a_decision_needs() -> None:
    room, _, at = STAGES["signed"]()
    found = offered(room, at=at)
    assert {"event.void", "supervision.yellow", "supervision.red"} <= set(found)
    leader = room.rules.directory.users[uid("leader")].name
    assert found["event.void"] == f"作废 · {leader}签"
    assert "event.urge" not in found, "that is his own"


def test_a_leader_who_sits_there_himself_needs_no_signature_for_his_own() -> None:
    room, _, at = STAGES["signed"]()
    assert "event.void" not in offered(room, actor="leader", at=at)


def test_where_nobody_sits_nothing_is_signed() -> None:
    room, _, at = STAGES["signed"]()
    assert offered(room, actor="", at=at) == {}


def test_what_is_a_calls_own_is_signed_on_its_page() -> None:
    room, case, at = STAGES["call_fed"]()
    assert isinstance(case, Call)
    assert not [kind for kind in offered(room, "c", at=at) if kind.startswith("call.")]
