"""A leader's own act at the operator's desk (领导在本席办理): saved in his name once he gave his password. Free of Qt.

Source: rulebook §1.4, §4.2. The rules are asked first, so that nobody types a password for what is refused anyway; the
password is checked as at the hand-over, and whoever sits at the desk himself is not asked again.
"""

from asyncio import Lock
from collections.abc import Awaitable, Sequence
from typing import Protocol

from msgspec import Struct

from db.outbox import Sealed
from desktop.desk import Wish
from desktop.seat import Operator
from desktop.signing import texts
from governance.refusal import Refusal

NOT_SIGNED = Refusal("not-signed", texts.NOT_SIGNED_HERE)


class Signing(Struct, frozen=True):
    """What a leader is asked to sign."""

    title: str  # `许志远签发呼叫`
    about: str  # `C2 紧急 · 河道漂浮死鱼，水色发白`
    verb: str  # 签发


class Checker(Protocol):
    """Whose password it is."""

    def refusal(self, user: str, password: str, /) -> Awaitable[str]: ...


class Asker(Protocol):
    """Where a password is typed."""

    def ask(self, signing: Signing) -> None: ...
    def typed(self) -> Awaitable[str | None]: ...  # None once it is put away
    def show_wrong(self, sentence: str) -> None: ...
    def put_away(self) -> None: ...


class Saving(Protocol):
    """Where actions are saved (the seat)."""

    @property
    def operator(self) -> Operator: ...
    async def refusal(self, wish: Wish) -> Refusal | None: ...
    async def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]: ...


class InPerson:
    """Saves the operator's own wishes at once, those of a leader with his password."""

    def __init__(self, seat: Saving, passwords: Checker, asker: Asker) -> None:
        self._seat, self._passwords, self._asker = seat, passwords, asker
        self._asking = Lock()

    async def save(self, wish: Wish, signing: Signing) -> Sealed | Refusal:
        """Save in the name of `wish.actor`, or say why not; a password that is put away saves nothing."""
        return (await self.save_all([wish], signing))[0]

    async def save_all(self, wishes: Sequence[Wish], signing: Signing) -> list[Sealed | Refusal]:
        """Save in one commit what one person signs at once."""
        actor = wishes[0].actor
        if actor == self._seat.operator.id:
            return await self._seat.save_all(wishes)
        if self._asking.locked():
            return [NOT_SIGNED]
        async with self._asking:
            for wish in wishes:
                if (refused := await self._seat.refusal(wish)) is not None:
                    return [refused]
            return await self._seat.save_all(wishes) if await self._signed(actor, signing) else [NOT_SIGNED]

    async def _signed(self, leader: str, signing: Signing) -> bool:
        """Whether the leader gave his password; asks until it is right, closed or put away."""
        self._asker.ask(signing)
        try:
            while (password := await self._asker.typed()) is not None:
                said = await self._passwords.refusal(leader, password)
                if not said:
                    return True
                self._asker.show_wrong(said)
        finally:
            self._asker.put_away()
        return False
