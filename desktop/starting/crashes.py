"""Our own mistakes (程序问题): a report beside the store, one card, and the room goes on working."""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.shell import texts
from desktop.starting.last_store import home
from desktop.times import ZONE

if TYPE_CHECKING:
    from desktop.shell.frame import Frame

FOLDER = "reports"
MOST = 20  # reports kept of one run: a mistake in a timer must not fill the disk


class Crashes(QObject):
    """Takes over `sys.excepthook` while it is entered; any thread may crash."""

    _happened = Signal(str)

    def __init__(self, frame: "Frame", store_folder: Callable[[], Path | None]) -> None:
        super().__init__(frame)
        self._frame = frame
        self._store_folder = store_folder
        self._count = 0
        self._before = (sys.excepthook, threading.excepthook)
        self._happened.connect(self._tell)  # queued into the window's thread

    def __enter__(self) -> "Crashes":
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._caught
        threading.excepthook = lambda told: self._caught(
            told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback
        )
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook, threading.excepthook = self._before

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            self._before[0](kind, error, trace)
            return
        self._count += 1
        if self._count > MOST:
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(text)
        self._happened.emit(self._report(text))

    def _report(self, text: str) -> str:
        """Write the report; gives where it lies, or "" when even that failed."""
        now = datetime.now(ZONE)
        folder = (self._store_folder() or home()) / FOLDER
        path = folder / f"{now:%Y%m%d-%H%M%S}-{self._count}.txt"
        head = f"{now.isoformat()}\nPython {platform.python_version()}  {platform.platform()}\n\n"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(head + text, "utf-8")
        except OSError:
            return ""
        return str(path)

    def _tell(self, path: str) -> None:
        self._frame.show_trouble(texts.CRASHED, texts.CRASH_REPORT.format(path=path) if path else "")
