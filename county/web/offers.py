"""What a person may do with a case (可办动作): the forms of the page, and those that only the state holds back.

Drawn from `allowed`, so that what the rules refuse is not offered. A move that this person may do as such, but not yet
or no longer, is shown off with the rule's own reason.
"""

from msgspec import Struct

from county.web.offices import ADMIN, AUDIT, ROOM, SIGNER, Person
from governance.calls.call import Call
from governance.doer import Doer, permitted
from governance.events.event import Event
from governance.ledger.case import Case
from governance.moves import allowed
from governance.objections import View, refusal
from governance.refusal import Refusal
from governance.rulebook import Rules
from governance.rules import KINDS, name_of, subject, wrong_state

RESOLVE, UNMASK = "conflict.resolve", "audit.unmask"
COUNTERSIGNED = frozenset(
    {"list.countersign", "access.countersign"}
)  # what a 指挥长 does here, all else at his desk
# kind → what bars it only for now, or no longer: worth a line, so that nobody looks for the form in vain
_TOLD = {
    "call.progress": {"not-responded"},
    "call.feedback": {"not-responded"},
    "call.return": {"return-too-late", "return-after-progress", "no-third-return", "final-assignment"},
    "event.return": {"return-too-late", "return-after-progress", "no-third-return", "final-assignment"},
    "event.feedback": {"wrong-state"},
}


CONFIRM = "call.confirm_arrival"  # a call's, offered on its event: who stands there sees no calls


class Offer(Struct, frozen=True):
    """One move of the page (动作); `barred` says why it is shown but can't be done."""

    kind: str
    name: str
    barred: str = ""


def offers(case: Case, person: Person, at: int, view: View, known: frozenset[str]) -> tuple[Offer, ...]:
    """The moves of this person that the page has forms for, in the order of action bars."""
    if person.reads_only:
        return ()
    rules, user = view.rules, person.user.id
    if set(person.offices) <= {SIGNER, ROOM, AUDIT, ADMIN}:
        known = known & COUNTERSIGNED
    found = [Offer(move.kind, move.name) for move in allowed(case, user, at, rules) if move.kind in known]
    here = {offer.kind for offer in found}
    found += [
        Offer(kind, name_of(kind), no.sentence)
        for kind in _TOLD
        if kind in known and kind not in here and (no := _barred(kind, case, user, at, rules)) is not None
    ]
    if case.items and RESOLVE in known and _may_resolve(case, user, at, view):
        found.insert(0, Offer(RESOLVE, name_of(RESOLVE)))
    return tuple(found)


def may_unmask(event: Event, user: str, at: int, view: View, field: str) -> bool:
    """Whether the person may look at a private field of the event's caller, giving his reason."""
    asked = {"field": field, "reason": "-", "parent": event.id}
    return refusal(UNMASK, None, asked, user, at, view) is None


def _may_resolve(case: Case, user: str, at: int, view: View) -> bool:
    asked = {"item": case.items[0].id, "choice": "KEEP"}
    return refusal(RESOLVE, case.id, asked, user, at, view) is None


def _barred(kind: str, case: Case, user: str, at: int, rules: Rules) -> Refusal | None:
    """Why a move that the person may do as such can't be done now; None when it is nothing worth a line."""
    rule = KINDS.get(kind)
    if rule is None or not isinstance(case, rule.case_type) or not isinstance(case, Call | Event):
        return None
    about = subject(rule, case, None, None, rules)
    doer = permitted(kind, rule.action, rule.fact, user, None, about, at, rules)
    if isinstance(doer, Refusal):
        return None
    no = wrong_state(rule, case, rules) or _turn(kind, case, doer, at, rules)
    return no if no is not None and no.code in _TOLD[kind] else None


def _turn(kind: str, case: Case, doer: Doer, at: int, rules: Rules) -> Refusal | None:
    return KINDS[kind].turn(case, doer, at, rules)
