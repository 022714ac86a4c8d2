"""What a call gives to be counted, department by department (呼叫的考评事实).

Source: rulebook §4.2–§4.4, §7.1, §7.2. Every department answers for itself (§4.3). A response that the town disputed
and the centre upheld counts as none. The default rating by silence (系统默认) counts as 已办结 and nowhere else.
"""

from collections.abc import Iterator

from governance import appeals
from governance.calls import findings, states
from governance.calls.call import Call, DeptTask, dept_key
from governance.calls.findings import Finding
from governance.evaluation.facts import DeptOwed, DeptRated, Fact
from governance.evaluation.of_events import due_or_waiting
from governance.evaluation.period import Period
from governance.handling import doubted
from governance.rulebook import Rules
from governance.time.clocks import Clock

_OUT_STATES = {states.WITHDRAWN: "WITHDRAWN", states.REFUSED: "REFUSED"}
_OUT_TASKS = {"RETURNED": "RETURNED", "REASSIGNED": "REASSIGNED"}


def facts_of_call(call: Call, period: Period, rules: Rules) -> Iterator[Fact]:
    """Everything of one call, as it stands by `state_at`."""
    keyed = {dept_key(task): task for task in call.tasks}
    out = _OUT_STATES.get(call.state, "")
    for place, clock in enumerate(call.clocks):
        task = keyed.get(clock.task)
        if task is not None and not task.town and clock.start < period.to:
            unsure = "UNSURE" if doubted.undecided(call, place, rules.calendar) else ""
            yield from _owed(call, task, clock, (out, unsure), period, rules)
    for task in call.rateable:
        yield from _ratings(call, task)


def _owed(
    call: Call, task: DeptTask, clock: Clock, out: tuple[str, str], period: Period, rules: Rules
) -> Iterator[DeptOwed]:
    if clock.name not in ("RESPOND", "HANDLE"):
        return
    due, paused = due_or_waiting(clock, rules.calendar)
    answers = clock.name == "RESPOND"
    done = task.responded if answers else task.fed
    late = answers and (done is None or done > due) and period.knows(due)
    found = _found(call, task, period, rules) if late else None
    yield DeptOwed(
        case=call.id,
        who=task.dept,
        clock=clock.name,
        task=dept_key(task),
        due=due,
        due2=(findings.due2(clock, rules) or due) if answers else 0,
        done=done,
        settled=_settled(call, task),
        finding=found.rule if found is not None else "",
        pending=found is not None and not found.counts,
        out=out[0] or _task_out(call, task, clock.name) or (paused and _paused(call, task)) or out[1],
    )


def _found(call: Call, task: DeptTask, period: Period, rules: Rules) -> Finding | None:
    """迟响应 or 不响应 of the task, as it stands at the end of what is known."""
    key = dept_key(task)
    known = findings.findings(call, period.as_of, rules, period.as_of)
    return next((f for f in known if f.rule in _ANSWERS and f"{f.task}/{f.dept}" == key), None)


_ANSWERS = (findings.LATE_RESPONSE, findings.NO_RESPONSE)


def _task_out(call: Call, task: DeptTask, clock: str) -> str:
    """改派、退单成立; 豁免, by decision or because an appeal was upheld (§4.4)."""
    rules = _ANSWERS if clock == "RESPOND" else (findings.INACTION,)
    if call.is_exempt(dept_key(task)) or any(appeals.upheld(call, task.dept, rule) for rule in rules):
        return "EXEMPT"
    return _OUT_TASKS.get(task.state, "")


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
