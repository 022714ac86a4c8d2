"""The fold (折叠): which cases an entry changes; one function for the county, the desk and its overlay.

Source: sync.md §3.2–§3.4, I10–I13. Case-local: only the pinned rules, the case, `also` and the parents are read and
written; the same entries give the same bytes everywhere.
"""

from msgspec.structs import replace

from governance.backfill import instant, waits_for_director
from governance.doer import Doer
from governance.events import splitting
from governance.events.event import Event
from governance.handling import doubted
from governance.kind_rule import Spread, effect_of, moves_parent
from governance.ledger import stream
from governance.ledger.action import Action
from governance.ledger.case import Case, OpenItem
from governance.ledger.clocked import Clocked
from governance.ledger.entry import CONFLICT, REJECTED, Verdict
from governance.ledger.payload import Payload
from governance.ledger.stream import Stream
from governance.ledger.unsure import Unsure
from governance.objections import View, doer_of, objection, parent_of, payload_of, state_at
from governance.parents import doubt_parents, tell_parents
from governance.refusal import Refusal
from governance.rules import KINDS, KindRule, wrong_state

STRAYS_KEPT = 50  # a longer chain of decisions on one that never held is a card of its own
NO_OPS = frozenset({"duplicate-id", "unknown-fact", "same-effect", "bad-payload"})


def fold(
    action: Action, verdict: Verdict, at: int, view: View, between: tuple[int, int] | None = None
) -> tuple[Case, ...]:
    """Give the cases an entry changes, children before parents; nothing else is ever changed.

    `between`: the device's step before it and the county's receipt, where the effective time `at` must lie (sync.md §9).
    """
    case = view.case(action.case) if action.case else None
    if verdict.vd == CONFLICT:
        return _with_item(action, verdict.item, case, view)
    if verdict.vd == REJECTED:
        return _with_stray(action, case)
    if verdict.code in NO_OPS:
        return ()
    payload = payload_of(action.kind, action.p)
    if payload is None:
        return ()
    if action.kind.startswith("sys."):
        return (stream.apply(case if isinstance(case, Stream) else None, action, payload),)
    rule = KINDS.get(action.kind)
    new = _applied(rule, case, action, payload, at, view) if rule is not None else None
    if rule is None or new is None:
        return ()
    step = _doubt(rule, case, action, payload, at, between or (at, at))
    if step is not None and isinstance(new, Clocked):
        now = state_at(case, at, view.rules)
        new = doubted.noted(now if isinstance(now, Clocked) else None, new, step)
    changed = _children(rule, case, action, payload, at, view) | {new.id: new}
    if rule.spread is not None and new is not case:
        changed = _further(rule.spread, new, action, payload, at, view) | changed
    if moves_parent(rule, case) and new.parent is not None:
        parent = view.case(new.parent)
        if parent is not None:
            changed[parent.id] = replace(parent, base=action.id)
    if rule.touch is not None:
        further = parent_of(rule, case, payload, view)
        if further is not None:
            changed[further.id] = rule.touch(changed.get(further.id, further), new)
    tell_parents(new.id, changed, view)
    if step is not None:
        doubt_parents(new.id, step, changed, view)
    return tuple(changed.values())


def _children(
    rule: KindRule, case: Case | None, action: Action, payload: Payload, eff: int, view: View
) -> dict[str, Case]:
    """The cases it bears under its own."""
    at = instant(payload, eff)
    now = state_at(case, at, view.rules)
    if rule.bears is None or now is None or wrong_state(rule, now, view.rules) is not None:
        return {}
    return {child.id: child for child in rule.bears(now, action, payload, at, view.rules)}


def _further(
    spread: Spread, own: Case, action: Action, payload: Payload, eff: int, view: View
) -> dict[str, Case]:
    """The cases that it writes beside its own, in the order in which it names them."""
    at, changed = instant(payload, eff), dict[str, Case]()
    for row in spread.ids(own, payload):
        if row == own.id:
            continue
        found = spread.apply(changed.get(row) or view.case(row), own, row, action, payload, at, view.rules)
        if found is not None:
            changed[row] = found
    return changed


def _with_item(action: Action, item: str | None, case: Case | None, view: View) -> tuple[Case, ...]:
    """A conflict opens its item in the case; a birth that conflicts, in the case that it would have moved."""
    if case is None:
        further = (view.case(other) for other, _ in action.also)
        case = next((known for known in further if known is not None), None)
    if case is None or item is None:
        return ()
    known = any(i.id == item for i in case.items)
    items = case.items if known else (*case.items, OpenItem(item, action.id, action.kind))
    return (replace(case, items=items, strays=_strays(case, action.id, item)),)


def _with_stray(action: Action, case: Case | None) -> tuple[Case, ...]:
    """A rejected decision moves nothing, but what its device built on it is known as such (`stale-chain`)."""
    if case is None or isinstance(case, Stream) or action.kind not in KINDS:
        return ()
    return (replace(case, strays=_strays(case, action.id, "")),)


def _strays(case: Case, action_id: str, item: str) -> tuple[tuple[str, str], ...]:
    return (*case.strays, (action_id, item))[-STRAYS_KEPT:]


def _applied(
    rule: KindRule, case: Case | None, action: Action, payload: Payload, eff: int, view: View
) -> Case | None:
    """The case after the action; a fact that may not move it moves nothing (I10)."""
    at = instant(payload, eff)
    if rule.fact and waits_for_director(payload, case, eff):
        at = eff
    rules = view.rules.as_of(at)
    parent = parent_of(rule, case, payload, view)
    doer = doer_of(rule, case, parent, payload, action.actor, at, rules)
    if rule.fact:
        if isinstance(doer, Refusal):
            if not (rule.takes_what_fits and rule.birth) or doer.code == "behalf":
                return None
            doer = Doer(action.actor, (), ())  # what was told is a case, whoever wrote it down
        if objection(rule, case, parent, payload, doer, at, rules, whole=False) is not None:
            return None
        return _born(
            rule.apply(state_at(case, at, rules), action, payload, doer, at, rules), case, payload, parent
        )
    if isinstance(doer, Refusal):
        doer = Doer(action.actor, (), ())
    now = state_at(case, at, rules)
    no = wrong_state(rule, now, rules)
    if no is not None and (now is None or no.code == "no-case"):
        return None
    unmoved = no is not None or (rule.touches and parent is None)
    new = now if unmoved else rule.apply(now, action, payload, doer, at, rules)
    if new is None:
        return None
    if (
        isinstance(new, Event) and new.children and rule.beside
    ):  # a resolved conflict was all a mother case waited for
        new = splitting.settled(new, at, rules)
    return _held(_born(new, case, payload, parent), rule, action, payload)


def _doubt(
    rule: KindRule, case: Case | None, action: Action, payload: Payload, eff: int, between: tuple[int, int]
) -> Unsure | None:
    """The step as one whose time is in doubt: from a late slip, or of a desk without the time (§6.4)."""
    if rule.fact and waits_for_director(payload, case, eff):
        lo = instant(payload, eff)
        return Unsure(action=action.id, kind=action.kind, lo=lo, hi=eff, paper=payload.paper or "")
    if action.cq >= doubted.DOUBTED and instant(payload, eff) == eff:
        return Unsure(action=action.id, kind=action.kind, lo=between[0], hi=between[1])
    return None


def _born(new: Case, case: Case | None, payload: Payload, parent: Case | None) -> Case:
    """A birth under a parent that is not there, or can't be one, stands alone (`orphan-case`)."""
    alone = case is None and parent is None and payload.parent is not None and new.parent == payload.parent
    return replace(new, parent=None) if alone else new


def _held(new: Case, rule: KindRule, action: Action, payload: Payload) -> Case:
    """The case with the decision as its base, and what holds of the decisions before it."""
    gone = rule.undoes if rule.beside else (rule.kind, *rule.undoes)
    if rule.upheld_undoes and getattr(payload, "ruling", "") == "uphold":
        gone += rule.upheld_undoes
    key = (rule.kind, effect_of(rule, payload))
    return replace(new, base=action.id, held=(*[h for h in new.held if h[0] not in gone and h != key], key))
