"""The county as a process of its own (县端进程): founded, started, killed, started again.

The desk never imports the county; it speaks to it over HTTP and by its command line only.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from governance.refusal import ReportedError

ROOT = Path(__file__).parents[1]
PATIENCE_S = 30
COMMAND_S, ASKED_S = 120, 0.2


class CountyProcessError(ReportedError):
    """The county's program did not do what it was asked (县端未启动)."""


def county(*args: str, given_up: Callable[[], bool] = lambda: False) -> str:
    """Run one county command to its end and give what it printed; raises CountyProcessError with its own line.

    While it runs `given_up` is asked again and again; when it says yes the command is killed.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "county", *args],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + COMMAND_S
    while True:
        try:
            told, said = process.communicate(timeout=ASKED_S)
            break
        except subprocess.TimeoutExpired:
            if given_up() or time.monotonic() > end:
                process.kill()
    if process.returncode != 0:
        lines = said.strip().splitlines()
        raise CountyProcessError(lines[-1] if lines else "县端命令未完成；请查看县端日志。", command=args[0])
    return told


def enrolment_code(url: str, town: str) -> str:
    """A one-time code for a new desk of the town."""
    return str(json.loads(county("enrol", "--db", url, "--town", town, "--json"))["code"])


class CountyProcess:
    """`python -m county simulate` on one database: the same arguments each time it is started."""

    def __init__(self, args: tuple[str, ...], log: Path) -> None:
        self._args = args
        self._log = log
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.starts = 0

    def start(self) -> None:
        """Start and wait until it listens; the port stays the same over restarts."""
        listen = f"127.0.0.1:{self.port}"
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "county", *self._args, "--listen", listen],
                cwd=ROOT,
                stdin=subprocess.PIPE,  # `--with-parent`: however we end, the county notices
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        timer = threading.Timer(PATIENCE_S, self.kill)
        timer.start()
        line = self._process.stdout.readline() if self._process.stdout else ""
        timer.cancel()
        if not line.startswith("listening "):
            self.kill()
            last = self._log.read_text(encoding="utf-8").strip().splitlines()[-1:]
            raise CountyProcessError(
                last[0] if last else "县端程序没有启动；请查看县端日志。", log=self._log.name
            )
        self.port = urlsplit(line.split()[1]).port or 0
        self.starts += 1

    @property
    def pid(self) -> int | None:
        """The process id, or None while it is down."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, and wait."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        process = self._process
        if process is None:
            return
        if process.poll() is None:
            os.kill(process.pid, how)
        process.wait(timeout=PATIENCE_S)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None
