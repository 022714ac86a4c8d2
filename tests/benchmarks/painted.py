"""The program itself, ended when its queue is at work: `python -m tests.benchmarks.painted STORE`.

Prints `painted` when cases are on the screen for the first time, as the floor's scripts do, and `live` when they come
from the open store; what it prints before is told by `startup`.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop.starting import program
from desktop.starting.application import application
from desktop.starting.arguments import Asked
from desktop.starting.first_look import FirstLook

QUEUE = "QueueList"


class Watch(QObject):
    """Sees every paint of cases: the first, and the first of the queue itself."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._painted = False
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint:
            return False
        if isinstance(watched, FirstLook):
            self._say_painted()
        queue = watched.parent()
        if type(queue).__name__ == QUEUE and queue.model().rowCount():  # type: ignore[union-attr]
            self._say_painted()
            self._end()
        return False

    def _say_painted(self) -> None:
        if not self._painted:
            self._painted = True
            print("painted", flush=True)

    def _end(self) -> None:
        print("live", flush=True)
        self._app.removeEventFilter(self)
        for window in QApplication.topLevelWidgets():
            window.close()


def main(folder: str) -> int:
    """Open the window on a store; gives the program's exit code."""
    app = application()
    Watch(app)
    return program.opened(app, Asked(Path(folder)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
