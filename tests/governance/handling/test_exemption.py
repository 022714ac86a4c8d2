"""不可抗力豁免: a decision a task, that leaves the denominators and moves nothing (rulebook §6.4)."""

from governance.moves import allowed
from tests.governance.room import MONDAY, Room, accepted, assigned, closed, dispatched, signed, uid


def offered(room: Room) -> set[str]:
    return {move.kind for move in allowed(room.event(), uid("director"), MONDAY, room.rules)}


def test_the_director_exempts_one_task_with_its_reason() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    lead, other = (part.key for part in room.event().parts)
    p = {"task": lead, "reason": "台风停工"}
    assert room.no("event.exempt", "e", p, "leader") == "no-role"
    assert room.no("event.exempt", "e", p, "centre_lead") == "no-role"
    assert room.no("event.exempt", "e", p | {"reason": ""}, "director") == "no-reason"
    assert room.no("event.exempt", "e", p | {"task": "x"}, "director") == "no-task"
    before = room.event()
    room.does("event.exempt", "e", p, "director")
    assert (room.event().is_exempt(lead), room.event().is_exempt(other)) == (True, False)
    assert (room.event().state, room.event().clocks) == (before.state, before.clocks)
    assert room.no("event.exempt", "e", p, "director") == "no-task"


def test_without_a_task_that_could_be_exempted_nothing_is_offered() -> None:
    room = Room()
    accepted(room)
    assert "event.exempt" not in offered(room)
    room.does("event.dispatch", "e", {"unit": "T-ZF"}, "op")
    assert "event.exempt" in offered(room)
    p = {"task": room.event().parts[0].key, "reason": "台风停工"}
    room.does("event.exempt", "e", p, "director")
    assert "event.exempt" not in offered(room)


def test_a_closed_event_may_still_be_exempted() -> None:
    room = Room()
    closed(room)
    room.does("event.exempt", "e", {"task": room.event().parts[0].key, "reason": "台风停工"}, "director")


def test_on_calls_the_centres_lead_decides() -> None:
    room = Room()
    assigned(room, assist=("ZF",))
    p = {"task": room.call().parts[1].key, "reason": "台风停工"}
    assert room.no("call.exempt", "c", p, "director") == "no-role"
    room.does("call.exempt", "c", p, "centre_lead")
    assert room.call().is_exempt(room.call().parts[1].key)


def test_two_tasks_exempted_on_two_desks_conflict_once() -> None:
    room = Room()
    signed(room)
    p = {"task": room.event().parts[0].key, "reason": "台风停工"}
    base = room.event().base
    room.does("event.exempt", "e", p, "director")
    again = room.act("event.exempt", "e", p | {"reason": "同一台风"}, "director", base=base)
    assert (again.vd, again.code) == ("a", "same-effect")
    assert len(room.event().exempted) == 1
