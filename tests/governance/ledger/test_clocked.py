"""▶ ⏸ ⏵ ■ of the clocks of a case: what stands still stands still once, what is stopped stays (rulebook §3.3, §6.2)."""

from governance.ledger.clocked import Clocked, pause, resume, set_clock, start, stop, stop_each
from governance.time.clocks import Clock
from governance.time.limits import WD, Limit
from tests.governance.handling.asking import PLAN, UNTIL
from tests.governance.room import MONDAY, Room, signed

LATER, LAST = MONDAY + 60_000, MONDAY + 120_000


def two_tasks() -> Clocked:
    """A case with a HANDLE of two tasks and a SIGN of the first."""
    case = Clocked(id="e", state="SIGNED", moved=MONDAY)
    for name, task in (("HANDLE", "a"), ("HANDLE", "b"), ("SIGN", "a")):
        case = start(case, name, MONDAY, Limit(3, WD), task, task)
    return case


def clock(case: Clocked, name: str = "HANDLE", task: str = "a") -> Clock:
    found = case.clock(name, task)
    assert found is not None
    return found


def test_a_clock_without_a_limit_does_not_run() -> None:
    case = two_tasks()
    assert start(case, "CONTACT", MONDAY, None) is case


def test_a_clock_is_paused_once_and_resumed_once() -> None:
    case = pause(two_tasks(), "HANDLE", MONDAY, "a")
    assert clock(case).pauses == ((MONDAY, None),)
    assert pause(case, "HANDLE", LATER, "a") is case
    case = resume(case, "HANDLE", LATER, "a")
    assert clock(case).pauses == ((MONDAY, LATER),)
    assert resume(case, "HANDLE", LAST, "a") is case
    assert clock(case, task="b").pauses == ()


def test_a_stopped_or_unknown_clock_is_neither_paused_nor_resumed() -> None:
    case = stop(two_tasks(), "HANDLE", LATER, "a")
    assert (clock(case).stop, clock(case, task="b").stop, clock(case, "SIGN").stop) == (LATER, None, None)
    for change in (pause, resume):
        assert change(case, "HANDLE", LAST, "a") is case
        assert change(case, "CONTACT", LAST) is case


def test_without_a_task_the_clocks_of_all_tasks_stop_and_the_first_stop_holds() -> None:
    case = stop_each(stop(two_tasks(), "HANDLE", LATER, "a"), ("HANDLE", "SIGN"), LAST)
    assert [(c.name, c.stop) for c in case.clocks] == [("HANDLE", LATER), ("HANDLE", LAST), ("SIGN", LAST)]


def test_the_latest_clock_of_a_name_counts() -> None:
    case = start(stop(two_tasks(), "HANDLE", LATER, "a"), "HANDLE", LATER, Limit(1, WD), "a", "a")
    assert (clock(case).n, clock(case).stop) == (1, None)
    case = set_clock(case, clock(case), clock(stop(case, "HANDLE", LAST, "a")))
    assert [c.stop for c in case.clocks] == [LATER, None, None, LAST]


def test_a_pause_that_its_day_ends_is_not_resumed_by_anything_else() -> None:
    """挂账 goes on while another pause comes and goes over it (§3.7)."""
    room = Room()
    signed(room)
    room.does("event.suspend_request", "e", PLAN, "zf_lead")
    p = {"request": room.last, "ruling": "approve", "reason": "资金未到位", "until": UNTIL}
    room.does("event.suspend_approve", "e", p, "director")
    both = pause(room.event(), "HANDLE", LATER)
    assert clock(both, task="").pauses == ((MONDAY, None), (LATER, None))
    back = resume(both, "HANDLE", LAST)
    assert clock(back, task="").pauses == ((MONDAY, None), (LATER, LAST))
    assert resume(back, "HANDLE", LAST + 1) is back


def test_of_itself_a_case_has_no_tasks_and_nothing_that_time_ends() -> None:
    """A card and a notice are such cases: nobody is urged, no pause is left alone."""
    case = two_tasks()
    assert (case.doers, case.owing, case.timed, case.named_pauses) == ((), (), frozenset(), frozenset())
