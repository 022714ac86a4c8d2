"""Handing a case back to the dispatcher (退单), its ruling (审核) and 指挥长指定.

Source: rulebook §3.3 #8–10b, §3.5. The first return in a case is ruled by the room (deny or uphold); the second,
by whichever unit, waits for 指挥长指定 and there is no third. While a return waits nobody's HANDLE runs. The second
denied return of one unit voids its pause, as if HANDLE had never stopped.
"""

from msgspec.structs import replace

from governance.doer import Doer
from governance.events import states
from governance.events.event import (
    TASK_REASSIGNED,
    TASK_RETURNED,
    Event,
    Return,
    moved,
    pause,
    resume,
    set_clock,
    set_task,
    start,
    stop,
    task_key,
)
from governance.events.fold import give
from governance.events.guards import holder, is_subordinate
from governance.events.payloads import RETURN_CODES, AssignFinal, DecideReturn, ReturnSlip
from governance.ledger.action import Action
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.calendars import Calendar
from governance.time.clocks import void_last_pause
from governance.time.limits import Limit


def window_end(dispatched_at: int, limit: Limit, calendar: Calendar) -> int:
    """The last instant at which a slip may be filed."""
    return calendar.nominal_due(dispatched_at, limit)


def refusal(event: Event, p: ReturnSlip, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """退单: by the 主办 unit's lead, in its window, before any progress, with code, clause and suggested unit."""
    task = holder(event, doer)
    if isinstance(task, Refusal):
        return task
    if not task.lead or p.task != task.id:
        return Refusal("not-holder", "只有当前主办单位可以退单；请联系主办单位。")
    if task.final:
        return Refusal("final-assignment", "此件由指挥长指定承办，不得再退；有困难请申请协办。")
    if p.code not in RETURN_CODES or not p.clause.strip() or not p.suggested_unit.strip():
        return Refusal("incomplete-return", "退单须有理由码、依据条款和建议单位；请补全。")
    if task.progressed is not None:
        return Refusal("return-after-progress", "已登记办理进展，不能退单；可申请协办或会商。")
    if p.code == "T4" and task.contacted is None:
        return Refusal("return-no-contact", "以信息不足退单须已联系一次来电人；请先联系。")
    if at > window_end(task.at, rules.limit("event", "RETURN_WINDOW", event.urg), rules.calendar):
        return Refusal("return-too-late", "已过退单期限，不能退单；可申请会商。")
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
    event = start(event, "RETURN_DECIDE", at, rules.limit("event", "RETURN_DECIDE", event.urg))
    return moved(event, states.RETURN_PENDING, at)


def _pending(event: Event) -> Return | None:
    return event.returns[-1] if event.returns and not event.returns[-1].ruling else None


def decide_refusal(event: Event, p: DecideReturn, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """审核: first return only, by another than the applicant, with a reason."""
    slip = _pending(event)
    if slip is None or slip.id != p.request:
        return Refusal("no-return", "没有待审的这份退单；请刷新后重试。")
    if len(event.returns) > 1:
        return Refusal("second-return", "第二次退单由指挥长指定承办；请送指挥长。")
    if doer.user == slip.by:
        return Refusal("own-return", "申请人不能审核自己的退单；请换人审核。")
    if p.ruling not in ("deny", "uphold") or not p.reason.strip():
        return Refusal("no-ruling", "须写明退单成立或不成立及理由；请补全。")
    return None


def decide(event: Event, action: Action, p: DecideReturn, doer: Doer, at: int, rules: Rules) -> Event:
    """不成立 → SIGNED ⏵HANDLE; 成立 → ACCEPTED ▶DISPATCH, nobody holds the case."""
    slip = _pending(event)
    task = event.lead
    if slip is None or task is None:
        return event
    event = _ruled(event, slip, p.ruling, at)
    if p.ruling == "deny":
        event = set_task(event, replace(task, signed=task.signed or at))
        return moved(resume(event, "HANDLE", at, task_key(task)), states.SIGNED, at)
    event = set_task(event, replace(task, state=TASK_RETURNED))
    event = start(event, "DISPATCH", at, rules.limit("event", "DISPATCH", event.urg))
    return moved(event, states.ACCEPTED, at)


def _ruled(event: Event, slip: Return, ruling: str, at: int) -> Event:
    event = stop(event, "RETURN_DECIDE", at)
    return replace(event, returns=(*event.returns[:-1], replace(slip, ruling=ruling)))


def assign_refusal(event: Event, p: AssignFinal, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """指定: the second return only; a direct subordinate; a reason."""
    if len(event.returns) < 2:
        return Refusal("first-return", "首次退单由值班员审核；第二次退单才由指挥长指定。")
    if not is_subordinate(p.unit, rules):
        return Refusal("not-subordinate", f"【{p.unit}】不是本镇直接下级；请改选承办单位。")
    if not p.reason.strip():
        return Refusal("no-reason", "指定承办须写明理由；请补理由。")
    return None


def assign(event: Event, action: Action, p: AssignFinal, doer: Doer, at: int, rules: Rules) -> Event:
    """The same unit = denied: → SIGNED ⏵HANDLE; another = upheld: → DISPATCHED, its clocks start anew."""
    slip, task = _pending(event), event.lead
    if slip is None or task is None:
        return event
    if p.unit != task.unit:
        event = set_task(_ruled(event, slip, "uphold", at), replace(task, state=TASK_REASSIGNED))
        return moved(give(event, action, p.unit, at, rules, lead=True, final=True), states.DISPATCHED, at)
    event = _ruled(event, slip, "deny", at)
    event = set_task(event, replace(task, final=True, signed=task.signed or at))
    event = resume(event, "HANDLE", at, task_key(task))
    denied = [r for r in event.returns if r.unit == task.unit and r.ruling == "deny"]
    clock = event.clock("HANDLE", task_key(task))
    if len(denied) >= 2 and clock is not None:
        event = set_clock(event, clock, void_last_pause(clock))
    return moved(event, states.SIGNED, at)
