"""Which form serves which move (表单登记): every kind that an action bar can hold for the room. Free of Qt."""

from collections.abc import Callable, Mapping, Sequence

from desktop.moves import (
    again_forms,
    alarm_form,
    amend_form,
    appeal_forms,
    behalf_form,
    call_answer_forms,
    call_forms,
    closing_forms,
    dispatch_forms,
    handling_forms,
    intake_forms,
    notice_forms,
    rating_form,
    return_forms,
    ruling_forms,
    supervision_forms,
    talk_forms,
    text_form,
    unmask_form,
)
from desktop.moves.form import Form
from desktop.moves.matter import Matter

BEHALF, SUPERVISE = "behalf", "supervise"  # forms that choose their kind among their entries
SEND = "send_director"  # 送指挥长指定
BOTH_SIDES = "both_sides"  # 事呼双应, proposed by an alarm
COPY_CALLER = "copy_caller"  # 派单文字 with the caller in it
FORMS: Mapping[str, Callable[[Matter], Form]] = {
    "event.amend": amend_form.amend,
    "event.note": intake_forms.note,
    "event.attach": intake_forms.attach,
    "event.accept": intake_forms.accept,
    "event.classify": intake_forms.classify,
    "event.reject": intake_forms.reject,
    "event.accept_dispatch": dispatch_forms.accept_dispatch,
    "event.dispatch": dispatch_forms.dispatch,
    "event.redispatch": dispatch_forms.redispatch,
    "event.decide_return": return_forms.decide_return,
    "event.assign_final": dispatch_forms.assign_final,
    "event.order_verify": closing_forms.order_verify,
    "event.verify": closing_forms.verify,
    "event.close": closing_forms.close,
    "event.revisit": closing_forms.revisit,
    "event.extend_review": handling_forms.review_extension,
    "event.extend_approve": handling_forms.approve_extension,
    "event.suspend_request": handling_forms.suspend_request,
    "event.suspend_approve": handling_forms.approve_suspension,
    "event.resume": handling_forms.resume,
    "event.invite_assist": handling_forms.invite_assist,
    "event.exempt": handling_forms.exempt,
    "event.rework": again_forms.rework,
    "event.split": again_forms.split,
    "event.self_handle": again_forms.self_handle,
    "event.assign_sub": again_forms.assign_sub,
    "event.suspect_duplicate": again_forms.suspect_duplicate,
    "event.receipt": again_forms.receipt,
    "event.behalf_answer": ruling_forms.behalf_answer,
    "clock.rule": ruling_forms.rule,
    "paper.backfill": ruling_forms.backfill,
    "paper.confirm": ruling_forms.confirm_slip,
    "event.merge": intake_forms.merge,
    "event.unmerge": intake_forms.unmerge,
    "event.void": intake_forms.void,
    "event.decide_appeal": appeal_forms.decide_appeal,
    "event.urge": talk_forms.urge,
    "event.phone_log": talk_forms.phone_log,
    "event.ack_alarm": talk_forms.ack_alarm,
    "call.draft": call_answer_forms.draft,
    "call.issue": call_answer_forms.issue,
    "call.push_back": call_answer_forms.push_back,
    "call.reverse_respond": call_answer_forms.reverse_respond,
    "call.note": intake_forms.note,
    "call.attach": intake_forms.attach,
    "call.receipt": again_forms.receipt,
    "call.evaluate": rating_form.evaluate,
    "call.confirm_arrival": call_forms.confirm_arrival,
    "call.reject_feedback": call_forms.reject_feedback,
    "call.withdraw": call_forms.withdraw,
    "call.urge": talk_forms.urge,
    "call.phone_log": talk_forms.phone_log,
    "notice.draft": notice_forms.draft,
    "notice.sign": notice_forms.sign,
    "notice.reply": notice_forms.reply,
    "supervision.reply": supervision_forms.reply,
    "supervision.close": supervision_forms.close,
    "supervision.revoke": supervision_forms.revoke,
    BEHALF: behalf_form.behalf,
    "audit.unmask": unmask_form.unmask,
    SEND: return_forms.send_director,
    BOTH_SIDES: alarm_form.both_sides,
    COPY_CALLER: text_form.with_caller,
}


def form_of(key: str, matter: Matter, kinds: Sequence[str] = ()) -> Form:
    """The form of a button; `kinds` = what is allowed now, from which 督办 takes its levels."""
    if key == SUPERVISE:
        return supervision_forms.supervise(matter, supervision_forms.levels_of(kinds))
    return FORMS[key](matter)
