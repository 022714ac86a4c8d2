"""Who signs a call (签发): the operator himself where he may, else a leader at the same desk. Free of Qt.

Source: rulebook §4.2, §1.4: C1 may go out first and be countersigned; C2 and C3 are issued by a leader.
"""

from msgspec import Struct

from desktop.calls import texts
from desktop.calls.in_person import Signing
from desktop.seat import Operator
from governance.calls.turns import ISSUERS
from governance.people.roles import ROLE_NAMES
from governance.places.codes import contains
from governance.rulebook import Rules

BARRED = frozenset(
    {"no-role", "no-shift", "actor-revoked", "needs-leader"}
)  # refusals that mean: not this person
RATE = "call_evaluate"
_ORDER = ("DUTY_LEADER", "DIRECTOR", "TOWN_LEADER")


class Signer(Struct, frozen=True):
    """A leader who may issue."""

    id: str
    name: str
    role: str  # in words

    @property
    def said(self) -> str:
        """`许志远 · 带班`."""
        return f"{self.name} · {self.role}"


def signers(rules: Rules) -> tuple[Signer, ...]:
    """Leaders of this town by their grants, the one on duty first; the rules still judge each."""
    found: list[tuple[int, str, Signer]] = []
    for user in rules.directory.users.values():
        mine = [g.role for g in user.grants if g.role in ISSUERS and contains(g.area, rules.home.area)]
        if user.active and mine:
            place = min(_ORDER.index(role) for role in mine)
            role = _ORDER[place]
            said = texts.SIGNERS.get(role, ROLE_NAMES.get(role, role))
            found.append((place, user.name, Signer(user.id, user.name, said)))
    return tuple(signer for *_, signer in sorted(found, key=lambda one: one[:2]))


def signing(act: str, name: str, *about: str) -> Signing:
    """What the leader `name` is asked to sign: `act` is issue, countersign, rate or reject."""
    said = " · ".join(part for part in about if part)
    return Signing(f"{name}{texts.SIGN_WHAT[act]}", said, texts.SIGN_VERBS[act])


def may(user: Operator, action: str, rules: Rules) -> bool:
    """Whether the matrix has a cell for one of the person's roles."""
    return any(rules.catalogue.permissions.allowed(role, action) is not None for role in user.roles)


def raters(operator: Operator, rules: Rules) -> tuple[Signer, ...]:
    """Leaders who rate in the operator's place at this desk; none where the operator may."""
    if may(operator, RATE, rules):
        return ()
    users = rules.directory.users
    leaders = (
        (one, Operator(one.id, one.name, tuple(g.role for g in users[one.id].grants)))
        for one in signers(rules)
    )
    return tuple(signer for signer, person in leaders if may(person, RATE, rules))


def signs_alone(operator: Operator, grade: str) -> bool:
    """Whether the operator may issue a call of this grade: a leader any, others only a C1."""
    return grade == "C1" or not ISSUERS.isdisjoint(operator.roles)
