"""Asking for more time (延期): filed by the unit, reviewed and approved by two further people.

Source: rulebook §3.6, §3.3 #12, §4.2. Only before due; each grants at most the original limit once more; at most two
approvals a task; U1 and C1 never. A request doesn't stop the clock. It is to be decided within four working hours,
silence is a no, derived and never stored. What is approved counts from the filing: red time between due and approval
becomes 延期覆盖. That it was filed nobody may refuse; its conditions are judged again at the approval. A review that
says no ends it. The extended 协办 may not end later than the 主办 (§3.11).
"""

from typing import TypeVar

from msgspec.structs import replace

from governance.doer import Doer
from governance.handling.handled import APPROVE, DENY, HANDLE, Extension, Handled, Part
from governance.handling.holder import holder
from governance.ledger.action import Action
from governance.ledger.clocked import set_clock
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.time.calendars import Calendar
from governance.time.clocks import Clock, due_at, extended
from governance.time.limits import COUNTED_IN_MINUTES, MINUTES_PER_HOUR, WH, Limit

H = TypeVar("H", bound=Handled)
MOST = 2
DECIDE = Limit(4 * MINUTES_PER_HOUR, WH)
WAITING, REVIEWED, APPROVED, DENIED, LAPSED = "WAITING", "REVIEWED", "APPROVED", "DENIED", "LAPSED"
NAMES = {
    WAITING: "待初审",
    REVIEWED: "待批准",
    APPROVED: "已批准",
    DENIED: "未批准",
    LAPSED: "逾期未批，视为未批准",
}
_RULED = {APPROVE: APPROVED, DENY: DENIED}


class Request(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """延期申请: `n` in minutes (EH, WH) or days (WD, ND) of the task's own limit."""

    n: int
    reason: str


class Rule(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """延期初审 and 延期批准."""

    request: str
    ruling: str  # approve or deny
    reason: str = ""


# ---------------------------------------------------------------- what became of a request


def until(one: Extension, calendar: Calendar) -> int:
    """By when it is to be decided."""
    return calendar.nominal_due(one.at, DECIDE)


def standing(one: Extension, at: int, calendar: Calendar) -> str:
    """WAITING, REVIEWED, APPROVED, DENIED, or LAPSED by silence."""
    if one.ruling:
        return _RULED[one.ruling]
    if one.review == DENY:
        return DENIED
    if at > until(one, calendar):
        return LAPSED
    return REVIEWED if one.review else WAITING


def waiting(case: Handled, at: int, rules: Rules) -> tuple[Extension, ...]:
    """The requests that wait for a decision (延期待审)."""
    return tuple(one for one in case.extensions if standing(one, at, rules.calendar) in (WAITING, REVIEWED))


def decided_by(case: Handled, calendar: Calendar) -> int:
    """Until when a request may still be ruled on, whether that is past or not; 0 when none is open."""
    unruled = (until(one, calendar) for one in case.extensions if not one.ruling and one.review != DENY)
    return max(unruled, default=0)


def covered(case: Handled, clock: Clock, rules: Rules) -> tuple[tuple[int, int], ...]:
    """The red spans that an approval covers (延期覆盖): from the due as it was until the ruling, UTC ms."""
    mine = [
        e for e in case.extensions if e.task == clock.task and e.ruling == APPROVE and e.at >= clock.start
    ]
    found, told = [], replace(clock, ext=0)
    for one in mine:
        due = due_at(told, rules.calendar)
        if due is not None and one.ruled_at is not None and due < one.ruled_at:
            found.append((due, one.ruled_at))
        told = extended(told, one.n)
    return tuple(found)


# ---------------------------------------------------------------- filing


def request_turn(case: Handled, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """延期申请: by the unit that handles, before due, not urgent, no third time, one at a time."""
    part = holder(case, doer, "延期申请", rules)
    if isinstance(part, Refusal):
        return part
    if any(one.task == part.key for one in waiting(case, at, rules)):
        return Refusal("already-asked", "本单位的延期申请还在审批；请等待结果，无需重复申请。")
    return _bar(case, part, at, rules)


def _bar(case: Handled, part: Part, at: int, rules: Rules) -> Refusal | None:
    """What speaks against more time for a task whose request was filed at `at`."""
    if case.urgent:
        return Refusal("urgent-extension", "特急件不得延期；请尽快办结，确有困难请报指挥长。")
    given = [e for e in case.extensions if e.task == part.key and e.ruling == APPROVE]
    if len(given) >= MOST:
        return Refusal("extended-twice", "此任务已延期两次，不得再延；请尽快办结，或申请挂账。")
    clock = case.handling_at(part.key, at)
    if clock is None:
        return Refusal("no-limit", "此任务没有办理时限，无需延期；请直接办理。")
    due = due_at(clock, rules.calendar)
    if due is not None and at > due:
        return Refusal("extension-too-late", "办理时限已过，不能再申请延期；请尽快办结并反馈。")
    return None


def request_refusal(case: Handled, p: Request, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """延期申请: how much, within the original limit, and why."""
    part = case.part_of(doer.units)
    clock = case.handling_at(part.key, at) if part is not None else None
    return _too_long(clock, p.n) or (
        None if p.reason.strip() else Refusal("no-reason", "延期须写明理由；请补理由。")
    )


def _too_long(clock: Clock | None, n: int) -> Refusal | None:
    if clock is None or 0 < n <= clock.n:
        return None
    return Refusal("extension-too-long", f"一次延期不得超过原时限（{_words(clock)}）；请改小。")


def _words(clock: Clock) -> str:
    return f"{clock.n}分钟" if clock.cal in COUNTED_IN_MINUTES else f"{clock.n}天"


def request(case: H, action: Action, p: Request, doer: Doer, at: int, rules: Rules) -> H:
    """延期申请: it stands in the case; no clock moves."""
    part = case.part_of(doer.units)
    if part is None:
        return case
    one = Extension(
        id=action.id, task=part.key, unit=part.unit, by=action.actor, at=at, n=p.n, reason=p.reason
    )
    return replace(case, extensions=(*case.extensions, one))


# ---------------------------------------------------------------- the two rulings


def review_turn(case: Handled, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """延期初审: of a request that waits, by another than the applicant."""
    open_ones = [one for one in waiting(case, at, rules) if not one.review]
    if not open_ones:
        return Refusal("no-request", "没有待初审的延期申请；逾期未批的视为未批准，请刷新后查看。")
    if all(one.by == doer.user for one in open_ones):
        return Refusal("own-request", "申请人不能审自己的延期申请；请换人初审。")
    return None


def approve_turn(case: Handled, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """延期批准: of a reviewed request, by a third person."""
    open_ones = waiting(case, at, rules)
    reviewed = [one for one in open_ones if one.review]
    if not reviewed:
        if open_ones:
            return Refusal("not-reviewed", "延期申请尚未初审；请先由值班员初审，再批准。")
        return Refusal("no-request", "没有待批准的延期申请；逾期未批的视为未批准，请刷新后查看。")
    if all(doer.user in (one.by, one.reviewer) for one in reviewed):
        return Refusal("same-person", "延期须两人两步，初审人和申请人不能批准；请换人批准。")
    return None


def review_refusal(case: Handled, p: Rule, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """延期初审: of the request it names."""
    one = _asked(case, p.request, at, rules)
    if one is None or one.review:
        return Refusal("no-request", "没有待初审的这份延期申请；请刷新后重试。")
    if one.by == doer.user:
        return Refusal("own-request", "申请人不能审自己的延期申请；请换人初审。")
    return _worded(p)


def approve_refusal(case: Handled, p: Rule, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    """延期批准: all conditions are judged here, as they stood at the filing."""
    one = _asked(case, p.request, at, rules)
    if one is None or not one.review:
        return Refusal("no-request", "没有待批准的这份延期申请；请刷新后重试。")
    if doer.user in (one.by, one.reviewer):
        return Refusal("same-person", "延期须两人两步，初审人和申请人不能批准；请换人批准。")
    if (no := _worded(p)) is not None or p.ruling == DENY:
        return no
    return _unfit(case, one, rules)


def _unfit(case: Handled, one: Extension, rules: Rules) -> Refusal | None:
    part, clock = case.part(one.task), case.handling_at(one.task, one.at)
    if part is None or clock is None:
        return Refusal("no-limit", "此任务没有办理时限，无需延期；请选不批准。")
    if (no := _bar(case, part, one.at, rules) or _too_long(clock, one.n)) is not None:
        return no
    if not one.reason.strip():
        return Refusal("no-reason", "申请没有理由；请选不批准，由承办单位重报。")
    return _beyond_lead(case, part, clock, one.n, rules)


def _beyond_lead(case: Handled, part: Part, clock: Clock, n: int, rules: Rules) -> Refusal | None:
    """协办 due ≤ 主办 due (§3.11)."""
    lead = case.leading
    its = case.clock(HANDLE, lead.key) if lead is not None and not part.lead else None
    last = due_at(its, rules.calendar) if its is not None else None
    due = due_at(extended(clock, n), rules.calendar)
    if last is None or due is None or due <= last:
        return None
    return Refusal("beyond-lead", "延期后协办晚于主办到期；请先批准主办延期，或选不批准。")


def _asked(case: Handled, request_id: str, at: int, rules: Rules) -> Extension | None:
    return next((one for one in waiting(case, at, rules) if one.id == request_id), None)


def _worded(p: Rule) -> Refusal | None:
    if p.ruling not in (APPROVE, DENY):
        return Refusal("no-ruling", "须选同意或不同意；请选择。")
    if p.ruling == DENY and not p.reason.strip():
        return Refusal("no-reason", "不同意延期须写明理由；请补理由。")
    return None


def review(case: H, action: Action, p: Rule, doer: Doer, at: int, rules: Rules) -> H:
    """延期初审: the first of two people."""
    return _set(case, p.request, reviewer=action.actor, review=p.ruling)


def approve(case: H, action: Action, p: Rule, doer: Doer, at: int, rules: Rules) -> H:
    """延期批准: HANDLE has more time from the filing on; 不批准 leaves it as it is."""
    one = next((e for e in case.extensions if e.id == p.request), None)
    if one is None:
        return case
    clock = case.handling_at(one.task, one.at)
    if p.ruling == APPROVE and clock is not None:
        case = set_clock(case, clock, extended(clock, one.n))
    return _set(case, p.request, ruling=p.ruling, ruled_at=at)


def _set(case: H, request_id: str, **fields: str | int) -> H:
    told = tuple(replace(e, **fields) if e.id == request_id else e for e in case.extensions)
    return replace(case, extensions=told)
