"""A wire that can be cut (网线): forwards one local port to the county, and drops everything while it is cut."""

import asyncio
import contextlib
import threading

FAREWELL_S = 5


class Wire:
    """A TCP forwarder in a thread of its own; `cut` resets what is open and refuses what comes."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self.target_port = port
        self._up = True
        self._writers: set[asyncio.StreamWriter] = set()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="wire", daemon=True)
        self.port = 0
        self._thread.start()
        self._ready.wait()

    def cut(self) -> None:
        """No network from now on."""
        self._loop.call_soon_threadsafe(self._drop)

    def mend(self) -> None:
        """The network is back."""
        self._up = True

    def close(self) -> None:
        """Drop everything and end the thread."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _drop(self) -> None:
        self._up = False
        for writer in self._writers:
            writer.transport.abort()

    def _run(self) -> None:
        with contextlib.closing(self._loop):
            asyncio.set_event_loop(self._loop)
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        self._drop()
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        if rest:
            await asyncio.wait(rest, timeout=FAREWELL_S)  # their ends are gone: each finds out and returns

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._up:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:  # the county is down: the caller sees a reset, as on a real wire
            writer.transport.abort()
            return
        ends = {writer, far_writer}
        self._writers |= ends
        try:
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            self._writers -= ends
            for end in ends:
                end.transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):  # either end went away: the other is closed by the caller
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    if writer.can_write_eof() and not writer.is_closing():
        with contextlib.suppress(OSError):
            writer.write_eof()
