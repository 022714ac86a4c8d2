"""The seat while a leader does something at it (领导代坐): a form is saved in his name, with his password. Free of Qt."""

from collections.abc import Sequence

from db.outbox import Sealed
from desktop.desk import Wish
from desktop.seat import Operator, Seat
from desktop.signing.in_person import InPerson, Signing
from governance.refusal import Refusal


class LeaderSeat:
    """The seat while a leader does something here: the form is saved in that leader's name, with his password."""

    def __init__(self, seat: Seat, leader: str, in_person: InPerson, signing: Signing) -> None:
        """Without a `leader` it is the operator's own."""
        self._seat, self._in_person, self._signing = seat, in_person, signing
        user = seat.rules.directory.users.get(leader)
        roles = tuple(grant.role for grant in user.grants) if user is not None else ()
        self.operator = Operator(user.id, user.name, roles) if user is not None else seat.operator
        self.run, self.draft = seat.run, seat.draft
        self.keep_draft, self.drop_draft = seat.keep_draft, seat.drop_draft

    async def save(self, wish: Wish) -> Sealed | Refusal:
        """Save the form once it is signed."""
        return await self._in_person.save(wish, self._signing)

    async def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]:
        """Save several in one commit once they are signed."""
        return await self._in_person.save_all(wishes, self._signing)
