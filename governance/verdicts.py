"""The verdict (裁定) of an action that is new in its stream, in the one order of the county's questions.

Source: sync.md §3.2, I8–I11. Only the pinned rules, the case, `also` and the parents are read, so that the county and
everybody who checks it come to the same word; what the verdict moves is `governance.folding`.
"""

from governance.backfill import future_refusal, instant, late_refusal
from governance.doer import behalf_refusal
from governance.kind_rule import also_of, effect_of, moves_parent
from governance.ledger import chain, stream
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.entry import ACCEPTED, CONFLICT, REJECTED, Verdict
from governance.ledger.payload import Payload
from governance.ledger.stream import Stream, SysUser
from governance.objections import View, doer_of, objection, parent_of, payload_of
from governance.people.acting import chief_refusal
from governance.people.roles import CHIEF, User
from governance.refusal import Refusal
from governance.rules import KINDS, KindRule


def judge(action: Action, ah: bytes, at: int, view: View) -> Verdict:
    """Give the verdict of an action that is new in its stream (sync.md §3.2, steps 2–8); `at` = effective time."""
    if view.stored(action.id):
        return Verdict(ACCEPTED, "duplicate-id")
    payload = payload_of(action.kind, action.p)
    if action.kind.startswith("sys."):
        home = view.case(action.stream)
        allowed = stream.may_write(home if isinstance(home, Stream) else None, action, payload)
        if not allowed:
            return Verdict(REJECTED, "not-server")
        no = _chief_refusal(payload, view) if isinstance(payload, SysUser) else None
        return Verdict(ACCEPTED) if no is None else Verdict(REJECTED, no.code)
    rule = KINDS.get(action.kind)
    if rule is None:
        if action.kind.startswith("fact."):
            return Verdict(ACCEPTED, "unknown-fact")
        return Verdict(REJECTED, "unknown-kind")
    case = view.case(action.case) if action.case else None
    if rule.fact:
        return Verdict(ACCEPTED, _fact_code(rule, action, payload, case, at, view))
    if payload is None or action.case is None:
        return Verdict(REJECTED, "bad-payload")
    return _decided(rule, action, payload, ah, case, at, view)


def _chief_refusal(p: SysUser, view: View) -> Refusal | None:
    """Why this person may not be written so: a town's second 指挥长 (§1.1)."""
    if all(grant.role != CHIEF for grant in p.grants):
        return None
    user = User(id=p.user, name=p.name, grants=p.grants, active=p.active)
    return chief_refusal(user, view.rules.directory.written.values())


def _fact_code(
    rule: KindRule, action: Action, payload: Payload | None, case: Case | None, at: int, view: View
) -> str:
    if payload is None:
        return "bad-payload"
    rules = view.rules
    if payload.behalf is not None:
        if behalf_refusal(rule.kind, payload, rules) is not None:
            return "bad-behalf"
        if isinstance(doer_of(rule, case, None, payload, action.actor, instant(payload, at), rules), Refusal):
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
    rules = view.rules.as_of(when)
    doer = doer_of(rule, case, parent, payload, action.actor, when, rules)
    if isinstance(doer, Refusal):
        return Verdict(REJECTED, doer.code)
    stale = _stale(rule, action, payload, ah, case, view)
    if stale is not None:
        return stale
    if rule.closing and case is not None and case.items:
        return Verdict(REJECTED, "open-conflict")
    untrue = future_refusal(payload, at) or late_refusal(payload, case, at)
    no = untrue or objection(rule, case, parent, payload, doer, when, rules, whole=True)
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
        if (action.kind, effect_of(rule, payload)) in case.held:
            return Verdict(ACCEPTED, "same-effect")
        strays = dict(case.strays)
        if action.base in strays:
            return Verdict(CONFLICT, "stale-chain", strays[action.base] or item)
    return Verdict(CONFLICT, "stale-base", item)
