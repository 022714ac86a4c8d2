"""One workstation of the day (值班电脑): a store, its exchange, and what it has heard of changes."""

import queue
from collections.abc import Iterator, Sequence
from pathlib import Path

from db.clock import DeskClock, PcClock
from db.store import Store
from db.town import StoreChanged
from desktop.county_link import LinkKeys, enrol
from desktop.desk import Desk, Wish
from governance.refusal import Refusal
from sync.desk_store import DeskStoreAdapter
from sync.http import SyncThread
from sync.status import SyncStatus

APP = "huying-day"


class Workstation:
    """Opened, let in by the county, exchanging; `saved` holds every action it said 已存本机 of."""

    def __init__(self, folder: Path, clock: DeskClock, name: str) -> None:
        self.name = name
        self.store = Store.create(folder, clock=clock)
        self.desk = Desk(self.store)
        self.saved: list[str] = []
        self.refused: list[tuple[str, Refusal]] = []
        self.status = SyncStatus()
        self.crash: BaseException | None = None
        self._changed: queue.SimpleQueue[StoreChanged] = queue.SimpleQueue()
        self._sync: SyncThread | None = None

    def join_county(self, url: str, code: str, user: str, password: str) -> None:
        """Enrol over the wire, and begin to exchange as this user."""
        enrol(self.store, url, code, self.name)
        self.store.town.on_change(self._changed.put)
        self._sync = SyncThread(
            url,
            DeskStoreAdapter(self.store),
            LinkKeys(self.store),
            PcClock(),  # time-outs and patience run on real seconds, whatever the day's clock says
            app=APP,
            on_state=self._show,
            on_crash=self._crashed,
            user=user,
        )
        self._sync.start()
        self._sync.login(user, password)

    def _show(self, status: SyncStatus) -> None:
        self.status = status

    def _crashed(self, crash: BaseException) -> None:
        self.crash = crash

    def save(self, wishes: Sequence[Wish]) -> list[str | Refusal]:
        """Save actions in one commit; gives the case id of each, or why not."""
        said: list[str | Refusal] = []
        for wish, done in zip(wishes, self.desk.save_all(wishes), strict=True):
            if isinstance(done, Refusal):
                self.refused.append((wish.kind, done))
                said.append(done)
                continue
            self.saved.append(done.action.id)
            said.append(done.action.case or "")
            if self._sync is not None:
                self._sync.poke(done.action.stream, done.dseq)
        return said

    def changes(self) -> Iterator[str]:
        """Cases whose picture is new since the last call."""
        stream = self.store.stream
        while True:
            try:
                change = self._changed.get_nowait()
            except queue.Empty:
                return
            if change.stream == stream:
                yield from change.cases

    def network_up(self) -> None:
        """The wire is mended: try again at once, as a PC does when its network comes back."""
        if self._sync is not None:
            self._sync.network_up()

    @property
    def pending(self) -> int:
        """Own actions not yet 已送达, counted in the store."""
        counts = DeskStoreAdapter(self.store).counts()
        return sum(n for state, n in counts.items() if state in ("D1", "D4", "DQ"))

    @property
    def cursor(self) -> int:
        """How far the town's stream was read."""
        return DeskStoreAdapter(self.store).cursor(self.store.stream).seq

    def close(self) -> None:
        """End the exchange and close the store."""
        if self._sync is not None:
            self._sync.stop()
            self._sync.join(30)
        self.store.close()
