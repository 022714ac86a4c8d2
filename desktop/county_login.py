"""Asking the county whether a password is somebody's (口令核对): the login of sync.md §4, said once and forgotten.

The exchange logs in for itself; this is for two people who sign at one desk, while a third one's session runs on.
"""

from secrets import token_bytes

import aiohttp
import msgspec

from db.store import Store
from desktop.county_link import CountyLinkError, LinkKeys, link_of
from governance.ledger.chain import auth_message, b64, unb64
from sync.greeting import read_hello
from sync.messages import HelloReply, HelloRequest, SessionRequest

APP = "huying"
PATIENCE = aiohttp.ClientTimeout(total=6, connect=2)  # two people wait at the desk


class CountyLogin:
    """The county of a store, asked about passwords."""

    def __init__(self, store: Store, url: str = "") -> None:
        """`url` of the county, if it is another than the store knows."""
        self._store, self._url = store, url

    async def knows(self, user: str, password: str) -> bool:
        """Whether the county takes the password of this person; CountyLinkError when it can't be asked."""
        url = self._url or link_of(self._store).url
        keys = LinkKeys(self._store)
        try:
            async with aiohttp.ClientSession(timeout=PATIENCE) as session:
                hello = await self._greet(session, url, keys)
                proof = keys.sign(auth_message(unb64(hello.anonce), keys.device))
                request = SessionRequest(
                    dev=keys.device, anonce=hello.anonce, proof=b64(proof), user=user, pw=password
                )
                return await _judged(session, url, request)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as err:
            raise CountyLinkError("连不上县端，未能核对口令。", url=url) from err

    async def _greet(self, session: aiohttp.ClientSession, url: str, keys: LinkKeys) -> HelloReply:
        nonce = token_bytes(32)
        body = msgspec.json.encode(HelloRequest(app=APP, nonce=b64(nonce), dev=keys.device))
        async with session.post(f"{url}/v1/hello", data=body) as answer:
            said, signature = await answer.read(), answer.headers.get("TCR-Sig", "")
        reply = read_hello(said, signature, nonce, keys.server_keys())
        if reply is None:
            raise CountyLinkError("县端身份不符，未能核对口令。", url=url)
        return reply


async def _judged(session: aiohttp.ClientSession, url: str, request: SessionRequest) -> bool:
    async with session.post(f"{url}/v1/auth/session", data=msgspec.json.encode(request)) as answer:
        said, status = await answer.read(), answer.status
    if status == 200:
        return True
    if status == 401 and b'"password"' in said:
        return False
    raise CountyLinkError("县端未能核对口令。", url=url, status=status)
