"""What may be done with a case now (可办动作): what an action bar holds, no more and no less."""

from msgspec import Struct

from governance.calls.call import Call
from governance.doer import Doer, anybody, permitted
from governance.events import states as event_states
from governance.events.event import Event
from governance.ledger.case import Case
from governance.objections import state_at
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.rules import KINDS, MOVES, KindRule, name_of, subject, wrong_state
from governance.supervision import supervision


class Move(Struct, frozen=True):
    """One action that this person may do with this case now; its payload is still judged when it is saved."""

    kind: str
    name: str  # Chinese


_OPENED = {
    "call.draft": "拟呼叫",
    "call.issue": "呼叫县级",
    "call.reverse": "县呼乡应",
    **{kind: name_of(kind) for kind in supervision.LEVELS},
    "clock.rule": name_of("clock.rule"),
    "paper.backfill": name_of("paper.backfill"),
}  # from an event or a call
_CALLS_UP = ("call.draft", "call.issue")


def allowed(case: Case, actor: str, at: int, rules: Rules) -> tuple[Move, ...]:
    """Give the moves of `actor` on the case at `at` (UTC ms): matrix, scope, duty, state and turn permit them.

    A closing move is left out while a conflict item is open. What a person opens from the case comes last.
    """
    now, rules = state_at(case, at, rules), rules.as_of(at)
    if now is None:
        return ()
    found = [Move(kind, name_of(kind)) for kind in MOVES if _may(KINDS[kind], now, None, actor, at, rules)]
    found += [
        Move(kind, name)
        for kind, name in _OPENED.items()
        if _serves(kind, now) and _may(KINDS[kind], None, now, actor, at, rules)
    ]
    return tuple(found)


def _may(rule: KindRule, case: Case | None, parent: Case | None, actor: str, at: int, rules: Rules) -> bool:
    if case is not None and (not isinstance(case, rule.case_type) or (rule.closing and case.items)):
        return False
    if wrong_state(rule, case, rules) is not None:
        return False
    doer: Doer | Refusal
    if rule.action:
        about = subject(rule, case, parent, None, rules)
        doer = permitted(rule.kind, rule.action, rule.fact, actor, None, about, at, rules)
    else:
        doer = anybody(actor, rules)
    if not isinstance(doer, Doer):
        return False
    if case is not None:
        return rule.turn(case, doer, at, rules) is None
    return parent is None or rule.opens is None or rule.opens(parent, doer, at, rules) is None


def _serves(kind: str, parent: Case) -> bool:
    """Whether such a case may be opened from this one as it stands."""
    if not isinstance(parent, KINDS[kind].parents):
        return False
    if kind in ("clock.rule", "paper.backfill"):  # whatever its state
        return True
    if isinstance(parent, Event):
        return parent.state in event_states.MAY_CALL_UP if kind in _CALLS_UP else parent.open
    return isinstance(parent, Call) and not parent.final
