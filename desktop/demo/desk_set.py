"""A county and its desks, set up for a picture (布景): the real programs, started for as long as they are needed."""

import time
from collections.abc import Callable
from pathlib import Path

from desktop.county_process import CountyProcess, CountyProcessError, county, enrolment_code
from desktop.day.network import Wire
from desktop.day.workstation import Workstation
from desktop.demo import town
from desktop.demo.still_clock import StillClock

PATIENCE_S = 30.0


class DeskSet:
    """A county founded with the demo town's past up to an instant, and desks that exchange with it."""

    def __init__(self, folder: Path, until: int) -> None:
        self._folder = folder
        self._url = f"sqlite:///{folder / 'county.db'}"
        self._desks: list[Workstation] = []
        self._wires: dict[str, Wire] = {}
        self.clock = StillClock(until)
        self._county: CountyProcess | None = None
        self._port = 0
        past = [word for path in town.HISTORY for word in ("--history", str(path))]
        county(
            "migrate", "--db", self._url, *past, "--history-until", str(until),
            "--initial-password", town.PASSWORD, "--clock-origin", str(until),
        )  # fmt: skip

    def start_county(self, at: int) -> None:
        """Start the county at an instant; time runs slowly there, so that it stays near it."""
        self.clock.move_to(at)
        anchor = str(time.time_ns() // 1_000_000)
        times = ("--clock-origin", str(at), "--clock-anchor", anchor, "--scale", "0.1")
        self._county = CountyProcess(("serve", "--db", self._url, *times), self._folder / "county.log")
        self._county.port = self._port
        self._county.start()
        self._port = self._county.port
        for desk in self._desks:
            desk.network_up()

    def stop_county(self) -> None:
        """End the county's program; what it knows stays."""
        if self._county is not None:
            self._county.stop()
            self._county = None

    def desk(self, name: str) -> Workstation:
        """A new desk, let in, with everything read."""
        code = enrolment_code(self._url, town.AREA)
        desk = Workstation(self._folder / name, self.clock, name)
        self._desks.append(desk)
        wire = self._wires[name] = Wire("127.0.0.1", self._port)
        desk.join_county(f"http://127.0.0.1:{wire.port}", code, town.LOGIN, town.PASSWORD)
        self.settle(desk)
        return desk

    def cut(self, desk: Workstation) -> None:
        """Cut one desk off from the county."""
        self._wires[desk.name].cut()

    def mend(self, desk: Workstation) -> None:
        """Let it through again."""
        self._wires[desk.name].mend()
        desk.network_up()

    def settle(self, desk: Workstation) -> None:
        """Wait until a desk has sent and read everything."""
        self._wait(desk, lambda: desk.status.state == "IDLE" and desk.cursor > 0 and desk.pending == 0)

    def _wait(self, desk: Workstation, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not ready():
            if desk.crash is not None or time.monotonic() > end:
                raise CountyProcessError(
                    "布景未能完成交换；请查看县端日志。", status=desk.status.state
                ) from desk.crash
            time.sleep(0.02)

    def close(self) -> None:
        """Close the desks, end the county."""
        for desk in self._desks:
            desk.close()
        for wire in self._wires.values():
            wire.close()
        self.stop_county()
