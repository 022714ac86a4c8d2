"""The county's HTTP application (县端服务): bodies in and out; everything else is the routes'.

Bodies are unpacked under the route's cap before anybody looks at them, replies packed when that is worth it. A world
that fails is a 503 or 507 with its word, never a stack trace; our own mistakes stay 500 and are logged, in the web
desk with a number that the page shows too.
"""

import logging
import zlib
from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from county.api.calls import Api, Call
from county.api.routes import ROUTES, Route, arguments
from county.web.crashes import told_of_crashes
from county.web.site import Site
from db.failures import StoreError, StoreFullError
from db.ids import is_id
from sync.compression import WORTH_IT, UnpackError, pack, unpack
from sync.replies import Reply

log = logging.getLogger(__name__)

PREFIX = "/v1"
NOTHING = "00000000-0000-0000-0000-000000000000"  # a stream nobody has


class _TooLargeError(Exception):
    pass


class _BadBodyError(Exception):
    pass


def application(api: Api, site: Site) -> web.Application:
    """The application: what desks call under /v1, the web desk beside it."""
    app = web.Application(middlewares=[told_of_crashes])
    site.mount(app)
    for route in ROUTES:
        app.router.add_route(route.method, PREFIX + route.path, _handler(api, route))
    site.finish(app)
    return app


def _handler(api: Api, route: Route) -> Callable[[web.Request], Awaitable[web.Response]]:
    decoder = msgspec.json.Decoder(route.request) if route.request is not None else None

    async def handle(request: web.Request) -> web.Response:
        reply = await _reply(api, route, decoder, request)
        return _packed(reply, request.headers.get("Accept-Encoding", ""))

    return handle


async def _reply(
    api: Api, route: Route, decoder: "msgspec.json.Decoder[msgspec.Struct] | None", request: web.Request
) -> Reply:
    stream = request.match_info.get("sid", "")
    if route.of_stream and not is_id(stream):
        stream = NOTHING
    try:
        body = await _body(request, route.most)
        asked = decoder.decode(body) if decoder is not None else None
    except _TooLargeError:
        return api.problem("too-large")
    except (_BadBodyError, msgspec.DecodeError, UnicodeDecodeError):
        return api.problem("bad-request", why="body")
    call = Call(request.headers, request.query, body, request.remote or "")
    try:
        return await route.handler(api, call, *arguments(route, stream, asked))
    except StoreFullError:
        return api.problem("storage-full")
    except StoreError as err:
        log.error("%s %s: %s", route.method, route.path, err.sentence)
        return api.problem("busy")


async def _body(request: web.Request, most: int) -> bytes:
    """The body, unpacked, never more than the cap at any step."""
    parts, size = [], 0
    async for part in request.content.iter_any():
        size += len(part)
        if size > most:
            raise _TooLargeError
        parts.append(part)
    return _unpacked(b"".join(parts), request.headers.get("Content-Encoding", ""), most)


def _unpacked(packed: bytes, encoding: str, most: int) -> bytes:
    if encoding in ("", "identity"):
        return packed
    try:
        if encoding == "zstd":
            return unpack(packed, most)
        if encoding != "gzip":
            raise _BadBodyError
        opener = zlib.decompressobj(wbits=31)
        plain = opener.decompress(packed, most + 1)
    except UnpackError as err:
        raise (_TooLargeError if str(err) == "too large" else _BadBodyError) from err
    except zlib.error as err:
        raise _BadBodyError from err
    if len(plain) > most:
        raise _TooLargeError
    if not opener.eof:
        raise _BadBodyError
    return plain


def _packed(reply: Reply, accepted: str) -> web.Response:
    headers, body = dict(reply.headers), reply.body
    if len(body) > WORTH_IT and "zstd" in accepted:
        body = pack(body)
        headers["Content-Encoding"] = "zstd"
    return web.Response(status=reply.status, headers=headers, body=body)
