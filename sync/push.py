"""Pushing (上送) of the client core: batches in order, sent again with the same bytes until they are answered.

Source: sync.md §5.2 row PUSH, §7.4, §16, I4, I9, I17, I25. An answer moves actions to 县端已收 and no further.
"""

import msgspec

from sync import status
from sync.backoff import resized
from sync.desk_ports import PushMark
from sync.errands import FillBatch, Filled, HoldBack, MarkReceipted
from sync.messages import Problem, PushReply
from sync.ports import Answer
from sync.session import hello
from sync.trouble import from_county, hold, meet, problem
from sync.turn import Pushing, Turn
from sync.wire import MAX_LINES, MAX_PUSH


def go_on(turn: Turn) -> None:
    """Fill the next batch, the county stream's first, when nothing is on its way."""
    state = turn.state
    if state.mode != status.READY or state.push is not None or turn.waits_for("debounce"):
        return
    for index, feed in enumerate(state.feeds):
        if feed.queued and not (feed.stuck or feed.pull_first or feed.halted):
            errand = turn.run(FillBatch(feed.stream, feed.after, state.batch, MAX_PUSH))
            turn.become(push=Pushing(index, errand=errand))
            return


def filled(turn: Turn, pushing: Pushing, batch: Filled) -> None:
    """A batch is there: send it."""
    feed = turn.state.feeds[pushing.feed]
    turn.become(push=None)
    if batch.bad:
        _hold_back(turn, pushing.feed, batch.bad, batch.why)
    elif not batch.body:
        turn.feed(pushing.feed, queued=False)
    elif feed.expect and batch.first != feed.expect:
        _stick(turn, pushing.feed, feed.expect)  # the county wants one that is held here
    else:
        call = turn.send("POST", f"/v1/streams/{feed.stream}/actions", batch.body, epoch=feed.cursor.epoch)
        turn.become(push=Pushing(pushing.feed, 0, call, batch.first, batch.last, turn.at))


def answered(turn: Turn, pushing: Pushing, answer: Answer) -> None:
    """One batch was answered."""
    turn.become(push=None)
    if not from_county(answer):
        turn.offline("portal")
    elif answer.status == 200:
        _receipted(turn, pushing, answer)
    elif answer.status == 409:
        _conflicting(turn, pushing, problem(answer), answer)
    elif answer.status == 422:
        _poisoned(turn, pushing, problem(answer), answer)
    elif answer.status in (411, 413):
        _too_large(turn, pushing)
    else:
        meet(turn, answer, pushing.feed)


def _receipted(turn: Turn, pushing: Pushing, answer: Answer) -> None:
    try:
        reply = msgspec.json.decode(answer.body, type=PushReply)
    except msgspec.DecodeError:
        turn.offline("server")
        return
    if [mark[0] for mark in reply.r] != list(range(pushing.first, pushing.last + 1)):
        turn.offline("server")
        return
    feed = turn.state.feeds[pushing.feed]
    turn.run(MarkReceipted(feed.stream, reply.epoch, _marks(reply.r)))
    seq = reply.head.get("seq")
    behind = feed.behind or (isinstance(seq, int) and seq > feed.cursor.seq)
    turn.feed(pushing.feed, after=max(feed.after, pushing.last), expect=0, behind=behind)
    took = turn.at - pushing.since
    turn.become(failures=0, batch=resized(turn.state.batch, took, MAX_LINES))


def _marks(r: tuple[tuple[int, int, str, str, str | None], ...]) -> tuple[PushMark, ...]:
    return tuple(PushMark(*mark) for mark in r)


def _conflicting(turn: Turn, pushing: Pushing, told: Problem, answer: Answer) -> None:
    """409: a gap, a clone, or a restored county."""
    feed = turn.state.feeds[pushing.feed]
    match told.name:
        case "dseq-gap" if isinstance(told.expect, int):
            if told.expect > feed.sealed + 1:
                hold(turn, "device-forked")
            elif told.expect in (feed.expect, pushing.first):
                turn.offline("server")  # asked for it, got it, asks again
            else:
                turn.feed(pushing.feed, after=told.expect - 1, expect=told.expect)
        case "device-forked":
            hold(turn, "device-forked")
        case "epoch-changed":
            again = feed.pull_first
            turn.feed(pushing.feed, pull_first=True, after=0)
            if again:
                turn.offline("epoch-changed")
            else:
                hello(turn)
        case _:
            meet(turn, answer, pushing.feed)


def _poisoned(turn: Turn, pushing: Pushing, told: Problem, answer: Answer) -> None:
    """422 at an index: what stands before it is receipted, it is held, the rest waits for a new incarnation."""
    feed = turn.state.feeds[pushing.feed]
    if not isinstance(told.index, int) or not 0 <= told.index <= pushing.last - pushing.first:
        meet(turn, answer, pushing.feed)
        return
    if isinstance(told.r, tuple) and told.r:
        turn.run(MarkReceipted(feed.stream, feed.cursor.epoch, _marks(told.r)))
    why = told.why if isinstance(told.why, str) else "bad-envelope"
    _hold_back(turn, pushing.feed, pushing.first + told.index, why)


def _too_large(turn: Turn, pushing: Pushing) -> None:
    lines = pushing.last - pushing.first + 1
    if lines == 1:
        _hold_back(turn, pushing.feed, pushing.first, "too-large")
    else:
        turn.become(batch=max(1, lines // 2))


def _hold_back(turn: Turn, index: int, dseq: int, why: str) -> None:
    turn.run(HoldBack(turn.state.feeds[index].stream, dseq, why))
    turn.feed(index, after=dseq - 1)
    _stick(turn, index, dseq)


def _stick(turn: Turn, index: int, dseq: int) -> None:
    """Nothing after a held action can be pushed in this device's chain; reading and the other stream go on."""
    turn.feed(index, stuck=dseq, expect=0, queued=False, behind=True)
    turn.alarm("held")
