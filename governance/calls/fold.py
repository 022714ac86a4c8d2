"""What an action does to a call (折叠): pure, total, one function a kind. Source: rulebook §4.2–§4.6."""

from msgspec.structs import replace

from governance.calls import states
from governance.calls.call import (
    Call,
    CallReturn,
    DeptTask,
    Rating,
    dept_key,
    moved,
    pause,
    resume,
    set_clock,
    set_task,
    start,
    stop,
    stop_all,
)
from governance.calls.payloads import (
    Accept,
    Assign,
    AssignFinal,
    DecideReturn,
    Evaluate,
    Feedback,
    Issue,
    Progress,
    RejectFeedback,
    Respond,
    Return,
    Sign,
    Withdraw,
)
from governance.doer import Doer
from governance.events.payloads import Note
from governance.ledger.action import Action
from governance.ledger.case import Face
from governance.rulebook import Rules
from governance.time.clocks import due_at


def face(call: Call) -> Face:
    """What the event sees of its call."""
    waiting = call.clock("EVALUATE")
    return Face(
        child=call.id,
        type="call",
        state=call.state,
        at=call.moved,
        since=waiting.start if waiting is not None and waiting.stop is None else None,
        label=call.lead.dept if call.lead else "",
    )


def state_at(call: Call, at: int, rules: Rules) -> Call:
    """The call as silence left it: past EVALUATE it is EVALUATED by default (系统默认, §4.2), never stored."""
    if call.state != states.FEEDBACK:
        return call
    clock = call.clock("EVALUATE")
    due = due_at(clock, rules.calendar) if clock is not None and clock.stop is None else None
    return moved(stop_all(call, due), states.EVALUATED, due) if due is not None and at > due else call


def issue(call: Call | None, action: Action, p: Issue, doer: Doer, at: int, rules: Rules) -> Call:
    """签发 → ISSUED ▶ACCEPT; a C1 sent by the operator ▶COUNTERSIGN; on an existing call: countersigned."""
    if call is not None:
        return stop(replace(call, countersigned=True), "COUNTERSIGN", at)
    leader = not {"DUTY_LEADER", "DIRECTOR", "TOWN_LEADER"}.isdisjoint(doer.roles)
    born = Call(
        id=action.case or action.id,
        parent=p.parent,
        serial=p.serial,
        state=states.ISSUED,
        grade=p.grade,
        at=at,
        moved=at,
        issuer=action.actor,
        ask=p.ask,
        item=p.item,
        item_version=p.item_version,
        reason=p.reason,
        named=p.depts,
        lines=p.lines,
        countersigned=leader,
    )
    born = start(born, "ACCEPT", at, rules.limit("call", "ACCEPT", p.grade))
    return born if leader else start(born, "COUNTERSIGN", at, rules.limit("call", "COUNTERSIGN", p.grade))


def note(call: Call, action: Action, p: Note, doer: Doer, at: int, rules: Rules) -> Call:
    """备注: evidence only."""
    return call


def accept(call: Call, action: Action, p: Accept, doer: Doer, at: int, rules: Rules) -> Call:
    """受理 → PLATFORM_ACCEPTED ■ACCEPT ▶ASSIGN; 不予受理 → REFUSED."""
    if p.ruling == "refuse":
        return moved(stop_all(replace(call, refused=p.code), at), states.REFUSED, at)
    return _to_assign(stop(call, "ACCEPT", at), at, rules)


def _to_assign(call: Call, at: int, rules: Rules) -> Call:
    call = start(call, "ASSIGN", at, rules.limit("call", "ASSIGN", call.grade))
    return moved(call, states.PLATFORM_ACCEPTED, at)


def _give(
    call: Call, action: Action, dept: str, at: int, rules: Rules, lead: bool, final: bool = False
) -> Call:
    task = DeptTask(id=action.id, dept=dept, lead=lead, at=at, final=final)
    call = replace(call, tasks=(*call.tasks, task))
    for name in ("SIGN", "RESPOND", "HANDLE"):
        call = start(call, name, at, rules.limit("call", name, call.grade), dept, dept_key(task))
    return call


def assign(call: Call, action: Action, p: Assign, doer: Doer, at: int, rules: Rules) -> Call:
    """交办 → ASSIGNED ■ASSIGN ▶SIGN ▶RESPOND ▶HANDLE; after an upheld return the others go on."""
    call = stop(call, "ASSIGN", at)
    for task in call.tasks:
        if task.state == "OPEN" and task.dept not in (p.unit, *p.assist):
            call = _drop(call, task, "REASSIGNED", at)
        elif task.state == "OPEN":
            call = resume(
                set_task(call, replace(task, lead=task.dept == p.unit)), "HANDLE", at, dept_key(task)
            )
    if call.task_of((p.unit,)) is None:
        call = _give(call, action, p.unit, at, rules, lead=True)
    for dept in p.assist:
        if call.task_of((dept,)) is None:
            call = _give(call, action, dept, at, rules, lead=False)
    return moved(call, states.ASSIGNED, at)


def _drop(call: Call, task: DeptTask, state: str, at: int) -> Call:
    call = set_task(call, replace(task, state=state))
    for name in ("SIGN", "RESPOND", "HANDLE"):
        call = stop(call, name, at, dept_key(task))
    return call


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
    call = set_task(call, replace(task, responded=at, how=p.how, signed=signed))
    for name in ("SIGN", "RESPOND"):
        call = stop(call, name, at, dept_key(task))
    early = call.state in (states.ASSIGNED, states.SIGNED)
    return moved(call, states.RESPONDED, at) if task.lead and early else call


def progress(call: Call, action: Action, p: Progress, doer: Doer, at: int, rules: Rules) -> Call:
    """进展 → HANDLING."""
    task = call.task_of(doer.units)
    if task is None:
        return call
    call = set_task(call, replace(task, progressed=at))
    return moved(call, states.HANDLING, at) if task.lead else call


def file_return(call: Call, action: Action, p: Return, doer: Doer, at: int, rules: Rules) -> Call:
    """退单 → RETURN_PENDING ⏸HANDLE (RESPOND too, but for C1) ▶RETURN_DECIDE; the second → CONSULTING ▶CONSULT."""
    task = call.task_of(doer.units)
    if task is None:
        return call
    slip = CallReturn(
        id=action.id, dept=task.dept, by=action.actor, at=at, clause=p.clause, suggested=p.suggested_unit
    )
    call = replace(call, returns=(*call.returns, slip))
    for name in ("HANDLE",) if call.grade == "C1" else ("HANDLE", "RESPOND"):
        call = pause(call, name, at, dept_key(task))
    call = stop(call, "SIGN", at, dept_key(task))
    if len(call.returns) > 1:
        call = start(call, "CONSULT", at, rules.limit("call", "CONSULT", call.grade))
        return moved(call, states.CONSULTING, at)
    call = start(call, "RETURN_DECIDE", at, rules.limit("call", "RETURN_DECIDE", call.grade))
    return moved(call, states.RETURN_PENDING, at)


def decide_return(call: Call, action: Action, p: DecideReturn, doer: Doer, at: int, rules: Rules) -> Call:
    """不成立 → SIGNED ⏵HANDLE; 成立 → PLATFORM_ACCEPTED ▶ASSIGN."""
    slip = call.returns[-1]
    task = call.task_of((slip.dept,))
    call = stop(call, "RETURN_DECIDE", at)
    call = replace(call, returns=(*call.returns[:-1], replace(slip, ruling=p.ruling)))
    if task is None:
        return call
    if p.ruling == "deny":
        return _go_on(call, task, at)
    return _to_assign(_drop(call, task, "RETURNED", at), at, rules)


def _go_on(call: Call, task: DeptTask, at: int, final: bool = False) -> Call:
    call = set_task(call, replace(task, signed=task.signed or at, final=final))
    for name in ("HANDLE", "RESPOND"):
        call = resume(call, name, at, dept_key(task))
    return moved(call, states.SIGNED, at)


def assign_final(call: Call, action: Action, p: AssignFinal, doer: Doer, at: int, rules: Rules) -> Call:
    """会商一致: the same department goes on → SIGNED, another starts anew → ASSIGNED; no further return."""
    slip = call.returns[-1]
    call = stop(call, "CONSULT", at)
    task = call.task_of((slip.dept,))
    same = task is not None and task.dept == p.unit
    call = replace(call, returns=(*call.returns[:-1], replace(slip, ruling="deny" if same else "uphold")))
    if task is not None and same:
        return _go_on(call, task, at, final=True)
    if task is not None:
        call = _drop(call, task, "RETURNED", at)
    return moved(_give(call, action, p.unit, at, rules, lead=True, final=True), states.ASSIGNED, at)


def feedback(call: Call, action: Action, p: Feedback, doer: Doer, at: int, rules: Rules) -> Call:
    """反馈 ■HANDLE; the 主办's → FEEDBACK ▶EVALUATE."""
    task = call.task_of(doer.units)
    if task is None:
        return call
    call = set_task(call, replace(task, state="FED", fed=at, result=p.result))
    call = stop(call, "HANDLE", at, dept_key(task))
    if not task.lead:
        return call
    call = start(call, "EVALUATE", at, rules.limit("call", "EVALUATE", call.grade))
    return moved(call, states.FEEDBACK, at)


def reject_feedback(call: Call, action: Action, p: RejectFeedback, doer: Doer, at: int, rules: Rules) -> Call:
    """退回 → HANDLING; HANDLE goes on, the time since the feedback does not count."""
    task = call.lead
    if task is None:
        return call
    call = stop(set_task(call, replace(task, state="OPEN", fed=None)), "EVALUATE", at)
    clock = call.clock("HANDLE", dept_key(task))
    if clock is not None and clock.stop is not None:
        call = set_clock(call, clock, replace(clock, stop=None, pauses=(*clock.pauses, (clock.stop, at))))
    return moved(replace(call, rejections=call.rejections + 1), states.HANDLING, at)


def evaluate(call: Call, action: Action, p: Evaluate, doer: Doer, at: int, rules: Rules) -> Call:
    """评价 of one department; when every department is rated → EVALUATED ■EVALUATE."""
    task = next((t for t in call.active if t.dept == p.unit), None)
    if task is None:
        return call
    rating = Rating(respond=p.respond, done=p.done, satisfied=p.rating, reason=p.reason, at=at)
    call = set_task(call, replace(task, rating=rating))
    if any(t.rating is None for t in call.active):
        return call
    return moved(stop_all(call, at), states.EVALUATED, at)


def withdraw(call: Call, action: Action, p: Withdraw, doer: Doer, at: int, rules: Rules) -> Call:
    """撤回 → WITHDRAWN, all ■."""
    return moved(stop_all(call, at), states.WITHDRAWN, at)
