"""Leaving a task until a day (挂账): asked for by the 主办, approved by the leader, resumed by a person or by the day.

Source: rulebook §3.7, §3.3 #13, §4.2. Five grounds (G1–G5), a plan, an until date within a year, once a task; approved
by 指挥长, on calls by the county centre's lead. It is the 主办's task that stands still and the case with it; 协办 go
on with clocks of their own. A C1 is never left.
"""

from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from governance.doer import Doer
from governance.handling.handled import APPROVE, DENY, HANDLE, SUSPENDED, Handled, Part, Suspension
from governance.handling.holder import holder
from governance.handling.timed import Hold, ended
from governance.ledger.action import Action
from governance.ledger.clocked import moved, set_clock
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.clocks import paused
from governance.time.working_time import date_of, local_day

H = TypeVar("H", bound=Handled)
GROUNDS = {
    "G1": "资金立项",
    "G2": "季节气候",
    "G3": "法定程序（鉴定、听证、公告、诉讼）",
    "G4": "规划调整",
    "G5": "不可抗力",
}
_FOR_UNIT = "ROOM_SUP"  # may ask in the name of the unit (§1.4)


class Request(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """挂账申请."""

    code: str
    plan: str
    until: str  # YYYY-MM-DD


class Rule(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """挂账批准: carries the until date."""

    request: str
    ruling: str  # approve or deny
    reason: str
    until: str = ""


class Resume(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """恢复办理, earlier than the until date."""

    task: str
    reason: str


def waiting(case: Handled) -> tuple[Suspension, ...]:
    """The requests that wait for a decision (挂账待批): while the task is still being handled."""
    if not case.suspensions or case.state != case.handles:
        return ()
    lead = case.leading
    return tuple(s for s in case.suspensions if not s.ruling and lead is not None and s.task == lead.key)


# ---------------------------------------------------------------- filing


def request_turn(case: Handled, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """挂账申请: by the 主办 unit, or the supervisor of the room for it; once a task."""
    part = _asking(case, doer, rules)
    if isinstance(part, Refusal):
        return part
    if waiting(case):
        return Refusal("already-asked", "此件的挂账申请还在审批；请等待结果，无需重复申请。")
    return _bar(case, part)


def _asking(case: Handled, doer: Doer, rules: Rules) -> Part | Refusal:
    lead = case.leading
    if case.of_town and _FOR_UNIT in doer.roles and lead is not None:
        return lead
    part = holder(case, doer, "挂账申请", rules)
    if isinstance(part, Refusal) or part.lead:
        return part
    return Refusal("not-lead", "挂账由主办单位提出；请联系主办单位或指挥室。")


def _bar(case: Handled, part: Part) -> Refusal | None:
    if case.urgent and not case.of_town:
        return Refusal("urgent-suspension", "特急呼叫不得挂账；请立即处置。")
    if any(s.task == part.key and s.ruling == APPROVE for s in case.suspensions):
        return Refusal("suspended-before", "此任务已挂账过一次，不得再挂；请按期办结，或申请延期。")
    return None


def request_refusal(case: Handled, p: Request, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """挂账申请: one of the five grounds, a plan, a day within a year."""
    return _grounds(p.code, p.plan) or until_refusal(p.until, at)


def _grounds(code: str, plan: str) -> Refusal | None:
    if code not in GROUNDS:
        return Refusal("bad-code", "挂账须选事由G1至G5；请选择事由。")
    return None if plan.strip() else Refusal("no-plan", "挂账须写明后续办理计划；请补填。")


def until_refusal(until: str, at: int) -> Refusal | None:
    """The until date: after today, within a year."""
    today = date_of(local_day(at))
    day = _read(until)
    if day is None:
        return Refusal("bad-until", "挂账须填恢复日期；请按 2026-06-30 填写。")
    if not today < day or (day.year - 1, day.month, day.day) > (today.year, today.month, today.day):
        return Refusal("bad-until", "挂账日期须在今日之后、一年以内；请改日期。")
    return None


def _read(until: str) -> date | None:
    try:
        day = date.fromisoformat(until)
    except ValueError:
        return None
    return day if day.isoformat() == until else None


def request(case: H, action: Action, p: Request, doer: Doer, at: int, rules: Rules) -> H:
    """挂账申请: it stands in the case; no clock moves before the approval."""
    lead = case.leading
    if lead is None:
        return case
    one = Suspension(
        id=action.id,
        task=lead.key,
        unit=lead.unit,
        by=action.actor,
        at=at,
        code=p.code,
        plan=p.plan,
        wanted=p.until,
    )
    return replace(case, suspensions=(*case.suspensions, one))


# ---------------------------------------------------------------- approval and resumption


def approve_turn(case: Handled, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """挂账批准: of a request that waits, by another than the applicant."""
    open_ones = waiting(case)
    if not open_ones:
        return Refusal("no-request", "没有待批准的挂账申请；请刷新后重试。")
    if all(one.by == doer.user for one in open_ones):
        return Refusal("own-request", "申请人不能批准自己的挂账申请；请换人批准。")
    return None


def approve_refusal(case: Handled, p: Rule, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """挂账批准: with a reason either way; approved with its day, all conditions judged here."""
    one = next((s for s in waiting(case) if s.id == p.request), None)
    if one is None:
        return Refusal("no-request", "没有待批准的这份挂账申请；请刷新后重试。")
    if one.by == doer.user:
        return Refusal("own-request", "申请人不能批准自己的挂账申请；请换人批准。")
    if p.ruling not in (APPROVE, DENY) or not p.reason.strip():
        return Refusal("no-ruling", "须选批准或不批准，并写明理由；请补全。")
    if p.ruling == DENY:
        return None
    part = case.part(one.task)
    no = _bar(case, part) if part is not None else None
    return no or _grounds(one.code, one.plan) or until_refusal(p.until, at)


def approve(case: H, action: Action, p: Rule, doer: Doer, at: int, rules: Rules) -> H:
    """批准 → SUSPENDED ⏸HANDLE of the 主办; 不批准 leaves it in handling."""
    one = next((s for s in case.suspensions if s.id == p.request), None)
    if one is None:
        return case
    if p.ruling != APPROVE or _read(p.until) is None:
        return _set(case, replace(one, ruling=DENY))
    clock = case.clock(HANDLE, one.task)
    if clock is not None:
        case = set_clock(case, clock, paused(clock, at))
    case = _set(case, replace(one, ruling=APPROVE, until=p.until, since=at))
    return moved(case, SUSPENDED, at)


def _set(case: H, one: Suspension) -> H:
    return replace(case, suspensions=tuple(one if s.id == one.id else s for s in case.suspensions))


def resume_refusal(case: Handled, p: Resume, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """恢复办理: of the task that stands still, with the reason."""
    one = case.suspended
    if one is None or p.task != one.task:
        return Refusal("not-suspended", "所指任务不在挂账中；请刷新后重试。")
    return None if p.reason.strip() else Refusal("no-reason", "提前恢复须写明理由；请补理由。")


def resume(case: H, action: Action, p: Resume, doer: Doer, at: int, rules: Rules) -> H:
    """恢复办理 ⏵HANDLE → handling."""
    one = case.suspended
    if one is None or one.since is None:
        return case
    return ended(case, Hold(one.task, one.since, at, one.id), at)
