"""特急受理并分派 (rulebook §3.3, §3.4): 受理 and 派遣 at one stroke."""

from tests.governance.room import RUNS, Room, accepted, monday, report, slip, uid

GIVE = {"unit": "T-ZF", "assist": ["T-PCS"]}


def registered(room: Room, **more: object) -> None:
    room.does("event.report", "e", report(**more), "op", monday("09:00"))


def test_it_brings_about_what_accepting_and_dispatching_at_one_instant_would() -> None:
    room, other = Room(), Room()
    for each in (room, other):
        registered(each, urg="U1", reply=True)
    room.does("event.accept_dispatch", "e", GIVE, "op", monday("09:05"))
    other.does("event.accept", "e", {}, "op", monday("09:05"))
    other.does("event.dispatch", "e", GIVE, "op", monday("09:05"))
    event, twice = room.event(), other.event()
    assert (event.state, event.accepted_at, event.held_by) == ("DISPATCHED", monday("09:05"), "T-ZF")
    assert [(c.name, c.by, c.start, c.stop) for c in event.clocks] == [
        (c.name, c.by, c.start, c.stop) for c in twice.clocks
    ]
    assert room.clocks(unit="T-PCS")["HANDLE"] == RUNS


def test_it_is_for_what_is_most_urgent() -> None:
    room = Room()
    registered(room, urg="U2")
    assert room.no("event.accept_dispatch", "e", GIVE, "op") == "not-urgent"


def test_its_guards_are_those_of_both() -> None:
    room = Room()
    registered(room, urg="U1", cat="")
    assert room.no("event.accept_dispatch", "e", GIVE, "op") == "no-category"
    room = Room()
    registered(room, urg="U1")
    assert room.no("event.accept_dispatch", "e", {"unit": "ZR"}, "op") == "not-subordinate"
    assert room.no("event.accept_dispatch", "e", GIVE, "sup") == "no-role"
    room = Room()
    accepted(room, urg="U1")
    assert room.no("event.accept_dispatch", "e", GIVE, "op") == "wrong-state"


def test_a_return_upheld_lets_it_be_given_anew() -> None:
    room = Room()
    registered(room, urg="U1")
    room.does("event.accept_dispatch", "e", {"unit": "T-ZF"}, "op", monday("09:05"))
    assert [kind for kind, _ in room.event().held] == ["event.accept_dispatch"]
    room.does("event.return", "e", slip(room), "zf_lead", monday("09:10"))
    ruling = {"request": room.last, "ruling": "uphold", "reason": "属实"}
    room.does("event.decide_return", "e", ruling, "op", monday("09:15"))
    assert "event.accept_dispatch" not in dict(room.event().held)
    room.does("event.redispatch", "e", {"unit": "T-SC"}, "op", monday("09:20"))
    assert room.event().held_by == "T-SC"
    assert room.event().id == uid("e")
