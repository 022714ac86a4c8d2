"""A PC comes into its county by a code; what the county is not is told in one sentence, and nothing is kept."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from db.settings import setting_of
from db.store import Store
from desktop.county_link import SETTING, CountyLinkError, enrol, link_of


class Answering:
    """A server on loopback that gives one answer to everything."""

    def __init__(self, status: int, text: str, kind: str) -> None:
        self._answer = (status, text, kind)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self.url = ""
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        self._ready.wait()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        status, text, kind = self._answer

        async def answer(_: web.BaseRequest) -> web.Response:
            return web.Response(status=status, text=text, content_type=kind)

        self._stop = asyncio.Event()
        runner = web.ServerRunner(web.Server(answer))
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "store") as made:
        yield made


@pytest.mark.parametrize(
    ("status", "text", "kind", "said"),
    [
        (200, "<html>请登录无线网络</html>", "text/html", "网页登录"),
        (200, "{}", "application/json", "看不懂"),
        (500, "oops", "text/plain", "看不懂"),
        (404, "not here", "text/plain", "看不懂"),
        (401, '{"type":"urn:tcr:token-expired","t":1,"why":"code"}', "application/json", "登记码"),
    ],
)
def test_a_county_that_answers_otherwise_is_told_apart(
    store: Store, status: int, text: str, kind: str, said: str
) -> None:
    server = Answering(status, text, kind)
    try:
        with pytest.raises(CountyLinkError, match=said):
            enrol(store, server.url, "0000000000", "值班台1")
    finally:
        server.close()
    assert store.streams() == ()
    assert store.read_own(lambda conn: setting_of(conn, SETTING)) is None


def test_a_county_out_of_reach_is_told(store: Store) -> None:
    with pytest.raises(CountyLinkError, match="连不上县端"):
        enrol(store, "http://127.0.0.1:9", "0000000000", "值班台1")


def test_a_store_that_was_never_let_in_says_so(store: Store) -> None:
    with pytest.raises(CountyLinkError, match="登记码"):
        link_of(store)
