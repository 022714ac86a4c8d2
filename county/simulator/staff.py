"""Who works where (在岗人员): the directory of a stream, indexed once for all players."""

from collections import defaultdict

from governance.people.roles import Grant, User
from governance.places.codes import contains
from governance.rulebook import Rules


class Staff:
    """People of the county and of this town by unit and by role, in the order of their ids."""

    def __init__(self, rules: Rules) -> None:
        self.users = rules.directory.users
        self._units: dict[str, list[tuple[User, Grant]]] = defaultdict(list)
        self._roles: dict[str, list[User]] = defaultdict(list)
        home = rules.home.area
        for user in sorted(self.users.values(), key=lambda user: user.id):
            if not user.active:
                continue
            for grant in user.grants:
                if contains(home, grant.area) or contains(grant.area, home):
                    self._units[grant.unit].append((user, grant))
                    if user not in self._roles[grant.role][-1:]:
                        self._roles[grant.role].append(user)

    @property
    def units(self) -> list[str]:
        """Units with people, in order."""
        return sorted(unit for unit, people in self._units.items() if people)

    def serves(self, rules: Rules) -> bool:
        """Whether the index is still right for these rules."""
        return self.users == rules.directory.users

    def of_unit(self, unit: str, roles: frozenset[str]) -> list[User]:
        """Who works in a unit in one of the roles."""
        return list(dict.fromkeys(user for user, grant in self._units[unit] if grant.role in roles))

    def of_roles(self, *roles: str) -> list[User]:
        """Everybody with one of the roles, the first role's people first."""
        return list(dict.fromkeys(user for role in roles for user in self._roles[role]))
