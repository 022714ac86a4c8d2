"""The demo world (演示镇): a county of one's own on this PC, whose day goes on while the desk is open.

The first opening founds it with a month and a morning behind it; every later one goes on where it was closed, for
demo time stands still meanwhile. Blocking: open and close it in a worker thread.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import msgspec
from msgspec import Struct
from platformdirs import user_data_path

from db.clock import ScaledClock
from db.desk_stream import read_tip
from db.failures import StoreReadOnlyError
from db.files import write_durably
from db.lock import StoreLock
from db.store import Store
from desktop.county_process import CountyProcess, county, enrolment_code
from desktop.day.workstation import Workstation
from desktop.demo import town
from governance.refusal import ReportedError
from sync.status import IDLE

HOME = "HUYING_HOME"
SCALE = 5.0  # one real minute is five of the demo's
PACE = 0.35  # everybody else works so fast that an operator sees answers within minutes
PER_DAY = 150
CATCH_UP_MINUTES = 150
SEED = 104  # with it somebody calls within a minute of the first opening
KEPT = "demo.json"
DESK, NAME = "desk", "演示值班台"
PATIENCE_S = 60.0


class DemoError(ReportedError):
    """The demo town can't be opened (演示镇未能打开)."""


class DemoCancelledError(DemoError):
    """Somebody changed his mind while it was opening (已取消)."""


class _Kept(Struct):
    """What is remembered of a demo while it is closed."""

    now: int  # demo time, UTC ms


Say = Callable[[str], None]


def demo_folder() -> Path:
    """Where this user's demo town lies; the environment variable HUYING_HOME moves it."""
    home = os.environ.get(HOME)
    return (Path(home) if home else user_data_path("huying", appauthor=False)) / "demo"


class DemoWorld:
    """A running county and the store of the desk in it; `close` when done."""

    login, password, operator = town.LOGIN, town.PASSWORD, town.OPERATOR

    def __init__(
        self,
        folder: Path,
        *,
        say: Say = lambda sentence: None,
        cancelled: threading.Event | None = None,
        scale: float = SCALE,
    ) -> None:
        """Open it, founding it first where there is none; `say` hears what is being done.

        Raises DemoCancelledError soon after `cancelled` is set, and ReportedErrors when something fails.
        """
        self.folder = folder
        self._say = say
        self._cancelled = cancelled or threading.Event()
        self._scale = scale
        with ExitStack() as undo:
            _make(folder)
            undo.callback(StoreLock(folder, "demo.lock").release)
            if not (folder / KEPT).exists():
                self._found()
            self._wake(undo)
            self._undo = undo.pop_all()

    @property
    def url(self) -> str:
        """The county's address, another one at every opening; the county's web desk answers there too."""
        return f"http://127.0.0.1:{self._county.port}"

    @property
    def alive(self) -> bool:
        """Whether the county still runs."""
        return self._county.pid is not None

    def close(self) -> None:
        """Close the store, end the county, remember what time it is there; a second time does nothing."""
        self._undo.close()

    # ------------------------------------------------------------ opening

    def _found(self) -> None:
        """Found the county and enrol the desk; an earlier try that was broken off is cleared away."""
        self._say("首次打开，正在建立演示县、补入一个月的历史，通常不到一分钟……")
        for name in ("county", DESK):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / "county").mkdir()
        now = town.instant(town.NOW)
        past = [word for path in town.HISTORY for word in ("--history", str(path))]
        try:
            county(
                "migrate", "--db", self._db, *past, "--initial-password", town.PASSWORD, "--clock-origin", str(now),
                given_up=self._cancelled.is_set,
            )  # fmt: skip
        finally:
            self._go_on()
        self._say("正在登记本机，读取全镇台账……")
        self.clock = ScaledClock(now, _wall(), self._scale)
        with ExitStack() as undo:
            self._start_county(undo, "serve")
            desk = Workstation(self.folder / DESK, self.clock, NAME)
            undo.callback(desk.close)
            desk.join_county(self.url, enrolment_code(self._db, town.AREA), town.LOGIN, town.PASSWORD)
            self._wait(desk)
        self._keep(now)

    def _wake(self, undo: ExitStack) -> None:
        """Open the store and let the day go on from where it stood."""
        self._say("正在打开演示镇……")
        self.clock = ScaledClock(self._kept(), _wall(), self._scale)
        self.store = Store.open(self.folder / DESK, clock=self.clock)
        undo.callback(self.store.close)
        last = self.store.read(lambda conn: read_tip(conn, self.store.stream)).st
        self.clock.origin_ms = max(self.clock.origin_ms, last)  # it was not closed but broken off: never back
        self.clock.anchor_wall = _wall()
        self._start_county(undo, "simulate", *self._players())
        undo.callback(lambda: self._keep(self.clock.boot_ms()))
        self._go_on()

    def _players(self) -> tuple[str, ...]:
        return (
            "--with-parent", "--seed", str(SEED), "--pace", str(PACE), "--events-per-day", str(PER_DAY),
            "--catch-up", str(CATCH_UP_MINUTES), "--phone-units", ",".join(sorted(town.PHONE_UNITS)),
        )  # fmt: skip

    def _start_county(self, undo: ExitStack, command: str, *more: str) -> None:
        times = (
            "--clock-origin", str(self.clock.origin_ms), "--clock-anchor", str(self.clock.anchor_wall),
            "--scale", str(self._scale),
        )  # fmt: skip
        log = self.folder / "county" / "county.log"
        self._county = CountyProcess((command, "--db", self._db, *times, *more), log)
        undo.callback(self._county.stop)
        self._county.start()
        self._go_on()

    def _wait(self, desk: Workstation) -> None:
        """Until the desk has read everything."""
        end = time.monotonic() + PATIENCE_S
        while not (desk.status.state == IDLE and desk.cursor > 0):
            self._go_on()
            if desk.crash is not None or time.monotonic() > end:
                raise DemoError(
                    "演示镇的台账没有读完；请重新打开，仍不行请查看县端日志。", state=desk.status.state
                ) from desk.crash
            time.sleep(0.05)

    def _go_on(self) -> None:
        if self._cancelled.is_set():
            raise DemoCancelledError("已取消打开演示镇；下次打开从头建立。")

    # ------------------------------------------------------------ what is kept

    @property
    def _db(self) -> str:
        return f"sqlite:///{self.folder / 'county' / 'county.db'}"

    def _kept(self) -> int:
        path = self.folder / KEPT
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Kept).now
        except (OSError, msgspec.DecodeError) as err:
            raise DemoError("演示镇的时间记录读不了；请删除演示文件夹后重新打开。", path=str(path)) from err

    def _keep(self, now: int) -> None:
        write_durably(self.folder / KEPT, msgspec.json.encode(_Kept(now)))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise StoreReadOnlyError("建不了演示文件夹；请检查写入权限。", path=str(folder)) from err


def _wall() -> int:
    return time.time_ns() // 1_000_000
