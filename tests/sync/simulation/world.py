"""One simulated world (世界): a county, a town, its desks and web users, and everything that goes wrong.

Source: sync-tests.md §2. First people act while net, desks and county fail; then the faults stop, everybody comes
online, and within a bounded time everything must be quiet and the same everywhere.
"""

from collections.abc import Callable

from msgspec import Struct

from db.signing import SigningKey
from governance.ledger import chain
from governance.people.roles import User
from sync import status
from sync.events import ClockJumped, NetworkUp, RetryNow
from sync.server import Act, Writer
from tests.sync.simulation.clockwork import START, Clockwork
from tests.sync.simulation.county_app import AFTER_COMMIT, BEFORE_COMMIT, County, Enrolled, found_stream
from tests.sync.simulation.desk import SimDesk
from tests.sync.simulation.memory_county import CountyMemory, Ledger
from tests.sync.simulation.memory_desk import DeskMemory
from tests.sync.simulation.memory_fold import Folded
from tests.sync.simulation.network import CALM, Weather
from tests.sync.simulation.oracle import Oracle
from tests.sync.simulation.people import People
from tests.sync.simulation.settings import (
    AREA,
    COUNTY_AREA,
    COUNTY_PEOPLE,
    TOWN_PEOPLE,
    person,
    shipped,
)

MINUTE = 60_000
BUSY_MS = 12 * MINUTE  # people act and things fail
QUIET_MS = 120 * MINUTE  # then all must be settled
MOST_STEPS = 60_000


class Plan(Struct, frozen=True):
    """What a world is made of; mutants put their own parts in."""

    store: type[DeskMemory] = DeskMemory
    clone: bool = False  # one PC's disk is copied to another
    restore: bool = False  # the county is put back to an older state
    answer_before_commit: bool = False


class NotSettledError(AssertionError):
    """The world did not come to rest: a silent livelock is a loss."""


class World:
    """A county, its people, and the seed they live by."""

    def __init__(self, seed: int, plan: Plan | None = None, *, trace: bool = False) -> None:
        self.seed = seed
        self.plan = plan or Plan(clone=seed % 5 == 4, restore=seed % 5 == 2)
        self.works = Clockwork(seed, trace=trace)
        self.desks: list[SimDesk] = []
        self.oracle = Oracle(self)
        self._found()

    # ---- the beginning

    def _found(self) -> None:
        works = self.works
        self.county_stream, self.town = works.uuid(), works.uuid()
        self.key = SigningKey(works.bytes(32))
        names = {*COUNTY_PEOPLE, *TOWN_PEOPLE}
        self.ids = {name: works.uuid() for name in sorted(names)}
        writers: dict[str, Writer] = {}
        certs: dict[str, dict[str, object]] = {}
        for stream in (self.county_stream, self.town):
            key = SigningKey(works.bytes(32))
            dev = works.uuid()
            certs[stream] = certificate(dev, key, stream, "县端")
            writers[stream] = Writer(dev, key.sign)
        self.county = County(works, self.key, CountyMemory(self.county_stream, [self.town], writers))
        self.county.answer_before_commit = self.plan.answer_before_commit
        for stream, kind, area, name in (
            (self.county_stream, "county", COUNTY_AREA, "云县"),
            (self.town, "town", AREA.format(100), "云溪镇"),
        ):
            found_stream(self.county, stream, writers[stream], certs[stream], kind, area, name)
        self.people = People(works, self.ids, AREA.format(100))
        self._people()
        for index in range(works.between(2, 3)):
            self._enrol(("op1", "op2", "leader")[index])

    def _people(self) -> None:
        for table, stream, area in (
            (COUNTY_PEOPLE, self.county_stream, COUNTY_AREA),
            (TOWN_PEOPLE, self.town, AREA.format(100)),
        ):
            for name, (role, unit) in table.items():
                self._introduce(stream, person(self.ids[name], name, role, unit, area))
        for key, value in shipped():
            setting = self.people.setting(key, value, self.county_view)
            assert self.county.web(self.county_stream, setting) is not None

    @property
    def county_view(self) -> Folded:
        """The county's stream as it stands."""
        return self.county.memory.ledgers[self.county_stream].folded

    def _introduce(self, stream: str, user: User) -> None:
        grants = [{"role": g.role, "unit": g.unit, "area": g.area} for g in user.grants]
        p = {"user": user.id, "name": user.name, "grants": grants, "active": True}
        self.county.govern(stream, Act(id=self.works.uuid(), actor=stream, kind="sys.user", case=stream, p=p))

    def _enrol(self, user: str) -> None:
        works = self.works
        key, dev = SigningKey(works.bytes(32)), works.uuid()
        cert = certificate(dev, key, self.town, user)
        for stream in (self.county_stream, self.town):
            p = {"cert": cert, "no": f"0{len(self.desks) + 1}"}
            self.county.govern(
                stream, Act(id=works.uuid(), actor=stream, kind="sys.device", case=stream, p=p)
            )
        self.county.enrolled[dev] = Enrolled(dev, key.public, (self.county_stream, self.town))
        store = self.plan.store(self.county_stream, self.town, dev, chain.device_hash(cert), key)
        self._switch_on(user, store)

    def _switch_on(self, user: str, store: DeskMemory) -> None:
        desk = SimDesk(self.works, user, self.ids[user], store, self.key.public, self.county.handle)
        desk.net.watch = lambda request: self.oracle.sent(desk, request)
        desk.told = self.oracle.told
        self.desks.append(desk)
        desk.start()

    # ---- the course of it

    def run(self) -> None:
        """Live the busy time, then the quiet one; raises AssertionError on any breach."""
        self._schedule()
        while self.works.now < START + BUSY_MS:
            self._advance()
        self._calm()
        limit = self.works.now + QUIET_MS
        while not self.settled():
            if self.works.now > limit or self.works.steps > MOST_STEPS:
                raise NotSettledError(self._restless())
            self._advance()
        self.oracle.end()

    def _advance(self) -> None:
        self.works.advance()
        self.oracle.look()

    def _schedule(self) -> None:
        works = self.works
        for desk in self.desks:
            self._often(300, 45_000, lambda desk=desk: self._act(desk))  # type: ignore[misc]
            self._often(5_000, 4 * MINUTE, lambda desk=desk: self._trouble(desk))  # type: ignore[misc]
        self._often(500, 30_000, self._web)
        self._often(60_000, 6 * MINUTE, self._change_setting)
        self._often(20_000, 6 * MINUTE, self._county_trouble)
        if self.plan.restore:
            works.after(works.between(2 * MINUTE, BUSY_MS // 2), self._back_up)
        if self.plan.clone:
            works.after(works.between(MINUTE, BUSY_MS // 2), self._clone)

    def _often(self, low: int, high: int, what: Callable[[], None]) -> None:
        def again() -> None:
            if self.works.now < START + BUSY_MS:
                what()
                self.works.after(self.works.between(low, high), again)

        self.works.after(self.works.between(low, high), again)

    def _act(self, desk: SimDesk) -> None:
        if not desk.up:
            return
        before = {row.action_id for rows in desk.store.outbox.values() for row in rows}
        for _ in range(self.works.random.choice([1, 1, 1, 2, 8])):
            if desk.up:
                self.people.at_desk(desk)
        for stream, rows in desk.store.outbox.items():
            for row in rows:
                if row.action_id not in before and desk.up:
                    self.oracle.saved[row.action_id] = (desk, stream)

    def _web(self) -> None:
        form = self.people.form(self.county.memory.ledgers[self.town].folded)
        if form is None:
            return
        self.works.after(self.works.between(200, MINUTE), lambda: self._submit(form))
        if self.works.likely(0.2):
            self.works.after(self.works.between(200, MINUTE), lambda: self._submit(form))

    def _submit(self, form: Act) -> None:
        outcome = self.county.web(self.town, form)
        if outcome is None:
            self.works.after(self.works.between(1_000, MINUTE), lambda: self._submit(form))
            return
        self.oracle.answered[form.id] = self.town
        again = " again" if outcome.again else ""
        self.works.note("web", f"{form.kind} {outcome.vd} {outcome.code} at {outcome.seq}{again}")

    def _change_setting(self) -> None:
        outcome = self.county.web(self.county_stream, self.people.note(self.county_view))
        self.works.note("admin", f"setting {'lost' if outcome is None else outcome.vd}")

    # ---- what goes wrong

    def _trouble(self, desk: SimDesk) -> None:
        works = self.works
        match works.between(0, 9):
            case 0 | 1:
                desk.crash_in = works.between(1, 9)
            case 2:
                if desk.up:
                    works.note(desk.name, "is killed")
                    desk.die()
            case 3 | 4:
                desk.net.down_until = works.now + works.between(5_000, 5 * MINUTE)
                works.note(desk.name, f"network gone for {(desk.net.down_until - works.now) // 1_000} s")
            case 5 | 6 | 7:
                desk.net.weather = Weather(
                    lose_request=works.u01() * 0.4,
                    lose_reply=works.u01() * 0.5,
                    double=works.u01() * 0.4,
                    linger=works.u01() * 0.2,
                    portal=works.random.choice([0.0, 0.0, 0.3]),
                )
            case 8:
                desk.jolt((RetryNow, NetworkUp, ClockJumped)[works.between(0, 2)])
            case _:
                desk.net.weather = CALM

    def _county_trouble(self) -> None:
        works = self.works
        match works.between(0, 5):
            case 0 | 1:
                self.county.crash_at = BEFORE_COMMIT
            case 2 | 3:
                self.county.crash_at = AFTER_COMMIT
            case 4:
                self.county.refusals = works.random.choice([0.0, 0.5])
            case _:
                if self.county.up:
                    self.county.die()

    def _back_up(self) -> None:
        """All streams of one instant; they are put back some minutes later."""
        backup = {stream: ledger.clone() for stream, ledger in self.county.memory.ledgers.items()}
        answered = set(self.oracle.answered)
        self.works.note("county", "is backed up")
        self.works.after(self.works.between(MINUTE, 5 * MINUTE), lambda: self._restore(backup, answered))

    def _restore(self, backup: dict[str, Ledger], answered: set[str]) -> None:
        """The older state goes on in a new epoch (sync.md §8); what web users did since is gone with it."""
        self.works.note("county", "is restored")
        self.county.crash_at = ""
        self.county.up = True
        self.county.memory.ledgers.update(backup)
        self.oracle.restored(answered)
        for stream, ledger in backup.items():
            head = ledger.head()
            p = {"prev_epoch": ledger.epoch, "seq": head.seq, "h": chain.b64(head.h)}
            wish = Act(id=self.works.uuid(), actor=stream, kind="sys.epoch", case=stream, p=p)
            self.county.govern(stream, wish)
        self.county.die()

    def _clone(self) -> None:
        """The disk of the first desk is copied to a new PC, and both go on."""
        first = self.desks[0]
        twin = first.store.twin()
        self.works.note(first.name, "is cloned")
        self._switch_on(first.name, twin)
        desk = self.desks[-1]
        desk.name = "twin"
        self.ids["twin"] = self.ids[first.name]
        self._often(300, 45_000, lambda: self._act(desk))

    # ---- the end

    def _calm(self) -> None:
        self.works.note("world", "calm")
        self.county.crash_at, self.county.refusals = "", 0.0
        for desk in self.desks:
            desk.crash_in, desk.net.weather, desk.net.down_until = 0, CALM, 0

    def settled(self) -> bool:
        """All online, nothing of anybody under way, everybody as far as the county."""
        if not self.county.up or not all(desk.up for desk in self.desks):
            return False
        return self._pinned() and all(desk.forked or self._at_rest(desk) for desk in self.desks)

    def _pinned(self) -> bool:
        ledgers = self.county.memory.ledgers
        return ledgers[self.town].folded.bundle.seq == ledgers[self.county_stream].head().seq

    def _at_rest(self, desk: SimDesk) -> bool:
        for stream, ledger in self.county.memory.ledgers.items():
            if desk.store.read[stream].cursor.seq != ledger.head().seq:
                return False
        return desk.settled and desk.state.mode == status.READY

    def _restless(self) -> str:
        heads = {s[:4]: ledger.head().seq for s, ledger in self.county.memory.ledgers.items()}
        desks = [
            f"{d.name} up={d.up} {d.shown.state}/{d.shown.why} {d.store.counts()} "
            f"{[d.store.read[s].cursor.seq for s in d.store.streams()]}"
            for d in self.desks
        ]
        return f"not settled: county up={self.county.up} {heads}; " + "; ".join(desks)


def certificate(dev: str, key: SigningKey, stream: str, name: str) -> dict[str, object]:
    """A device certificate (§2.6 shows one)."""
    pk = chain.b64(key.public)
    return {
        "dev": dev,
        "iat": START,
        "inc": 1,
        "name": name,
        "org": "990101100000",
        "parent": None,
        "pk": pk,
        "stream": stream,
        "v": 1,
        "xk": pk,
    }
