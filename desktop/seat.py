"""The operator's seat (席位): the desk as pages use it, never blocking the window.

Everything that touches a file runs in worker threads; what changed comes back in the window's thread. Free of Qt, so
that presenters can be tested with it.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from msgspec import Struct

from db.drafts import Draft, draft_of, keep, open_drafts, throw_away
from db.outbox import Sealed
from db.settings import keep_setting, setting_of
from db.town import StoreChanged
from desktop.desk import Desk, Wish
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.rulebook import Rules
from sync.status import SyncStatus

T = TypeVar("T")
Question = Callable[[Any], T]  # takes a read-only connection, gives frozen rows
Unsubscribe = Callable[[], None]

WORKERS = 3
COUNTY = "county"  # kind of a stream


class Operator(Struct, frozen=True):
    """Who works at this seat (在席人员)."""

    id: str
    name: str
    roles: tuple[str, ...] = ()


NOBODY = Operator("", "")


class Seat:
    """A desk and who sits at it. Listeners are called in the thread of `loop`."""

    def __init__(self, desk: Desk, loop: asyncio.AbstractEventLoop, operator: Operator = NOBODY) -> None:
        self.desk = desk
        self.stream = desk.store.stream
        self._loop = loop
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="seat")
        self._operator = operator
        self._status = SyncStatus()
        self._on_change: list[Callable[[StoreChanged], None]] = []
        self._on_operator: list[Callable[[Operator], None]] = []
        self._on_status: list[Callable[[SyncStatus], None]] = []
        self._on_saved: list[Callable[[Sequence[Sealed]], None]] = []
        self._changed: dict[str, None] = {}
        desk.store.town.on_change(self._heard)

    # ------------------------------------------------------------ who, when, by which rules

    @property
    def operator(self) -> Operator:
        """Who sits here now; NOBODY before 接班."""
        return self._operator

    def sit(self, operator: Operator) -> None:
        """Another person sits down (接班、换人)."""
        self._operator = operator
        for listener in list(self._on_operator):
            listener(operator)

    def follow_terms(self) -> None:
        """The operator's roles as they are in force now: a 代理 begins or ends while he sits here (§1.1)."""
        user = self.rules.directory.user(self._operator.id) if self._operator.id else None
        if user is None:
            return
        roles = tuple([grant.role for grant in user.grants])
        if roles != self._operator.roles:
            self.sit(Operator(user.id, user.name, roles))

    @property
    def rules(self) -> Rules:
        """The rules as pinned now."""
        return self.desk.rules

    @property
    def counties(self) -> tuple[str, ...]:
        """Streams of this desk that are a county's own ledger."""
        store = self.desk.store
        return tuple(one for one in store.streams() if store.device(one).kind == COUNTY)

    def now(self) -> int:
        """The corrected time, UTC ms."""
        return self.desk.now()

    def serial_day(self) -> int:
        """The day in new serials; another than today's while the PC's date is in doubt."""
        return self.desk.serial_day()

    @property
    def status(self) -> SyncStatus:
        """The exchange as last told."""
        return self._status

    # ------------------------------------------------------------ asking

    async def read(self, question: Question[T]) -> T:
        """Ask town.db on one snapshot: `await seat.read(lambda conn: open_events(conn, seat.stream))`."""
        return await self.run(partial(self.desk.store.read, question))

    async def read_own(self, question: Question[T]) -> T:
        """Ask own.db on one snapshot."""
        return await self.run(partial(self.desk.store.read_own, question))

    async def case(self, case_id: str) -> Case | None:
        """A case as shown, own pending actions included."""
        return await self.run(partial(self.desk.case, case_id))

    async def cases(self, case_ids: Iterable[str]) -> dict[str, Case]:
        """Cases as shown, on one snapshot."""
        return await self.run(partial(self.desk.cases, tuple(case_ids)))

    async def run(self, work: Callable[[], T]) -> T:
        """Do something heavy in a worker thread."""
        return await self._loop.run_in_executor(self._pool, self._after_the_window, work)

    def _after_the_window(self, work: Callable[[], T]) -> T:
        """What the window has begun is finished first."""
        self.desk.store.courtesy.give_way()
        return work()

    # ------------------------------------------------------------ saving

    async def refusal(self, wish: Wish) -> Refusal | None:
        """Why a wish may not be done now, or None."""
        return await self.run(partial(self.desk.refusal, wish))

    async def save(self, wish: Wish) -> Sealed | Refusal:
        """Save one action; a `Sealed` is on the disk and the picture shows it."""
        return (await self.save_all([wish]))[0]

    async def save_all(self, wishes: Sequence[Wish]) -> list[Sealed | Refusal]:
        """Save actions on different cases in one commit."""
        said = await self.run(partial(self.desk.save_all, wishes))
        sealed = [one for one in said if not isinstance(one, Refusal)]
        if sealed:
            for listener in list(self._on_saved):
                listener(sealed)
        return said

    # ------------------------------------------------------------ drafts and comfort

    async def keep_draft(self, draft_id: str, kind: str, body: str) -> None:
        """Save what is being typed, as it stands; kept through a crash."""
        one = Draft(draft_id, self.drafters[0], kind, body, self.now())
        await self.run(lambda: self.desk.store.own.run(lambda conn: keep(conn, one)))

    async def drop_draft(self, draft_id: str) -> None:
        """Put a draft into the bin."""
        at = self.now()
        await self.run(lambda: self.desk.store.own.run(lambda conn: throw_away(conn, draft_id, at)))

    async def drafts(self) -> list[Draft]:
        """The operator's drafts and those typed before anybody sat here, the latest first."""
        owners = self.drafters
        return await self.read_own(lambda conn: open_drafts(conn, *owners))

    @property
    def drafters(self) -> tuple[str, ...]:
        """Whose drafts are gone on with here: the operator's and, under the stream's id, nobody's."""
        return tuple(dict.fromkeys((self._operator.id or self.stream, self.stream)))

    async def draft(self, draft_id: str) -> Draft | None:
        """One draft."""
        return await self.read_own(lambda conn: draft_of(conn, draft_id))

    async def setting(self, name: str) -> str | None:
        """What this PC keeps under a name (window comfort, never synced)."""
        return await self.read_own(lambda conn: setting_of(conn, name))

    async def keep_setting(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        await self.run(lambda: self.desk.store.own.run(lambda conn: keep_setting(conn, name, value)))

    # ------------------------------------------------------------ hearing

    def on_change(self, listener: Callable[[StoreChanged], None]) -> Unsubscribe:
        """Hear which cases have a new picture; a burst comes as one."""
        return _joined(self._on_change, listener)

    def on_operator(self, listener: Callable[[Operator], None]) -> Unsubscribe:
        """Hear who sits down."""
        return _joined(self._on_operator, listener)

    def on_status(self, listener: Callable[[SyncStatus], None]) -> Unsubscribe:
        """Hear how the exchange goes."""
        return _joined(self._on_status, listener)

    def on_saved(self, listener: Callable[[Sequence[Sealed]], None]) -> Unsubscribe:
        """Hear what was sealed here."""
        return _joined(self._on_saved, listener)

    def tell_status(self, status: SyncStatus) -> None:
        """The exchange has news; from any thread."""
        self._post(self._take_status, status)

    def close(self) -> None:
        """End the workers; the store is closed by who opened it."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _take_status(self, status: SyncStatus) -> None:
        self._status = status
        for listener in list(self._on_status):
            listener(status)

    def _heard(self, change: StoreChanged) -> None:
        self._post(self._gather, change)

    def _gather(self, change: StoreChanged) -> None:
        if change.stream != self.stream:
            return
        first = not self._changed
        self._changed.update(dict.fromkeys(change.cases))
        if first:
            self._loop.call_soon(self._tell_changed)

    def _tell_changed(self) -> None:
        change = StoreChanged(self.stream, tuple(self._changed))
        self._changed = {}
        for listener in list(self._on_change):
            listener(change)

    def _post(self, call: Callable[[Any], None], value: Any) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, value)


def _joined(listeners: list[Any], listener: Any) -> Unsubscribe:
    listeners.append(listener)
    return lambda: listeners.remove(listener) if listener in listeners else None
