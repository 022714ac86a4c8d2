"""The program itself, ended when the queue is painted with cases: `python -m tests.benchmarks.painted STORE`.

Prints `painted` at that instant, as the floor's scripts do; what it prints before is told by `startup`.
"""

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop import app
from desktop.starting.arguments import Asked

QUEUE = "QueueList"


class Watch(QObject):
    """Sees every paint; the frame's first, and the queue's first with cases."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._framed = False
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint:
            return False
        if not self._framed:
            self._framed = True
            print("framed", flush=True)
        queue = watched.parent()
        if type(queue).__name__ == QUEUE and queue.model().rowCount():  # type: ignore[union-attr]
            print("painted", flush=True)
            application = self.parent()
            application.removeEventFilter(self)  # type: ignore[union-attr]
            for window in QApplication.topLevelWidgets():
                window.close()
        return False


def main(folder: str) -> int:
    """Open the window on a store; gives the program's exit code."""
    application = app.application()
    Watch(application)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        return runner.run(app.live(application, Asked(Path(folder))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
