"""What the alarms do (告警): read, ring, be silenced by a person. Free of Qt.

Silencing is `event.ack_alarm` on the event, of a call on the event it serves, so that the other desk falls silent
too. A call that serves no event has nowhere in the ledger to be silenced; who did it and when is kept on this PC.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from db.queries.alarms import Alarm, alarms
from db.queries.events import latest_events
from desktop.alarms import texts
from desktop.alarms.bell import Bell, audible, ring_of
from desktop.desk import Wish
from desktop.settings.comfort import Kept
from desktop.sound import Sound
from governance.refusal import Refusal
from governance.rulebook import Rules

ACKED = "alarms.acked"  # the setting that keeps who silenced a call without an event
LATEST = 20


class _Acked(Struct, frozen=True):
    """Somebody silenced an alarm that no event can hold."""

    key: str
    case: str
    since: int
    by: str  # user
    at: int


class Place(Protocol):
    """Where alarms are read and silenced (the seat)."""

    @property
    def stream(self) -> str: ...
    @property
    def operator(self) -> Any: ...
    @property
    def rules(self) -> Rules: ...
    def now(self) -> int: ...
    def read(self, question: Callable[[Any], Any], /) -> Awaitable[Any]: ...
    def save(self, wish: Wish, /) -> Awaitable[Any]: ...
    def setting(self, name: str, /) -> Awaitable[str | None]: ...
    def keep_setting(self, name: str, value: str, /) -> Awaitable[None]: ...


class View(Protocol):
    """How the desk shows that something rings."""

    def show_alarm(self, text: str, more: str) -> None: ...
    def show_mark(self, text: str) -> None: ...
    def flash(self) -> None: ...
    def play(self, sound: Sound) -> None: ...
    def open_case(self, case_id: str) -> None: ...
    def say(self, sentence: str) -> None: ...


class AlarmPresenter:
    """Holds the bell; `tick` once a second."""

    def __init__(self, seat: Place, view: View, key: Callable[[str], str]) -> None:
        """`key` gives the cap of an action's key."""
        self._seat, self._view, self._key = seat, view, key
        self._bell = Bell()
        self._newest: tuple[int, str] | None = None
        self._kept: list[_Acked] | None = None

    @property
    def ringing(self) -> tuple[Alarm, ...]:
        """What rings, the most urgent first."""
        return self._bell.ringing

    async def read(self) -> None:
        """Ask the store what rings and what is new."""
        stream, now = self._seat.stream, self._seat.now()
        found, latest = await self._seat.read(
            lambda conn: (alarms(conn, stream, now=now), latest_events(conn, stream, limit=LATEST))
        )
        kept = await self._acked_here()
        done = {(one.key, one.case, one.since) for one in kept}
        new = self._bell.hear([one for one in found if ring_of(one) not in done])
        top = max(((row.registered_at, row.case_id) for row in latest), default=(0, ""))
        if self._newest is not None and any(
            (row.registered_at, row.case_id) > self._newest and not row.pending for row in latest
        ):
            self._bell.arrive()
        self._newest = max(top, self._newest or top)
        if new and self.ringing:
            self._view.flash()
        self.show()

    def tick(self, at: int, kept: Kept) -> None:
        """One second: play what is due; `at` only goes forward."""
        sound = self._bell.sound(at)
        if sound is None:
            return
        if audible(sound, kept, self._seat.now()):
            self._view.play(sound)
        self.show()

    def show(self) -> None:
        """Say what rings."""
        ringing, now = self.ringing, self._seat.now()
        unit = self._seat.rules.name_of(ringing[0].unit) if ringing else ""
        self._view.show_alarm(*texts.line(ringing, now, self._key("ack_alarm"), unit))
        self._view.show_mark(texts.mark(ringing))

    # ------------------------------------------------------------ F8

    async def acknowledge(self) -> None:
        """静音当前告警: open its case, say why it rang, keep who and when; the next one rings or nothing is left."""
        if not self.ringing:
            self._view.say(texts.NOTHING)
            return
        one = self.ringing[0]
        if not self._seat.operator.id:
            self._view.say(texts.NOBODY.format(key=self._key("handover")))
            return
        self._bell.hush(one)
        self.show()
        self._view.open_case(one.event_id or one.case_id)
        now, unit = self._seat.now(), self._seat.rules.name_of(one.unit)
        self._view.say(texts.silenced(one, len(self.ringing), now, self._key("ack_alarm"), unit))
        refusal = await self._keep(one)
        if refusal is not None:
            self._bell.unhush(one)
            self._view.say(refusal.sentence)
            self.show()

    async def _keep(self, one: Alarm) -> Refusal | None:
        me = self._seat.operator.id
        if one.event_id is None:
            kept = await self._acked_here()
            kept.append(_Acked(one.key, one.case_id, one.since, me, self._seat.now()))
            await self._seat.keep_setting(ACKED, msgspec.json.encode(kept).decode())
            return None
        wish = Wish(kind="event.ack_alarm", p={"alarm": one.key}, actor=me, case=one.event_id)
        said = await self._seat.save(wish)
        return said if isinstance(said, Refusal) else None

    async def _acked_here(self) -> list[_Acked]:
        if self._kept is None:
            text = await self._seat.setting(ACKED)
            self._kept = msgspec.json.decode(text, type=list[_Acked]) if text else []
        return self._kept
