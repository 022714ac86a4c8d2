"""Push and pull (上送与读回): POST and GET streams/{sid}/actions, POST streams/{sid}/ancestor (sync.md §4, §7).

Signatures are verified before the lock is taken; the answer leaves only after the commit (I18).
"""

import random

from msgspec import Struct

from county.api.calls import Api, Call
from county.api.entry import Guest, admit
from county.api.limits import PULL, PUSH
from county.streams import Work
from governance.ledger.chain import unb64
from sync.envelopes import Batch, prepare
from sync.messages import AncestorRequest
from sync.replies import Reply
from sync.served_pages import Proof, ancestor, page, read_proof
from sync.server import push
from sync.wire import PAGE_LINES

MAX_WAIT_S = 60
JITTER = 0.1


# ---------------------------------------------------------------- push


async def take_actions(api: Api, call: Call, stream: str) -> Reply:
    """Enter a batch of a device's lines."""
    epoch = call.headers.get("TCR-Epoch", "")
    if not epoch.isdecimal():
        return api.problem("bad-request", why="epoch")
    checked = await api.thread(lambda: _checked(api, call, stream))
    if isinstance(checked, Reply):
        return checked
    county = api.county

    def entered(work: Work) -> Reply:
        tx = work.sure(stream)
        tx.read_ahead([line.action for line in checked.lines])
        return push(checked, int(epoch), work.st, tx, county.keys.sign)

    return await api.thread(lambda: county.write(entered))


def _checked(api: Api, call: Call, stream: str) -> Batch | Reply:
    with api.county.reading() as conn:
        guest = admit(api, conn, call, stream)
        if isinstance(guest, Reply):
            return guest
        device = guest.device
        if (late := api.too_often("push", PUSH, device.id)) is not None:
            return late
        return prepare(call.body, stream, device, lambda dseq: guest.reads.link(device.id, dseq), api.now())


# ---------------------------------------------------------------- pull


class _Asked(Struct, frozen=True):
    after: int
    h: bytes
    limit: int
    wait: int
    proof: Proof | None


def _asked(call: Call) -> _Asked | None:
    """The query, or None when it is not so written."""
    query = call.query
    numbers = {"after": query.get("after", ""), "limit": query.get("limit", str(PAGE_LINES))}
    numbers["wait"] = query.get("wait", "0")
    proof = read_proof(query["proof"]) if "proof" in query else None
    if not all(text.isdecimal() and len(text) < 16 for text in numbers.values()):
        return None
    if "proof" in query and proof is None:
        return None
    try:
        h = unb64(query.get("h", ""))
    except ValueError:
        return None
    wait = min(int(numbers["wait"]), MAX_WAIT_S)
    return _Asked(int(numbers["after"]), h, int(numbers["limit"]), wait, proof)


async def give_actions(api: Api, call: Call, stream: str) -> Reply:
    """A page after the caller's cursor; parked until there is one, when asked to wait."""
    asked = _asked(call)
    if asked is None:
        return api.problem("bad-request", why="query")
    version = api.hub.version(stream)
    reply, device = await api.thread(lambda: _page(api, call, stream, asked, count=True))
    if reply.status != 204 or not asked.wait or not api.park(device):
        return reply
    try:
        seconds = asked.wait * (1 + random.uniform(-JITTER, JITTER))
        if await api.hub.wait(stream, version, seconds):
            reply, _ = await api.thread(lambda: _page(api, call, stream, asked, count=False))
        return reply
    finally:
        api.unpark(device)


def _page(api: Api, call: Call, stream: str, asked: _Asked, *, count: bool) -> tuple[Reply, str]:
    with api.county.reading() as conn:
        guest = admit(api, conn, call, stream)
        if isinstance(guest, Reply):
            return guest, ""
        device = guest.device.id
        if count and (late := api.too_often("pull", PULL, device)) is not None:
            return late, device
        if asked.proof is not None and asked.proof.dev != device:
            return api.problem("bad-request", why="proof"), device
        found = page(
            guest.reads, asked.after, asked.h, asked.limit, api.now(), api.county.keys.sign, asked.proof
        )
        return found, device


async def give_ancestor(api: Api, call: Call, stream: str, request: AncestorRequest) -> Reply:
    """The last point that a desk's history and the county's share."""

    def read() -> Reply:
        with api.county.reading() as conn:
            guest: Guest | Reply = admit(api, conn, call, stream)
            return guest if isinstance(guest, Reply) else ancestor(guest.reads, request.points, api.now())

    return await api.thread(read)
