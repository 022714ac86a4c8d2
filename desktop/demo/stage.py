"""The staged store (布景库): the demo town's desk as it stands on Monday at 15:42:18, for pictures and window tests.

Made once by the real programs into a template folder; a copy of the folder is a desk of its own. The county is
stopped, the clock stands: whoever opens it sees the same every time.
"""

import shutil
from pathlib import Path
from typing import Literal

from msgspec import Struct

from db.store import Store
from desktop.day.workstation import Workstation
from desktop.demo import town
from desktop.demo.desk_set import DeskSet
from desktop.demo.outage import cross, work_alone
from desktop.demo.still_clock import StillClock
from sync.desk_store import DeskStoreAdapter
from sync.status import IDLE, OFFLINE, SENTENCES, SyncStatus

Variant = Literal["online", "offline", "conflict"]
SEEN_MS = 12_000  # the last exchange was so long ago
CUT = town.instant("13:29:04")  # the outage of `offline`
CROSSED = town.instant("15:35:20")  # that of `conflict`
STORE = "desk"


class Staged(Struct, frozen=True, kw_only=True):
    """An open staged desk; close the store when done."""

    store: Store
    clock: StillClock
    status: SyncStatus  # what the exchange would show
    synced_at: int  # UTC ms of the last exchange
    operator: str  # user id of 严浩然, whose shift is open

    @property
    def stream(self) -> str:
        """The town's stream."""
        return self.store.stream

    @property
    def now(self) -> int:
        """The instant it stands at, UTC ms."""
        return self.clock.boot_ms()


def build(folder: Path, variant: Variant = "online") -> None:
    """Make the store of a variant in `folder/desk` by real founding and exchange; some ten seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    _MAKERS[variant](folder)


def open_staged(folder: Path, variant: Variant = "online", *, at: str = town.NOW) -> Staged:
    """Open a built folder, or a copy of one, with the clock standing at `at`."""
    clock = StillClock(town.instant(at))
    store = Store.open(folder / STORE, clock=clock)
    counts = DeskStoreAdapter(store).counts()
    unsent = sum(counts.get(state, 0) for state in ("D1", "D4", "DQ"))
    if variant == "offline":
        status = SyncStatus(
            state=OFFLINE,
            why="connect",
            sentence=SENTENCES["connect"],
            counts=counts,
            unsent=unsent,
            user=town.OPERATOR,
        )
        return Staged(store=store, clock=clock, status=status, synced_at=CUT, operator=town.OPERATOR)
    status = SyncStatus(state=IDLE, counts=counts, unsent=unsent, user=town.OPERATOR)
    return Staged(
        store=store, clock=clock, status=status, synced_at=clock.boot_ms() - SEEN_MS, operator=town.OPERATOR
    )


def stage(folder: Path, variant: Variant = "online", *, at: str = town.NOW) -> Staged:
    """Build and open a staged desk."""
    build(folder, variant)
    return open_staged(folder, variant, at=at)


def copy_staged(template: Path, folder: Path) -> Path:
    """Copy a built folder: what is opened there leaves the template as it is."""
    shutil.copytree(template / STORE, folder / STORE, ignore=shutil.ignore_patterns("store.lock"))
    return folder


# ---------------------------------------------------------------- the three of them


def _online(folder: Path) -> None:
    made = DeskSet(folder, town.instant("15:42:00"))
    try:
        made.start_county(town.instant("15:42:02"))
        made.desk(STORE)
    finally:
        made.close()


def _offline(folder: Path) -> None:
    made = DeskSet(folder, CUT)
    try:
        made.start_county(CUT)
        desk: Workstation = made.desk(STORE)
        made.cut(desk)
        work_alone(desk, made.clock)
    finally:
        made.close()


def _conflict(folder: Path) -> None:
    made = DeskSet(folder, CROSSED)
    try:
        made.start_county(CROSSED)
        mine, other = made.desk(STORE), made.desk("other")
        cross(made, mine, other)
    finally:
        made.close()


_MAKERS = {"online": _online, "offline": _offline, "conflict": _conflict}
