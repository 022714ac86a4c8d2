"""What an action does to a call (折叠): pure, total, one function a kind.

Source: rulebook §4.2–§4.4. 签发, 部门退单, 会商, 评价 and 县呼乡应 have files of
their own. An accepted decision is folded as it was accepted: nothing here asks a guard again, so everything here copes
with any body of its state.
"""

from msgspec.structs import replace

from governance.calls import records, states
from governance.calls.call import (
    TASK_CLOCKS,
    Call,
    DeptTask,
    dept_key,
    drop_task,
    end_course,
    followed,
    set_task,
)
from governance.calls.payloads import (
    Accept,
    Assign,
    Feedback,
    Progress,
    RejectFeedback,
    Respond,
    Sign,
    Withdraw,
)
from governance.calls.records import Step
from governance.calls.turns import MAX_REJECTIONS
from governance.doer import Doer
from governance.handling.timed import as_of
from governance.ledger.action import Action
from governance.ledger.case import Face
from governance.ledger.clocked import moved, pause, set_clock, start, stop
from governance.rulebook import Rules
from governance.time.clocks import due_at
from governance.time.limits import WD, Limit, limit_in
from governance.time.working_time import date_of, local_day

RULE = Limit(1, WD)  # the centre on a second rejection, unless the county's table says otherwise


def face(call: Call) -> Face:
    """What the event sees of its call."""
    label = call.lead.dept if call.lead else ""
    kind = (
        "reverse" if call.caller else "call"
    )  # what the county asks of the town leaves the event with the town
    face = Face(child=call.id, type=kind, state=call.state, at=call.moved, label=label)
    waiting = call.clock("EVALUATE")
    if waiting is None or waiting.stop is not None:
        return face
    return replace(face, since=waiting.start, n=waiting.n, cal=waiting.cal)


def state_at(call: Call, at: int, rules: Rules) -> Call:
    """The call as time left it: a 挂账 ended by its day; past EVALUATE, EVALUATED by default (系统默认, §4.2)."""
    call = as_of(call, at, rules.calendar)
    if call.state != states.FEEDBACK:
        return call
    clock = call.clock("EVALUATE")
    due = due_at(clock, rules.calendar) if clock is not None and clock.stop is None else None
    return moved(end_course(call, due), states.EVALUATED, due) if due is not None and at > due else call


def accept(call: Call, action: Action, p: Accept, doer: Doer, at: int, rules: Rules) -> Call:
    """受理 → PLATFORM_ACCEPTED ■ACCEPT ▶ASSIGN; 不予受理 → REFUSED; the first 信息不全 ⏸ACCEPT until repaired."""
    if p.ruling == "refuse" and p.code == "INCOMPLETE" and call.repaired is None:
        return pause(replace(call, repair=at), "ACCEPT", at)
    if p.ruling == "refuse":
        return moved(end_course(replace(call, refused=p.code), at), states.REFUSED, at)
    return to_assign(stop(call, "ACCEPT", at), at, rules)


def to_assign(call: Call, at: int, rules: Rules) -> Call:
    """→ PLATFORM_ACCEPTED ▶ASSIGN: the centre names the departments."""
    call = start(call, "ASSIGN", at, rules.find_limit("call", "ASSIGN", call.grade))
    return moved(call, states.PLATFORM_ACCEPTED, at)


def give(
    call: Call,
    action: Action,
    dept: str,
    at: int,
    rules: Rules,
    lead: bool,
    final: bool = False,
    handle: Limit | None = None,
) -> Call:
    """Give a department its task: ▶SIGN ▶RESPOND ▶HANDLE, all from this instant.

    HANDLE takes `handle`, else a C3's item's own limit (§4.1), else the grade's.
    """
    handle = handle or own_limit(call, rules)
    task = DeptTask(id=action.id, dept=dept, lead=lead, at=at, state="OPEN", final=final)
    call = replace(call, tasks=(*call.tasks, task))
    for name in TASK_CLOCKS:
        limit = rules.find_limit("call", name, call.grade)
        call = start(call, name, at, handle or limit if name == "HANDLE" else limit, dept, dept_key(task))
    return call


def own_limit(call: Call, rules: Rules) -> Limit | None:
    """The limit that the item of a C3 names for its handling; None where the grade's holds."""
    if call.grade != "C3" or not call.item:
        return None
    item = rules.catalogue.version(call.item, call.item_version)
    return limit_in(item.handle_limit) if item is not None and item.handle_limit else None


def assign(call: Call, action: Action, p: Assign, doer: Doer, at: int, rules: Rules) -> Call:
    """交办 ■ASSIGN → ASSIGNED ▶SIGN ▶RESPOND ▶HANDLE; after an upheld return the others go on as they stood."""
    call = stop(_with_version(call, at, rules), "ASSIGN", at)
    for task in call.tasks:
        if task.state == "OPEN" and task.dept not in (p.unit, *p.assist):
            call = drop_task(call, task, "REASSIGNED", at)
        elif task.state == "OPEN":
            call = set_task(call, replace(task, lead=task.dept == p.unit))
    for dept in (p.unit, *p.assist):
        if call.task_of((dept,)) is None:
            call = give(call, action, dept, at, rules, lead=dept == p.unit)
    return followed(call, at)


def _with_version(call: Call, at: int, rules: Rules) -> Call:
    """A case keeps the version of its item that is in force when it is assigned (§5.2)."""
    item = rules.catalogue.item_on(call.item, date_of(local_day(at)).isoformat()) if call.item else None
    return call if item is None else replace(call, item_version=item.version)


def sign(call: Call, action: Action, p: Sign, doer: Doer, at: int, rules: Rules) -> Call:
    """签收 ■SIGN."""
    task = call.task_of(doer.units)
    if task is None:
        return call
    call = stop(set_task(call, replace(task, signed=at)), "SIGN", at, dept_key(task))
    return moved(call, states.SIGNED, at) if task.lead and call.state == states.ASSIGNED else call


def respond(call: Call, action: Action, p: Respond, doer: Doer, at: int, rules: Rules) -> Call:
    """响应 ■RESPOND; while ASSIGNED it signs implicitly."""
    task = call.task_of(doer.units)
    if task is None:
        return call
    signed = task.signed if task.signed is not None else at
    steps = (*task.steps, Step(records.RESPONDED, action.id, at, p.how))
    call = set_task(call, replace(task, responded=at, how=p.how, signed=signed, steps=steps))
    for name in ("SIGN", "RESPOND"):
        call = stop(call, name, at, dept_key(task))
    early = call.state in (states.ASSIGNED, states.SIGNED)
    return moved(call, states.RESPONDED, at) if task.lead and early else call


def progress(call: Call, action: Action, p: Progress, doer: Doer, at: int, rules: Rules) -> Call:
    """进展: the 主办's → HANDLING."""
    task = call.task_of(doer.units)
    if task is None:
        return call
    steps = (*task.steps, Step(records.PROGRESSED, action.id, at))
    call = set_task(call, replace(task, progressed=at, steps=steps))
    return moved(call, states.HANDLING, at) if task.lead and call.state in states.WITH_DEPARTMENT else call


def feedback(call: Call, action: Action, p: Feedback, doer: Doer, at: int, rules: Rules) -> Call:
    """反馈 ■HANDLE; the 主办's → FEEDBACK ▶EVALUATE."""
    task = call.task_of(doer.units)
    return call if task is None else fed(call, task, action.id, p.result, at, rules)


def fed(call: Call, task: DeptTask, action: str, result: str, at: int, rules: Rules) -> Call:
    """One part is fed back, a department's or the town's own (县呼乡应): its HANDLE stops."""
    steps = (*task.steps, Step(records.FED, action, at, result))
    call = set_task(call, replace(task, state="FED", fed=at, result=result, steps=steps))
    call = stop(call, "HANDLE", at, dept_key(task))
    if not task.lead:
        return call
    call = start(call, "EVALUATE", at, rules.find_limit("call", "EVALUATE", call.grade))
    return moved(call, states.FEEDBACK, at)


def reject_feedback(call: Call, action: Action, p: RejectFeedback, doer: Doer, at: int, rules: Rules) -> Call:
    """退回 → HANDLING; HANDLE goes on, the time since the feedback does not count. The second waits for the centre."""
    task = call.lead
    if task is None:
        return call
    call = replace(stop(call, "EVALUATE", at), rejections=call.rejections + 1)
    call = set_task(call, replace(task, steps=(*task.steps, Step(records.REJECTED, action.id, at, p.reason))))
    if call.rejections >= MAX_REJECTIONS:
        return start(
            replace(call, contested=action.id),
            "RULE",
            at,
            rules.find_limit("call", "RULE", call.grade) or RULE,
        )
    return reopened(call, at)


def reopened(call: Call, at: int) -> Call:
    """The 主办 works on: → HANDLING, HANDLE resumes; the time since its feedback does not count."""
    task = call.lead
    if task is None:
        return call
    earlier = task.rated_before if task.rating is None else (*task.rated_before, task.rating)
    call = set_task(call, replace(task, state="OPEN", fed=None, rating=None, rated_before=earlier))
    clock = call.clock("HANDLE", dept_key(task))
    if clock is not None and clock.stop is not None:
        waited = ((clock.stop, at),) if clock.stop < at else ()
        call = set_clock(call, clock, replace(clock, stop=None, pauses=(*clock.pauses, *waited)))
    return moved(call, states.HANDLING, at)


def withdraw(call: Call, action: Action, p: Withdraw, doer: Doer, at: int, rules: Rules) -> Call:
    """撤回 → WITHDRAWN, all ■."""
    return moved(end_course(call, at), states.WITHDRAWN, at)
