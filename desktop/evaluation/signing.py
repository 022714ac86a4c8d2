"""Who may set, add, say and issue here (办理人): by the matrix, the operator himself first. Free of Qt.

Source: rulebook §1.4: score_config, score_adjust and appoint_opinion are the 指挥长's, briefing_freeze also the 值班领导's
and the 督办考核员's. At an operator's desk one of them signs with his own password.
"""

from desktop.calls.signing import Signer
from desktop.evaluation import texts
from governance.people.roles import ROLE_NAMES, ROLES
from governance.places.codes import contains
from governance.rulebook import Rules

CONFIG, ADJUST, OPINE, FREEZE = "score_config", "score_adjust", "appoint_opinion", "briefing_freeze"


def roles_of(action: str, rules: Rules) -> tuple[str, ...]:
    """Roles of a town that have a cell for it."""
    return tuple(
        role
        for role in ROLES
        if role not in _COUNTY and rules.catalogue.permissions.allowed(role, action) is not None
    )


_COUNTY = frozenset({"COUNTY_LEADER", "CENTRE_LEAD", "CENTRE_OP", "LIST_ADMIN", "DEPT_LEAD", "DEPT_CLERK"})


def signers(action: str, rules: Rules, operator: str) -> tuple[Signer, ...]:
    """Everybody of this town who may, the operator first, then in the order of the roles."""
    wanted = roles_of(action, rules)
    found: list[tuple[bool, int, str, Signer]] = []
    for user in rules.directory.users.values():
        mine = [g.role for g in user.grants if g.role in wanted and contains(g.area, rules.home.area)]
        if user.active and mine:
            role = min(mine, key=wanted.index)
            signer = Signer(user.id, user.name, ROLE_NAMES.get(role, role))
            found.append((user.id != operator, wanted.index(role), user.id, signer))
    return tuple(one for *_, one in sorted(found, key=lambda line: line[:3]))


def nobody(action: str, rules: Rules) -> str:
    """Why nobody here may."""
    names = "、".join(ROLE_NAMES.get(role, role) for role in roles_of(action, rules))
    return texts.NOBODY_MAY.format(roles=names)
