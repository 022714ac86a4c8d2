"""The kinds of 督办 actions: payload, guards and fold of each."""

from functools import partial

from governance.calls.call import Call
from governance.events.event import Event
from governance.kind_rule import KindRule, alone
from governance.supervision import revoking, supervision
from governance.supervision.supervision import Supervision


def _supervise(kind: str) -> KindRule:
    return KindRule(
        kind=kind,
        action=kind.replace("supervision.", "supervise_"),
        payload=supervision.Supervise,
        case_type=Supervision,
        fact=False,
        turn=partial(supervision.raise_refusal, kind),
        fit=partial(supervision.refusal, kind),
        apply=partial(supervision.apply, kind),
        birth=True,
        parents=(Event, Call),
    )


SUPERVISION = (
    *(_supervise(kind) for kind in supervision.LEVELS),
    KindRule(
        kind="supervision.reply",
        action="supervise_reply",
        payload=supervision.Reply,
        case_type=Supervision,
        fact=True,
        turn=supervision.reply_turn,
        fit=alone(supervision.reply_refusal),
        apply=supervision.reply,
    ),
    KindRule(
        kind="supervision.close",
        action="",
        payload=supervision.CloseSupervision,
        case_type=Supervision,
        fact=False,
        turn=supervision.close_turn,
        fit=alone(supervision.close_refusal),
        apply=supervision.close,
        closing=True,
        effect=("result",),
    ),
    KindRule(
        kind="supervision.revoke",
        action="supervise_revoke",
        payload=revoking.Revoke,
        case_type=Supervision,
        fact=False,
        turn=revoking.turn,
        fit=alone(revoking.refusal),
        apply=revoking.apply,
        undoes=(*supervision.LEVELS, "supervision.close"),
    ),
)
