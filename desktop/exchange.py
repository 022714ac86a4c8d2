"""The exchange of the window's store with its county (与县端交换): started after the store, stopped before it."""

import sys
from collections.abc import Sequence

from db.clock import PcClock
from db.outbox import Sealed
from desktop.county_link import LinkKeys, link_of
from desktop.seat import Seat
from sync.desk_store import DeskStoreAdapter
from sync.http import SyncThread

APP = "huying"


class Exchange:
    """Sends what is saved at a seat and brings what the county decided."""

    def __init__(self, seat: Seat, user: str = "", url: str = "") -> None:
        """`user` logged in last; `url` of the county, if it is another than the store knows."""
        store = seat.desk.store
        self._seat = seat
        self._real = isinstance(store.clock, PcClock)
        clock = store.clock if isinstance(store.clock, PcClock) else PcClock()  # waiting runs on real seconds
        self._clock = clock
        self._thread = SyncThread(
            url or link_of(store).url,
            DeskStoreAdapter(store),
            LinkKeys(store),
            clock,
            app=APP,
            on_state=seat.tell_status,
            on_crash=_crashed,
            user=user,
        )
        self._unsubscribe = seat.on_saved(self._poke)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; the errand at hand is finished. `join` waits for it."""
        self._unsubscribe()
        self._thread.stop()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end; says whether it came."""
        return self._thread.join(timeout_s)

    def login(self, user: str, password: str) -> None:
        """A person logs in at the county."""
        self._thread.login(user, password)

    def retry_now(self) -> None:
        """立即重试."""
        self._thread.retry_now()

    @property
    def heard_s_ago(self) -> int | None:
        """Seconds since the county last answered; None when it never did."""
        heard = self._thread.heard_at
        return None if heard is None else max(0, (self._clock.boot_ms() - heard) // 1_000)

    def _poke(self, sealed: Sequence[Sealed]) -> None:
        for one in sealed:
            self._thread.poke(one.action.stream, one.dseq)


def _crashed(crash: BaseException) -> None:
    """Our own mistake in the network thread: it goes the way of all others."""
    sys.excepthook(type(crash), crash, crash.__traceback__)
