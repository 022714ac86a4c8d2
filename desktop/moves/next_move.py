"""The next due step (下一步) and the order of an action bar. Free of Qt.

Source: rulebook §12 #11: the right next step is offered, illegal ones are not shown. What is allowed is decided
by `governance.moves`; here is only which comes first.
"""

from collections.abc import Sequence

from governance.events.event import Event
from governance.ledger.case import Case
from governance.moves import Move

# the step that moves the case on, by state; the first that is allowed
_NEXT = (
    "event.accept_dispatch",
    "event.accept",
    "event.decide_return",
    "event.assign_final",
    "event.extend_approve",
    "event.extend_review",
    "event.suspend_approve",
    "event.redispatch",
    "event.dispatch",
    "event.verify",
    "event.close",
    "event.order_verify",
    "event.revisit",
    "call.evaluate",
    "call.issue",
    "call.reverse_respond",
    "supervision.close",
)
_UNSIGNED_YET = "event.classify"  # before acceptance a category must be set
# then what is at hand often
_THEN = (
    "both_sides",
    "behalf",
    "call.issue",
    "supervise",
    "event.urge",
    "call.urge",
    "event.rework",
    "event.merge",
    "event.split",
    "call.confirm_arrival",
    "call.reject_feedback",
    "call.push_back",
    "call.draft",
    "event.order_verify",
    "event.close",
    "event.phone_log",
    "call.phone_log",
    "event.note",
    "call.note",
    "event.attach",
    "call.attach",
    "event.classify",
    "event.amend",
    "event.dispatch",
    "event.redispatch",
    "event.accept",
    "call.withdraw",
    "event.reject",
    "event.invite_assist",
    "event.resume",
    "event.suspend_request",
    "event.exempt",
    "event.unmerge",
    "event.suspect_duplicate",
    "event.ack_alarm",
    "event.void",
)


def next_move(moves: Sequence[Move], case: Case) -> str:
    """The kind of the step that is due next from this desk; "" when the case waits for others."""
    kinds = {move.kind for move in moves}
    if isinstance(case, Event) and not case.cat and _UNSIGNED_YET in kinds and case.state == "REGISTERED":
        return _UNSIGNED_YET
    for kind in _NEXT:
        if kind in kinds and not (kind == "call.issue" and isinstance(case, Event)):
            return kind
    return ""


def ordered(keys: Sequence[str], first: str) -> tuple[str, ...]:
    """The keys of an action bar: the due step, what is at hand often, the rest as they came."""
    known = [key for key in (first, *_THEN) if key in keys]
    return tuple(dict.fromkeys([*known, *keys]))
