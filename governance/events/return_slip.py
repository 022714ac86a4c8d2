"""Handing a case back to the dispatcher (退单), its ruling (审核) and 指挥长指定.

Source: rulebook §3.3 #8–10b, §3.5; who may file and rule is said in turns.py. The first return in a case is ruled by
the room (deny or uphold); the second, by whichever unit, waits for 指挥长指定 and there is no third. While a return
waits nobody's HANDLE runs. The second denied return of one unit voids its pause, as if HANDLE had never stopped.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.dispatch import give
from governance.events.event import TASK_RETURNED, Event, Return, Task, set_task, task_key
from governance.events.fold import to_dispatch
from governance.events.guards import is_subordinate
from governance.events.payloads import RETURN_CODES, AssignFinal, DecideReturn, ReturnSlip
from governance.events.turns import holder
from governance.ledger.action import Action
from governance.ledger.clocked import moved, pause, resume, set_clock, start, stop
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.clocks import void_last_pause


def refusal(event: Event, p: ReturnSlip, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退单: of the task it names, with code, clause and suggested unit; T4 after one contact."""
    task = holder(event, doer, rules)
    if isinstance(task, Refusal):
        return task
    if p.task != task.id:
        return Refusal("not-holder", "退单所指任务已变化；请刷新后重试。")
    if p.code not in RETURN_CODES or not p.clause.strip() or not p.suggested_unit.strip():
        return Refusal("incomplete-return", "退单须有理由码、依据条款和建议单位；请补全。")
    if p.code == "T4" and task.contacted is None:
        return Refusal("return-no-contact", "以信息不足退单须已联系一次来电人；请先联系。")
    return None


def apply(event: Event, action: Action, p: ReturnSlip, doer: Doer, at: int, rules: Rules) -> Event:
    """退单 → RETURN_PENDING ⏸HANDLE ■SIGN ▶RETURN_DECIDE."""
    task = event.task_of(doer.units)
    if task is None:
        return event
    slip = Return(
        id=action.id,
        task=task.id,
        unit=task.unit,
        by=action.actor,
        at=at,
        reason=p.code,
        clause=p.clause,
        suggested=p.suggested_unit,
    )
    event = replace(event, returns=(*event.returns, slip))
    event = stop(pause(event, "HANDLE", at, task_key(task)), "SIGN", at, task_key(task))
    event = start(event, "RETURN_DECIDE", at, rules.find_limit("event", "RETURN_DECIDE", event.urg))
    return moved(event, states.RETURN_PENDING, at)


def _pending(event: Event) -> Return | None:
    return event.returns[-1] if event.returns and not event.returns[-1].ruling else None


def decide_refusal(event: Event, p: DecideReturn, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """审核: of the return that waits, with a ruling and its reason."""
    slip = _pending(event)
    if slip is None or slip.id != p.request:
        return Refusal("no-return", "没有待审的这份退单；请刷新后重试。")
    if p.ruling not in ("deny", "uphold") or not p.reason.strip():
        return Refusal("no-ruling", "须写明退单成立或不成立及理由；请补全。")
    return None


def decide(event: Event, action: Action, p: DecideReturn, doer: Doer, at: int, rules: Rules) -> Event:
    """不成立 → SIGNED ⏵HANDLE; 成立 → ACCEPTED ▶DISPATCH, nobody holds the case."""
    slip, task = _pending(event), event.lead
    if slip is None or task is None:
        return event
    event = _ruled(event, slip, p.ruling, at)
    if p.ruling == "deny":
        return _denied(event, replace(task, signed=task.signed or at), at)
    event = stop(set_task(event, replace(task, state=TASK_RETURNED)), "CONTACT", at, task_key(task))
    return to_dispatch(event, at, rules)


def _ruled(event: Event, slip: Return, ruling: str, at: int) -> Event:
    event = stop(event, "RETURN_DECIDE", at)
    return replace(event, returns=(*event.returns[:-1], replace(slip, ruling=ruling)))


def _denied(event: Event, task: Task, at: int) -> Event:
    event = resume(set_task(event, task), "HANDLE", at, task_key(task))
    return moved(event, states.SIGNED, at)


def assign_refusal(event: Event, p: AssignFinal, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指定: a direct subordinate; a reason."""
    if not is_subordinate(p.unit, rules):
        return Refusal("not-subordinate", f"【{rules.name_of(p.unit)}】不是本镇直接下级；请改选承办单位。")
    if not p.reason.strip():
        return Refusal("no-reason", "指定承办须写明理由；请补理由。")
    return None


def assign(event: Event, action: Action, p: AssignFinal, doer: Doer, at: int, rules: Rules) -> Event:
    """The same unit = denied: → SIGNED ⏵HANDLE; another = upheld: → DISPATCHED, its clocks start anew."""
    slip, task = _pending(event), event.lead
    if slip is None or task is None:
        return event
    if p.unit != task.unit:
        event = give(_ruled(event, slip, "uphold", at), action, p.unit, at, rules, final=True)
        return moved(event, states.DISPATCHED, at)
    event = _denied(_ruled(event, slip, "deny", at), replace(task, final=True, signed=task.signed or at), at)
    clock = event.clock("HANDLE", task_key(task))
    if event.abuser == task.unit and clock is not None:
        event = set_clock(event, clock, void_last_pause(clock, since=slip.at))
    return event
