"""校时确认 at the desk: what was read off, by which way, signed by the duty leader, then believed. Free of Qt.

Source: rulebook §6.4, sync.md §9. The time runs on while the leader types his password: what passed since it was read off
is added, by the clock that never jumps.
"""

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from db.outbox import Sealed
from desktop.desk import Wish
from desktop.moves.moments import moment
from desktop.signing.in_person import Signing
from desktop.signing.signers import Signer, holders
from desktop.stated_time import texts
from desktop.times import clock_time, day
from governance.duty.stated_time import RULERS, WAYS
from governance.refusal import Refusal
from governance.rulebook import Rules

_WHOLE = re.compile(r"\d{4}-.+")  # the year is what is in doubt: it is typed, never filled in


class DeskTime(Protocol):
    """The desk's time."""

    def boot_ms(self) -> int: ...
    def last_trusted(self) -> int: ...
    def state_time(self, ms: int, /) -> None: ...


class Saving(Protocol):
    """Saves in a leader's name."""

    def save(self, wish: Wish, signing: Signing, /) -> Awaitable[Sealed | Refusal]: ...


class Stating:
    """One 校时."""

    def __init__(
        self,
        desk: DeskTime,
        saving: Saving,
        rules: Callable[[], Rules],
        run: Callable[[Callable[[], Any]], Awaitable[Any]],
    ) -> None:
        """`run` does in a worker what touches the disk."""
        self._desk, self._saving, self._rules, self._run = desk, saving, rules, run

    def leaders(self) -> tuple[Signer, ...]:
        """Who may confirm it."""
        return holders(tuple(sorted(RULERS)), self._rules())

    async def confirm(self, typed: str, by: str, leader: Signer | None) -> str:
        """Keep what was said and believe it; why not, as a sentence, or ""."""
        if leader is None:
            return texts.NOBODY
        stated = moment(typed, 0) if _WHOLE.fullmatch(typed.strip()) else None
        if stated is None:
            return texts.TIME_WRONG
        read_at = self._desk.boot_ms()
        p = {"stated": stated, "by": by, "trusted": await self._run(self._desk.last_trusted)}
        wish = Wish(kind="clock.confirm", p=p, actor=leader.id, births="-")
        about = f"{day(stated)} {clock_time(stated)} · {WAYS.get(by, by)}"
        title = texts.SIGN_TITLE.format(name=leader.name)
        said = await self._saving.save(wish, Signing(title, about, texts.CONFIRM))
        if isinstance(said, Refusal):
            return said.sentence
        passed = self._desk.boot_ms() - read_at
        await self._run(partial(self._desk.state_time, stated + passed))
        return ""
