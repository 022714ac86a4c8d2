"""What this PC keeps for comfort (本机偏好): size of the letters, sounds, changed keys. Free of Qt.

Read once at the start from own.db, kept there at each change; whoever needs a value hears of changes.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec
from msgspec import Struct

NAME = "comfort"
SCALES = (100, 115, 130, 150)


class Kept(Struct, frozen=True, omit_defaults=True):
    """The values; the defaults are those of a new PC."""

    scale: int = 100  # per cent
    sounds: bool = True  # B and C; A rings always
    volume: int = 70  # per cent
    quiet_nights: bool = True  # C stays silent from 20:00 to 7:00
    keys: dict[str, str] = {}  # action → keys, where changed


class Keeper(Protocol):
    """Where values are kept (`Seat`)."""

    def setting(self, name: str, /) -> Awaitable[str | None]: ...
    def keep_setting(self, name: str, value: str, /) -> Awaitable[None]: ...


class Comfort:
    """The values of now; `on_change` hears what was changed."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._kept = Kept()
        self._listeners: list[Callable[[Kept], None]] = []

    @property
    def kept(self) -> Kept:
        """The values of now."""
        return self._kept

    def on_change(self, listener: Callable[[Kept], None]) -> None:
        """Hear of changes."""
        self._listeners.append(listener)

    async def load(self) -> Kept:
        """Read what was kept; what can't be read any more counts as new."""
        text = await self._keeper.setting(NAME)
        try:
            self._kept = msgspec.json.decode(text, type=Kept) if text else Kept()
        except msgspec.DecodeError:  # a later version wrote it: comfort is no reason not to start
            self._kept = Kept()
        return self._kept

    async def keep(self, kept: Kept) -> None:
        """Keep these values, and tell everybody."""
        self._kept = kept
        for listener in list(self._listeners):
            listener(kept)
        await self._keeper.keep_setting(NAME, msgspec.json.encode(kept).decode())
