"""The exchange over real sockets (网络线程): the thread, its calls and its end, against the real county cores."""

import asyncio
import gzip
import threading
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from aiohttp import web

from governance.ledger.action import Action
from governance.refusal import ReportedError
from sync import status
from sync.compression import pack, unpack
from sync.desk_ports import Page
from sync.http import SyncThread
from sync.ports import Request
from sync.replies import Reply
from sync.status import SyncStatus
from tests.sync.a_county import Quiet
from tests.sync.simulation.memory_desk import DeskMemory

PATIENCE_S = 15


class Server:
    """A county on loopback in a thread of its own; its cores and store are those of the simulation."""

    def __init__(self, quiet: Quiet) -> None:
        self.quiet = quiet
        self.loop = asyncio.new_event_loop()
        self.seen: list[Any] = []
        self.twist: Callable[[web.Request, Reply], Reply | web.Response] = lambda request, reply: reply
        self.port = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        self._ready.wait(PATIENCE_S)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._answer)
        runner = web.AppRunner(app, auto_decompress=False, shutdown_timeout=0.1)

        async def begin() -> None:
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", self.port)
            await site.start()
            self.port = runner.addresses[0][1]
            self._ready.set()

        self.loop.run_until_complete(begin())
        self.loop.run_forever()
        parked = asyncio.all_tasks(self.loop)
        for task in parked:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*parked, return_exceptions=True))
        self.loop.run_until_complete(runner.cleanup())
        self.loop.close()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE_S)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        self.seen.append((request.method, request.path, request.headers.get("Content-Encoding", "")))
        if request.headers.get("Content-Encoding") == "zstd":
            raw = unpack(raw, 2_000_000)
        told: asyncio.Future[Reply] = self.loop.create_future()
        call = Request(
            id=0,
            method=request.method,
            path=request.path_qs,
            headers=tuple(request.headers.items()),
            body=raw,
        )

        def respond(reply: Reply) -> None:
            if not told.done():
                told.set_result(reply)

        self.quiet.county.handle(call, respond)
        reply = self.twist(request, await told)
        if isinstance(reply, web.Response):
            return reply
        body, headers = reply.body, dict(reply.headers)
        if len(body) > 1_024:
            body, headers["Content-Encoding"] = pack(body), "zstd"
        return web.Response(status=reply.status, body=body, headers=headers)


class RealTime:
    """The simulation's clockwork on the server's loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, seed: int) -> None:
        self._loop = loop
        self.random = Random(seed)

    @property
    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def after(self, delay_ms: int, what: Callable[[], None]) -> None:
        self._loop.call_soon_threadsafe(self._loop.call_later, delay_ms / 1_000, what)

    def note(self, who: str, what: str) -> None:
        """Nobody reads it."""

    def likely(self, share: float) -> bool:
        return False

    def between(self, low: int, high: int) -> int:
        return low

    def bytes(self, count: int) -> bytes:
        return self.random.randbytes(count)


class PcClock:
    """The PC's clock, and what it was told of the county's (port Clock)."""

    def __init__(self) -> None:
        self.samples: list[tuple[int, int, int]] = []

    def boot_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def wall_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def sample(self, server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> None:
        self.samples.append((server_ms, sent_boot_ms, received_boot_ms))


class Pc:
    """A desk's exchange under test."""

    def __init__(self, quiet: Quiet, address: str, store: DeskMemory | None = None) -> None:
        self.quiet = quiet
        self.store = store or quiet.store
        self.clock = PcClock()
        self.states: list[SyncStatus] = []
        self.crashes: list[BaseException] = []
        self.exchange = SyncThread(
            address,
            self.store,
            quiet.desk.keys,
            self.clock,
            app="test",
            user=quiet.desk.user,
            on_state=self.states.append,
            on_crash=self.crashes.append,
        )
        self.exchange.start()

    def save(self, action: Action | None = None) -> int:
        row = self.store.seal(self.quiet.town, action or self.quiet.action(), None)
        self.exchange.poke(self.quiet.town, row.dseq)
        return row.dseq

    def until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            assert time.monotonic() < deadline, f"still {self.states[-1:]}, {self.store.counts()}"
            time.sleep(0.01)

    def shows(self, state: str, why: str = "") -> bool:
        return bool(self.states) and (self.states[-1].state, self.states[-1].why) == (state, why)

    def idle(self) -> bool:
        return self.shows(status.IDLE) and self.states[-1].unsent == 0

    def close(self) -> None:
        self.exchange.stop()
        assert self.exchange.join(PATIENCE_S)


@pytest.fixture
def quiet() -> Quiet:
    return Quiet()


@pytest.fixture
def server(quiet: Quiet) -> Iterator[Server]:
    made = Server(quiet)
    quiet.county.works = RealTime(made.loop, 1)  # type: ignore[assignment]
    yield made
    made.stop()


@pytest.fixture
def pc(quiet: Quiet, server: Server) -> Iterator[Pc]:
    made = Pc(quiet, server.address)
    yield made
    made.close()


def test_what_is_saved_is_delivered_and_read_back(quiet: Quiet, pc: Pc, server: Server) -> None:
    pc.until(pc.idle)
    started = time.monotonic()
    pc.save()
    pc.until(lambda: pc.store.counts() == {"D5": 1})
    assert time.monotonic() - started < 3
    for _ in range(40):
        pc.save()
    pc.until(lambda: pc.store.counts() == {"D5": 41} and pc.idle())
    assert any(seen[0] == "POST" and seen[2] == "zstd" for seen in server.seen)
    assert pc.store.read[quiet.town].folded.digest == quiet.ledger.folded.digest
    assert pc.clock.samples
    assert not pc.crashes


def test_while_the_county_is_away_work_goes_on_and_is_sent_when_it_is_back(quiet: Quiet, pc: Pc) -> None:
    pc.until(pc.idle)
    quiet.county.refusals = 1.0
    pc.quiet.county.works.likely = lambda share: share > 0  # type: ignore[method-assign]
    pc.save()
    pc.until(lambda: pc.shows(status.OFFLINE, "server") or pc.shows(status.OFFLINE, "rate"))
    pc.save()
    quiet.county.refusals = 0.0
    pc.exchange.retry_now()
    pc.until(lambda: pc.store.counts() == {"D5": 2})


def test_a_county_that_is_not_there_is_tried_again(quiet: Quiet) -> None:
    pc = Pc(quiet, "http://127.0.0.1:9")
    pc.save()
    pc.until(lambda: pc.shows(status.OFFLINE, "connect") and pc.states[-1].unsent == 1)
    pc.close()
    assert pc.states[-1].state == status.STOPPED
    assert not pc.crashes


def test_a_portal_is_no_network(quiet: Quiet, server: Server, pc: Pc) -> None:
    server.twist = lambda request, reply: web.Response(text="<html>", content_type="text/html")
    pc.save()
    pc.until(lambda: pc.shows(status.OFFLINE, "portal"))
    server.twist = lambda request, reply: reply
    pc.exchange.retry_now()
    pc.until(lambda: pc.store.counts() == {"D5": 1})


@pytest.mark.parametrize(
    "bad",
    [
        lambda reply: web.Response(body=b"rubbish", headers=reply.headers | {"Content-Encoding": "zstd"}),
        lambda reply: web.Response(
            body=pack(b"x" * 9_000_000), headers=reply.headers | {"Content-Encoding": "zstd"}
        ),
        lambda reply: web.Response(body=b"rubbish", headers=reply.headers | {"Content-Encoding": "gzip"}),
        lambda reply: web.Response(body=b"x", headers=reply.headers | {"Content-Encoding": "br"}),
        lambda reply: web.Response(body=b"x" * 9_000_000, headers=reply.headers),
    ],
    ids=["no zstd", "a bomb", "no gzip", "unknown", "too large"],
)
def test_a_body_that_can_not_be_unpacked_is_no_answer(
    quiet: Quiet, server: Server, pc: Pc, bad: Callable[[Reply], web.Response]
) -> None:
    server.twist = lambda request, reply: bad(reply)
    pc.save()
    pc.until(lambda: pc.shows(status.OFFLINE, "timeout"))
    assert not pc.crashes


def test_gzip_is_understood(quiet: Quiet, server: Server, pc: Pc) -> None:
    def zipped(request: web.Request, reply: Reply) -> web.Response:
        headers = reply.headers | ({"Content-Encoding": "gzip"} if reply.body else {})
        return web.Response(
            status=reply.status, body=gzip.compress(reply.body) if reply.body else b"", headers=headers
        )

    server.twist = zipped
    pc.save()
    pc.until(lambda: pc.store.counts() == {"D5": 1})


class FullDisk(ReportedError):
    """As the store says it."""


class FailingStore(DeskMemory):
    """A store on a full disk."""

    full = True

    def apply_page(self, page: Page) -> list[int]:
        if self.full:
            raise FullDisk("磁盘已满；请清理后重试。")
        return super().apply_page(page)


def failing(quiet: Quiet) -> FailingStore:
    old = quiet.store
    return FailingStore(old.county, old.town, old.dev, old.start, old.key)


def test_a_failing_store_is_shown_in_its_own_words_and_asked_again(quiet: Quiet, server: Server) -> None:
    store = failing(quiet)
    pc = Pc(quiet, server.address, store)
    pc.until(lambda: any(state.sentence == "磁盘已满；请清理后重试。" for state in pc.states))
    store.full = False
    pc.exchange.retry_now()
    pc.until(pc.idle)
    pc.close()
    assert not pc.crashes


def test_our_own_mistake_ends_the_exchange_and_goes_to_the_crash_report(quiet: Quiet, server: Server) -> None:
    store = failing(quiet)
    store.counts = None  # type: ignore[method-assign, assignment]
    pc = Pc(quiet, server.address, store)
    assert pc.exchange.join(PATIENCE_S)
    (crash,) = pc.crashes
    assert isinstance(crash, ExceptionGroup)
    pc.exchange.poke(quiet.town, 1)  # and whoever still calls it is not hurt
    pc.close()
