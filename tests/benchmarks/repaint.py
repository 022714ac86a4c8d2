"""ACT: from an operator's action to the paint that shows it, in the real window on the demo town's desk.

Remarks are saved to the chosen event as its page saves them; the clock stops when the dossier is painted with one line
more in its timeline. In a process of its own.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.bench import Bench
from tests.benchmarks.figure import Measured, spread

MAIN = Path(__file__).parents[2]
MOST = 20
REST_S = 1.2  # between two actions: an operator's own pace, and every page has read again


def measure(bench: Bench) -> Measured:
    """ACT."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.repaint"]
    done = subprocess.run(command, cwd=MAIN, env=env, capture_output=True, text=True, timeout=300, check=True)
    took: list[float] = json.loads(done.stdout.splitlines()[-1])
    return Measured(spread(took)["p50"], None, spread(took))


def main() -> None:
    """In the process of its own: prints the milliseconds of each action as a JSON array."""
    from qasync import QEventLoop

    from desktop.demo.stage import stage
    from desktop.starting.application import application
    from desktop.tidying import Tidying

    app = application()
    with tempfile.TemporaryDirectory(prefix="repaint-") as folder:
        staged = stage(Path(folder))
        with Tidying(app), asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
            took = runner.run(_acted(staged))
    sys.stdout.write(json.dumps(took) + "\n")


async def _acted(staged: Any) -> list[float]:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QAbstractButton, QApplication

    from desktop.desk import Wish
    from desktop.dossier import texts
    from desktop.tidying import Tidying
    from governance.refusal import Refusal
    from tests.desktop.a_room import a_room

    class Painted(QObject):
        """Wakes whoever waits for a paint of the line that counts the timeline."""

        def __init__(self, app: QApplication) -> None:
            super().__init__(app)
            self.word = ""
            self.seen = asyncio.Event()
            app.installEventFilter(self)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, QAbstractButton):
                self.seen_one(watched.text())
            return False

        def seen_one(self, text: str) -> None:
            if text == self.word:
                self.seen.set()

    took = []
    loop: Any = asyncio.get_running_loop()
    async with a_room(staged, loop, size=(1920, 1080)) as room:
        page: Any = room.frame.go.named("situation")
        case = page.view.queue.cards[0].case_id
        page.show_case(case)
        Tidying.settle()
        await asyncio.sleep(2 * REST_S)
        said = [button.text() for button in page.dossier.findChildren(QAbstractButton)]
        lines = next(n for n in range(1_000) if texts.ALL_LINES.format(n=n) in said)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        painted = Painted(app)
        for at in range(MOST):
            painted.word = texts.ALL_LINES.format(n=lines + at + 1)
            painted.seen.clear()
            wish = Wish(kind="event.note", p={"text": "去电询问进度"}, actor=room.seat.operator.id, case=case)
            began = time.perf_counter()
            done = await room.seat.save(wish)
            assert not isinstance(done, Refusal), done
            await asyncio.wait_for(painted.seen.wait(), 30)
            took.append((time.perf_counter() - began) * 1e3)
            await asyncio.sleep(REST_S)
    staged.store.close()
    return took


if __name__ == "__main__":
    main()
