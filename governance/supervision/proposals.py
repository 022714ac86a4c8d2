"""督办建议: when the clocks say that somebody ought to be supervised. Derived; a person confirms by issuing it.

Source: rulebook §3.9. HANDLE yellow and no progress → 普通; overdue → 黄牌; past due2 (§4.4: the limit doubled) or two
黄牌 on the case → 红牌. On a call so for each department, and 红牌 too where none answered until the doubled RESPOND. A
level can only rise, so what was issued and not revoked is not proposed again.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from governance.calls.call import Call, DeptTask, dept_key
from governance.events.event import Event, task_key
from governance.ledger.case import Case, Face
from governance.supervision.supervision import REVOKED
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_and_yellow, due_at

LEVELS = ("NORMAL", "YELLOW", "RED")
SLOW, OVERDUE, TWICE_OVERDUE, SECOND_YELLOW = "SLOW", "OVERDUE", "DUE2", "SECOND"
UNANSWERED = "UNANSWERED"
WHY = {
    SLOW: "办理已亮黄灯，尚无进展",
    OVERDUE: "办理已超期",
    TWICE_OVERDUE: "超期已满一倍时限",
    SECOND_YELLOW: "本件已有2张黄牌",
    UNANSWERED: "两倍响应时限已到，仍未响应",
}


class Proposal(Struct, frozen=True):
    """A 督办 that the rules propose (督办建议)."""

    level: str  # NORMAL, YELLOW, RED
    unit: str
    why: str  # SLOW, OVERDUE, DUE2, SECOND, UNANSWERED
    since: int  # UTC ms


def proposal(case: Event | Call, at: int, calendar: Calendar) -> Proposal | None:
    """The highest level that is proposed at `at` above what is issued already; None when nothing is."""
    known = steps(case, calendar) if isinstance(case, Event) else call_steps(case, calendar)
    found = [one for one in known if one.since <= at]
    return max(found, key=lambda one: LEVELS.index(one.level), default=None)


def steps(event: Event, calendar: Calendar) -> tuple[Proposal, ...]:
    """Every proposal that time will bring if nothing happens, above the level that is issued."""
    task = event.lead
    if task is None or not event.open:
        return ()
    clock = event.clock("HANDLE", task_key(task))
    found: list[Proposal] = []
    if clock is not None and clock.stop is None and not clock.is_paused:
        found = _of_clock(clock, task.unit, _progressed(task.progressed, clock), calendar)
    return _above(event, [*found, *_second(event, task.unit)])


def call_steps(call: Call, calendar: Calendar) -> tuple[Proposal, ...]:
    """The same for a call, of every department that still owes its part; the town's own part is none of the county's."""
    owing = [task for task in call.tasks if task.state == "OPEN" and not task.town]
    if call.final or not owing:
        return ()
    found = [one for task in owing for one in _of_department(call, task, calendar)]
    lead = next((task for task in owing if task.lead), owing[0])
    return _above(call, [*found, *_second(call, lead.dept)])


def _of_department(call: Call, task: DeptTask, calendar: Calendar) -> Iterator[Proposal]:
    answer, handle = call.clock("RESPOND", dept_key(task)), call.clock("HANDLE", dept_key(task))
    if answer is not None and answer.stop is None and task.responded is None:
        twice = due_at(replace(answer, ext=answer.ext + answer.n), calendar)
        if twice is not None:
            yield Proposal("RED", task.dept, UNANSWERED, twice + 1)
    if handle is not None and handle.stop is None and not handle.is_paused:
        yield from _of_clock(handle, task.dept, _progressed(task.progressed, handle), calendar)


def _second(case: Case, unit: str) -> list[Proposal]:
    """Two 黄牌 on the case ask for a red one."""
    yellows = [kid for kid in cards(case) if kid.label == "YELLOW"]
    return [Proposal("RED", unit, SECOND_YELLOW, max(kid.at for kid in yellows))] if len(yellows) > 1 else []


def _above(case: Case, found: list[Proposal]) -> tuple[Proposal, ...]:
    """Those above what is issued."""
    issued = max((LEVELS.index(kid.label) for kid in cards(case)), default=-1)
    return tuple(one for one in found if LEVELS.index(one.level) > issued)


def cards(case: Case) -> tuple[Face, ...]:
    """The 督办 of a case that count: every one that is not revoked."""
    return tuple(k for k in case.kids if k.type == "supervision" and k.state != REVOKED and k.label in LEVELS)


def _progressed(at: int | None, clock: Clock) -> bool:
    return at is not None and at >= clock.start


def _of_clock(clock: Clock, unit: str, progressed: bool, calendar: Calendar) -> list[Proposal]:
    due, yellow = due_and_yellow(clock, calendar)
    due2 = due_at(replace(clock, ext=clock.ext + clock.n), calendar)
    found = []
    if yellow is not None and not progressed:
        found.append(Proposal("NORMAL", unit, SLOW, yellow))
    if due is not None:
        found.append(Proposal("YELLOW", unit, OVERDUE, due + 1))
    if due2 is not None:
        found.append(Proposal("RED", unit, TWICE_OVERDUE, due2 + 1))
    return found
