"""News for an open page (长轮询): answers as soon as there is more than the page shows, or after a while."""

import asyncio

from aiohttp import web

from county.api.calls import Api
from county.web.headers import NEVER_KEPT, SAFE
from county.web.visitors import Visitors
from governance.ledger.chain import b64

WAIT_S = 25.0


class News:
    """`/wait?v=<version>`."""

    def __init__(self, api: Api, visitors: Visitors) -> None:
        self._api = api
        self._visitors = visitors

    async def wait(self, request: web.Request) -> web.StreamResponse:
        """The newest version; it does not keep the session alive."""
        who = await self._visitors.who(request, person=False)
        if who is None:
            return web.json_response({"v": -1}, status=401, headers={**SAFE, **NEVER_KEPT})
        session, person = who
        asked = request.query.get("v", "")
        seen = int(asked) if asked.isascii() and asked.isdigit() else -1
        key = f"web/{b64(session.hash)}"
        if self._visitors.version(person) == seen:
            if not self._api.park(key):
                return web.json_response({"v": seen}, status=429, headers={"Retry-After": "25", **SAFE})
            try:
                await self._more(self._visitors.streams(person))
            finally:
                self._api.unpark(key)
        return web.json_response({"v": self._visitors.version(person)}, headers={**SAFE, **NEVER_KEPT})

    async def _more(self, streams: tuple[str, ...]) -> None:
        """Until one of the streams has more, or the time is up."""
        hub = self._api.hub
        waits = [
            asyncio.ensure_future(hub.wait(stream, hub.version(stream), WAIT_S)) for stream in set(streams)
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
