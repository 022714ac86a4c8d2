"""The state of the client core, and one step's pen (状态): what a step reads, changes and asks for.

`State` is frozen and holds all there is to know; a `Turn` lives for one step only, collects the changes and effects,
and is handed from rule to rule, so that a rule reads as what it does.
"""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from sync import status
from sync.backoff import delay_ms
from sync.desk_ports import Cursor, Page
from sync.errands import Errand, FeedFacts
from sync.events import Cancel, Effect, Event, Run, Send, SetTimer, Show
from sync.ports import Request
from sync.wire import MAX_LINES, PAGE_LINES

COUNTY, TOWN = 0, 1
UNSENT = ("D1", "D4", "DQ")  # sealed and not read back


class Feed(Struct, frozen=True, kw_only=True):
    """One stream: what was read of it, what is to be pushed to it."""

    stream: str
    device: str
    cursor: Cursor
    sealed: int  # last own number known
    open_from: int  # first own number not delivered, 0 when all are
    behind: bool = True  # the county may hold more than the cursor
    queued: bool = True  # there may be something to push
    after: int = 0  # last own number answered in this process
    expect: int = 0  # the number the county asked for after a gap
    stuck: int = 0  # a held action: what follows it waits for a new incarnation (§7.4)
    pull_first: bool = False  # the epoch changed: read before pushing again
    halted: str = ""  # no-stream, bad-request: left alone until the next hello
    rest: Page | None = None  # checked, waiting for the county stream
    need: int = 0  # county seq that `rest` waits for


class Pushing(Struct, frozen=True):
    """A batch being filled (`errand`) or on its way (`call`)."""

    feed: int
    errand: int = 0
    call: int = 0
    first: int = 0
    last: int = 0
    since: int = 0


class Reading(Struct, frozen=True):
    """A page asked for; `wait` = parked until there is something."""

    feed: int
    call: int
    since: int
    wait: bool


class State(Struct, frozen=True, kw_only=True):
    """All the client core knows."""

    app: str
    mode: str = status.INIT
    why: str = ""
    sentence: str = ""  # of a failing store
    feeds: tuple[Feed, ...] = ()
    number: int = 0  # of the last call, errand or timer
    errand: int = 0  # of the session: load, greet, check, points, regress
    call: int = 0  # of the session: hello, login, ancestor
    nonce: bytes = b""
    anonce: str = ""
    proof: str = ""
    astray: int = 0  # feed whose history diverged
    push: Pushing | None = None
    reading: Reading | None = None
    taking: int = 0  # errand that stores a page
    timers: tuple[tuple[str, int], ...] = ()
    failures: int = 0
    bad_pages: int = 0
    pull_off: bool = False  # 426
    batch: int = MAX_LINES
    page: int = PAGE_LINES
    token: str = ""
    user: str = ""
    pw: str = ""
    counts: dict[str, int] = {}
    saves: int = 0
    counted: int = 0  # saves that `counts` knows of
    alarms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    shown: status.SyncStatus | None = None


class Turn:
    """One step: the state as it becomes, and the effects in their order."""

    def __init__(self, state: State, event: Event) -> None:
        self.state = state
        self.at, self.u = event.at, event.u
        self.effects: list[Effect] = []

    # ---- changing the state

    def become(self, **changes: Any) -> None:
        """Change members of the state."""
        self.state = replace(self.state, **changes)

    def feed(self, index: int, **changes: Any) -> Feed:
        """Change members of one stream."""
        feeds = list(self.state.feeds)
        feeds[index] = replace(feeds[index], **changes)
        self.become(feeds=tuple(feeds))
        return feeds[index]

    def index(self, stream: str) -> int:
        """Which feed a stream is."""
        return next(i for i, feed in enumerate(self.state.feeds) if feed.stream == stream)

    def stands(self, facts: FeedFacts, **changes: Any) -> None:
        """Take over what the store says of a stream."""
        index = self.index(facts.cursor.stream)
        sealed = max(facts.sealed, self.state.feeds[index].sealed)
        self.feed(index, cursor=facts.cursor, sealed=sealed, open_from=facts.open_from, **changes)

    def alarm(self, name: str, on: bool = True) -> None:
        """Raise or clear what stays on the screen."""
        others = tuple(a for a in self.state.alarms if a != name)
        self.become(alarms=(*others, name) if on else others)

    # ---- asking for effects

    def run(self, errand: Errand) -> int:
        """Have an errand done."""
        self.become(number=self.state.number + 1)
        self.effects.append(Run(self.state.number, errand))
        return self.state.number

    def send(self, method: str, path: str, body: bytes = b"", epoch: int = 0, wait_s: int = 0) -> int:
        """Make a call in the name of the session."""
        self.become(number=self.state.number + 1)
        headers = [("Authorization", f"Bearer {self.state.token}")] if self.state.token else []
        if epoch:
            headers.append(("TCR-Epoch", str(epoch)))
        request = Request(
            id=self.state.number, method=method, path=path, headers=tuple(headers), body=body, wait_s=wait_s
        )
        self.effects.append(Send(request))
        return request.id

    def timer(self, name: str, delay: int) -> None:
        """Set a timer; one of the same name that was set before counts no more."""
        self.become(number=self.state.number + 1)
        others = tuple(t for t in self.state.timers if t[0] != name)
        self.become(timers=(*others, (name, self.state.number)))
        self.effects.append(SetTimer(name, self.state.number, delay))

    def unset(self, name: str) -> None:
        """Forget a timer."""
        self.become(timers=tuple(t for t in self.state.timers if t[0] != name))

    def waits_for(self, name: str) -> bool:
        """Whether that timer is running."""
        return any(t[0] == name for t in self.state.timers)

    def hang_up(self) -> None:
        """Give up every call; errands go on, their results are still taken."""
        state = self.state
        calls = (state.call, state.push.call if state.push else 0, state.reading.call if state.reading else 0)
        self.effects += [Cancel(call) for call in calls if call]
        self.become(call=0, push=None, reading=None)

    # ---- the ways out that every rule may take

    def offline(self, why: str, floor_ms: int = 0) -> None:
        """OFFLINE until the backoff is over; saving always works."""
        self.hang_up()
        self.timer("backoff", delay_ms(self.state.failures, self.u, floor_ms))
        self.become(mode=status.OFFLINE, why=why, failures=self.state.failures + 1)

    def show(self) -> None:
        """Show the status if it is another than the one shown."""
        now = picture(self.state)
        if now != self.state.shown:
            self.become(shown=now)
            self.effects.append(Show(now))


def picture(state: State) -> status.SyncStatus:
    """What the screen says of a state."""
    counts = dict(state.counts)
    counts["D1"] = counts.get("D1", 0) + state.saves - state.counted  # saved since the store was last counted
    key = state.why or (state.alarms[-1] if state.alarms else "")
    return status.SyncStatus(
        state=_shown_mode(state),
        why=state.why,
        sentence=state.sentence or status.SENTENCES.get(key, ""),
        counts=counts,
        unsent=sum(counts.get(name, 0) for name in UNSENT) if state.feeds else None,
        alarms=state.alarms,
        user=state.user,
        kinds=state.kinds,
    )


def _shown_mode(state: State) -> str:
    if state.mode != status.READY:
        return state.mode
    if state.push is not None:
        return status.PUSH
    busy = state.taking or (state.reading is not None and not state.reading.wait)
    return status.PULL if busy else status.IDLE
