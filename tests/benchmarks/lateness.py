"""Y7, Y7m: how late a 4 ms timer of the window comes while 10,000 actions are pulled into the open desk.

In processes of their own, so that nobody else's memory and threads are in it: the whole window with 态势 shown, reading
again as the store changes; the pages come as the exchange takes them, in a worker thread. p99 and the largest of all
ticks of several pulls: one pull has some 450, of which the fifth largest alone would be the p99.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.bench import Bench
from tests.benchmarks.figure import Measured, rounded

ACTIONS = 10_000
KNOWN = 3_000  # actions that the desk has before
PAGE = 500
TICK_MS = 4
PULLS = 5
MAIN = Path(__file__).parents[2]


def p99(bench: Bench) -> Measured:
    """Y7."""
    found = bench.once("lateness", _run)
    return Measured(found["p99"], None, {name: rounded(value) for name, value in found.items()})


def largest(bench: Bench) -> Measured:
    """Y7m."""
    return Measured(bench.once("lateness", _run)["max"], None)


def _run() -> dict[str, float]:
    late = sorted(tick for _ in range(PULLS) for tick in _pulled())
    return {
        "p50": late[len(late) // 2],
        "p99": late[len(late) * 99 // 100],
        "max": late[-1],
        "ticks": len(late),
    }


def _pulled() -> list[float]:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.lateness"]
    done = subprocess.run(command, cwd=MAIN, env=env, capture_output=True, text=True, timeout=300, check=True)
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """In a process of its own: one pull, the lateness of its ticks as JSON."""
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

    from desktop.starting.application import application
    from desktop.tidying import Tidying
    from tests.benchmarks.reading_desk import ReadingDesk
    from tests.benchmarks.season import TOWN_STREAM, Season

    season = Season(KNOWN + ACTIONS)
    bodies = list(season.town.pages(PAGE, after=season.founded))
    known = KNOWN // PAGE
    app: QApplication = application()
    with tempfile.TemporaryDirectory(prefix="lateness-") as folder:
        desk = ReadingDesk(Path(folder) / "desk", season)
        desk.take(TOWN_STREAM, bodies[:known])
        with Tidying(app), asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
            late = runner.run(_watched(desk, bodies[known:]))
    sys.stdout.write(json.dumps(late) + "\n")


async def _watched(desk: Any, bodies: list[bytes]) -> list[float]:
    """The room at work while the pages come; lateness of each tick, ms."""
    from PySide6.QtCore import QElapsedTimer, Qt, QTimer

    from desktop.keymap import Keymap
    from desktop.room import Room, Standing
    from desktop.shell.frame import Frame
    from desktop.shell.window import MainWindow
    from desktop.starting.opened import DEMO_MAP, Opened
    from desktop.tasks import Tasks
    from desktop.tidying import Tidying
    from gis.town_map import load
    from sync.status import IDLE, SyncStatus
    from tests.benchmarks.season import TOWN_STREAM

    window = MainWindow(keymap := Keymap.shipped())
    tasks = Tasks(asyncio.get_running_loop(), lambda error: None)
    frame = Frame(window, keymap, tasks)
    room = Room(
        frame, tasks, Opened(desk.store, load(DEMO_MAP), lambda: None), Standing(SyncStatus(state=IDLE), 0)
    )
    window.resize(1920, 1080)
    window.show()
    await room.start("situation")
    frame.end_start()
    await tasks.settle(30)  # every page is made
    Tidying.settle()
    await asyncio.sleep(1.5)
    late: list[float] = []
    clock, last = QElapsedTimer(), 0.0
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)

    def tick() -> None:
        nonlocal last
        now = clock.nsecsElapsed() / 1e6
        late.append(max(0.0, now - last - TICK_MS))
        last = now

    timer.timeout.connect(tick)
    clock.start()
    timer.start(TICK_MS)
    await asyncio.to_thread(desk.take, TOWN_STREAM, bodies)
    timer.stop()
    await tasks.close()
    await room.close()
    desk.store.close()
    window.let_go()
    return late


if __name__ == "__main__":
    main()
