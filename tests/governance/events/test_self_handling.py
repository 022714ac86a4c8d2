"""自办结 (rulebook §1.4, §3.2): registered and done at once, where the 小类 allows it."""

from tests.governance.room import SELF_HANDLED, STOPPED, Room, monday, report

DONE = {"text": "已现场清理，当事人认可"}


def told(room: Room, who: str = "grid", **more: object) -> None:
    room.does("event.report", "e", report(cat=SELF_HANDLED) | more, who, monday("09:00"))


def test_a_grid_worker_puts_it_right_and_nothing_is_owed() -> None:
    room = Room()
    told(room)
    room.does("event.self_handle", "e", DONE, "grid", monday("09:10"))
    event = room.event()
    assert (event.state, event.label, event.open, event.final, event.result) == (
        "SELF_DONE",
        "自办结",
        False,
        True,
        "SOLVED",
    )
    assert (event.accepted_at, event.closed_at, event.responsible) == (monday("09:10"), monday("09:10"), "")
    assert set(room.clocks().values()) == {STOPPED}


def test_where_the_category_forbids_it_the_case_waits_for_its_acceptance() -> None:
    room = Room()
    told(room, cat="020101")
    assert room.no("event.self_handle", "e", DONE, "grid") == "self-handle-barred"
    assert room.act("event.self_handle", "e", DONE, "grid").vd == "a", "a fact is never refused"
    assert room.event().state == "REGISTERED"


def test_urgent_ones_and_other_people() -> None:
    room = Room()
    told(room, urg="U2")
    assert room.no("event.self_handle", "e", DONE, "grid") == "self-handle-urgent"
    room = Room()
    told(room)
    assert room.no("event.self_handle", "e", DONE, "op") == "no-role"
    assert room.no("event.self_handle", "e", {"text": ""}, "grid") == "no-text"
    room.does("event.self_handle", "e", DONE, "village")
    assert room.event().state == "SELF_DONE"
