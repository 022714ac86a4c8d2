"""A desk's program (乡镇室程序): the real client core over a memory store, killed and started again by the world."""

from collections.abc import Callable
from typing import Any

from db.signing import SigningKey
from governance.ledger.action import Action, read_trusted
from governance.verdicts import judge
from sync import status
from sync.client import step
from sync.errands import Desk, Errand
from sync.events import (
    Answered,
    Cancel,
    ClockJumped,
    Done,
    Effect,
    Event,
    LoginGiven,
    NetworkUp,
    RetryNow,
    Run,
    Saved,
    Send,
    SetTimer,
    Show,
    Started,
    Unanswered,
    Woke,
)
from sync.perform import perform
from sync.ports import Answer
from sync.status import SyncStatus
from sync.turn import State
from tests.sync.simulation.clockwork import Clockwork
from tests.sync.simulation.memory_desk import DeskMemory, Own
from tests.sync.simulation.memory_fold import Folded
from tests.sync.simulation.network import Handle, Network


class CrashError(Exception):
    """The desk's process dies here."""


class DeskKeys:
    """The keys of an installation (port Keys)."""

    def __init__(self, device: str, key: SigningKey, server_keys: tuple[bytes, ...]) -> None:
        self._device, self._key, self._server_keys = device, key, server_keys

    @property
    def device(self) -> str:
        return self._device

    @property
    def public(self) -> bytes:
        return self._key.public

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def server_keys(self) -> tuple[bytes, ...]:
        return self._server_keys


class SimDesk:
    """One PC with its operator's program. `store` is its disk; all else dies with the process."""

    def __init__(
        self, works: Clockwork, name: str, user: str, store: DeskMemory, server_key: bytes, handle: Handle
    ) -> None:
        self.works, self.name, self.user, self.store = works, name, user, store
        self.keys = DeskKeys(store.dev, store.key, (server_key,))
        self.net = Network(works, name, handle, self._back)
        self.state = State(app="simulation")
        self.up = False
        self.forked = False
        self.life = 0
        self.shown: SyncStatus = SyncStatus()
        self.errands: list[tuple[int, Errand]] = []
        self.crash_in = 0  # dies at the n-th commit point from now
        self.told: Callable[[SimDesk, Answer, dict[str, str], int], None] = lambda *_: None
        store.commit_hook = self._commit

    # ---- life and death

    def start(self) -> None:
        """Start the program: repair, then the exchange."""
        self.works.note(self.name, "starts")
        self.up = True
        self.state = State(app="simulation")
        self.shown = SyncStatus()
        self.errands = []
        if self._lives(self.store.repair):
            self._happen(Started, user=self.user)

    def _commit(self, point: str) -> None:
        if self.crash_in:
            self.crash_in -= 1
            if not self.crash_in:
                self.works.note(self.name, f"dies at {point}")
                raise CrashError

    def _lives(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except CrashError:
            self.die()
            return False
        return True

    def die(self) -> None:
        """The process is gone; somebody starts it again."""
        self.up = False
        self.life += 1
        self.net.hang_up()
        self.works.after(self.works.between(1_000, 120_000), self.start)

    # ---- events in, effects out

    def _happen(self, kind: type[Event], **facts: Any) -> None:
        event = kind(at=self.works.now, u=self.works.u01(), **facts)
        self.state, effects = step(self.state, event)
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        life = self.life
        match effect:
            case Send(request):
                self.net.request(request)
            case Cancel(number):
                self.net.cancel(number)
            case Run(number, errand):
                self.errands.append((number, errand))
                if len(self.errands) == 1:
                    self.works.after(self.works.between(1, 5), lambda: self._next_errand(life))
            case SetTimer(timer, number, delay):
                self.works.after(delay, lambda: self._wake(life, timer, number))
            case Show(shown):
                if shown.state != self.shown.state:
                    self.works.note(self.name, f"shows {shown.state} {shown.why} unsent {shown.unsent}")
                self.shown = shown
                self.forked = self.forked or shown.why == "device-forked"
                if shown.needs_login:
                    self.works.after(self.works.between(1_000, 30_000), self.log_in)

    def _wake(self, life: int, timer: str, number: int) -> None:
        if self.up and life == self.life:
            self._happen(Woke, timer=timer, number=number)

    def _next_errand(self, life: int) -> None:
        if not self.up or life != self.life:
            return
        number, errand = self.errands[0]
        results: list[Any] = []
        works = Desk(self.store, self.keys, self.works)
        if not self._lives(lambda: results.append(perform(errand, works))):
            return
        self.errands.pop(0)
        if self.errands:
            self.works.after(self.works.between(1, 5), lambda: self._next_errand(life))
        self._happen(Done, id=number, result=results[0])

    def _back(self, answer: Answer | int, why: str) -> None:
        if not self.up:
            return
        if isinstance(answer, int):
            self._happen(Unanswered, id=answer, why=why)
            return
        before, queued = self.states(), len(self.errands)
        self._happen(Answered, answer=answer)
        self.told(self, answer, before, queued)

    def states(self) -> dict[str, str]:
        """Receipt state of each own action, by stream and number."""
        return {
            f"{stream} {row.dseq}": row.state for stream, rows in self.store.outbox.items() for row in rows
        }

    # ---- what people do

    def save(self, stream: str, action: Action, annex: dict[str, str] | None) -> Own | None:
        """Seal one action: None when the process dies over it, even if it was committed."""
        rows: list[Own] = []
        if not self._lives(lambda: rows.append(self.store.seal(stream, action, annex))):
            return None
        self.works.note(self.name, f"saved {action.kind} {rows[0].dseq}")
        self._happen(Saved, stream=stream, dseq=rows[0].dseq)
        return rows[0]

    def log_in(self) -> None:
        """Somebody answers the login card."""
        if self.up and self.state.mode == status.LOGIN:
            self._happen(LoginGiven, user=self.user, pw="secret")

    def jolt(self, kind: type[RetryNow] | type[NetworkUp] | type[ClockJumped]) -> None:
        """立即重试, a network, or a sleep."""
        if self.up:
            self._happen(kind)

    def screen(self) -> Folded:
        """Confirmed and own pending folded on top, as the operator sees it (I15)."""
        town = self.store.town
        top = self.store.read[town].folded.clone()
        for row in self.store.outbox[town]:
            if row.state in ("D1", "D4") and not top.stored(row.action_id):
                action = read_trusted(row.core)
                top.take(action, judge(action, row.ah, self.works.now, top), self.works.now)
        return top

    @property
    def settled(self) -> bool:
        """Nothing of its own is under way."""
        counts = self.store.counts()
        return self.up and not self.errands and not (counts.get("D1") or counts.get("D4"))
