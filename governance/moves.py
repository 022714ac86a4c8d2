"""What may be done with a case now (可办动作): what an action bar holds, no more and no less."""

from msgspec import Struct

from governance.calls import states as call_states
from governance.calls.call import Call
from governance.doer import permitted
from governance.events import states as event_states
from governance.events.event import Event
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.rules import KINDS, subject, wrong_state
from governance.verdicts import state_at


class Move(Struct, frozen=True):
    """One action that this person may do with this case now; its payload is still judged when it is saved."""

    kind: str
    name: str  # Chinese


_NAMES = {**event_states.TABLE, **call_states.TABLE}


def allowed(case: Case, actor: str, at: int, rules: Rules) -> tuple[Move, ...]:
    """Give the moves of `actor` on the case at `at` (UTC ms): matrix, scope, duty and state permit them."""
    now = state_at(case, at, rules)
    found = []
    for kind, (name, _) in _NAMES.items():
        rule = KINDS[kind]
        if now is None or not isinstance(now, rule.case_type) or wrong_state(rule, now) is not None:
            continue
        if kind == "call.issue" and isinstance(now, Call) and now.countersigned:
            continue
        about = subject(rule, now, None, None, rules)
        code = rule.action or "report"
        if not rule.action:
            if rules.directory.users.get(actor) is not None:
                found.append(Move(kind, name))
        elif not isinstance(permitted(kind, code, rule.fact, actor, None, about, at, rules), Refusal):
            found.append(Move(kind, name))
    if isinstance(now, Event) and now.state in (event_states.ACCEPTED, event_states.SIGNED):
        about = subject(KINDS["call.issue"], None, now, None, rules)
        if not isinstance(
            permitted("call.issue", "call_issue", False, actor, None, about, at, rules), Refusal
        ):
            found.append(Move("call.issue", "呼叫县级"))
    return tuple(found)
