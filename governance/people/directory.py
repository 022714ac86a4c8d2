"""The people known to the county (通讯录), as written or as they stand at an instant."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from governance.people.acting import in_force, timed
from governance.people.roles import User


class Directory(Struct, frozen=True):
    """The people known to the county (通讯录)."""

    users: Mapping[str, User] = {}
    terms: Mapping[str, User] = {}  # as written, of those whose grants depend on the instant (acting.py)

    def user(self, user_id: str) -> User | None:
        """The person of this id, active or not; None if nobody has it."""
        return self.users.get(user_id)

    @property
    def written(self) -> dict[str, User]:
        """Everybody with all grants that were written, past and coming terms too."""
        return {**self.users, **self.terms}

    def as_of(self, at: int) -> "Directory":
        """The same people, each with the grants in force at the instant; of one `as_of` another may be asked for."""
        if not self.terms:
            return self
        return replace(self, users={**self.users, **in_force(self.terms, at)})


def directory(users: Mapping[str, User]) -> Directory:
    """The directory of these people, their grants as written."""
    return Directory(users, timed(users))
