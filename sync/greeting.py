"""Hello and login (握手与登录): what is signed and checked when desk and county meet.

Source: sync.md §4 (hello, auth/session), §12. Who may log in, tokens and their store are the county's (`county`).
"""

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from db.signing import verify
from db.view import FOLD
from governance.ledger import chain
from governance.ledger.canonical import NotCanonicalError
from governance.rules import KINDS
from sync.messages import PROTO, HelloReply, HelloRequest, SessionRequest
from sync.replies import Reply, answer
from sync.server import Sign
from sync.wire import MAX_ANNEX, MAX_LINES, MAX_PAGE_LINES, MAX_PUSH, MAX_ROWS_ANNEX

LIMITS = {
    "core": 64 * 1024,
    "annex": MAX_ANNEX,
    "annex_rows": MAX_ROWS_ANNEX,
    "lines": MAX_LINES,
    "push": MAX_PUSH,
    "page": MAX_PAGE_LINES,
}


def kinds() -> tuple[str, ...]:
    """The kinds this program knows, sorted."""
    return tuple(sorted(KINDS))


def hello(
    request: HelloRequest,
    t: int,
    anonce: bytes,
    sign: Sign,
    devs: Sequence[tuple[str, int, str, str]] = (),
    heads: Sequence[tuple[str, int, int, str]] = (),
) -> Reply:
    """The signed answer to a hello; `devs` and `heads` only for a valid token."""
    known = kinds()
    reply = HelloReply(
        t=t,
        nonce=request.nonce,
        anonce=chain.b64(anonce),
        proto=min(PROTO[1], request.proto[1]),
        kinds=known,
        kindsh=chain.b64(sha256("\n".join(known).encode()).digest()),
        fold=FOLD,
        limits=LIMITS,
        devs=tuple(devs),
        heads=tuple(heads),
    )
    made = answer(reply, t)
    made.headers["TCR-Sig"] = chain.b64(sign(chain.hello_message(made.body)))
    return made


def proven(request: SessionRequest, pk: bytes, anonce: bytes) -> bool:
    """Whether a login comes from the holder of the device's key, over the nonce that the county gave."""
    try:
        if chain.unb64(request.anonce) != anonce:
            return False
        return verify(pk, chain.unb64(request.proof), chain.auth_message(anonce, request.dev))
    except ValueError:
        return False


def read_hello(body: bytes, signature: str, nonce: bytes, server_keys: Sequence[bytes]) -> HelloReply | None:
    """The county's answer, when one of its keys signed it over our nonce; None for anybody else's page."""
    try:
        sig = chain.unb64(signature)
        reply = msgspec.json.decode(body, type=HelloReply)
    except (ValueError, msgspec.DecodeError, NotCanonicalError):
        return None
    if reply.nonce != chain.b64(nonce):
        return None
    message = chain.hello_message(body)
    return reply if any(verify(key, sig, message) for key in server_keys) else None
