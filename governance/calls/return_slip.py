"""A department hands its part of a call back (部门退单), its ruling, and 会商 after the second.

Source: rulebook §4.2, §4.5; who may file and rule is said in turns.py. While a return waits the department's HANDLE
stands still (RESPOND too, but for a C1); the other departments go on. The first return in a call is ruled by the
centre; the second, by whichever department, opens CONSULTING, and what is agreed there can't be returned.
"""

from msgspec.structs import replace

from governance.calls import states
from governance.calls.call import Call, CallReturn, DeptTask, dept_key, drop_task, followed, set_task
from governance.calls.consultation import settled
from governance.calls.fold import give, to_assign
from governance.calls.payloads import AssignFinal, DecideReturn, Return
from governance.calls.precedents import contradicted
from governance.calls.turns import holder
from governance.doer import Doer
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.clocked import moved, pause, resume, start, stop
from governance.refusal import Refusal
from governance.rulebook import Rules


def refusal(call: Call, parent: Case | None, p: Return, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """部门退单: of the task it names, with clause and suggested department; against a 判例 with the difference."""
    task = holder(call, doer)
    if isinstance(task, Refusal):
        return task
    if p.task != task.id:
        return Refusal("not-holder", "退单所指任务已变化；请刷新后重试。")
    if not p.clause.strip() or not p.suggested_unit.strip():
        return Refusal("incomplete-return", "退单须有依据条款和建议部门；请补全。")
    known = contradicted(call, parent, p.suggested_unit, at, rules)
    if known is not None and not p.differs.strip():
        return Refusal(
            "against-precedent",
            f"同小类同事项的现行判例已定由{rules.name_of(known.decided)}承办；请填写与判例不同之处。",
        )
    return None


def apply(call: Call, action: Action, p: Return, doer: Doer, at: int, rules: Rules) -> Call:
    """退单 → RETURN_PENDING ⏸HANDLE ■SIGN ▶RETURN_DECIDE; the second → CONSULTING ▶CONSULT."""
    task = call.task_of(doer.units)
    if task is None:
        return call
    slip = CallReturn(
        id=action.id,
        dept=task.dept,
        by=action.actor,
        at=at,
        clause=p.clause,
        suggested=p.suggested_unit,
        differs=p.differs,
    )
    call = replace(call, returns=(*call.returns, slip))
    for name in ("HANDLE",) if call.grade == "C1" else ("HANDLE", "RESPOND"):
        call = pause(call, name, at, dept_key(task))
    call = stop(call, "SIGN", at, dept_key(task))
    if len(call.returns) > 1:
        call = start(call, "CONSULT", at, rules.find_limit("call", "CONSULT", call.grade))
        return moved(call, states.CONSULTING, at)
    call = start(call, "RETURN_DECIDE", at, rules.find_limit("call", "RETURN_DECIDE", call.grade))
    return moved(call, states.RETURN_PENDING, at)


def decide_refusal(call: Call, p: DecideReturn, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退单审核: of the return that waits, with a ruling and its reason."""
    slip = call.pending
    if slip is None or slip.id != p.request:
        return Refusal("no-return", "没有待审的这份退单；请刷新后重试。")
    if p.ruling not in ("deny", "uphold") or not p.reason.strip():
        return Refusal("no-ruling", "须写明退单成立或不成立及理由；请补全。")
    return None


def decide(call: Call, action: Action, p: DecideReturn, doer: Doer, at: int, rules: Rules) -> Call:
    """不成立 → SIGNED ⏵HANDLE; 成立 → PLATFORM_ACCEPTED ▶ASSIGN."""
    call, task = _ruled(call, p.ruling, "RETURN_DECIDE", at)
    if p.ruling == "deny" and task is not None:
        return _goes_on(call, replace(task, signed=task.signed if task.signed is not None else at), at)
    if task is not None:
        call = drop_task(call, task, "RETURNED", at)
    return to_assign(call, at, rules)


def _ruled(call: Call, ruling: str, clock: str, at: int) -> tuple[Call, DeptTask | None]:
    """The call with its waiting return ruled on, and the task that was returned."""
    call, slip = stop(call, clock, at), call.pending
    if slip is None:
        return call, None
    task = call.task_of((slip.dept,))
    return replace(call, returns=(*call.returns[:-1], replace(slip, ruling=ruling))), task


def _goes_on(call: Call, task: DeptTask, at: int) -> Call:
    call = set_task(call, task)
    for name in ("HANDLE", "RESPOND"):
        call = resume(call, name, at, dept_key(task))
    return followed(call, at)


def assign_refusal(call: Call, p: AssignFinal, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指定承办: the county department settled on, with the reason."""
    unit = rules.catalogue.units.get(p.unit)
    if unit is None or not unit.is_department:
        return Refusal("bad-dept", f"【{rules.name_of(p.unit)}】不是县级部门；请选择县级部门。")
    if p.unit != settled(call):
        return Refusal("not-settled", f"会商审定的承办部门是{rules.name_of(settled(call))}；请指定该部门。")
    return None if p.reason.strip() else Refusal("no-reason", "指定承办须写明理由；请补理由。")


def assign(call: Call, action: Action, p: AssignFinal, doer: Doer, at: int, rules: Rules) -> Call:
    """一致或审定 → ASSIGNED: the same department goes on, another starts anew in its place; no further return."""
    call, slip = stop(stop(call, "ASSIGN", at), "ADJUDICATE", at), call.pending
    same = slip is not None and slip.dept == p.unit
    call, task = _ruled(call, "deny" if same else "uphold", "CONSULT", at)
    if task is not None and same:
        return _goes_on(call, replace(task, final=True), at)
    leads = task is None or task.lead
    if task is not None:
        call = drop_task(call, task, "RETURNED", at)
    mine = call.task_of((p.unit,))
    if mine is not None:  # a department that is in the call already takes the other's place too
        return followed(set_task(call, replace(mine, lead=mine.lead or leads, final=True)), at)
    return followed(give(call, action, p.unit, at, rules, leads, final=True), at)
