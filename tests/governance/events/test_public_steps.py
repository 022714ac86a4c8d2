"""公开七步 (rulebook §3.2): which step is the current one where the state alone does not tell."""

from governance.events.public_steps import (
    CLOSING,
    DISPATCH,
    DONE,
    FEEDBACK,
    FILING,
    HANDLING,
    REVIEW,
    current,
    ended,
)
from tests.governance.events.test_intake import TOLD
from tests.governance.room import (
    SELF_HANDLED,
    Room,
    accepted,
    assigned,
    called,
    closed,
    dispatched,
    divided,
    fed,
    issue,
    monday,
    report,
    signed,
    verifying,
)

HANDLED = {"text": "已劝离", "files": ["a.jpg"]}
VOID = {"code": "V1", "reason": "重复登记"}


def step(room: Room, case: str = "e") -> int:
    return current(room.event(case))


def test_it_goes_forward_with_the_case_and_every_step_keeps_its_time() -> None:
    room = Room()
    closed(room, when=monday("09:30"))
    assert ended(room.event()) == (*[monday("09:30")] * 6, None)
    room = Room()
    dispatched(room)
    assert (step(room), ended(room.event())) == (HANDLING, (*[monday("09:00")] * 3, *[None] * 4))


def test_a_called_event_waits_for_its_handler_until_the_county_assigns_the_call() -> None:
    room = Room()
    called(room)
    assert step(room) == DISPATCH
    room.does("call.accept", "c", {"ruling": "accept"}, "centre")
    assert step(room) == DISPATCH
    room.does("call.assign", "c", {"unit": "ZR", "assist": []}, "centre")
    assert step(room) == HANDLING


def test_a_called_event_that_a_town_unit_goes_on_handling_is_being_handled() -> None:
    room = Room()
    signed(room)
    issue(room)
    assert (room.event().state, step(room)) == ("CALLED_UP", HANDLING)


def test_an_assigned_call_is_being_handled() -> None:
    room = Room()
    assigned(room)
    assert step(room) == HANDLING


def test_a_mother_shows_the_least_advanced_part() -> None:
    room = Room()
    accepted(room)
    divided(room)
    assert step(room) == DISPATCH
    room.does("event.dispatch", "p1", {"unit": "T-ZF"}, "op")
    assert step(room) == DISPATCH
    room.does("event.dispatch", "p2", {"unit": "T-ZF"}, "op")
    assert step(room) == HANDLING


def test_a_refused_one_stops_at_filing() -> None:
    room = Room()
    room.does("event.report", "e", report(), "op")
    room.does("event.reject", "e", {"code": "R6", "told": TOLD}, "op")
    assert step(room) == FILING


def test_a_void_one_stands_where_it_stood() -> None:
    for bring, stands in (
        (accepted, DISPATCH),
        (dispatched, HANDLING),
        (fed, FEEDBACK),
        (verifying, CLOSING),
        (closed, REVIEW),
    ):
        room = Room()
        bring(room)
        room.does("event.void", "e", VOID, "leader")
        assert (room.event().state, step(room)) == ("VOID", stands)


def test_handled_on_the_spot_all_is_done() -> None:
    room = Room()
    room.does("event.report", "e", report(cat=SELF_HANDLED), "grid")
    room.does("event.self_handle", "e", HANDLED, "grid", monday("09:10"))
    assert step(room) == DONE
