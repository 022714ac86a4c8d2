"""Who may take a shift over, who countersigns (接班人、带班): by the matrix, of this town's room. Free of Qt."""

from governance.people.roles import User
from governance.places.codes import contains
from governance.rulebook import Rules, Span

Person = tuple[str, str]  # user id, name


def takers(rules: Rules) -> tuple[Person, ...]:
    """Who may open a shift."""
    return _holders(rules, "shift_open")


def leaders(rules: Rules) -> tuple[Person, ...]:
    """Who signs as 带班领导."""
    return _holders(rules, "shift_sign")


def running(rules: Rules) -> Span | None:
    """The open shift."""
    return next((span for span in reversed(rules.duty) if span.to is None), None)


def likely(rules: Rules, among: tuple[Person, ...]) -> str:
    """Whom to offer first: who was on duty before the present one, where he may be chosen."""
    ids = [user for user, _ in among]
    before = (span.operator for span in reversed(rules.duty) if span.operator in ids)
    return next(before, ids[0] if ids else "")


def _holders(rules: Rules, action: str) -> tuple[Person, ...]:
    roles = rules.catalogue.permissions.roles_for(action)
    return tuple(
        (user.id, user.name)
        for user in rules.directory.users.values()
        if user.active and _holds(user, roles, rules)
    )


def _holds(user: User, roles: tuple[str, ...], rules: Rules) -> bool:
    return any(grant.role in roles and contains(grant.area, rules.home.area) for grant in user.grants)
