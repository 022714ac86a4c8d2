"""Who may sign an action at this desk (可签字人): by the matrix and the grants of this town. Free of Qt.

Source: rulebook §1.4. What a role alone may not decide (the shift, the grade of a call) the rules still judge.
"""

from collections.abc import Sequence

from msgspec import Struct

from desktop.signing import texts
from governance.people.roles import ROLE_NAMES, ROLES
from governance.places.codes import contains
from governance.rulebook import Rules

LEADERS = ("DUTY_LEADER", "DIRECTOR", "TOWN_LEADER")  # who signs first: the one on duty
_COUNTY = frozenset({"COUNTY_LEADER", "CENTRE_LEAD", "CENTRE_OP", "LIST_ADMIN", "DEPT_LEAD", "DEPT_CLERK"})


class Signer(Struct, frozen=True):
    """A person who may sign."""

    id: str
    name: str
    role: str  # in words

    @property
    def said(self) -> str:
        """`许志远 · 带班`."""
        return f"{self.name} · {self.role}"


def roles_of(action: str, rules: Rules) -> tuple[str, ...]:
    """Roles of a town that have a cell for the action, leaders first."""
    town = (*LEADERS, *(role for role in ROLES if role not in _COUNTY and role not in LEADERS))
    return tuple(role for role in town if rules.catalogue.permissions.allowed(role, action) is not None)


def signers(action: str, rules: Rules, first: str = "") -> tuple[Signer, ...]:
    """Everybody of this town who may: the person `first`, then in the order of the roles."""
    return holders(roles_of(action, rules), rules, first)


def holders(roles: Sequence[str], rules: Rules, first: str = "") -> tuple[Signer, ...]:
    """Everybody of this town with one of the roles, in the same order."""
    found: list[tuple[bool, int, str, Signer]] = []
    for user in rules.directory.users.values():
        mine = [g.role for g in user.grants if g.role in roles and contains(g.area, rules.home.area)]
        if user.active and mine:
            role = min(mine, key=roles.index)
            said = texts.ROLES.get(role, ROLE_NAMES.get(role, role))
            found.append((user.id != first, roles.index(role), user.name, Signer(user.id, user.name, said)))
    return tuple(one for *_, one in sorted(found, key=lambda line: line[:3]))


def nobody(action: str, rules: Rules) -> str:
    """Why nobody here may."""
    names = "、".join(ROLE_NAMES.get(role, role) for role in roles_of(action, rules))
    return texts.NOBODY_MAY.format(roles=names)
