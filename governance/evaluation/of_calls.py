"""What a call gives to be counted, department by department (呼叫的考评事实).

Source: rulebook §4.2–§4.4, §7.1, §7.2. Every department answers for itself (§4.3). A response that the town disputed
and the centre upheld counts as none. The default rating by silence (系统默认) counts as 已办结 and nowhere else.
"""

from collections.abc import Iterator

from governance.calls import states
from governance.calls.call import Call, DeptTask, dept_key
from governance.evaluation.facts import DeptOwed, DeptRated, Fact
from governance.evaluation.of_events import due_or_waiting
from governance.evaluation.period import Period
from governance.rulebook import Rules
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_at, extended

_OUT_STATES = {states.WITHDRAWN: "WITHDRAWN", states.REFUSED: "REFUSED"}
_OUT_TASKS = {"RETURNED": "RETURNED", "REASSIGNED": "REASSIGNED"}


def facts_of_call(call: Call, period: Period, rules: Rules) -> Iterator[Fact]:
    """Everything of one call, as it stands by `state_at`."""
    keyed = {dept_key(task): task for task in call.tasks}
    out = _OUT_STATES.get(call.state, "")
    for clock in call.clocks:
        task = keyed.get(clock.task)
        if task is not None and clock.start < period.to:
            yield from _owed(call, task, clock, out, rules.calendar)
    for task in call.active:
        yield from _ratings(call, task)


def _owed(call: Call, task: DeptTask, clock: Clock, out: str, calendar: Calendar) -> Iterator[DeptOwed]:
    if clock.name == "RESPOND":
        due, paused = due_or_waiting(clock, calendar)
        yield DeptOwed(
            case=call.id,
            who=task.dept,
            clock="RESPOND",
            due=due,
            due2=due_at(extended(clock, clock.n), calendar) or due,
            done=task.responded,
            out=out or _task_out(call, task) or paused,
        )
    elif clock.name == "HANDLE":
        due, paused = due_or_waiting(clock, calendar)
        yield DeptOwed(
            case=call.id,
            who=task.dept,
            clock="HANDLE",
            due=due,
            done=task.fed,
            settled=_settled(call, task),
            out=out or _task_out(call, task) or (paused and _paused(call, task)),
        )


def _task_out(call: Call, task: DeptTask) -> str:
    return "EXEMPT" if call.is_exempt(dept_key(task)) else _OUT_TASKS.get(task.state, "")


def _paused(call: Call, task: DeptTask) -> str:
    return "SUSPENDED" if task.lead and call.state == states.SUSPENDED else "PAUSED"


def _settled(call: Call, task: DeptTask) -> bool:
    if task.rating is not None:
        return task.rating.done == "DONE"
    return call.state == states.EVALUATED and task.fed is not None


def _ratings(call: Call, task: DeptTask) -> Iterator[DeptRated]:
    if task.rating is not None:
        yield DeptRated(case=call.id, who=task.dept, at=task.rating.at, rating=task.rating.satisfied)
    elif call.state == states.EVALUATED:
        yield DeptRated(case=call.id, who=task.dept, at=call.moved, rating="FAIR", default=True)
