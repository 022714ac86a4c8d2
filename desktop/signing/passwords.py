"""Whose password it is (口令核对): asked of the county, and where that is out of reach, of what this PC remembers.

Remembered is an argon2id verifier in own.db, never the password, and only after the county took it: so two people can
sign at the desk while the network is down. Five wrong ones in a row close the way for a quarter of an hour. Free of Qt.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Struct
from msgspec.structs import replace

from desktop import times
from desktop.signing import texts
from governance.refusal import ReportedError

SETTING = "password.{user}"
TRIES = 5
CLOSED_MS = 15 * times.MINUTE_MS
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)  # as the county does it


class Remembered(Struct, frozen=True, omit_defaults=True):
    """What this PC knows of a person's password."""

    verifier: str = ""
    wrong: int = 0  # in a row
    closed_until: int = 0


class County(Protocol):
    """Who knows passwords."""

    def knows(self, user: str, password: str, /) -> Awaitable[bool]: ...


class Keeper(Protocol):
    """Where verifiers are kept (the seat)."""

    def now(self) -> int: ...
    def setting(self, name: str, /) -> Awaitable[str | None]: ...
    def keep_setting(self, name: str, value: str, /) -> Awaitable[None]: ...
    def run(self, work: Callable[[], Any], /) -> Awaitable[Any]: ...


class Passwords:
    """Checks one password at a time."""

    def __init__(self, keeper: Keeper, county: County, unknown: str = texts.PASSWORD_UNKNOWN) -> None:
        """`unknown`: the sentence for somebody whom neither the county nor this PC can judge."""
        self._keeper, self._county, self._unknown = keeper, county, unknown

    async def refusal(self, user: str, password: str) -> str:
        """Why it is not taken, as a sentence; "" when it is this person's."""
        if not password:
            return texts.PASSWORD_EMPTY
        known, now = await self._known(user), self._keeper.now()
        if now < known.closed_until:
            return texts.PASSWORD_CLOSED.format(at=times.clock_time(known.closed_until))
        try:
            right = await self._county.knows(user, password)
        except ReportedError:  # out of reach, or nobody we know answers there
            return await self._by_memory(user, password, known)
        if right:
            verifier = await self._keeper.run(lambda: _HASHER.hash(password))
            await self._keep(user, Remembered(verifier))
            return ""
        stale = known.verifier and await self._keeper.run(lambda: fits(known.verifier, password))
        return await self._wrong(user, replace(known, verifier="") if stale else known)

    async def _by_memory(self, user: str, password: str, known: Remembered) -> str:
        if not known.verifier:
            return self._unknown
        if not await self._keeper.run(lambda: fits(known.verifier, password)):
            return await self._wrong(user, known)
        if known.wrong:
            await self._keep(user, replace(known, wrong=0))
        return ""

    async def _wrong(self, user: str, known: Remembered) -> str:
        wrong = known.wrong + 1
        if wrong >= TRIES:
            until = self._keeper.now() + CLOSED_MS
            await self._keep(user, replace(known, wrong=0, closed_until=until))
            return texts.PASSWORD_CLOSED.format(at=times.clock_time(until))
        await self._keep(user, replace(known, wrong=wrong))
        return texts.PASSWORD_WRONG.format(left=TRIES - wrong)

    async def _known(self, user: str) -> Remembered:
        text = await self._keeper.setting(SETTING.format(user=user))
        return msgspec.json.decode(text, type=Remembered) if text else Remembered()

    async def _keep(self, user: str, known: Remembered) -> None:
        await self._keeper.keep_setting(SETTING.format(user=user), msgspec.json.encode(known).decode())


def fits(verifier: str, password: str) -> bool:
    """Whether it is the password; takes a quarter of a second."""
    try:
        return _HASHER.verify(verifier, password)
    except (VerificationError, InvalidHashError):
        return False
