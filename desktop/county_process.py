"""The county as a process of its own (县端进程): founded, started, killed, started again.

The desk never imports the county; it speaks to it over HTTP and by its command line only.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

from governance.refusal import ReportedError

ROOT = Path(__file__).parents[1]
PATIENCE_S = 30


class CountyProcessError(ReportedError):
    """The county's program did not do what it was asked (县端未启动)."""


def county(*args: str) -> str:
    """Run one county command to its end and give what it printed; raises CountyProcessError with its own line."""
    done = subprocess.run(
        [sys.executable, "-m", "county", *args], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        raise CountyProcessError(said[-1] if said else "县端命令失败；请查看县端日志。", command=args[0])
    return done.stdout


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
        if process.stdout:
            process.stdout.close()
        self._process = None
