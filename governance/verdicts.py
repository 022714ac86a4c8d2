"""Verdict and fold (裁定与折叠): one function for the county, the desk and its overlay.

Source: sync.md §3.2 (order of the verdict), §3.4 (parents), I8–I13. Case-local: only the pinned rules, the case,
`also` and the parents are read and written; the same entries give the same bytes everywhere.
"""

from msgspec.structs import replace

from governance.backfill import future_refusal, instant, late_refusal, waits_for_director
from governance.calls import fold as call_fold
from governance.calls.call import Call
from governance.doer import Doer, behalf_refusal
from governance.duty import shift
from governance.duty.shift import Shift
from governance.events import fold as event_fold
from governance.events import splitting
from governance.events.event import Event
from governance.handling import doubted
from governance.kind_rule import Spread, also_of, moves_parent
from governance.ledger import chain, stream
from governance.ledger.action import Action
from governance.ledger.case import Case, Face, OpenItem, effect_key, kid, with_face
from governance.ledger.clocked import Clocked
from governance.ledger.entry import ACCEPTED, CONFLICT, REJECTED, Verdict
from governance.ledger.payload import Payload
from governance.ledger.stream import Stream
from governance.ledger.unsure import Unsure
from governance.objections import View, doer_of, objection, parent_of, payload_of, refusal, state_at
from governance.papers import slip
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.rules import KINDS, KindRule, wrong_state
from governance.rulings import ruling
from governance.supervision import supervision
from governance.supervision.supervision import Supervision

__all__ = ["NO_FIELDS", "NO_OPS", "View", "face_of", "fold", "judge", "payload_of", "refusal", "state_at"]

STRAYS_KEPT = 50  # a longer chain of decisions on one that never held is a card of its own
NO_FIELDS = "[]"  # the effect key of a kind that stands for itself
NO_OPS = frozenset({"duplicate-id", "unknown-fact", "same-effect", "bad-payload"})


def judge(action: Action, ah: bytes, at: int, view: View) -> Verdict:
    """Give the verdict of an action that is new in its stream (sync.md §3.2, steps 2–8); `at` = effective time."""
    if view.stored(action.id):
        return Verdict(ACCEPTED, "duplicate-id")
    payload = payload_of(action.kind, action.p)
    if action.kind.startswith("sys."):
        home = view.case(action.stream)
        allowed = stream.may_write(home if isinstance(home, Stream) else None, action, payload)
        return Verdict(ACCEPTED) if allowed else Verdict(REJECTED, "not-server")
    rule = KINDS.get(action.kind)
    if rule is None:
        if action.kind.startswith("fact."):
            return Verdict(ACCEPTED, "unknown-fact")
        return Verdict(REJECTED, "unknown-kind")
    case = view.case(action.case) if action.case else None
    if rule.fact:
        return Verdict(ACCEPTED, _fact_code(rule, action, payload, case, view))
    if payload is None or action.case is None:
        return Verdict(REJECTED, "bad-payload")
    return _decided(rule, action, payload, ah, case, at, view)


def _fact_code(rule: KindRule, action: Action, payload: Payload | None, case: Case | None, view: View) -> str:
    if payload is None:
        return "bad-payload"
    rules = view.rules
    if payload.behalf is not None:
        if behalf_refusal(rule.kind, payload, rules) is not None:
            return "bad-behalf"
        if isinstance(doer_of(rule, case, None, payload, action.actor, 0, rules), Refusal):
            return "late-actor"
    if case is None and (not rule.birth or (payload.parent and parent_of(rule, case, payload, view) is None)):
        return "orphan-case"
    if case is not None and case.final:
        return "after-close"
    user = rules.directory.users.get(action.actor)
    return "" if user is not None and user.active else "late-actor"


def _decided(
    rule: KindRule, action: Action, payload: Payload, ah: bytes, case: Case | None, at: int, view: View
) -> Verdict:
    """Steps 5–8 for a decision that can be read."""
    parent = parent_of(rule, case, payload, view)
    if case is None:
        if not rule.birth or action.base is not None:
            return Verdict(REJECTED, "no-case")
        if payload.parent and parent is None:
            return Verdict(REJECTED, "no-parent")
    if payload.parent and moves_parent(rule, case) and payload.parent not in dict(action.also):
        return Verdict(REJECTED, "no-parent")
    if rule.touches and (parent is None or parent.id not in dict(action.also)):
        return Verdict(REJECTED, "no-main")
    if rule.bears is not None and not _may_bear(rule, action, view):
        return Verdict(REJECTED, "no-children")
    when = instant(payload, at)
    doer = doer_of(rule, case, parent, payload, action.actor, when, view.rules)
    if isinstance(doer, Refusal):
        return Verdict(REJECTED, doer.code)
    stale = _stale(rule, action, payload, ah, case, view)
    if stale is not None:
        return stale
    if rule.closing and case is not None and case.items:
        return Verdict(REJECTED, "open-conflict")
    untrue = future_refusal(payload, at) or late_refusal(payload, case, at)
    no = untrue or objection(rule, case, parent, payload, doer, when, view.rules, whole=True)
    return Verdict(REJECTED, no.code) if no is not None else Verdict(ACCEPTED)


def _may_bear(rule: KindRule, action: Action, view: View) -> bool:
    """Whether every case it would bear stands in `also` and is not there yet."""
    born = also_of(rule, action.p, birth=False)
    whole = len(born) == len(action.p["children"]) and set(born) == {case for case, _ in action.also}
    return whole and all(view.case(case) is None for case in born)


def _stale(
    rule: KindRule, action: Action, payload: Payload, ah: bytes, case: Case | None, view: View
) -> Verdict | None:
    """Step 6: is any base of the decision no longer the last decision of its case?"""
    fresh = (case.base if case is not None else None) == action.base
    for other, base in action.also:
        known = view.case(other)
        fresh = fresh and (known.base if known is not None else None) == base
    if fresh:
        return None
    item = chain.item_id(ah)
    if case is not None:
        if (action.kind, _effect(rule, payload)) in case.held:
            return Verdict(ACCEPTED, "same-effect")
        strays = dict(case.strays)
        if action.base in strays:
            return Verdict(CONFLICT, "stale-chain", strays[action.base] or item)
    return Verdict(CONFLICT, "stale-base", item)


def _effect(rule: KindRule, payload: Payload) -> str:
    if not rule.effect:
        return NO_FIELDS
    return effect_key(rule.kind, rule.effect, {field: getattr(payload, field) for field in rule.effect})


# ---------------------------------------------------------------- the fold


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
    new = _with_doubt(rule, case, new, action, payload, at, between or (at, at), view)
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
    _tell_parents(new.id, changed, view)
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
    rules, at = view.rules, instant(payload, eff)
    if rule.fact and waits_for_director(payload, case, eff):
        at = eff
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


def _with_doubt(
    rule: KindRule,
    case: Case | None,
    new: Case,
    action: Action,
    payload: Payload,
    eff: int,
    between: tuple[int, int],
    view: View,
) -> Case:
    """The case with the step as one whose time is in doubt: from a late slip, or of a desk without the time (§6.4)."""
    if not isinstance(new, Clocked):
        return new
    if rule.fact and waits_for_director(payload, case, eff):
        step = Unsure(
            action=action.id, kind=action.kind, lo=instant(payload, eff), hi=eff, paper=payload.paper or ""
        )
    elif action.cq >= doubted.DOUBTED and instant(payload, eff) == eff:
        step = Unsure(action=action.id, kind=action.kind, lo=between[0], hi=between[1])
    else:
        return new
    now = state_at(case, eff, view.rules)
    return doubted.noted(now if isinstance(now, Clocked) else None, new, step)


def _born(new: Case, case: Case | None, payload: Payload, parent: Case | None) -> Case:
    """A birth under a parent that is not there, or can't be one, stands alone (`orphan-case`)."""
    alone = case is None and parent is None and payload.parent is not None and new.parent == payload.parent
    return replace(new, parent=None) if alone else new


def _held(new: Case, rule: KindRule, action: Action, payload: Payload) -> Case:
    """The case with the decision as its base, and what holds of the decisions before it."""
    gone = rule.undoes if rule.beside else (rule.kind, *rule.undoes)
    if rule.upheld_undoes and getattr(payload, "ruling", "") == "uphold":
        gone += rule.upheld_undoes
    key = (rule.kind, _effect(rule, payload))
    return replace(new, base=action.id, held=(*[h for h in new.held if h[0] not in gone and h != key], key))


def face_of(case: Case) -> Face | None:
    """What the parent sees of a case, or None for types that serve no parent."""
    if isinstance(case, Call):
        return call_fold.face(case)
    if isinstance(case, Supervision):
        return supervision.face(case)
    if isinstance(case, ruling.Ruling):
        return ruling.face(case)
    if isinstance(case, slip.Slip):
        return slip.face(case)
    if isinstance(case, Shift):
        return shift.face(case)
    return event_fold.face(case) if isinstance(case, Event) else None


def _reflected(event: Event, old: Face | None, new: Face, rules: Rules) -> Event:
    """What a child's new face does to its event (§3.12)."""
    if new.type == "clock":
        return ruling.reflect(event, new, rules)
    if new.type == "paper":
        return slip.reflect(event, new)
    if new.type == "event":
        return splitting.reflect(event, old, new, rules) if new.child in event.children else event
    return event_fold.reflect(event, old, new, rules)


def _tell_parents(child_id: str, changed: dict[str, Case], view: View) -> None:
    """Store the new face of the case with its parent, move the parent by it, and so on upwards."""
    child = changed[child_id]
    while child.parent is not None:
        parent = changed.get(child.parent) or view.case(child.parent)
        new = face_of(child)
        if parent is None or new is None:
            return
        old = kid(parent, child.id)
        if old == new:
            return
        parent = with_face(parent, new)
        if isinstance(parent, Event):
            parent = _reflected(parent, old, new, view.rules)
        elif isinstance(parent, Call) and new.type == "clock":
            parent = ruling.reflect_time(parent, new)
        elif isinstance(parent, Stream):
            parent = stream.reflect(parent, new)
        changed.pop(parent.id, None)
        changed[parent.id] = parent
        child = parent
