"""The client core (同步核心): `step(state, event) → (state, effects)`, and nothing but that.

Source: sync.md §5. One desk, two streams, the county's before the town's.

States, as shown:
- INIT: the store is being asked where everything stands. OFFLINE: waiting for the backoff, a network or 立即重试.
- HELLO: greeting; only an answer signed by the county over our nonce counts. AUTH: token by password, or by the
  device's proof for the last user. LOGIN: a person must log in. HOLD: a person must look (revoked, forked); hello
  again every ten minutes.
- READY, shown as PUSH while a batch is on its way, PULL while a page is fetched or stored, else IDLE: then one poll
  is parked on the town's stream. At most one push and one pull are on their way.
- DIVERGED: the county's history is another; the last common entry is sought, what lies above it goes to `branch`.

Events: own save (pushed 150 ms later), answers, calls without an answer, finished errands, timers, login, network
up, a jump of the clock. Effects: calls, errands for the store, timers, and the status for the screen.

What may never happen:
- A push answer makes nothing 已送达: that comes from a stored page alone, where number and hash agree (I3, I4).
- No answer other than 200 changes the queue, save that a 422 receipts the lines before its index and holds the one at
  it (I25). What follows a held action in the same device's chain waits for a new incarnation of the device, which is
  not built yet: it stays sealed, counted and shown, and the other stream and all reading go on (I17).
- Nothing is sent again under another number or with other bytes; after an unknown outcome the same lines go out (I9).
- A page that does not prove itself changes nothing, and a pin is never passed before the county's stream bears it out.
- The shown count of unsent actions never leaves out one whose save was told here (I27).
- Saving never waits for anything in here.
"""

from typing import assert_never

from sync import pull, push, session, status
from sync.backoff import DEBOUNCE_MS
from sync.errands import (
    Count,
    Counted,
    Filled,
    Greeting,
    HelloChecked,
    Kept,
    Loaded,
    PageRefused,
    PageTaken,
    Points,
    Regressed,
    Result,
)
from sync.events import (
    Answered,
    Broken,
    ClockJumped,
    Closing,
    Done,
    Effect,
    Event,
    LoginGiven,
    NetworkUp,
    RetryNow,
    Saved,
    Started,
    Unanswered,
    Woke,
)
from sync.ports import Answer
from sync.turn import State, Turn


def step(state: State, event: Event) -> tuple[State, tuple[Effect, ...]]:
    """Take in one event: the state after it and what is to be done now."""
    turn = Turn(state, event)
    if state.mode != status.STOPPED:
        _take(turn, event)
        push.go_on(turn)
        pull.go_on(turn)
        turn.show()
    return turn.state, tuple(turn.effects)


def _take(turn: Turn, event: Event) -> None:
    match event:
        case Started():
            session.start(turn, event.user)
        case Saved():
            _saved(turn, event)
        case Answered():
            _answered(turn, event.answer)
        case Unanswered():
            if event.id in _calls(turn.state):
                turn.offline(event.why if event.why in status.SENTENCES else "timeout")
        case Done():
            _done(turn, event.id, event.result)
        case Broken():
            _broken(turn, event.id, event.sentence)
        case Woke():
            _woke(turn, event)
        case LoginGiven():
            session.login(turn, event.user, event.pw)
        case RetryNow():
            session.retry(turn)
        case NetworkUp():
            session.network_up(turn)
        case ClockJumped():
            if turn.state.mode not in (status.INIT, status.HOLD, status.LOGIN):
                session.hello(turn)
        case Closing():
            turn.become(mode=status.STOPPED, timers=())
            turn.hang_up()


def _saved(turn: Turn, event: Saved) -> None:
    """An own save: counted at once, pushed after a short pause so that what comes together goes together."""
    turn.become(saves=turn.state.saves + 1)
    if not turn.state.feeds:
        return
    index = turn.index(event.stream)
    feed = turn.state.feeds[index]
    turn.feed(
        index,
        queued=True,
        sealed=max(feed.sealed, event.dseq),
        open_from=feed.open_from or event.dseq,
    )
    turn.run(Count(turn.state.saves))
    if turn.state.mode == status.READY and turn.state.push is None and not turn.waits_for("debounce"):
        turn.timer("debounce", DEBOUNCE_MS)


def _calls(state: State) -> tuple[int, ...]:
    found = [state.call]
    found += [state.push.call] if state.push else []
    found += [state.reading.call] if state.reading else []
    return tuple(call for call in found if call)


def _answered(turn: Turn, answer: Answer) -> None:
    state = turn.state
    if state.push is not None and answer.id == state.push.call:
        push.answered(turn, state.push, answer)
    elif state.reading is not None and answer.id == state.reading.call:
        pull.answered(turn, state.reading, answer)
    elif answer.id == state.call:
        turn.become(call=0)
        if state.mode == status.HELLO:
            session.hello_answered(turn, answer)
        elif state.mode == status.AUTH:
            session.auth_answered(turn, answer)
        elif state.mode == status.DIVERGED:
            pull.ancestor_answered(turn, answer)


def _done(turn: Turn, number: int, result: Result) -> None:
    """Results that say how the store stands are always taken; the others only when they are still waited for."""
    state = turn.state
    awaited = number == state.errand
    if awaited:
        turn.become(errand=0)
    if number == state.taking:
        turn.become(taking=0)
    match result:
        case PageTaken():
            _count(turn, dict(result.counts))
            pull.taken(turn, result)
        case PageRefused():
            pull.refused(turn, result)
        case Kept():
            _count(turn, dict(result.counts))
        case Counted():
            turn.become(counts=dict(result.counts), counted=max(state.counted, result.saves))
        case Regressed():
            _count(turn, dict(result.counts))
            pull.regressed(turn, result)
        case Filled():
            if state.push is not None and state.push.errand == number:
                push.filled(turn, state.push, result)
        case Loaded():
            if awaited:
                _count(turn, dict(result.counts))
                session.loaded(turn, result)
        case Greeting():
            if awaited and state.mode == status.HELLO:
                session.greeted(turn, result.body, result.nonce)
        case HelloChecked():
            if awaited and state.mode == status.HELLO:
                session.hello_checked(turn, result)
        case Points():
            if awaited and state.mode == status.DIVERGED:
                pull.ask_ancestor(turn, result)
        case _:
            assert_never(result)


def _count(turn: Turn, counts: dict[str, int]) -> None:
    """Counts that came along with something else may miss a save told meanwhile: ask again then."""
    turn.become(counts=counts)
    if turn.state.counted != turn.state.saves:
        turn.run(Count(turn.state.saves))


def _broken(turn: Turn, number: int, sentence: str) -> None:
    """The store failed: nothing goes on until it answers again; the sentence is the store's own."""
    if number == turn.state.taking:
        turn.become(taking=0)
    turn.offline("store")
    turn.become(sentence=sentence, errand=0)


def _woke(turn: Turn, event: Woke) -> None:
    if (event.timer, event.number) not in turn.state.timers:
        return
    turn.unset(event.timer)
    if event.timer == "hold" or (event.timer == "backoff" and turn.state.mode == status.OFFLINE):
        session.hello(turn)
