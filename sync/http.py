"""The exchange over HTTP (网络线程): the client core in a thread and an event loop of its own.

Source: sync.md §4, §5.2 (timeouts); stack.md (network thread). It only carries: events in, effects out. Calls are
tasks, errands run one after another in a worker thread, the status goes out by callback. Nothing is raised out of
the thread; what nobody expected ends the exchange and goes to `on_crash`.
"""

import asyncio
import ssl
import threading
import zlib
from collections.abc import Callable
from random import SystemRandom
from secrets import token_bytes
from typing import Any

import aiohttp

from governance.refusal import ReportedError
from sync.client import step
from sync.compression import WORTH_IT, UnpackError, pack, unpack
from sync.desk_ports import DeskStore
from sync.errands import Desk, Errand
from sync.events import (
    Answered,
    Broken,
    Cancel,
    ClockJumped,
    Closing,
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
from sync.ports import Answer, Clock, Keys, Request, Rng
from sync.status import SyncStatus
from sync.turn import State
from sync.wire import MAX_PAGE

CONNECT_S, STALL_S, POLL_GRACE_S = 10, 20, 15
MAX_ANSWER = MAX_PAGE + 256 * 1024  # bytes unpacked: a page's last line may pass the mark


class SystemChance:
    """Chance as the operating system gives it."""

    def __init__(self) -> None:
        self._random = SystemRandom()

    def u01(self) -> float:
        """Uniform in [0, 1)."""
        return self._random.random()

    def bytes(self, count: int) -> bytes:
        """Random bytes."""
        return token_bytes(count)


class SyncThread:
    """The exchange of one desk with its county. Every method may be called from any thread."""

    def __init__(
        self,
        county: str,
        store: DeskStore,
        keys: Keys,
        clock: Clock,
        *,
        app: str,
        on_state: Callable[[SyncStatus], None],
        on_crash: Callable[[BaseException], None],
        user: str = "",
        rng: Rng | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`county` is its base address; the callbacks are called in the network thread."""
        self._county = county.rstrip("/")
        self._rng = rng or SystemChance()
        self._desk = Desk(store, keys, self._rng)
        self._clock = clock
        self._on_state, self._on_crash = on_state, on_crash
        self._user, self._tls = user, tls
        self._state = State(app=app)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()
        self._early: list[Event] = []  # told before the loop ran
        self._over = False
        self.heard_at: int | None = None  # boot ms of the county's last answer
        self._thread = threading.Thread(target=self._main, name="sync", daemon=True)

    # ---- from other threads

    def start(self) -> None:
        """Begin; the store must be open and verified."""
        self._thread.start()

    def stop(self) -> None:
        """End: calls are given up, the errand at hand is finished. `join` waits for it."""
        self._tell(Closing, {})

    def join(self, timeout_s: float | None = None) -> bool:
        """Wait for the end; says whether it came."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def poke(self, stream: str, dseq: int) -> None:
        """An own action was committed to own.db."""
        self._tell(Saved, {"stream": stream, "dseq": dseq})

    def retry_now(self) -> None:
        """立即重试."""
        self._tell(RetryNow, {})

    def network_up(self) -> None:
        """The operating system has a network again."""
        self._tell(NetworkUp, {})

    def clock_jumped(self) -> None:
        """The PC slept, or its clock jumped."""
        self._tell(ClockJumped, {})

    def login(self, user: str, pw: str) -> None:
        """A person logs in online."""
        self._tell(LoginGiven, {"user": user, "pw": pw})

    def _tell(self, kind: type[Event], facts: dict[str, Any]) -> None:
        event = kind(at=self._clock.boot_ms(), u=self._rng.u01(), **facts)
        with self._lock:
            if self._over:
                return
            if self._loop is None:
                self._early.append(event)
            else:
                self._loop.call_soon_threadsafe(self._events.put_nowait, event)

    # ---- in the network thread

    def _main(self) -> None:
        with asyncio.Runner() as runner:
            runner.run(self._guarded())
            with self._lock:  # nobody may still hand an event to a loop that is about to close
                self._over = True

    async def _guarded(self) -> None:
        work = asyncio.ensure_future(self._work())
        await asyncio.wait({work})
        crash = None if work.cancelled() else work.exception()
        if crash is not None:
            self._on_crash(crash)

    async def _work(self) -> None:
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._errands: asyncio.Queue[tuple[int, Errand]] = asyncio.Queue()
        self._calls: dict[int, asyncio.Task[None]] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._event(Started, user=self._user)
        with self._lock:
            self._loop = asyncio.get_running_loop()
            for event in self._early:
                self._events.put_nowait(event)
        session = aiohttp.ClientSession(auto_decompress=False)
        async with session, asyncio.TaskGroup() as tasks:
            worker = tasks.create_task(self._do_errands())
            while True:
                event = await self._events.get()
                self._state, effects = step(self._state, event)
                for effect in effects:
                    self._carry_out(effect, session, tasks)
                if isinstance(event, Closing):
                    break
            for timer in self._timers.values():
                timer.cancel()
            for call in self._calls.values():
                call.cancel()
            worker.cancel()

    def _event(self, kind: type[Event], **facts: Any) -> None:
        self._events.put_nowait(kind(at=self._clock.boot_ms(), u=self._rng.u01(), **facts))

    def _carry_out(self, effect: Effect, session: aiohttp.ClientSession, tasks: asyncio.TaskGroup) -> None:
        match effect:
            case Send(request):
                self._calls[request.id] = tasks.create_task(self._call(session, request))
            case Cancel(number):
                call = self._calls.pop(number, None)
                if call is not None:
                    call.cancel()
            case Run(number, errand):
                self._errands.put_nowait((number, errand))
            case SetTimer(timer, number, delay):
                if timer in self._timers:
                    self._timers[timer].cancel()
                self._timers[timer] = asyncio.get_running_loop().call_later(
                    delay / 1_000, lambda: self._event(Woke, timer=timer, number=number)
                )
            case Show(status):
                self._on_state(status)

    async def _do_errands(self) -> None:
        while True:
            number, errand = await self._errands.get()
            try:
                result = await asyncio.to_thread(perform, errand, self._desk)
            except ReportedError as err:
                self._event(Broken, id=number, sentence=err.sentence)
            else:
                self._event(Done, id=number, result=result)

    async def _call(self, session: aiohttp.ClientSession, request: Request) -> None:
        try:
            answer = await self._exchange(session, request)
        except aiohttp.ClientSSLError:
            self._event(Unanswered, id=request.id, why="tls")
        except aiohttp.ClientConnectorError:
            self._event(Unanswered, id=request.id, why="connect")
        except (aiohttp.ClientError, TimeoutError, OSError, UnpackError):
            self._event(Unanswered, id=request.id, why="timeout")
        else:
            self._event(Answered, answer=answer)
        self._calls.pop(request.id, None)

    async def _exchange(self, session: aiohttp.ClientSession, request: Request) -> Answer:
        headers = dict(request.headers) | {"Accept-Encoding": "zstd, gzip"}
        body = request.body
        if len(body) > WORTH_IT:
            body = pack(body)
            headers["Content-Encoding"] = "zstd"
        stall = request.wait_s + POLL_GRACE_S if request.wait_s else STALL_S
        limits = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=stall)
        sent = self._clock.boot_ms()
        async with session.request(
            request.method,
            self._county + request.path,
            data=body or None,
            headers=headers,
            timeout=limits,
            allow_redirects=False,
            ssl=self._tls if self._tls is not None else True,
        ) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            received = self._clock.boot_ms()
            packed = await _read(response)
        if (told := found.get("tcr-time", "")).isdecimal():
            self.heard_at = received
            if not request.wait_s:
                self._clock.sample(int(told), sent, received)
        plain = _unpacked(packed, found.get("content-encoding", ""))
        return Answer(id=request.id, status=response.status, headers=found, body=plain)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The body as sent, up to the cap."""
    parts, size = [], 0
    async for part in response.content.iter_any():
        size += len(part)
        if size > MAX_ANSWER:
            raise UnpackError("too large")
        parts.append(part)
    return b"".join(parts)


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding == "zstd":
        return unpack(body, MAX_ANSWER)
    if encoding == "gzip":
        opener = zlib.decompressobj(wbits=31)
        try:
            plain = opener.decompress(body, MAX_ANSWER)
        except zlib.error as err:
            raise UnpackError("not gzip") from err
        if opener.unconsumed_tail or not opener.eof:
            raise UnpackError("too large or cut short")
        return plain
    if encoding not in ("", "identity"):
        raise UnpackError(f"unknown encoding {encoding}")
    return body
