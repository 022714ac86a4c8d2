"""The kinds of a call's actions (呼叫动作): payload, guards and fold of each, joined in one table."""

from functools import partial

from governance import appeals, reminders
from governance.calls import (
    arrival,
    consultation,
    findings,
    fold,
    guards,
    inside,
    inviting,
    issuing,
    payloads,
    rating,
    return_slip,
    reverse,
    rulings,
    turns,
)
from governance.calls.call import Call
from governance.events.assign_sub import AssignSub
from governance.events.event import Event
from governance.events.payloads import Note
from governance.handling import assisting
from governance.handling.kinds import kinds
from governance.kind_rule import Apply, Fit, FitAlone, KindRule, Turn, alone, anytime
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
    fit: Fit,
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
        fit=fit,
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
        kind="call.draft",
        action="call_draft",
        payload=_p.Draft,
        case_type=Call,
        fact=False,
        fit=issuing.draft_refusal,
        apply=issuing.draft,
        birth=True,
        parents=(Event,),
        effect=("digest",),
    ),
    KindRule(
        kind="call.issue",
        action="call_issue",
        payload=_p.Issue,
        case_type=Call,
        fact=False,
        turn=issuing.turn,
        fit=issuing.refusal,
        apply=issuing.issue,
        birth=True,
        parents=(Event,),
        moves_parent=True,
    ),
    _fact("note", _p.Remark, rating.remark_refusal, rating.remark, action=""),
    _fact("attach", Note, inside.attach_refusal, inside.kept, turn=inside.attach_turn, action=""),
    _fact("receipt", Note, inside.receipt_refusal, inside.kept, turn=inside.receipt_turn, action=""),
    _decision(
        "assign_sub",
        AssignSub,
        alone(inside.assign_refusal),
        inside.assign,
        turn=inside.assign_turn,
        action="assign_sub",
        effect=("person",),
    ),
    _decision("accept", _p.Accept, alone(guards.accept), fold.accept, effect=("ruling", "code")),
    _decision(
        "assign",
        _p.Assign,
        alone(guards.assign),
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
        alone(return_slip.decide_refusal),
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
        alone(return_slip.assign_refusal),
        return_slip.assign,
        turn=turns.assign_final,
        action="assign_final",
        effect=("unit",),
        undoes=(*_GIVEN, "call.return"),
    ),
    _fact("feedback", _p.Feedback, guards.feedback, fold.feedback, turn=turns.feedback),
    _decision(
        "reject_feedback",
        _p.RejectFeedback,
        alone(guards.reject_feedback),
        fold.reject_feedback,
        turn=turns.reject_feedback,
        action="reject_feedback",
        effect=("feedback",),
        undoes=("call.evaluate",),
    ),
    _decision(
        "evaluate",
        _p.Evaluate,
        alone(rating.refusal),
        rating.evaluate,
        turn=rating.turn,
        effect=("unit", "rating"),
        undoes=("call.reject_feedback",),
        closing=True,
        beside=True,
    ),
    _decision("withdraw", _p.Withdraw, alone(guards.withdraw), fold.withdraw, turn=turns.withdraw),
    _decision(
        "consult",
        consultation.Consult,
        alone(consultation.refusal),
        consultation.consult,
        action="consult",
        effect=("digest",),
    ),
    _decision(
        "adjudicate",
        consultation.Adjudicate,
        consultation.adjudicate_refusal,
        consultation.adjudicate,
        turn=consultation.adjudicate_turn,
        action="adjudicate",
        effect=("unit",),
    ),
    KindRule(
        kind="call.reverse",
        action="reverse_call",
        payload=reverse.Reverse,
        case_type=Call,
        fact=False,
        turn=reverse.word_turn,
        fit=reverse.refusal,
        apply=reverse.call_down,
        birth=True,
        parents=(Event,),
    ),
    _fact(
        "reverse_respond",
        reverse.ReverseRespond,
        reverse.respond_refusal,
        reverse.respond,
        turn=reverse.respond_turn,
        action="reverse_respond",
    ),
    _fact(
        "push_back", rulings.PushBack, rulings.push_refusal, rulings.push, turn=rulings.push_turn, action=""
    ),
    _decision(
        "rule_response",
        rulings.RuleResponse,
        alone(rulings.rule_refusal),
        rulings.rule,
        turn=rulings.rule_turn,
        action="",
        effect=("unit", "ruling"),
    ),
    _fact(
        "appeal",
        appeals.FileAppeal,
        appeals.file_refusal,
        appeals.file,
        turn=partial(appeals.file_turn, findings.found_at),
        action="appeal",
    ),
    _decision(
        "decide_appeal",
        appeals.DecideAppeal,
        alone(partial(appeals.decide_refusal, findings.found_at)),
        appeals.decide,
        turn=appeals.decide_turn,
        action="decide_appeal",
        effect=("appeal", "ruling"),
    ),
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
        alone(inviting.refusal),
        inviting.apply,
        turn=turns.county_only,
        action="invite_assist",
        effect=("unit",),
        beside=True,
    ),
)
