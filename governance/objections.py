"""May it be done (可否办理): everything that can speak against an action, asked by desk, verdict and fold alike.

The parts are asked in one order: who does it (matrix, scope, duty, 代录), the state table, the order of 补录, whose turn
it is, what was written.
"""

from typing import Any, Protocol

import msgspec

from governance.backfill import future_refusal, instant, late_refusal, order_refusal
from governance.calls import fold as call_fold
from governance.calls.call import Call
from governance.doer import Doer, anybody, behalf_refusal, permitted
from governance.events import fold as event_fold
from governance.events.event import Event
from governance.ledger import stream
from governance.ledger.case import Case
from governance.ledger.conflict import Resolve
from governance.ledger.payload import Payload
from governance.refusal import Refusal
from governance.responsibility import admission
from governance.responsibility.admission import Admission
from governance.rulebook import Rules
from governance.rules import KINDS, RESOLVERS, KindRule, subject, wrong_state


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


def state_at(case: Case | None, at: int, rules: Rules) -> Case | None:
    """The case as time alone left it (`state_at`, architecture.md): derived, never stored."""
    if isinstance(case, Call):
        return call_fold.state_at(case, at, rules)
    if isinstance(case, Event):
        return event_fold.silence_ends(case, at, rules)
    if isinstance(case, Admission):
        return admission.state_at(case, at)
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
    if (no := future_refusal(payload, at)) is not None:
        return no
    case = view.case(case_id) if case_id else None
    parent = parent_of(rule, case, payload, view)
    if (no := late_refusal(payload, case, at)) is not None:
        return no
    when = instant(payload, at)
    rules = view.rules.as_of(when)
    doer = doer_of(rule, case, parent, payload, actor, when, rules)
    if isinstance(doer, Refusal):
        return doer
    if rule.closing and case is not None and case.items:
        return Refusal("open-conflict", "此件有冲突待处置，不能办结；请先处置冲突。")
    if case is None and payload.parent and parent is None:
        return Refusal("no-parent", "找不到所依的案件；请同步后重试。")
    return objection(rule, case, parent, payload, doer, when, rules, whole=True)


def objection(
    rule: KindRule,
    case: Case | None,
    parent: Case | None,
    payload: Payload,
    doer: Doer,
    at: int,
    rules: Rules,
    *,
    whole: bool,
) -> Refusal | None:
    """What state, turn and contents say against it; `whole` = also what the fold takes as it is."""
    now = state_at(case, at, rules)
    if (no := wrong_state(rule, now, rules)) is not None:
        return no
    if (no := order_refusal(payload, now, doer.units, at)) is not None:
        return no
    if now is not None and (no := rule.turn(now, doer, at, rules)) is not None:
        return no
    if rule.takes_what_fits and not whole:
        return None
    no = rule.fit(now, state_at(parent, at, rules), payload, doer, at, rules)
    if no is not None or not whole or rule.entry is None:
        return no
    return rule.entry(now, payload, doer, at, rules)


def parent_of(rule: KindRule, case: Case | None, payload: Payload, view: View) -> Case | None:
    """The further case it is judged by: the one it touches, else the one it serves, named once at birth.

    None when that is unknown, or of a type that can't be.
    """
    if rule.touches:
        touched = view.case(getattr(payload, rule.touches))
        return touched if isinstance(touched, rule.case_type) else None
    if case is not None:
        return view.case(case.parent) if case.parent is not None else None
    parent = view.case(payload.parent) if payload.parent else None
    return parent if isinstance(parent, rule.parents) else None


def doer_of(
    rule: KindRule,
    case: Case | None,
    parent: Case | None,
    payload: Payload,
    actor: str,
    at: int,
    rules: Rules,
) -> Doer | Refusal:
    """Whom the matrix lets do it, or why nobody here."""
    if payload.behalf is not None and (no := behalf_refusal(rule.kind, payload, rules)) is not None:
        return no
    if isinstance(payload, Resolve) and case is not None:
        codes = _resolver_codes(payload, case)
    else:
        codes = (rule.code_of(payload) if rule.code_of is not None else rule.action,)
    if not codes[0]:
        return anybody(actor, rules)
    if rule.kind == "config.put" and not rules.catalogue.permissions.roles_for("config_admin"):
        return anybody(actor, rules)  # a county without a matrix yet: its first settings bring it
    about = subject(rule, case, parent, payload, rules)
    for code in codes[:-1]:
        doer = permitted(rule.kind, code, rule.fact, actor, payload.behalf, about, at, rules)
        if isinstance(doer, Doer):
            return doer
    return permitted(rule.kind, codes[-1], rule.fact, actor, payload.behalf, about, at, rules)


def _resolver_codes(payload: Resolve, case: Case) -> tuple[str, ...]:
    """Whoever may do what the item holds may settle it (kinds.csv); `""` = anybody who may see the case."""
    held = next((i.kind for i in case.items if i.id == payload.item), "")
    code = KINDS[held].action if held in KINDS else ""
    return (code,) if code else RESOLVERS.get(type(case), ("",))
