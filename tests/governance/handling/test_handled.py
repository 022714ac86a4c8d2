"""What extensions, pauses and exemptions leave in a case, and whose task it is (rulebook §3.6, §3.7, §4.2)."""

from msgspec.structs import replace

from governance.handling.handled import HANDLE, Handled
from tests.governance.handling.asking import MORE, PLAN
from tests.governance.local_time import at
from tests.governance.room import FEEDBACK, MONDAY, Room, dispatched, monday, signed, uid

UNTIL = {"ruling": "approve", "reason": "资金未到位", "until": "2026-04-15"}


def test_a_case_that_names_no_tasks_has_nobody_who_handles() -> None:
    case = Handled(id=uid("x"), state="OPEN", moved=MONDAY)
    assert (case.parts, case.handles, case.urgent, case.of_town) == ((), "", False, True)
    assert (case.leading, case.suspended, case.part("x"), case.part_of(("T-ZF",))) == (None, None, None, None)


def test_of_several_requests_the_approved_one_holds_and_ends_by_its_day_alone() -> None:
    """The first was refused, the second approved; one that waits beside it holds nothing."""
    room = Room()
    signed(room)
    room.does("event.suspend_request", "e", PLAN, "zf_lead", monday("09:10"))
    no = {"request": room.last, "ruling": "deny", "reason": "资金已到位"}
    room.does("event.suspend_approve", "e", no, "director", monday("09:20"))
    assert (room.event().timed, room.event().suspended) == (frozenset(), None)
    room.does("event.suspend_request", "e", PLAN, "zf_lead", monday("09:30"))
    request = room.last
    room.does("event.suspend_approve", "e", UNTIL | {"request": request}, "director", monday("10:00"))
    refused, held = room.event().suspensions
    beside = replace(room.event(), suspensions=(held, replace(refused, ruling="")))
    for case in (room.event(), beside):
        assert (case.suspended, case.timed) == (held, frozenset({monday("10:00")}))
    p = {"task": held.task, "reason": "资金到位"}
    room.does("event.resume", "e", p, "director", monday("11:00"))
    assert room.event().suspended is None


def test_a_task_suspended_after_an_earlier_one_was_resumed_is_the_one_that_stands() -> None:
    room = Room()
    signed(room)
    room.does("event.suspend_request", "e", PLAN, "zf_lead", monday("09:30"))
    room.does("event.suspend_approve", "e", UNTIL | {"request": room.last}, "director", monday("10:00"))
    (held,) = room.event().suspensions
    over = replace(held, id=uid("earlier"), resumed=monday("09:20"))
    for order in ((over, held), (held, over)):
        assert replace(room.event(), suspensions=order).suspended == held


def test_the_waiting_for_papers_is_ended_by_time_alone_too() -> None:
    room = Room()
    signed(room)
    p = {"task": room.event().parts[0].key, "text": "缺产权证明"}
    room.does("event.wait_applicant", "e", p, "zf_lead", monday("10:00"))
    assert room.event().timed == frozenset({monday("10:00")})


def test_who_has_posts_in_two_units_acts_for_the_lead_first() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    for order in (room.event().tasks, tuple(reversed(room.event().tasks))):
        case = replace(room.event(), tasks=order)
        both, other = case.part_of(("T-SC", "T-ZF")), case.part_of(("T-SC",))
        assert both is not None
        assert other is not None
        assert (both.unit, both.lead, other.unit, other.lead) == ("T-ZF", True, "T-SC", False)
        assert case.leading == both
        assert case.part_of(("T-PCS",)) is None
        assert case.part(other.key) == other
        assert case.part("x") is None


def test_a_unit_that_fed_back_holds_no_task_any_more() -> None:
    room = Room()
    signed(room)
    room.does("event.feedback", "e", FEEDBACK, "zf_lead", monday("10:00"))
    assert (room.event().part_of(("T-ZF",)), room.event().leading) == (None, None)


def test_what_was_filed_in_the_first_round_concerns_the_first_rounds_clock() -> None:
    """Asked on Monday, done again from Tuesday on: the request is judged by the clock that ran when it was filed."""
    room = Room()
    signed(room, when=monday("09:30"))
    key = room.event().parts[0].key
    first = room.clock(HANDLE)
    room.does("event.extend_request", "e", MORE, "zf_lead", monday("10:00"))
    again = replace(first, start=at("2026-03-10 09:00"))
    case = replace(room.event(), clocks=(*room.event().clocks, again))
    assert case.handling_at(key, first.start - 1) is None
    assert case.handling_at(key, first.start) == first
    assert case.handling_at(key, again.start - 1) == first
    assert case.handling_at(key, again.start) == again
    assert case.handling_at("x", again.start) is None


def test_only_the_task_that_is_named_is_exempt() -> None:
    room = Room()
    dispatched(room, assist=("T-SC",))
    lead, other = (part.key for part in room.event().parts)
    room.does("event.exempt", "e", {"task": lead, "reason": "台风停工"}, "director")
    assert [room.event().is_exempt(key) for key in (lead, other, "x")] == [True, False, False]
