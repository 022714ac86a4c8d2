"""The register (动作登记表): action kind → payload, guard, fold.

Held to `resources/catalogues/kinds.csv` by a test. `action` is the code of the permission matrix; `effect` names the
payload fields that make two decisions the same (sync.md §3.2 6a); `closing` is refused while a conflict item is open.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from governance.calls import fold as call_fold
from governance.calls import guards as call_guards
from governance.calls import payloads as call_payloads
from governance.calls import states as call_states
from governance.calls.call import Call
from governance.catalogue import setting
from governance.doer import Doer
from governance.duty import shift
from governance.events import fold as event_fold
from governance.events import guards as event_guards
from governance.events import payloads, return_slip, verification
from governance.events import states as event_states
from governance.events.event import Event
from governance.ledger import conflict
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.payload import Payload
from governance.people.scopes import Subject
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.supervision import supervision
from governance.supervision.supervision import Supervision

Fit = Callable[
    [Any, Case | None, Any, Doer, int, Rules], Refusal | None
]  # case, parent, payload, doer, at, rules
Apply = Callable[[Any, Action, Any, Doer, int, Rules], Case]


class KindRule(Struct, frozen=True, kw_only=True):
    """Everything the program knows of one kind."""

    kind: str
    action: str  # permission code; "" = whoever may see the case
    payload: type[Payload]
    case_type: type[Case]
    fact: bool
    fit: Fit
    apply: Apply
    birth: bool = False  # may bear its case
    closing: bool = False
    moves_parent: bool = False  # its birth moves the parent, which must stand in `also` (sync.md §3.4)
    effect: tuple[str, ...] = ()
    undoes: tuple[str, ...] = ()  # kinds whose effect holds no longer after this one


def _alone(fit: Callable[[Any, Any, Doer, int, Rules], Refusal | None]) -> Fit:
    """A guard that does not look at the parent."""
    return lambda case, parent, p, doer, at, rules: fit(case, p, doer, at, rules)


def _event(
    kind: str,
    fact: bool,
    payload: type[Payload],
    fit: Callable[[Any, Any, Doer, int, Rules], Refusal | None],
    apply: Apply,
    *,
    action: str | None = None,
    birth: bool = False,
    closing: bool = False,
    effect: tuple[str, ...] = (),
    undoes: tuple[str, ...] = (),
) -> KindRule:
    return KindRule(
        kind=f"event.{kind}",
        action=kind if action is None else action,
        payload=payload,
        case_type=Event,
        fact=fact,
        fit=_alone(fit),
        apply=apply,
        birth=birth,
        closing=closing,
        effect=effect,
        undoes=undoes,
    )


_HANDLING = (
    "event.dispatch",
    "event.redispatch",
    "event.return",
    "event.decide_return",
    "event.assign_final",
)
_CHECKING = ("event.order_verify", "event.verify")

_EVENTS = (
    _event("report", True, payloads.Report, event_guards.report, event_fold.report, birth=True),
    _event("amend", True, payloads.Amend, event_guards.amend, event_fold.amend),
    _event("note", True, payloads.Note, event_guards.note, event_fold.note, action=""),
    _event("attach", True, payloads.Note, event_guards.note, event_fold.note, action=""),
    _event("accept", False, payloads.Accept, event_guards.accept, event_fold.accept),
    _event(
        "classify", False, payloads.Classify, event_guards.classify, event_fold.classify, effect=("category",)
    ),
    _event("reject", False, payloads.Reject, event_guards.reject, event_fold.reject, effect=("code",)),
    _event(
        "dispatch",
        False,
        payloads.Dispatch,
        event_guards.dispatch,
        event_fold.dispatch,
        effect=("unit", "assist"),
    ),
    _event(
        "redispatch",
        False,
        payloads.Dispatch,
        event_guards.redispatch,
        event_fold.redispatch,
        effect=("unit", "assist"),
        undoes=_HANDLING,
    ),
    _event("sign", True, payloads.Sign, event_guards.sign, event_fold.sign),
    _event("contact", True, payloads.Contact, event_guards.contact, event_fold.contact),
    _event("progress", True, payloads.Progress, event_guards.progress, event_fold.progress),
    _event("return", False, payloads.ReturnSlip, return_slip.refusal, return_slip.apply, effect=("task",)),
    _event(
        "decide_return",
        False,
        payloads.DecideReturn,
        return_slip.decide_refusal,
        return_slip.decide,
        effect=("request", "ruling"),
        undoes=("event.return",),
    ),
    _event(
        "assign_final",
        False,
        payloads.AssignFinal,
        return_slip.assign_refusal,
        return_slip.assign,
        effect=("unit",),
        undoes=("event.return",),
    ),
    _event("feedback", True, payloads.Feedback, event_guards.feedback, event_fold.feedback),
    _event(
        "order_verify",
        False,
        payloads.OrderVerify,
        verification.order_refusal,
        verification.order,
        effect=("verifier",),
        undoes=("event.verify",),
    ),
    _event(
        "verify",
        False,
        payloads.Verify,
        verification.refusal,
        verification.apply,
        effect=("result",),
        undoes=("event.order_verify",),
    ),
    _event(
        "close", False, payloads.Close, event_guards.close, event_fold.close, closing=True, effect=("result",)
    ),
    _event("revisit", True, payloads.Revisit, event_guards.revisit, event_fold.revisit),
    _event(
        "void",
        False,
        payloads.Void,
        event_guards.void,
        event_fold.void,
        closing=True,
        effect=("code",),
        undoes=(*_HANDLING, *_CHECKING),
    ),
)


def _call(
    kind: str,
    fact: bool,
    payload: type[Payload],
    fit: Callable[[Any, Any, Doer, int, Rules], Refusal | None],
    apply: Apply,
    *,
    action: str | None = None,
    closing: bool = False,
    effect: tuple[str, ...] = (),
    undoes: tuple[str, ...] = (),
) -> KindRule:
    return KindRule(
        kind=f"call.{kind}",
        action=f"call_{kind}" if action is None else action,
        payload=payload,
        case_type=Call,
        fact=fact,
        fit=_alone(fit),
        apply=apply,
        closing=closing,
        effect=effect,
        undoes=undoes,
    )


_cp, _cg, _cf = call_payloads, call_guards, call_fold
_CALLS = (
    KindRule(
        kind="call.issue",
        action="call_issue",
        payload=_cp.Issue,
        case_type=Call,
        fact=False,
        fit=_cg.issue,
        apply=_cf.issue,
        birth=True,
        moves_parent=True,
    ),
    _call("note", True, payloads.Note, _cg.note, _cf.note, action=""),
    _call("accept", False, _cp.Accept, _cg.accept, _cf.accept, effect=("ruling", "code")),
    _call("assign", False, _cp.Assign, _cg.assign, _cf.assign, effect=("unit", "assist")),
    _call("sign", True, _cp.Sign, _cg.sign, _cf.sign),
    _call("respond", True, _cp.Respond, _cg.respond, _cf.respond),
    _call("progress", True, _cp.Progress, _cg.progress, _cf.progress),
    _call("return", False, _cp.Return, _cg.file_return, _cf.file_return, effect=("task",)),
    _call(
        "decide_return",
        False,
        _cp.DecideReturn,
        _cg.decide_return,
        _cf.decide_return,
        action="decide_return",
        effect=("request", "ruling"),
        undoes=("call.return", "call.assign"),
    ),
    _call(
        "assign_final",
        False,
        _cp.AssignFinal,
        _cg.assign_final,
        _cf.assign_final,
        action="assign_final",
        effect=("unit",),
        undoes=("call.return", "call.assign"),
    ),
    _call("feedback", True, _cp.Feedback, _cg.feedback, _cf.feedback),
    _call(
        "reject_feedback",
        False,
        _cp.RejectFeedback,
        _cg.reject_feedback,
        _cf.reject_feedback,
        action="reject_feedback",
        effect=("feedback",),
    ),
    _call(
        "evaluate", False, _cp.Evaluate, _cg.evaluate, _cf.evaluate, closing=True, effect=("unit", "rating")
    ),
    _call("withdraw", False, _cp.Withdraw, _cg.withdraw, _cf.withdraw),
)


def _supervise(kind: str) -> KindRule:
    return KindRule(
        kind=kind,
        action=kind.replace("supervision.", "supervise_"),
        payload=supervision.Supervise,
        case_type=Supervision,
        fact=False,
        fit=lambda case, parent, p, doer, at, rules: supervision.refusal(
            kind, case, parent, p, doer, at, rules
        ),
        apply=lambda case, action, p, doer, at, rules: supervision.apply(
            kind, case, action, p, doer, at, rules
        ),
        birth=True,
    )


_OTHERS = (
    *(_supervise(kind) for kind in supervision.LEVELS),
    KindRule(
        kind="supervision.reply",
        action="supervise_reply",
        payload=supervision.Reply,
        case_type=Supervision,
        fact=True,
        fit=_alone(supervision.reply_refusal),
        apply=supervision.reply,
    ),
    KindRule(
        kind="supervision.close",
        action="",
        payload=supervision.CloseSupervision,
        case_type=Supervision,
        fact=False,
        fit=_alone(supervision.close_refusal),
        apply=supervision.close,
        closing=True,
        effect=("result",),
    ),
    KindRule(
        kind="shift.open",
        action="shift_open",
        payload=shift.Open,
        case_type=shift.Shift,
        fact=True,
        fit=_alone(shift.open_refusal),
        apply=shift.open_shift,
        birth=True,
    ),
    KindRule(
        kind="shift.handover",
        action="shift_handover",
        payload=shift.Handover,
        case_type=shift.Shift,
        fact=True,
        fit=_alone(shift.handover_refusal),
        apply=shift.hand_over,
    ),
    KindRule(
        kind="config.put",
        action="config_admin",
        payload=setting.Put,
        case_type=setting.Setting,
        fact=False,
        fit=_alone(setting.refusal),
        apply=setting.apply,
        birth=True,
        effect=("key", "value"),
    ),
    KindRule(
        kind="conflict.resolve",
        action="",
        payload=conflict.Resolve,
        case_type=Case,
        fact=False,
        fit=lambda case, parent, p, doer, at, rules: conflict.refusal(case, p),
        apply=lambda case, action, p, doer, at, rules: conflict.apply(case, p),
        effect=("item", "choice"),
    ),
)

KINDS: Mapping[str, KindRule] = {rule.kind: rule for rule in (*_EVENTS, *_CALLS, *_OTHERS)}


def wrong_state(rule: KindRule, case: Case | None) -> Refusal | None:
    """What the state tables say of a kind on a case; a birth has no state yet."""
    if case is None:
        return None if rule.birth else Refusal("no-case", "找不到案件；请同步后重试。")
    if not isinstance(case, rule.case_type):
        return Refusal("no-case", "案件类型与动作不符；请从正确的页面办理。")
    if isinstance(case, Event) and rule.kind in event_states.TABLE:
        if rule.birth:
            return Refusal("already-born", "此案件已登记；请打开原案件补充。")
        return event_guards.wrong_state(case, rule.kind)
    if isinstance(case, Call) and rule.kind in call_states.TABLE:
        return call_guards.wrong_state(case, rule.kind)
    if isinstance(case, Supervision | shift.Shift) and case.final:
        return Refusal("wrong-state", f"当前状态【{case.label}】不可再办；请刷新。")
    return None


def subject(rule: KindRule, case: Case | None, parent: Case | None, p: Any, rules: Rules) -> Subject:
    """What the case shows to the questions of scope (§1.3)."""
    if isinstance(case, Event):
        units = tuple(t.unit for t in case.tasks if t.state == "OPEN")
        return Subject(units=units, area=case.place.area, level="town", case_type="event")
    if rule.kind == "event.report":
        return Subject(units=(), area=p.place.area if p else rules.home.area, level="town", case_type="event")
    if isinstance(case, Call) or rule.case_type is Call:
        depts = tuple(t.dept for t in case.tasks if t.state == "OPEN") if isinstance(case, Call) else ()
        return Subject(units=depts, area=rules.home.area, level="county", case_type="call")
    if isinstance(case, Supervision):
        return Subject(units=(case.unit,), area=rules.home.area, level="town", case_type="supervision")
    held: tuple[str, ...] = ()
    if isinstance(parent, Event):
        held = tuple(t.unit for t in parent.tasks if t.state == "OPEN")
    level = "county" if rules.home.kind == "county" or isinstance(parent, Call) else "town"
    return Subject(units=held, area=rules.home.area, level=level, case_type=rule.kind.partition(".")[0])  # type: ignore[arg-type]
