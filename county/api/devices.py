"""POST devices: a new PC comes in by its one-time code (sync.md §4, §12)."""

from typing import Any

from msgspec import Struct

from county.api.calls import Api, Call
from county.api.limits import GREET
from county.enrolment import BadCertError, BadCodeError, enrol
from db.signing import verify
from governance.ledger import chain
from sync.replies import Reply, answer


class DeviceRequest(Struct, frozen=True, kw_only=True):
    """The code that the county gave, what the device says of itself, and the proof that the key is its own."""

    code: str
    cert: dict[str, Any]  # dev, pk, xk, name; inc, iat, parent where they apply
    proof: str  # signature over the code as sent and the public key: the code is good only once


class DeviceReply(Struct, frozen=True, kw_only=True):
    """The certificate as it stands in the ledger, the county's keys, the device's part of serials, its streams."""

    cert: dict[str, Any]  # its `stream` is the town's
    kid: str
    server_keys: tuple[str, ...]  # public keys, the newest last
    no: str
    county: str  # the county's stream


async def devices(api: Api, call: Call, request: DeviceRequest) -> Reply:
    """Enrol a device."""
    if (late := api.too_often("greet", GREET, call.address)) is not None:
        return late
    return await api.thread(lambda: _enrol(api, request))


def _enrol(api: Api, request: DeviceRequest) -> Reply:
    if not _proven(request):
        return api.problem("token-expired", why="proof")
    county, now = api.county, api.wall.now()
    try:
        found = county.write(lambda work: enrol(work, county.stream, request.code, request.cert, now))
    except BadCodeError:
        return api.problem("token-expired", why="code")
    except BadCertError:
        return api.problem("bad-request", why="cert")
    keys = tuple(chain.b64(key.pk) for key in reversed(county.keys.known))
    reply = DeviceReply(
        cert=found.cert, kid=county.keys.kid, server_keys=keys, no=found.no, county=county.stream
    )
    return answer(reply, api.now())


def _proven(request: DeviceRequest) -> bool:
    try:
        key = chain.unb64(str(request.cert.get("pk", "")))
        message = chain.message("tcr1:enrol", request.code.encode(), key)
        return verify(key, chain.unb64(request.proof), message)
    except ValueError:
        return False
