"""U1: from the start of the process to the first paint with data, beside a bare window of the same library."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from desktop.demo.stage import STORE, build
from tests.benchmarks.bench import Bench, in_turn
from tests.benchmarks.figure import Measured, rounded
from tests.benchmarks.floor import floor

ROUNDS = 7
MAIN = Path(__file__).parents[2]
LINES = ("painted", "live")


def measure(bench: Bench) -> Measured:
    """U1: the demo town's desk, some sixty open events, opened as it was left."""
    folder = bench.folder / "startup"
    build(folder)
    script = floor("startup_floor")
    bare = script.PAINT % "w = says_painted(QMainWindow)"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HUYING_HOME": str(folder / "home")}
    script.first_paint(bare)
    _painted(folder / STORE, env)
    ours, floors = in_turn(
        ROUNDS, lambda: _painted(folder / STORE, env), lambda: {"painted": script.first_paint(bare)}
    )
    live = median(one["live"] for one in ours)
    painted = median(one["painted"] for one in ours)
    return Measured(painted, median(one["painted"] for one in floors), {"live_ms": rounded(live)})


def _painted(store: Path, env: dict[str, str]) -> dict[str, float]:
    """ms until cases were on the screen, and until they came from the open store."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.painted", str(store)],
        cwd=MAIN,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    found: dict[str, float] = {}
    for line in process.stdout:
        found.setdefault(line.strip(), (time.perf_counter() - start) * 1e3)
    assert process.wait(30) == 0
    assert set(LINES) <= set(found), found
    return found
