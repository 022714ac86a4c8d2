"""Hello and login (握手与登录): POST hello, POST auth/session (sync.md §4, §12)."""

from sqlalchemy import Connection, select

from county import accounts, grants
from county.accounts import session_of
from county.api.calls import Api, Call
from county.api.entry import entitled, streams_of
from county.api.limits import GREET, LOGIN_FAILURES
from county.streams import StreamReads
from db.ids import is_id
from db.tables.county import dev
from governance.ledger.chain import b64
from sync import greeting
from sync.messages import PROTO, HelloRequest, SessionReply, SessionRequest
from sync.replies import Reply, answer

Known = tuple[list[tuple[str, int, str, str]], list[tuple[str, int, int, str]]]


async def hello(api: Api, call: Call, request: HelloRequest) -> Reply:
    """Time, a number to sign, what this county takes; where the caller stands only with a valid token."""
    if (late := api.too_often("greet", GREET, call.address)) is not None:
        return late
    if request.proto[1] < PROTO[0]:
        return api.problem("upgrade")
    devs, heads = await api.thread(lambda: _known(api, call)) if call.token else ([], [])
    nonce = api.nonces.give(api.wall.now())
    return greeting.hello(request, api.now(), nonce, api.county.keys.sign, devs, heads)


def _known(api: Api, call: Call) -> Known:
    with api.county.reading() as conn:
        session = session_of(conn, call.token, api.wall.now())
        if session is None:
            return [], []
        devs, heads = [], []
        for stream in entitled(conn, session.user, session.device, api.now()):
            reads = StreamReads(conn, stream)
            device, head = reads.device(session.device), reads.head()
            if device is not None:
                devs.append((stream, device.dseq, b64(device.ah), device.status))
                heads.append((stream, head.epoch, head.seq, b64(head.h)))
        return devs, heads


async def session(api: Api, call: Call, request: SessionRequest) -> Reply:
    """A token for a person on a device, by password or by the device's proof."""
    if (late := api.too_often("greet", GREET, call.address)) is not None:
        return late
    login = request.user if isinstance(request.user, str) else request.refresh
    if not isinstance(login, str) or not is_id(request.dev):
        return api.problem("bad-request", why="session")
    if wait := api.limits.wait_s("login", LOGIN_FAILURES, login, cost=0):
        return api.slow_down(wait)
    return await api.thread(lambda: _log_in(api, request, login))


def _log_in(api: Api, request: SessionRequest, login: str) -> Reply:
    now, here = api.wall.now(), api.now()
    nonce = api.nonces.take(request.anonce, now)
    with api.county.reading() as conn:
        key = _key_of(conn, request.dev)
        found = accounts.account_of(conn, login)
        dummy = accounts.first_verifier(conn)
        renews = found is not None and accounts.may_renew(conn, request.dev, found.user, now)
        streams = entitled(conn, found.user, request.dev, here) if found is not None else []
        roles = [held.role for held in grants.held_by(conn, found.user, here)] if found is not None else []
    if nonce is None or key is None or not greeting.proven(request, key, nonce):
        return api.problem("token-expired", why="proof")
    by_password = isinstance(request.pw, str)
    if isinstance(request.pw, str):
        right = accounts.right_word(found, dummy, request.pw)
    else:
        right = renews
    if found is None or not right:
        api.limits.spend("login", LOGIN_FAILURES, login)
        return api.problem("token-expired", why="password")
    if not streams:
        return api.problem("token-expired", why="no-role")
    user = found.user
    token, end = api.county.store.write(
        lambda conn: accounts.open_session(conn, request.dev, user, now, by_password=by_password)
    )
    reply = SessionReply(
        token=token, exp=end, user=user, roles=tuple(dict.fromkeys(roles)), streams=tuple(streams)
    )
    return answer(reply, api.now())


def _key_of(conn: Connection, device: str) -> bytes | None:
    """The public key of a device, from any stream that knows it."""
    for stream, _ in streams_of(conn, device):
        query = select(dev.c.pk).where(dev.c.stream_id == stream, dev.c.device_id == device)
        return conn.execute(query).scalar()
    return None
