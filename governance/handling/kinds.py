"""The kinds that change a task's time (时限动作), alike for events and calls: one shared rule each."""

from governance.handling import exemption, extension, suspension, waiting
from governance.handling.handled import Handled
from governance.kind_rule import Apply, FitAlone, KindRule, Turn, alone, anytime
from governance.ledger.payload import Payload


def _kind(
    kind: str,
    case_type: type[Handled],
    payload: type[Payload],
    fit: FitAlone,
    apply: Apply,
    turn: Turn = anytime,
    *,
    fact: bool = False,
    effect: tuple[str, ...] = (),
    undoes: tuple[str, ...] = (),
    beside: bool = True,
) -> KindRule:
    return KindRule(
        kind=kind,
        action=kind.partition(".")[2],
        payload=payload,
        case_type=case_type,
        fact=fact,
        turn=turn,
        fit=alone(fit),
        apply=apply,
        effect=effect,
        undoes=undoes,
        beside=beside and not fact,
        takes_what_fits=fact,  # that it was filed nobody may refuse; its conditions are judged at the approval
    )


def kinds(of: str, case_type: type[Handled]) -> tuple[KindRule, ...]:
    """延期, 挂账, 恢复 and 豁免 of `event` or `call`."""
    x, s, ruled = extension, suspension, ("request", "ruling")
    return (
        _kind(
            f"{of}.extend_request", case_type, x.Request, x.request_refusal, x.request, x.request_turn, fact=True
        ),
        _kind(f"{of}.extend_review", case_type, x.Rule, x.review_refusal, x.review, x.review_turn, effect=ruled),
        _kind(
            f"{of}.extend_approve", case_type, x.Rule, x.approve_refusal, x.approve, x.approve_turn, effect=ruled
        ),
        _kind(
            f"{of}.suspend_request", case_type, s.Request, s.request_refusal, s.request, s.request_turn, fact=True
        ),
        _kind(
            f"{of}.suspend_approve",
            case_type,
            s.Rule,
            s.approve_refusal,
            s.approve,
            s.approve_turn,
            effect=ruled,
            undoes=(f"{of}.resume",),
            beside=False,
        ),
        _kind(
            f"{of}.resume",
            case_type,
            s.Resume,
            s.resume_refusal,
            s.resume,
            effect=("task",),
            undoes=(f"{of}.suspend_approve",),
            beside=False,
        ),
        _kind(
            f"{of}.exempt", case_type, exemption.Exempt, exemption.refusal, exemption.apply, exemption.turn,
            effect=("task",),
        ),
    )  # fmt: skip


def wait_applicant(case_type: type[Handled]) -> KindRule:
    """待补充材料, of events alone."""
    return _kind(
        "event.wait_applicant", case_type, waiting.WaitApplicant, waiting.refusal, waiting.apply, waiting.turn,
        effect=("task",),
    )  # fmt: skip
