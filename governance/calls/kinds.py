"""The kinds of a call's actions (呼叫动作): payload, guards and fold of each, joined in one table."""

from governance import reminders
from governance.calls import arrival, fold, guards, inviting, payloads, return_slip, turns
from governance.calls.call import Call
from governance.events.event import Event
from governance.events.payloads import Note
from governance.handling import assisting
from governance.handling.kinds import kinds
from governance.kind_rule import Apply, FitAlone, KindRule, Turn, alone, anytime
from governance.ledger.payload import Payload


def _fact(
    name: str,
    payload: type[Payload],
    fit: FitAlone,
    apply: Apply,
    *,
    turn: Turn = anytime,
    action: str | None = None,
) -> KindRule:
    return KindRule(
        kind=f"call.{name}",
        action=f"call_{name}" if action is None else action,
        payload=payload,
        case_type=Call,
        fact=True,
        turn=turn,
        fit=alone(fit),
        apply=apply,
    )


def _decision(
    name: str,
    payload: type[Payload],
    fit: FitAlone,
    apply: Apply,
    *,
    turn: Turn = anytime,
    action: str | None = None,
    effect: tuple[str, ...] = (),
    undoes: tuple[str, ...] = (),
    upheld_undoes: tuple[str, ...] = (),
    closing: bool = False,
    beside: bool = False,
) -> KindRule:
    return KindRule(
        kind=f"call.{name}",
        action=f"call_{name}" if action is None else action,
        payload=payload,
        case_type=Call,
        fact=False,
        turn=turn,
        fit=alone(fit),
        apply=apply,
        effect=effect,
        undoes=undoes,
        upheld_undoes=upheld_undoes,
        closing=closing,
        beside=beside,
    )


_p = payloads
_GIVEN = ("call.assign", "call.assign_final")
CALLS = (
    KindRule(
        kind="call.issue",
        action="call_issue",
        payload=_p.Issue,
        case_type=Call,
        fact=False,
        turn=turns.countersign,
        fit=guards.issue,
        apply=fold.issue,
        birth=True,
        parents=(Event,),
        moves_parent=True,
    ),
    _fact("note", Note, guards.note, fold.note, action=""),
    _decision("accept", _p.Accept, guards.accept, fold.accept, effect=("ruling", "code")),
    _decision(
        "assign",
        _p.Assign,
        guards.assign,
        fold.assign,
        effect=("unit", "assist"),
        undoes=("call.assign_final", "call.return"),
    ),
    _fact("sign", _p.Sign, guards.sign, fold.sign, turn=turns.sign),
    _fact("respond", _p.Respond, guards.respond, fold.respond, turn=turns.respond),
    _fact(
        "confirm_arrival",
        _p.ConfirmArrival,
        arrival.refusal,
        arrival.confirm,
        turn=arrival.turn,
        action="confirm_arrival",
    ),
    _fact("progress", _p.Progress, guards.progress, fold.progress, turn=turns.progress),
    _decision(
        "return", _p.Return, return_slip.refusal, return_slip.apply, turn=turns.file_return, effect=("task",)
    ),
    _decision(
        "decide_return",
        _p.DecideReturn,
        return_slip.decide_refusal,
        return_slip.decide,
        turn=turns.decide_return,
        action="decide_return",
        effect=("request", "ruling"),
        undoes=("call.return",),
        upheld_undoes=_GIVEN,
    ),
    _decision(
        "assign_final",
        _p.AssignFinal,
        return_slip.assign_refusal,
        return_slip.assign,
        turn=turns.county_only,
        action="assign_final",
        effect=("unit",),
        undoes=(*_GIVEN, "call.return"),
    ),
    _fact("feedback", _p.Feedback, guards.feedback, fold.feedback, turn=turns.feedback),
    _decision(
        "reject_feedback",
        _p.RejectFeedback,
        guards.reject_feedback,
        fold.reject_feedback,
        turn=turns.reject_feedback,
        action="reject_feedback",
        effect=("feedback",),
        undoes=("call.evaluate",),
    ),
    _decision(
        "evaluate",
        _p.Evaluate,
        guards.evaluate,
        fold.evaluate,
        effect=("unit", "rating"),
        undoes=("call.reject_feedback",),
        closing=True,
        beside=True,
    ),
    _decision("withdraw", _p.Withdraw, guards.withdraw, fold.withdraw),
    _fact(
        "urge",
        reminders.Urge,
        reminders.urge_refusal,
        reminders.urge,
        turn=reminders.urge_turn,
        action="",
    ),
    _fact(
        "phone_log",
        reminders.PhoneLog,
        reminders.phone_refusal,
        reminders.phoned,
        turn=reminders.speaks,
        action="",
    ),
    *kinds("call", Call),
    _decision(
        "invite_assist",
        assisting.Invite,
        inviting.refusal,
        inviting.apply,
        turn=turns.county_only,
        action="invite_assist",
        effect=("unit",),
        beside=True,
    ),
)
