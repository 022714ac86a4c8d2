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
from tests.governance.room import FEEDBACK as FED
from tests.governance.room import (
    NEAR,
    SELF_HANDLED,
    Room,
    accepted,
    assigned,
    called,
    closed,
    dispatched,
    divided,
    fed,
    fed_back,
    issue,
    monday,
    report,
    signed,
    slip,
    uid,
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


def test_a_refused_call_beside_one_that_waits_has_no_handler_either() -> None:
    room = Room()
    called(room)
    issue(room, "c2")
    room.does("call.accept", "c", {"ruling": "refuse", "code": "TOWN", "reason": "镇权限内"}, "centre")
    assert (room.event().state, step(room)) == ("CALLED_UP", DISPATCH)
    room.does("call.accept", "c2", {"ruling": "accept"}, "centre")
    room.does("call.assign", "c2", {"unit": "ZR", "assist": []}, "centre")
    assert step(room) == HANDLING


def test_a_call_of_an_earlier_round_handles_nothing_of_this_one() -> None:
    room = Room()
    fed_back(room)
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader")
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op")
    room.does("event.verify", "e", {"result": "fail", "reason": "仍未解决"}, "grid")
    issue(room, "c2")
    assert (room.event().state, step(room)) == ("CALLED_UP", DISPATCH)


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


def test_what_was_handed_back_waits_for_dispatch_and_void_stands_there() -> None:
    room = Room()
    dispatched(room)
    room.does("event.return", "e", slip(room), "zf_lead")
    assert (room.event().state, step(room), ended(room.event())[DISPATCH]) == (
        "RETURN_PENDING",
        DISPATCH,
        None,
    )
    asked = room.cases[uid("e")]
    room.does("event.void", "e", VOID, "leader")
    assert step(room) == DISPATCH
    room.cases[uid("e")] = asked
    ruling = {"request": room.event().returns[-1].id, "ruling": "uphold", "reason": "属实"}
    room.does("event.decide_return", "e", ruling, "op")
    assert ended(room.event())[DISPATCH] is None
    room.does("event.void", "e", VOID, "leader")
    assert step(room) == DISPATCH


def test_units_that_assist_tick_nothing() -> None:
    room = Room()
    signed(room, assist=("T-PCS",))
    room.does("event.feedback", "e", FED | {"unfinished": "随后反馈"}, "zf_lead", monday("11:00"))
    assert (step(room), ended(room.event())[HANDLING]) == (FEEDBACK, monday("11:00"))


def test_a_second_round_has_not_been_looked_at_yet() -> None:
    room = Room()
    verifying(room, when=monday("09:30"))
    room.does("event.verify", "e", {"result": "fail", "reason": "未拆除"} | NEAR, "grid", monday("10:00"))
    assert (step(room), ended(room.event())[HANDLING:]) == (HANDLING, (None,) * 4)
    room.does("event.feedback", "e", FED, "zf_lead", monday("11:00"))
    assert ended(room.event())[HANDLING:] == (monday("11:00"), None, None, None)
    fed_again = room.cases[uid("e")]
    room.does("event.void", "e", VOID, "leader", monday("11:30"))
    assert step(room) == FEEDBACK
    room.cases[uid("e")] = fed_again
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op", monday("12:00"))
    assert ended(room.event())[FEEDBACK] == monday("12:00")


def test_what_the_county_settled_is_looked_at_and_closed_like_the_rest() -> None:
    room = Room()
    fed_back(room)
    room.does("call.evaluate", "c", {"unit": "ZR", "rating": "GOOD"}, "leader", monday("10:00"))
    room.does("event.order_verify", "e", {"verifier": uid("grid")}, "op", monday("10:10"))
    assert (step(room), ended(room.event())[FEEDBACK]) == (CLOSING, monday("10:10"))


def test_handled_on_the_spot_all_is_done() -> None:
    room = Room()
    room.does("event.report", "e", report(cat=SELF_HANDLED), "grid")
    room.does("event.self_handle", "e", HANDLED, "grid", monday("09:10"))
    assert step(room) == DONE
