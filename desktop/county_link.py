"""How this PC knows its county (县端连接): let in once by a one-time code, then found again at every start.

Source: sync.md §12. The device makes its own key and says what it is; the county says where it belongs. Address and
public keys of the county lie in own.db.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp
import msgspec
from msgspec import Struct

from db.settings import keep_setting, setting_of
from db.store import Enrolled, Store
from governance.ledger import chain
from governance.refusal import ReportedError

SETTING = "county"
PATIENCE = aiohttp.ClientTimeout(total=60, connect=10)


class CountyLinkError(ReportedError):
    """The county can't be reached, or does not let this PC in (无法连接县端)."""


class CountyLink(Struct, frozen=True):
    """The county's base address and its public keys (Ed25519, b64), the newest last."""

    url: str
    keys: tuple[str, ...]


class LinkKeys:
    """The keys of this installation as the exchange needs them (implements `sync.ports.Keys`)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.device = store.device(store.stream).device
        self.public = store.key.public
        link = link_of(store)
        self._server = tuple(chain.unb64(key) for key in link.keys)

    def sign(self, message: bytes) -> bytes:
        """Sign with the device's key."""
        return self._store.key.sign(message)

    def server_keys(self) -> Sequence[bytes]:
        """The county's public keys."""
        return self._server


def link_of(store: Store) -> CountyLink:
    """The county this store belongs to; CountyLinkError when it was never let in anywhere."""
    text = store.read_own(lambda conn: setting_of(conn, SETTING))
    if text is None:
        raise CountyLinkError("本机还没有连接县端；请用县端给的登记码连接。", path=str(store.folder))
    return msgspec.json.decode(text, type=CountyLink)


class _Devices(Struct, frozen=True, kw_only=True):
    """What the county answers to a new device."""

    cert: dict[str, Any]  # as it stands in the ledger; its `stream` is the town's
    server_keys: tuple[str, ...]  # the newest last
    no: str
    county: str  # the county's stream


def enrol(store: Store, url: str, code: str, name: str) -> None:
    """Let this PC in by a one-time code; afterwards the store knows its streams and its county.

    Raises CountyLinkError: county unreachable, answering rubbish, or the code wrong, used or too old.
    """
    device, key = store.new_id(), store.key
    asked = {
        "dev": device,
        "inc": 1,
        "name": name,
        "parent": None,
        "pk": chain.b64(key.public),
        "xk": chain.b64(key.packet_public),
    }
    proof = key.sign(chain.message("tcr1:enrol", code.encode(), key.public))
    link = url.rstrip("/")
    reply = asyncio.run(_post(f"{link}/v1/devices", {"code": code, "cert": asked, "proof": chain.b64(proof)}))
    streams = [
        Enrolled(stream=stream, kind=kind, device=device, no=reply.no, cert=reply.cert)
        for kind, stream in (("county", reply.county), ("town", str(reply.cert["stream"])))
    ]
    known = msgspec.json.encode(CountyLink(link, reply.server_keys)).decode()
    store.own.run(lambda conn: keep_setting(conn, SETTING, known))
    store.enrol(streams)


async def _post(url: str, body: dict[str, Any]) -> _Devices:
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, session.post(url, json=body) as reply:
            text, status = await reply.read(), reply.status
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as err:
        raise CountyLinkError("连不上县端；请检查网络和县端地址。", url=url) from err
    if status in (400, 401) and b"urn:tcr:" in text:
        raise CountyLinkError("县端不接受此登记码；请向县中心索取新的登记码。", url=url, status=status)
    try:
        return msgspec.json.decode(text if status == 200 else b"", type=_Devices)
    except msgspec.DecodeError as err:
        raise CountyLinkError(
            "县端的回答看不懂；请核对县端地址，或网络是否需要网页登录。", url=url, status=status
        ) from err
