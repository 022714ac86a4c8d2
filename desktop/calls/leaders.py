"""Who signs a call (签发): the operator himself where he may, else a leader at the same desk. Free of Qt.

Source: rulebook §4.2, §1.4: C1 may go out first and be countersigned; C2 and C3 are issued by a leader.
"""

from desktop.calls import texts
from desktop.seat import Operator
from desktop.signing.in_person import Signing
from desktop.signing.signers import LEADERS, Signer, holders, roles_of
from governance.calls.turns import ISSUERS
from governance.rulebook import Rules

BARRED = frozenset(
    {"no-role", "no-shift", "actor-revoked", "needs-leader"}
)  # refusals that mean: not this person
RATE = "call_evaluate"


def leaders(rules: Rules) -> tuple[Signer, ...]:
    """Leaders of this town by their grants, the one on duty first; the rules still judge each."""
    return holders(LEADERS, rules)


def signing(act: str, name: str, *about: str) -> Signing:
    """What the leader `name` is asked to sign: `act` is issue, countersign, rate or reject."""
    said = " · ".join(part for part in about if part)
    return Signing(f"{name}{texts.SIGN_WHAT[act]}", said, texts.SIGN_VERBS[act])


def raters(operator: Operator, rules: Rules) -> tuple[Signer, ...]:
    """Leaders who rate in the operator's place at this desk; none where the operator may."""
    rating = roles_of(RATE, rules)
    if not set(rating).isdisjoint(operator.roles):
        return ()
    return holders([role for role in LEADERS if role in rating], rules)


def signs_alone(operator: Operator, grade: str) -> bool:
    """Whether the operator may issue a call of this grade: a leader any, others only a C1."""
    return grade == "C1" or not ISSUERS.isdisjoint(operator.roles)
