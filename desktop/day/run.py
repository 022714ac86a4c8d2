"""The day itself (一天): the room works, the county answers, the wire breaks, the server is killed, nothing is lost.

A day of eleven hours runs in about a minute: desk and county share a scaled clock. In the middle the wire of the room
is cut for two hours with work going on, and the county's process is killed by SIGKILL while it is busy and started
again. The room is played by `room.next_move`, everybody else by the county's simulator.
"""

import csv
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from db.clock import ScaledClock
from db.queries.bodies import action_ids
from desktop.county_process import CountyProcess, county, enrolment_code
from desktop.day.arrivals import Arrival, county_rows
from desktop.day.network import Wire
from desktop.day.player import TOGETHER, DayError, Log, Player
from desktop.day.room import Habits
from desktop.day.workstation import Workstation
from desktop.desk import Wish
from governance.refusal import Refusal
from governance.responsibility.items import suggest_category
from sync.status import IDLE

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
LEAD_S = 8.0  # real seconds from the founding until the day begins: the county's start, enrolment, first pull
TICK_S = 0.05
PATIENCE_S = 60.0
PASSWORD = "huying-demo"
OUTAGE_KINDS = frozenset({"event.classify", "event.dispatch", "event.order_verify"})
BACK_KINDS = frozenset(
    {"call.issue", "call.evaluate", "call.reject_feedback", "event.assign_final", "supervision.normal"}
)


class Course(Struct, frozen=True, kw_only=True):
    """The times of the day, UTC ms of the simulated day."""

    opens: int
    cut: int
    mend: int
    kill: int
    handover: int
    closes: int
    scale: float


class Day:
    """Machines and people of one day."""

    def __init__(
        self,
        folder: Path,
        course: Course,
        habits: Habits,
        found: Sequence[Arrival],
        roster: Path,
        town: str,
        seed: int,
        say: Callable[[str], None],
        past: Path | None,
    ) -> None:
        self.course = course
        self.log = Log()
        self._folder = folder
        self._habits = habits
        self._arrivals = list(found)
        self._roster = roster
        self._town = town
        self._seed = seed
        self._say = say
        self._past = past  # what the town did in the month before, or None
        self.url = f"sqlite:///{folder / 'county.db'}"
        self.journal = folder / "county_journal.jsonl"
        self.stations: list[Workstation] = []
        self.stream = ""
        self.held: list[set[str]] = []  # per workstation: ids of all actions in its ledger at the end
        self.cast = habits.cast
        self._restart = threading.Thread(target=self._start_again, name="restart")
        self._resources: list[Callable[[], None]] = []

    # ------------------------------------------------------------ machines

    def set_up(self, users: Sequence[tuple[str, str]]) -> None:
        """Found the county, start it, let the workstations in; `users` = (login, name of the workstation)."""
        founded = str(self.course.opens - 6 * HOUR_MS)  # before the scaled clock reads anything
        common = ("--db", self.url, "--roster", str(self._roster))
        past = () if self._past is None else ("--history", str(self._past))
        county("migrate", *common, *past, "--initial-password", PASSWORD, "--clock-origin", founded)
        codes = [enrolment_code(self.url, self._town) for _ in users]
        anchor = int((time.time() + LEAD_S) * 1000)
        self.clock = ScaledClock(self.course.opens, anchor, self.course.scale)
        times = (
            "--clock-origin", str(self.course.opens), "--clock-anchor", str(anchor), "--scale", str(self.course.scale),
        )  # fmt: skip
        self._times = times
        messages = self._folder / "hotline.csv"
        self._write_hotline(messages)
        self.county = CountyProcess(
            (
                "simulate", "--db", self.url, "--messages", str(messages), "--journal", str(self.journal),
                "--seed", str(self._seed), "--pace", "0.05", "--phone-units", ",".join(sorted(self._habits.phone_units)),
                *times,
            ),
            self._folder / "county.log",
        )  # fmt: skip
        self.county.start()
        self._resources.append(lambda: self.county.kill())
        self.wire = Wire("127.0.0.1", self.county.port)
        self._resources.append(self.wire.close)
        for (login, name), code in zip(users, codes, strict=True):
            station = Workstation(self._folder / name, self.clock, name)
            self._resources.append(station.close)
            self.stations.append(station)
            station.join_county(f"http://127.0.0.1:{self.wire.port}", code, login, PASSWORD)
        self._wait(
            lambda: all(
                s.status.state == IDLE and s.cursor > 0 and s.desk.rules.limits for s in self.stations
            ),
            "工作站未能取得县端数据",
        )

    def _write_hotline(self, path: Path) -> None:
        rows = list(county_rows(self._arrivals))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, tuple(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def tear_down(self) -> None:
        """Close everything that was opened, the last first."""
        if self._restart.is_alive():
            self._restart.join()
        while self._resources:
            self._resources.pop()()

    def _wait(self, ready: Callable[[], bool], sentence: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not ready():
            for station in self.stations:
                if station.crash is not None:
                    raise DayError("同步线程异常退出。", station=station.name) from station.crash
            if time.monotonic() > end:
                status = "；".join(f"{s.name} {s.status.state} {s.status.why}" for s in self.stations)
                raise DayError(f"{sentence}（{status}）；请查看县端日志后重试。")
            time.sleep(0.05)

    # ------------------------------------------------------------ the day

    def live(self) -> None:
        """From opening to closing: intake, the room's moves, the outage, the kill, the handover."""
        front, back = self.stations
        self._players = players = [
            Player(front, self._habits, self.log, lambda kind: kind not in BACK_KINDS),
            Player(back, replace(self._habits, own_ways=True), self.log, self._back_takes),
        ]
        todo = [a for a in self._arrivals if a.by_desk]
        course = self.course
        steps = [
            (course.opens, self._open_shift),
            (course.cut, self._cut),
            (course.mend, self._mend),
            (course.kill, self._kill),
            (course.handover, self._hand_over),
        ]
        for arrival in self._arrivals:
            if not arrival.by_desk and arrival.truth:
                found = suggest_category(arrival.text, front.desk.rules.catalogue, 1)
                self.log.suggested.append((arrival.truth, found[0].category.area_code if found else ""))
        position = 0
        self._offline = False
        while (now := self.clock.now().t) < course.closes:
            while steps and steps[0][0] <= now:
                steps.pop(0)[1]()
            arrived = position
            while arrived < len(todo) and todo[arrived].at <= now and arrived - position < TOGETHER:
                arrived += 1
            players[0].take(todo[position:arrived])
            self.log.worked_offline += (arrived - position) * self._offline
            position = arrived
            for player in players:
                player.hear(now)
                self.log.worked_offline += player.work(now) * self._offline
            time.sleep(TICK_S)
        for _, late in steps:  # a slow machine may be late for a step, but leaves none out
            late()
        players[0].take(todo[position:])

    def _back_takes(self, kind: str) -> bool:
        """The leader's workstation: calls and rulings; in the outage it also sends on, as two people do who can't see each other."""
        return kind in BACK_KINDS or (self._offline and kind in OUTAGE_KINDS)

    def _open_shift(self) -> None:
        front = self.stations[0]
        operator = self._habits.cast.operators[0]
        self._relieve(operator)
        p = {"operator": operator, "parent": front.store.stream}
        (shift,) = front.save([Wish(kind="shift.open", p=p, actor=operator, births="-")])
        if isinstance(shift, Refusal):
            raise DayError(f"未能开班：{shift.sentence}")
        self._shift = shift
        self._say("08:00 接班开班")

    def _relieve(self, operator: str) -> None:
        """The night's operator hands over first, when there was one."""
        night = next((s for s in self.stations[0].desk.rules.duty if s.to is None), None)
        if night is None:
            return
        signed = sorted({night.operator, operator, self._habits.cast.operators[1]})
        to = operator if operator != night.operator else self._habits.cast.operators[1]
        p = {"to": to, "signed": signed, "text": "夜班无异常"}
        wish = Wish(kind="shift.handover", p=p, actor=self._habits.cast.operators[0], case=night.shift)
        (done,) = self.stations[0].save([wish])
        if isinstance(done, Refusal):
            raise DayError(f"夜班未能交班：{done.sentence}")

    def _hand_over(self) -> None:
        front = self.stations[0]
        first, second = self._habits.cast.operators
        p = {"to": second, "signed": [first, second], "text": "重点关注未签收与呼叫待响应"}
        (done,) = front.save([Wish(kind="shift.handover", p=p, actor=first, case=self._shift)])
        q = {"operator": second, "after": self._shift, "parent": front.store.stream}
        (opened,) = front.save([Wish(kind="shift.open", p=q, actor=second, births="-")])
        if isinstance(done, Refusal) or isinstance(opened, Refusal):
            raise DayError("交接班未能完成；请查看记录。", handover=str(done), opened=str(opened))
        self._say("交接班完成，双方签认")

    def _cut(self) -> None:
        self.wire.cut()
        self._offline = True
        self._cut_at = self.clock.now().t
        self._players[1].look_again(self._cut_at)
        self._say("断网开始，继续登记、派单、代录")

    def _mend(self) -> None:
        self.wire.mend()
        self._offline = False
        self.log.outages.append((self._cut_at, self.clock.now().t))
        for station in self.stations:
            station.network_up()
        self._say(f"网络恢复，断网期间保存 {self.log.worked_offline} 个动作，待送 {self.stations[0].pending}")

    def _kill(self) -> None:
        self.county.kill()
        self.log.kills.append(self.clock.now().t)
        self._say("县端进程被 SIGKILL 杀掉，重新启动")
        self._restart.start()  # the room works on meanwhile

    def _start_again(self) -> None:
        self.county.start()

    # ------------------------------------------------------------ the end

    def settle(self) -> None:
        """Everybody goes home: the players stop, what is on its way arrives, every replica holds the same."""
        self._restart.join()
        self.county.stop()
        self.county = CountyProcess(("serve", "--db", self.url, *self._times), self._folder / "county.log")
        self.county.port = self.wire.target_port
        self.county.start()
        for station in self.stations:
            station.network_up()
        self._wait(self._all_there, "未能送达全部动作")
        self.stream = self.stations[0].store.stream
        self.held = [s.store.read(lambda conn: action_ids(conn, self.stream)) for s in self.stations]

    def _all_there(self) -> bool:
        heads = {station.cursor for station in self.stations}
        return len(heads) == 1 and all(s.pending == 0 and s.status.state == IDLE for s in self.stations)
