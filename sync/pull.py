"""Pulling (读回) of the client core: the county's stream as far as the town's pins ask, the town's with a parked poll.

Source: sync.md §5.2 rows PULL, IDLE, DIVERGED; §3.5 (pins are the wake-up), §7.3, §16. Only what is stored from a
checked page makes 已送达 (I3); a page that does not fit changes nothing.
"""

from urllib.parse import urlencode

import msgspec

from governance.ledger import chain
from sync import status
from sync.backoff import HOLD_MS, resized
from sync.errands import FindPoints, PageRefused, PageTaken, Points, Regress, Regressed, TakePage, TakeRest
from sync.messages import AncestorReply, AncestorRequest
from sync.pages import FORKED
from sync.ports import Answer
from sync.session import ready
from sync.trouble import from_county, hold, meet, problem
from sync.turn import COUNTY, TOWN, Feed, Reading, Turn
from sync.wire import MAX_PAGE_LINES

WAIT_S = 25
STRIKES = 3  # bad pages in a row, then receiving stops
QUICK_204_MS = 1_000  # a parked poll that came back at once was not parked


def go_on(turn: Turn) -> None:
    """Ask for the next page, or store the rest of one, when nothing is on its way."""
    state = turn.state
    idle = state.reading is None and not state.taking and not state.pull_off
    if state.mode != status.READY or not idle or turn.waits_for("pull"):
        return
    county, town = state.feeds[COUNTY], state.feeds[TOWN]
    pinned = county.cursor.seq < town.need
    if not county.halted and (county.behind or pinned):
        _ask(turn, COUNTY, wait=False)
    elif pinned:
        return  # the county's stream is left alone until the next hello
    elif (rest := town.rest) is not None:
        turn.feed(TOWN, rest=None, need=0)
        turn.become(taking=turn.run(TakeRest(rest)))
    elif not town.halted:
        _ask(turn, TOWN, wait=not town.behind)
    elif not county.halted:
        _ask(turn, COUNTY, wait=True)


def _ask(turn: Turn, index: int, wait: bool) -> None:
    feed = turn.state.feeds[index]
    query: dict[str, str | int] = {
        "after": feed.cursor.seq,
        "h": chain.b64(feed.cursor.h),
        "epoch": feed.cursor.epoch,
        "limit": turn.state.page,
    }
    if wait:
        query["wait"] = WAIT_S
    if feed.open_from:
        query["proof"] = f"{feed.device}:{feed.open_from}-{feed.sealed}"
    path = f"/v1/streams/{feed.stream}/actions?{urlencode(query)}"
    call = turn.send("GET", path, wait_s=WAIT_S if wait else 0)
    turn.become(reading=Reading(index, call, turn.at, wait))


def answered(turn: Turn, reading: Reading, answer: Answer) -> None:
    """A page, nothing yet, or another history."""
    turn.become(reading=None)
    feed = turn.state.feeds[reading.feed]
    took = turn.at - reading.since
    if not from_county(answer):
        turn.offline("portal")
    elif answer.status == 200:
        turn.become(failures=0, taking=turn.run(TakePage(feed.stream, answer.body)))
        if not reading.wait:
            turn.become(page=resized(turn.state.page, took, MAX_PAGE_LINES))
    elif answer.status == 204:
        _nothing_yet(turn, reading, feed, took)
    elif answer.status == 409 and problem(answer).name == "history-diverged":
        diverge(turn, reading.feed)
    elif answer.status == 426:
        turn.become(pull_off=True)
        turn.alarm("upgrade")
    else:
        meet(turn, answer, reading.feed)


def _nothing_yet(turn: Turn, reading: Reading, feed: Feed, took: int) -> None:
    turn.become(failures=0)
    turn.feed(reading.feed, behind=False, pull_first=False)
    if reading.feed == COUNTY and feed.cursor.seq < turn.state.feeds[TOWN].need:
        turn.offline("server")  # a pin names what the county does not give yet
    elif reading.wait and took < QUICK_204_MS:
        turn.timer("pull", QUICK_204_MS)


def taken(turn: Turn, result: PageTaken) -> None:
    """A page is stored; what it delivered shows at once."""
    changes: dict[str, object] = {"behind": result.more, "rest": result.rest, "need": result.need}
    if result.new_epoch:
        changes |= {"after": 0, "expect": 0, "stuck": 0, "queued": True}
        turn.alarm("held", on=False)
    turn.stands(result.feed, pull_first=False, **changes)
    if result.refused:
        _strike(turn, result.refused)
        return
    turn.become(bad_pages=0)
    turn.alarm("bad-page", on=False)


def refused(turn: Turn, result: PageRefused) -> None:
    """A page that does not prove itself."""
    if result.why == FORKED:
        hold(turn, "device-forked")
    else:
        _strike(turn, result.why)


def _strike(turn: Turn, why: str) -> None:
    """Drop it and try again; at the third in a row receiving stops and somebody is told, pushing goes on."""
    turn.become(bad_pages=turn.state.bad_pages + 1)
    if turn.state.bad_pages < STRIKES:
        turn.offline("bad-page")
    else:
        turn.alarm("bad-page")
        turn.timer("pull", HOLD_MS)


# ---------------------------------------------------------------- another history


def diverge(turn: Turn, index: int) -> None:
    """DIVERGED: find the last entry that both have."""
    turn.hang_up()
    stream = turn.state.feeds[index].stream
    turn.become(mode=status.DIVERGED, why="history-diverged", astray=index)
    turn.become(errand=turn.run(FindPoints(stream)))


def ask_ancestor(turn: Turn, result: Points) -> None:
    """Our points go to the county."""
    stream = turn.state.feeds[turn.state.astray].stream
    body = msgspec.json.encode(AncestorRequest(result.points))
    turn.become(errand=0, call=turn.send("POST", f"/v1/streams/{stream}/ancestor", body))


def ancestor_answered(turn: Turn, answer: Answer) -> None:
    """Go back to the common point, if it is ours."""
    if answer.status != 200 or not from_county(answer):
        meet(turn, answer, turn.state.astray)
        return
    try:
        found = msgspec.json.decode(answer.body, type=AncestorReply)
        h = chain.unb64(found.h)
    except (msgspec.DecodeError, ValueError):
        turn.offline("server")
        return
    stream = turn.state.feeds[turn.state.astray].stream
    turn.become(errand=turn.run(Regress(stream, found.seq, h)))


def regressed(turn: Turn, result: Regressed) -> None:
    """DIVERGED → READY: own actions above the point wait again, from the first undelivered on."""
    turn.stands(result.feed, after=0, expect=0, stuck=0, queued=True, behind=True, rest=None, need=0)
    turn.alarm("held", on=False)
    if turn.state.mode != status.DIVERGED:
        return
    if result.refused:
        turn.offline("server")
    else:
        ready(turn)
