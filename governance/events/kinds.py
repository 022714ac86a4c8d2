"""The kinds of an event's actions (事件动作): payload, guards and fold of each, joined in one table."""

from functools import partial

from governance import appeals, reminders
from governance.events import (
    alarms,
    amend,
    assign_sub,
    dispatch,
    duplicates,
    fold,
    guards,
    inviting,
    merging,
    payloads,
    recorded,
    return_slip,
    rework,
    self_handling,
    splitting,
    turns,
    verification,
)
from governance.events import appeals as own_appeals
from governance.events.event import Event
from governance.handling import assisting
from governance.handling.kinds import kinds, wait_applicant
from governance.kind_rule import Apply, Fit, FitAlone, KindRule, Turn, alone, anytime
from governance.ledger.case import Case
from governance.ledger.payload import Payload

_GIVEN = (
    "event.accept_dispatch",
    "event.dispatch",
    "event.redispatch",
    "event.assign_final",
)  # what gave a unit the 主办 task
_HANDLING = (*_GIVEN, "event.return")
_CHECKING = ("event.order_verify", "event.verify")
_SETTLED = (*_CHECKING, "event.close")


def _fact(
    name: str,
    payload: type[Payload],
    fit: FitAlone,
    apply: Apply,
    *,
    turn: Turn = anytime,
    action: str | None = None,
    birth: bool = False,
    parents: tuple[type[Case], ...] = (),
    takes_what_fits: bool = False,
) -> KindRule:
    return KindRule(
        kind=f"event.{name}",
        action=name if action is None else action,
        payload=payload,
        case_type=Event,
        fact=True,
        turn=turn,
        fit=alone(fit),
        apply=apply,
        birth=birth,
        parents=parents,
        takes_what_fits=takes_what_fits,
    )


def _decision(
    name: str,
    payload: type[Payload],
    fit: FitAlone,
    apply: Apply,
    *,
    turn: Turn = anytime,
    effect: tuple[str, ...] = (),
    undoes: tuple[str, ...] = (),
    upheld_undoes: tuple[str, ...] = (),
    closing: bool = False,
    beside: bool = False,
) -> KindRule:
    return KindRule(
        kind=f"event.{name}",
        action=name,
        payload=payload,
        case_type=Event,
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


def _merging(name: str, fit: Fit, apply: Apply, *, turn: Turn = anytime, undoes: tuple[str, ...]) -> KindRule:
    return KindRule(
        kind=f"event.{name}",
        action=name,
        payload=payloads.Merge,
        case_type=Event,
        fact=False,
        turn=turn,
        fit=fit,
        apply=apply,
        touches="main",
        touch=merging.listed,
        effect=("main",),
        undoes=undoes,
    )


_p = payloads
EVENTS = (
    _fact(
        "report", _p.Report, guards.report, fold.report, birth=True, parents=(Event,), takes_what_fits=True
    ),
    _fact("amend", _p.Amend, amend.refusal, amend.apply, takes_what_fits=True),
    _fact("note", _p.Note, guards.note, fold.note, action=""),
    _fact("attach", _p.Note, guards.note, fold.note, action=""),
    _fact("behalf_answer", recorded.BehalfAnswer, recorded.refusal, recorded.answer, turn=recorded.turn),
    _fact("receipt", _p.Note, guards.note, fold.note, turn=turns.addressed, action=""),
    _fact(
        "suspect_duplicate",
        duplicates.Suspect,
        duplicates.refusal,
        duplicates.apply,
        turn=duplicates.turn,
        action="",
    ),
    _fact(
        "self_handle",
        self_handling.SelfHandle,
        self_handling.refusal,
        self_handling.apply,
        turn=self_handling.turn,
    ),
    _decision("accept", _p.Accept, guards.accept, fold.accept, turn=turns.categorised),
    _decision("classify", _p.Classify, guards.classify, fold.classify, effect=("category",)),
    _decision("reject", _p.Reject, guards.reject, fold.reject, turn=turns.alone, effect=("code",)),
    _decision(
        "accept_dispatch",
        _p.Dispatch,
        guards.dispatch,
        dispatch.accept_dispatch,
        turn=turns.accept_dispatch,
        effect=("unit", "assist"),
        undoes=_HANDLING,
    ),
    _decision(
        "dispatch",
        _p.Dispatch,
        guards.dispatch,
        dispatch.dispatch,
        turn=turns.dispatch,
        effect=("unit", "assist"),
        undoes=_HANDLING,
    ),
    _decision(
        "redispatch",
        _p.Dispatch,
        guards.dispatch,
        dispatch.redispatch,
        turn=turns.redispatch,
        effect=("unit", "assist"),
        undoes=_HANDLING,
    ),
    _decision(
        "assign_sub",
        assign_sub.AssignSub,
        assign_sub.refusal,
        assign_sub.apply,
        turn=assign_sub.turn,
        effect=("person",),
    ),
    _fact("sign", _p.Sign, guards.sign, fold.sign, turn=turns.sign),
    _fact("contact", _p.Contact, guards.contact, fold.contact, turn=turns.contact),
    _fact("progress", _p.Progress, guards.progress, fold.progress, turn=turns.progress),
    _decision(
        "return",
        _p.ReturnSlip,
        return_slip.refusal,
        return_slip.apply,
        turn=turns.file_return,
        effect=("task",),
    ),
    _decision(
        "decide_return",
        _p.DecideReturn,
        return_slip.decide_refusal,
        return_slip.decide,
        turn=turns.decide_return,
        effect=("request", "ruling"),
        undoes=("event.return",),
        upheld_undoes=_GIVEN,
    ),
    _decision(
        "assign_final",
        _p.AssignFinal,
        return_slip.assign_refusal,
        return_slip.assign,
        turn=turns.assign_final,
        effect=("unit",),
        undoes=_HANDLING,
    ),
    _fact("feedback", _p.Feedback, guards.feedback, fold.feedback, turn=turns.feedback),
    _decision(
        "order_verify",
        _p.OrderVerify,
        verification.order_refusal,
        verification.order,
        effect=("verifier",),
        undoes=(*_CHECKING, "event.rework"),
    ),
    _decision(
        "verify",
        _p.Verify,
        verification.refusal,
        verification.apply,
        turn=turns.verify,
        effect=("result",),
        undoes=_CHECKING,
    ),
    _decision(
        "close",
        _p.Close,
        guards.close,
        fold.close,
        turn=turns.close,
        effect=("result",),
        undoes=("event.rework",),
        closing=True,
    ),
    _decision(
        "rework",
        rework.Rework,
        rework.refusal,
        rework.apply,
        turn=rework.turn,
        effect=("reason",),
        undoes=_SETTLED,
    ),
    KindRule(
        kind="event.split",
        action="split",
        payload=splitting.Split,
        case_type=Event,
        fact=False,
        turn=splitting.turn,
        fit=alone(splitting.refusal),
        apply=splitting.apply,
        bears=splitting.parts,
        effect=("children",),
        undoes=_HANDLING,
    ),
    _fact("revisit", _p.Revisit, guards.revisit, fold.revisit, turn=turns.revisit),
    _merging("merge", merging.refusal, merging.merge, turn=turns.alone, undoes=("event.unmerge",)),
    _merging("unmerge", merging.undo_refusal, merging.undo, undoes=("event.merge",)),
    _decision(
        "void",
        _p.Void,
        guards.void,
        fold.void,
        turn=turns.alone,
        effect=("code",),
        undoes=(*_HANDLING, *_CHECKING),
        closing=True,
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
    _fact("ack_alarm", _p.AckAlarm, alarms.refusal, alarms.apply),
    _fact(
        "appeal",
        appeals.FileAppeal,
        appeals.file_refusal,
        appeals.file,
        turn=partial(appeals.file_turn, own_appeals.found_at),
    ),
    _decision(
        "decide_appeal",
        appeals.DecideAppeal,
        partial(appeals.decide_refusal, own_appeals.found_at),
        own_appeals.decide,
        turn=appeals.decide_turn,
        effect=("appeal", "ruling"),
        beside=True,
    ),
    wait_applicant(Event),
    *kinds("event", Event),
    _decision(
        "invite_assist",
        assisting.Invite,
        inviting.refusal,
        inviting.apply,
        turn=assisting.turn,
        effect=("unit",),
        beside=True,
    ),
)
