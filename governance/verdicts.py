"""Verdict and fold (裁定与折叠): one function for the county, the desk and its overlay.

Source: sync.md §3.2 (order of the verdict), §3.4 (parents), I8–I13. Case-local: only the pinned rules, the case,
`also` and the parents are read and written; the same entries give the same bytes everywhere.
"""

from typing import Any, Protocol

import msgspec
from msgspec.structs import replace

from governance.calls import fold as call_fold
from governance.calls.call import Call
from governance.doer import Doer, permitted
from governance.duty import shift
from governance.events import fold as event_fold
from governance.events.event import Event
from governance.ledger import chain, stream
from governance.ledger.action import Action
from governance.ledger.case import Case, Face, OpenItem, effect_key, kid, with_face
from governance.ledger.conflict import Resolve
from governance.ledger.entry import ACCEPTED, CONFLICT, REJECTED, Verdict
from governance.ledger.payload import Payload
from governance.ledger.stream import Stream
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.rules import KINDS, KindRule, subject, wrong_state
from governance.supervision import supervision
from governance.supervision.supervision import Supervision


class View(Protocol):
    """What a verdict may look at: the stream as folded so far."""

    @property
    def rules(self) -> Rules:
        """Rules of the pinned county state, the stream's people and its duty."""

    def case(self, case_id: str) -> Case | None:
        """The folded body of a case; the stream's own under the stream's id."""

    def stored(self, action_id: str) -> bool:
        """Whether an action of this id is in the ledger already."""


def payload_of(kind: str, p: dict[str, Any]) -> Payload | None:
    """Read a payload by its kind's type; None when it does not fit (`bad-payload`)."""
    rule = KINDS.get(kind)
    kind_type = rule.payload if rule is not None else stream.PAYLOADS.get(kind)
    if kind_type is None:
        return None
    try:
        return msgspec.convert(p, kind_type)
    except msgspec.ValidationError:
        return None


def instant(p: Payload, eff: int) -> int:
    """The time clocks judge by: the fact time of a numbered slip, else the effective time (§3.11, §6.4)."""
    return min(p.occ, eff) if p.paper and p.occ is not None else eff


def state_at(case: Case | None, at: int, rules: Rules) -> Case | None:
    """The case as time alone left it (`state_at`, architecture.md): derived, never stored."""
    if isinstance(case, Call):
        return call_fold.state_at(case, at, rules)
    if isinstance(case, Event):
        return event_fold.silence_ends(case, at, rules)
    return case


def refusal(
    kind: str, case_id: str | None, p: dict[str, Any], actor: str, at: int, view: View
) -> Refusal | None:
    """Say why an action may not be done now, or None: what a desk asks before it saves, facts and decisions alike."""
    rule, payload = KINDS.get(kind), payload_of(kind, p)
    if rule is None:
        return Refusal("unknown-kind", "本程序不认识此动作；请升级后再办。")
    if payload is None:
        return Refusal("bad-payload", "填写的内容不完整或格式不对；请补全后再存。")
    case = view.case(case_id) if case_id else None
    doer = _doer(rule, case, payload, actor, at, view)
    if isinstance(doer, Refusal):
        return doer
    return _guard(rule, case, payload, doer, at, view)


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
    if case is None and not rule.birth:
        return Verdict(REJECTED, "no-case")
    if rule.moves_parent and case is None and payload.parent and payload.parent not in dict(action.also):
        return Verdict(REJECTED, "no-parent")
    when = instant(payload, at)
    doer = _doer(rule, case, payload, action.actor, when, view)
    if isinstance(doer, Refusal):
        return Verdict(REJECTED, doer.code)
    stale = _stale(rule, action, ah, case, view)
    if stale is not None:
        return stale
    if rule.closing and case is not None and case.items:
        return Verdict(REJECTED, "open-conflict")
    no = _guard(rule, case, payload, doer, when, view)
    return Verdict(REJECTED, no.code) if no is not None else Verdict(ACCEPTED)


def _fact_code(rule: KindRule, action: Action, payload: Payload | None, case: Case | None, view: View) -> str:
    if payload is None:
        return "bad-payload"
    if payload.behalf is not None and isinstance(
        no := _doer(rule, case, payload, action.actor, 0, view), Refusal
    ):
        return "bad-behalf" if no.code == "behalf" else "late-actor"
    if case is None and (not rule.birth or (payload.parent and view.case(payload.parent) is None)):
        return "orphan-case"
    if case is not None and case.final:
        return "after-close"
    user = view.rules.directory.users.get(action.actor)
    return "" if user is not None and user.active else "late-actor"


def _doer(
    rule: KindRule, case: Case | None, payload: Payload, actor: str, at: int, view: View
) -> Doer | Refusal:
    rules = view.rules
    code = rule.action
    if isinstance(payload, Resolve) and case is not None:
        held = next((i.kind for i in case.items if i.id == payload.item), "")
        code = KINDS[held].action if held in KINDS else ""
    if not code:
        return _anybody(actor, rules)
    if rule.kind == "config.put" and not rules.catalogue.permissions.roles_for("config_admin"):
        return _anybody(actor, rules)  # a county without a matrix yet: its first settings bring it
    parent = view.case(payload.parent) if payload.parent else None
    if parent is None and case is not None and case.parent:
        parent = view.case(case.parent)
    about = subject(rule, case, parent, payload, rules)
    return permitted(rule.kind, code, rule.fact, actor, payload.behalf, about, at, rules)


def _anybody(actor: str, rules: Rules) -> Doer | Refusal:
    user = rules.directory.users.get(actor)
    if user is None or not user.active:
        return Refusal("no-role", "人员名册中没有此人或已停用；请由在岗人员办理。")
    return Doer(actor, tuple(g.role for g in user.grants), tuple(g.unit for g in user.grants))


def _guard(
    rule: KindRule, case: Case | None, payload: Payload, doer: Doer, at: int, view: View
) -> Refusal | None:
    rules = view.rules
    now = state_at(case, at, rules)
    parent = state_at(view.case(payload.parent), at, rules) if payload.parent else None
    return wrong_state(rule, now) or rule.fit(now, parent, payload, doer, at, rules)


def _stale(rule: KindRule, action: Action, ah: bytes, case: Case | None, view: View) -> Verdict | None:
    """Step 6: is any base of the decision no longer the last decision of its case?"""
    bases = [(case, action.base)] + [(view.case(other), base) for other, base in action.also]
    if all((known.base if known is not None else None) == base for known, base in bases):
        return None
    if case is not None:
        if (action.kind, effect_key(action.kind, rule.effect, action.p)) in case.held:
            return Verdict(ACCEPTED, "same-effect")
        stray = dict(case.strays).get(action.base or "")
        if stray is not None:
            return Verdict(CONFLICT, "stale-chain", stray)
    return Verdict(CONFLICT, "stale-base", chain.item_id(ah))


def fold(action: Action, verdict: Verdict, at: int, view: View) -> tuple[Case, ...]:
    """Give the cases an entry changes, children before parents; nothing else is ever changed."""
    case = view.case(action.case) if action.case else None
    if verdict.vd == CONFLICT:
        return () if case is None or verdict.item is None else (_with_item(case, action, verdict.item),)
    if verdict.vd == REJECTED or verdict.code in (
        "duplicate-id",
        "unknown-fact",
        "same-effect",
        "bad-payload",
    ):
        return ()
    payload = payload_of(action.kind, action.p)
    if payload is None:
        return ()
    if action.kind.startswith("sys."):
        return (stream.apply(case if isinstance(case, Stream) else None, action, payload),)
    changed = _applied(KINDS[action.kind], case, action, payload, instant(payload, at), view)
    for other, _ in action.also if changed and not KINDS[action.kind].fact else ():
        also = view.case(other)
        if also is not None:
            changed[other] = replace(also, base=action.id)
    for child in list(changed):
        _tell_parents(child, changed, view)
    return tuple(changed.values())


def _with_item(case: Case, action: Action, item: str) -> Case:
    known = any(i.id == item for i in case.items)
    items = case.items if known else (*case.items, OpenItem(item, action.id, action.kind))
    return replace(case, items=items, strays=(*case.strays, (action.id, item)))


def _applied(
    rule: KindRule, case: Case | None, action: Action, payload: Payload, at: int, view: View
) -> dict[str, Case]:
    """The case after the action; a fact that may not move it moves nothing (I10)."""
    rules = view.rules
    doer = _doer(rule, case, payload, action.actor, at, view)
    if isinstance(doer, Refusal):
        if rule.fact:
            return {}
        doer = Doer(action.actor, (), ())
    if rule.fact and _guard(rule, case, payload, doer, at, view) is not None:
        return {}
    new = rule.apply(state_at(case, at, rules), action, payload, doer, at, rules)
    if case is None and payload.parent and view.case(payload.parent) is None:
        new = replace(new, parent=None)
    if not rule.fact:
        key = (action.kind, effect_key(action.kind, rule.effect, action.p))
        gone = {action.kind, *rule.undoes}
        held = tuple(h for h in new.held if h[0] not in gone)
        new = replace(new, base=action.id, held=(*held, key))
    return {new.id: new}


def face_of(case: Case) -> Face | None:
    """What the parent sees of a case, or None for types that serve no parent."""
    if isinstance(case, Call):
        return call_fold.face(case)
    if isinstance(case, Supervision):
        return supervision.face(case)
    if isinstance(case, shift.Shift):
        return shift.face(case)
    return event_fold.face(case) if isinstance(case, Event) else None


def _tell_parents(child_id: str, changed: dict[str, Case], view: View) -> None:
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
            parent = event_fold.reflect(parent, old, new, view.rules)
        elif isinstance(parent, Stream):
            parent = stream.reflect(parent, new)
        changed.pop(parent.id, None)
        changed[parent.id] = parent
        child = parent
