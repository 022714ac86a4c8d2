"""Hello and login of the client core (会话): from OFFLINE to READY, and back when somebody must act.

Source: sync.md §5.2 rows INIT, OFFLINE, HELLO, AUTH, READY, HOLD; §4; §12 (tokens).
"""

import msgspec

from sync import status
from sync.backoff import START_JITTER_MS
from sync.errands import CheckHello, FeedFacts, Greet, HelloChecked, Load, Loaded
from sync.messages import HelloReply, SessionReply, SessionRequest
from sync.ports import Answer
from sync.trouble import floor_ms, from_county, hold, meet
from sync.turn import Feed, Turn

AWAY = (status.OFFLINE, status.LOGIN, status.HOLD)


def start(turn: Turn, user: str) -> None:
    """INIT: ask the store where everything stands."""
    turn.become(user=user, errand=turn.run(Load()))


def loaded(turn: Turn, result: Loaded) -> None:
    """INIT → OFFLINE → HELLO."""
    turn.become(feeds=tuple(map(_feed, result.feeds)))
    hello(turn)


def _feed(facts: FeedFacts) -> Feed:
    return Feed(
        stream=facts.cursor.stream,
        device=facts.device,
        cursor=facts.cursor,
        sealed=facts.sealed,
        open_from=facts.open_from,
    )


def retry(turn: Turn) -> None:
    """立即重试: from wherever the exchange waits; a login card keeps waiting for its person as well."""
    if turn.state.mode in AWAY:
        hello(turn)
    elif turn.waits_for("pull"):
        turn.unset("pull")


def network_up(turn: Turn) -> None:
    """A network again: soon, but not all desks at once."""
    if turn.state.mode == status.OFFLINE:
        turn.timer("backoff", int(turn.u * START_JITTER_MS))


def hello(turn: Turn) -> None:
    """HELLO, with every stream given another chance."""
    turn.hang_up()
    for name in ("backoff", "hold", "pull"):
        turn.unset(name)
    if not turn.state.feeds:
        turn.become(mode=status.OFFLINE, errand=turn.run(Load()))
        return
    for index in range(len(turn.state.feeds)):
        turn.feed(index, halted="")
    turn.alarm("no-stream", on=False)
    turn.alarm("bad-request", on=False)
    turn.become(mode=status.HELLO, errand=turn.run(Greet(turn.state.app)), sentence="", pull_off=False)


def greeted(turn: Turn, body: bytes, nonce: bytes) -> None:
    """The hello is written: say it."""
    turn.become(nonce=nonce, errand=0, call=turn.send("POST", "/v1/hello", body))


def hello_answered(turn: Turn, answer: Answer) -> None:
    """Only a signed 200 is the county; a portal's page is as good as no network."""
    signature = answer.headers.get("tcr-sig", "")
    if answer.status == 200 and from_county(answer) and signature:
        turn.become(errand=turn.run(CheckHello(answer.body, signature, turn.state.nonce)))
    elif answer.status == 426 and from_county(answer) and turn.state.token:
        turn.alarm("upgrade")
        turn.become(pull_off=True)
        ready(turn)
    elif answer.status == 200:
        turn.offline("portal")
    else:
        meet(turn, answer)


def hello_checked(turn: Turn, result: HelloChecked) -> None:
    """HELLO → READY with a token that still holds, else AUTH; → HOLD when the county knows us otherwise."""
    reply = result.reply
    if reply is None:
        turn.offline("portal")
        return
    turn.become(failures=0, kinds=reply.kinds, anonce=reply.anonce, proof=result.proof)
    turn.alarm("upgrade", on=False)
    if _forked(turn, reply):
        hold(turn, "device-forked")
    elif any(state == "revoked" for _, _, _, state in reply.devs):
        hold(turn, "device-revoked")
    elif turn.state.token and (reply.devs or reply.heads):
        ready(turn)
    else:
        authenticate(turn)


def _forked(turn: Turn, reply: HelloReply) -> bool:
    """The county holds more of our numbers than we ever sealed (§6.5); fewer than it answered: send again."""
    for stream, dseq, _, _ in reply.devs:
        for index, feed in enumerate(turn.state.feeds):
            if feed.stream == stream:
                if dseq > feed.sealed:
                    return True
                turn.feed(index, after=min(feed.after, dseq))
    return False


def authenticate(turn: Turn) -> None:
    """AUTH by the password just given, else by proof for the last user; LOGIN when there is neither."""
    state = turn.state
    turn.become(token="")
    if not state.user:
        turn.become(mode=status.LOGIN, why="token-expired")
        return
    device = state.feeds[0].device
    request = SessionRequest(dev=device, anonce=state.anonce, proof=state.proof, refresh=state.user)
    if state.pw:
        request = SessionRequest(
            dev=device, anonce=state.anonce, proof=state.proof, user=state.user, pw=state.pw
        )
    call = turn.send("POST", "/v1/auth/session", msgspec.json.encode(request))
    turn.become(mode=status.AUTH, call=call)


def auth_answered(turn: Turn, answer: Answer) -> None:
    """Token → READY; refused → LOGIN card, the queue untouched."""
    if answer.status == 401 and from_county(answer):
        turn.become(mode=status.LOGIN, why="token-expired", pw="")
        return
    if answer.status != 200 or not from_county(answer):
        meet(turn, answer)
        return
    try:
        reply = msgspec.json.decode(answer.body, type=SessionReply)
    except msgspec.DecodeError:
        turn.offline("server", floor_ms(answer))
        return
    turn.become(token=reply.token, failures=0, pw="")
    ready(turn)


def ready(turn: Turn) -> None:
    """READY: what waits is pushed, both streams are read."""
    turn.become(mode=status.READY, why="")
    for index, feed in enumerate(turn.state.feeds):
        queued = feed.sealed > feed.after and feed.open_from > 0
        turn.feed(index, behind=True, queued=queued or feed.queued, rest=None, need=0)


def login(turn: Turn, user: str, pw: str) -> None:
    """A person logged in: a fresh hello, then this password."""
    turn.become(user=user, pw=pw, token="")
    if turn.state.mode not in (status.INIT, status.STOPPED):
        hello(turn)
