"""The server as a running thing (县端运行): socket, application, pins, an orderly end."""

import asyncio
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress

from aiohttp import web

from county.api.calls import Api
from county.app import application
from county.failures import PortError
from county.hub import Hub
from county.streams import Commit, County
from county.web.site import Site

PIN_AFTER_S = 1.0  # a county entry is pinned into every town within five seconds (sync.md §3.5)
GRACE_S = 2.0


class Server:
    """One county on one address, desks' calls and web desk alike; lives on one event loop."""

    def __init__(self, county: County, names: Mapping[str, str] | None = None) -> None:
        self.county = county
        self.port = 0
        self._loop = asyncio.get_running_loop()
        self._hub = Hub(self._loop)
        self._api = Api(county, self._hub)
        self._pinning: asyncio.Task[None] | None = None
        self._unpinned = False
        self._runner = web.AppRunner(
            application(self._api, Site(self._api, names or {})),
            auto_decompress=False,
            access_log=None,
            shutdown_timeout=GRACE_S,
            handle_signals=False,
        )

    async def start(self, taken: socket.socket) -> str:
        """Listen on a bound socket; gives the address."""
        await self._runner.setup()
        await web.SockSite(self._runner, taken).start()
        host, self.port = taken.getsockname()[:2]
        self.county.listen(self._hub.hear)
        self.county.listen(self._pin_soon)
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{self.port}"

    async def stop(self) -> None:
        """Let parked polls go, finish what is being answered."""
        self._hub.close()
        await self._runner.cleanup()
        if self._pinning is not None:
            self._pinning.cancel()  # a town that is still behind is pinned before its next entry
            await asyncio.wait({self._pinning})
        self._api.close()

    def _pin_soon(self, commit: Commit) -> None:
        if commit.stream == self.county.stream and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._begin_pinning)

    def _begin_pinning(self) -> None:
        self._unpinned = True
        if self._pinning is None or self._pinning.done():
            self._pinning = self._loop.create_task(self._pin(), name="county.pin")

    async def _pin(self) -> None:
        while self._unpinned:
            await asyncio.sleep(PIN_AFTER_S)
            self._unpinned = False
            await self._api.thread(self.county.pin_towns)


def bound(host: str, port: int) -> socket.socket:
    """A socket on the address, before anything else is touched; raises PortError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
    except OSError as err:
        taken.close()
        raise PortError(
            f"地址 {host}:{port} 用不了（可能已被占用）；请换一个端口，或先停止占用它的程序。"
        ) from err
    return taken


Beside = Callable[[Callable[[], None]], Callable[[], None]]


async def serve(
    county: County,
    taken: socket.socket,
    beside: Beside | None = None,
    names: Mapping[str, str] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; prints the address when ready.

    `names` = what areas are called in the web desk, by code.
    `beside` starts what runs along, given what to call if it crashes, and gives its end.
    """
    server = Server(county, names)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # on Windows a county ends with its parent's pipe, or is just ended
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, ended.set)
    address = await server.start(taken)
    stop = beside(lambda: _at_once(loop, ended)) if beside is not None else None
    print(f"listening {address}", flush=True)
    await ended.wait()
    if stop is not None:
        await asyncio.to_thread(stop)
    await server.stop()


def _at_once(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    loop.call_soon_threadsafe(ended.set)
