"""The play (演练推演): everybody's next acts in order of time, done through the web desk's own function.

It starts from the ledger and hears of every commit; a case that changed is planned anew. Nothing else is kept: what a
killed server had planned, the restarted one plans again. With a virtual clock time jumps to the next act.
"""

import heapq
import threading
from collections import deque
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from county.acts import Answer, Wish, do
from county.clock import VirtualClock
from county.simulator import hotline, invented
from county.simulator.chance import u01
from county.simulator.invented import Source
from county.simulator.journal import Journal
from county.simulator.messages import Message
from county.simulator.pickup import open_cases, stored
from county.simulator.planned import Planned, World
from county.simulator.players import next_move
from county.simulator.staff import Staff
from county.streams import Commit, County
from db.county_store import view_of
from governance.ledger.case import Case
from governance.places.codes import contains
from governance.rulebook import Rules
from governance.time.working_time import local_day, midnight

TOGETHER = 24  # acts that are due at once go into one transaction
BACKLOG_MS = 2 * 3_600_000  # invented messages older than this are not reported late, after a long stop
SLEEP_S = 1.0
RETRY_MS, RETRIES = 300_000, 6  # a refused act (no shift is open) is tried again a little later


Key = tuple[str, str]  # stream, and the case whose next act it is


class Options(Struct, frozen=True, kw_only=True):
    """How it is played (推演参数)."""

    seed: int = 1
    pace: float = 1.0
    phone_units: frozenset[str] = frozenset()
    room: bool = False
    per_day: int = 40  # invented messages a day and town; 0 = none
    messages: tuple[Message, ...] | None = None  # instead of invented ones
    source: Source = Source()
    until: int | None = None  # UTC ms; the play ends there
    catch_up: int = 0  # ms; what was due before the play began is done spread over this time, not at once
    leaves: frozenset[str] = frozenset()  # cases that the players leave alone, their children too


class Told(Struct):
    """What was done so far (推演结果)."""

    acts: int = 0
    refused: int = 0
    left_out: int = 0  # messages of a channel that nobody here takes


class _Town:
    """One town's rules and the world its players look at."""

    def __init__(self, rules: Rules, options: Options) -> None:
        self._options = options
        self._staff = Staff(rules)
        self.world = self._made(rules)

    def follow(self, rules: Rules) -> None:
        """The rules after a commit."""
        if not self._staff.serves(rules):
            self._staff = Staff(rules)
        self.world = self._made(rules)

    def _made(self, rules: Rules) -> World:
        o = self._options
        return World(o.seed, rules, self._staff, o.pace, o.phone_units, o.room)


class Play:
    """Plays a county until it is stopped, or until nothing is left to be done."""

    def __init__(self, county: County, options: Options, journal: Journal) -> None:
        self.told = Told()
        self._county = county
        self._options = options
        self._until = options.until
        self._journal = journal
        self._clock = county.clock
        self._towns: dict[str, _Town] = {}
        self._plans: dict[Key, Planned] = {}
        self._heard: dict[Key, int] = {}  # seq a case was last planned at
        self._tried: dict[str, int] = {}  # refused acts
        self._queue: list[tuple[tuple[int, str, str], Key, Planned]] = []
        self._news: deque[Commit] = deque()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._since = self._clock.now()
        self._fed = local_day(self._since)  # first day whose messages are not planned yet
        county.listen(self._hear)
        self._begin()

    def stop(self) -> None:
        """End soon; from any thread."""
        self._stop.set()
        self._wake.set()

    def run(self, until: int | None = None) -> Told:
        """Play until stopped, until the end that was asked for, or until nothing is left; `until` = another end now."""
        self._until = until if until is not None else self._until
        while not self._stop.is_set():
            self._take_news()
            self._feed()
            at = self._queue[0][0][0] if self._queue else None
            end = self._until
            if end is not None and (at is None or at > end) and self._ended(end):
                break
            if at is None and end is None and isinstance(self._clock, VirtualClock):
                break
            self._go_on(at)
        return self.told

    # ---------------------------------------------------------------- what is to be done

    def _begin(self) -> None:
        with self._county.reading() as conn:
            for stream in self._county.towns:
                view = view_of(conn, stream)
                if view is None:
                    continue
                town = self._towns[stream] = _Town(view.rules, self._options)
                for seq, case in open_cases(conn, stream):
                    self._plan(stream, case, seq, town.world)
                self._spread(stream)
            if self._options.messages is not None:
                self._report(conn, self._options.messages)

    def _spread(self, stream: str) -> None:
        """Put off what was due before the play began: nobody does a morning's work in one second."""
        catch_up = self._options.catch_up
        for key, move in list(self._plans.items()):
            if catch_up and key[0] == stream and move.at < self._since:
                share = u01(self._options.seed, "catch up", move.case)
                self._put(key, replace(move, at=self._since + int(share * catch_up)))

    def _hear(self, commit: Commit) -> None:
        self._news.append(commit)
        self._wake.set()

    def _take_news(self) -> None:
        while self._news:
            commit = self._news.popleft()
            town = self._towns.get(commit.stream)
            if town is None:
                continue
            town.follow(commit.rules)
            for case in commit.cases.values():
                self._plan(commit.stream, case, commit.seq, town.world)

    def _plan(self, stream: str, case: Case, seq: int, world: World) -> None:
        key = (stream, case.id)
        if not self._options.leaves.isdisjoint((case.id, case.parent)):
            return
        if self._heard.get(key, 0) > seq:
            return
        self._heard[key] = seq
        move = next_move(case, world, self._since)
        if move is None:
            self._plans.pop(key, None)
            if case.final:
                del self._heard[key]
        else:
            self._put(key, move)

    def _put(self, key: Key, move: Planned) -> None:
        self._plans[key] = move
        heapq.heappush(self._queue, (move.order, key, move))

    def _feed(self) -> None:
        """Plan the invented messages of the day at hand."""
        if self._options.messages is not None or not self._options.per_day:
            return
        now = self._clock.now()
        backlog = 0 if self._options.catch_up else BACKLOG_MS
        while now >= midnight(self._fed):
            with self._county.reading() as conn:
                made: list[Message] = []
                for town in self._towns.values():
                    day = invented.day_of(self._fed, self._options.per_day, self._options.source, town.world)
                    made += [m for m in day if m.at >= max(now, self._since) - backlog]
                self._report(conn, made)
            self._fed += 1

    def _report(self, conn: Connection, messages: Iterable[Message]) -> None:
        """Plan the registration of messages that are not in the ledger yet."""
        planned: list[tuple[str, Planned]] = []
        for message in messages:
            stream = self._stream_of(message)
            move = hotline.report(message, self._towns[stream].world) if stream is not None else None
            if stream is None or move is None:
                self.told.left_out += 1
            else:
                planned.append((stream, move))
        for stream in self._towns:
            moves = [move for of, move in planned if of == stream]
            done = stored(conn, stream, [move.id for move in moves])
            for move in moves:
                if move.id not in done:
                    self._put((stream, move.case), move)

    def _stream_of(self, message: Message) -> str | None:
        for stream, town in self._towns.items():
            if contains(town.world.rules.home.area, message.area):
                return stream
        return None

    # ---------------------------------------------------------------- doing it

    def _ended(self, until: int) -> bool:
        """Whether the end was reached; a virtual clock goes there at once."""
        if isinstance(self._clock, VirtualClock):
            next_day = midnight(self._fed)
            feeding = self._options.messages is None and self._options.per_day > 0
            if feeding and next_day <= until:
                self._clock.move_to(next_day)
                return False
            self._clock.move_to(until)
        return self._clock.now() >= until

    def _go_on(self, at: int | None) -> None:
        if isinstance(self._clock, VirtualClock):
            self._jump(at)
            return
        wait = SLEEP_S if at is None else min(SLEEP_S, self._clock.seconds_until(at))
        if wait > 0:
            self._wake.wait(wait)
            self._wake.clear()
            return
        self._do(self._due(self._clock.now(), TOGETHER))

    def _jump(self, at: int | None) -> None:
        next_day = midnight(self._fed)
        feeding = self._options.messages is None and self._options.per_day > 0
        if feeding and (at is None or at >= next_day) and isinstance(self._clock, VirtualClock):
            self._clock.move_to(next_day)
        elif at is not None and isinstance(self._clock, VirtualClock):
            self._clock.move_to(at)
            self._do(self._due(at, 1))

    def _due(self, now: int, most: int) -> list[tuple[Key, Planned]]:
        """The next acts that are due, at most one of a case."""
        due: list[tuple[Key, Planned]] = []
        while self._queue and len(due) < most and self._queue[0][0][0] <= now:
            _, key, move = heapq.heappop(self._queue)
            if self._plans.get(key) is move:
                del self._plans[key]
                due.append((key, move))
        return due

    def _do(self, due: Sequence[tuple[Key, Planned]]) -> None:
        if not due:
            return
        answers = do(self._county, [_wish(stream, move) for (stream, _), move in due])
        lines: list[dict[str, str | None]] = []
        for (key, move), answer in zip(due, answers, strict=True):
            if isinstance(answer, Answer):
                self.told.acts += 1
                lines.append({"stream": key[0], "id": move.id, "kind": move.kind, "case": answer.case})
            else:
                self._again(key, move)
        self._journal.note(lines)

    def _again(self, key: Key, move: Planned) -> None:
        """Try a refused act later, unless the case moves on by itself."""
        self.told.refused += 1
        tried = self._tried.pop(move.id, 0)
        if tried < RETRIES and key not in self._plans:
            self._tried[move.id] = tried + 1
            self._put(key, replace(move, at=max(move.at, self._clock.now()) + RETRY_MS))


def _wish(stream: str, move: Planned) -> Wish:
    return Wish(
        stream=stream,
        user=move.actor,
        kind=move.kind,
        case=move.case,
        p=move.p,
        id=move.id,
        annex=move.annex,
    )
