"""What the client core asks of the store (差事): each a value, done by one function, answered by a value.

Source: sync.md §5 (I26), §7.3–7.4, §3.5. The HTTP adapter runs `perform` in a worker thread, the simulation calls it;
so both take the same way through checking and storing. One errand at a time, in the order they were given.
"""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

import msgspec
from msgspec import Struct

from db.signing import verify
from governance.ledger import chain
from governance.ledger.action import read_trusted
from governance.ledger.canonical import NotCanonicalError
from sync.greeting import read_hello
from sync.messages import HelloReply, HelloRequest
from sync.pages import BadPageError, verified
from sync.ports import Cursor, DeskStore, Keys, Page, Pending, PushMark, Rng
from sync.wire import WireError, body, cut_push

# ---------------------------------------------------------------- errands


class Load(Struct, frozen=True):
    """Where does each stream stand?"""


class Greet(Struct, frozen=True):
    """Write a hello."""

    app: str


class CheckHello(Struct, frozen=True):
    """Is this the county's answer to our hello? And sign its nonce for the login."""

    body: bytes
    signature: str
    nonce: bytes


class FillBatch(Struct, frozen=True):
    """What is to be pushed after this number?"""

    stream: str
    after: int
    lines: int
    size: int


class MarkReceipted(Struct, frozen=True):
    """D4."""

    stream: str
    epoch: int
    marks: tuple[PushMark, ...]


class HoldBack(Struct, frozen=True):
    """DQ."""

    stream: str
    dseq: int
    why: str


class TakePage(Struct, frozen=True):
    """Check a page body and store it as far as the county stream allows."""

    stream: str
    body: bytes


class TakeRest(Struct, frozen=True):
    """Store the checked rest of a page, now that the county stream is far enough."""

    page: Page


class FindPoints(Struct, frozen=True):
    """Points of our own past, for the county to find the last common one."""

    stream: str


class Regress(Struct, frozen=True):
    """Go back to the last common point; `h` must be ours there."""

    stream: str
    seq: int
    h: bytes


class Count(Struct, frozen=True):
    """How many own actions stand where? `saves` comes back as it was given."""

    saves: int


Errand = (
    Load
    | Greet
    | CheckHello
    | FillBatch
    | MarkReceipted
    | HoldBack
    | TakePage
    | TakeRest
    | FindPoints
    | Regress
    | Count
)

# ---------------------------------------------------------------- results


class FeedFacts(Struct, frozen=True):
    """One stream as the store has it; `open_from` = first own action not delivered, 0 when all are."""

    device: str
    sealed: int
    ah: bytes
    cursor: Cursor
    open_from: int


class Loaded(Struct, frozen=True):
    """All streams, county first, and the counts."""

    feeds: tuple[FeedFacts, ...]
    counts: Mapping[str, int]


class Greeting(Struct, frozen=True):
    """A hello to be sent."""

    body: bytes
    nonce: bytes


class HelloChecked(Struct, frozen=True):
    """The county's own answer with the proof for the login; None when it was nobody's or another's."""

    reply: HelloReply | None
    proof: str = ""
    device: str = ""


class Filled(Struct, frozen=True):
    """A push body with its numbers; empty when nothing waits."""

    body: bytes = b""
    first: int = 0
    last: int = 0
    bad: int = 0  # number of the first own action that does not check; 0 = none
    why: str = ""


class Kept(Struct, frozen=True):
    """The store noted it; counts after it."""

    counts: Mapping[str, int]


class PageTaken(Struct, frozen=True):
    """A page is stored up to `feed.cursor`. `rest` waits until the county stream stands at `need`."""

    feed: FeedFacts
    counts: Mapping[str, int]
    delivered: tuple[int, ...]
    more: bool
    rest: Page | None = None
    need: int = 0
    new_epoch: bool = False
    refused: str = ""  # why what follows the cursor does not fit


class PageRefused(Struct, frozen=True):
    """Nothing of the page was kept."""

    why: str


class Points(Struct, frozen=True):
    """(seq, h) of our past, newest first."""

    points: tuple[tuple[int, str], ...]


class Regressed(Struct, frozen=True):
    """Where the stream stands after going back; `refused` when the county named a point that is not ours."""

    feed: FeedFacts
    counts: Mapping[str, int]
    refused: bool = False


class Counted(Struct, frozen=True):
    """Counts at the save number that was asked for."""

    counts: Mapping[str, int]
    saves: int


Result = (
    Loaded | Greeting | HelloChecked | Filled | Kept | PageTaken | PageRefused | Points | Regressed | Counted
)

# ---------------------------------------------------------------- doing them


class Desk(Struct, frozen=True):
    """What an errand works with."""

    store: DeskStore
    keys: Keys
    rng: Rng


def perform(errand: Errand, desk: Desk) -> Result:
    """Do one errand; a failing store raises its ReportedError."""
    store = desk.store
    match errand:
        case Load():
            return Loaded(tuple(_facts(store, s) for s in store.streams()), store.counts())
        case Greet():
            return _greet(errand, desk)
        case CheckHello():
            return _check_hello(errand, desk)
        case FillBatch():
            return _fill(errand, desk)
        case MarkReceipted():
            store.mark(errand.stream, errand.epoch, errand.marks)
            return Kept(store.counts())
        case HoldBack():
            store.hold(errand.stream, errand.dseq, errand.why)
            return Kept(store.counts())
        case TakePage():
            return _take(errand, desk)
        case TakeRest():
            return _apply(store, errand.page)
        case FindPoints():
            return Points(_points(store, errand.stream))
        case Regress():
            return _regress(errand, store)
        case Count():
            return Counted(store.counts(), errand.saves)
        case _:
            assert_never(errand)


def _facts(store: DeskStore, stream: str) -> FeedFacts:
    device, sealed, ah = store.device(stream)
    waiting = store.pending(stream, 0, 1, 0)
    return FeedFacts(device, sealed, ah, store.cursor(stream), waiting[0].dseq if waiting else 0)


def _greet(errand: Greet, desk: Desk) -> Greeting:
    nonce = desk.rng.bytes(32)
    cursors = []
    for stream in desk.store.streams():
        at = desk.store.cursor(stream)
        _, sealed, ah = desk.store.device(stream)
        cursors.append((stream, at.epoch, at.seq, chain.b64(at.h), sealed, chain.b64(ah)))
    request = HelloRequest(
        app=errand.app, nonce=chain.b64(nonce), dev=desk.keys.device, cursors=tuple(cursors)
    )
    return Greeting(msgspec.json.encode(request), nonce)


def _check_hello(errand: CheckHello, desk: Desk) -> HelloChecked:
    reply = read_hello(errand.body, errand.signature, errand.nonce, desk.keys.server_keys())
    if reply is None:
        return HelloChecked(None)
    device = desk.keys.device
    proof = desk.keys.sign(chain.auth_message(chain.unb64(reply.anonce), device))
    return HelloChecked(reply, chain.b64(proof), device)


def _fill(errand: FillBatch, desk: Desk) -> Filled:
    waiting = desk.store.pending(errand.stream, errand.after, errand.lines, errand.size)
    good: list[Pending] = []
    for action in waiting:
        if good and action.dseq != good[-1].dseq + 1:
            break  # a held one lies between: what follows it can't be pushed in this run
        why = _fault(action, good, errand.stream, desk)
        if why:
            if not good:
                return Filled(bad=action.dseq, why=why)
            break
        good.append(action)
    if not good:
        return Filled()
    return Filled(body([a.line for a in good]), good[0].dseq, good[-1].dseq)


def _fault(action: Pending, before: Sequence[Pending], stream: str, desk: Desk) -> str:
    """The sender's own check of bytes, hash, link and signature (§7.4); "" when all is well."""
    try:
        cut = cut_push(action.line)
        core = read_trusted(cut.core)
    except WireError as err:
        return err.why
    except NotCanonicalError:
        return "no-action"
    if (core.dseq, core.stream) != (action.dseq, stream):
        return "other-number"
    link = _link(before[-1] if before else None, action.dseq, stream, desk)
    if link is not None and chain.action_hash(link, cut.core) != action.ah:
        return "hash"
    return "" if verify(desk.keys.public, cut.sig, chain.signed_action(action.ah)) else "signature"


def _link(before: Pending | None, dseq: int, stream: str, desk: Desk) -> bytes | None:
    """The hash before an own action, where the store still has it; number 1 continues the certificate."""
    if before is not None:
        return before.ah
    previous = desk.store.own(stream, range(dseq - 1, dseq)).get(dseq - 1) if dseq > 1 else None
    return previous.ah if previous is not None else None


# ---------------------------------------------------------------- pages


def _take(errand: TakePage, desk: Desk) -> PageTaken | PageRefused:
    store, stream = desk.store, errand.stream
    device, _, _ = store.device(stream)
    try:
        page = verified(
            errand.body,
            store.cursor(stream),
            store.heads(stream),
            device,
            lambda numbers: store.own(stream, numbers),
            desk.keys.server_keys(),
        )
    except BadPageError as err:
        return PageRefused(err.why)
    return _apply(store, page)


def _apply(store: DeskStore, page: Page) -> PageTaken:
    """Store a page up to the first pin beyond the county cursor (§3.5)."""
    stream, county = page.stream, store.streams()[0]
    new_epoch = page.epoch > store.cursor(stream).epoch
    if new_epoch:
        store.regress(stream, store.cursor(stream).seq)  # what was receipted in the old epoch counts no more
    good, need, refused = len(page.entries), 0, ""
    if stream != county:
        good, need, refused = _up_to_pin(store, county, page)
    now, rest = _cut(page, good)
    delivered = store.apply_page(now) if now.entries else []
    facts = _facts(store, stream)
    return PageTaken(
        facts,
        store.counts(),
        tuple(delivered),
        page.more or good < len(page.entries),
        rest if need else None,
        need,
        new_epoch,
        refused,
    )


def _up_to_pin(store: DeskStore, county: str, page: Page) -> tuple[int, int, str]:
    """(entries that may be stored, county seq needed for the next, why the next does not fit)."""
    known = store.cursor(county).seq
    pins = [(index, _pin(entry.core)) for index, entry in enumerate(page.entries) if entry.vd == "a"]
    ahead = max((seq for _, (seq, _) in pins), default=0)
    for index, (seq, h) in pins:
        if not seq:
            continue
        if seq > known:
            return index, ahead, ""
        held = store.hash_at(county, seq)
        if held is None or chain.b64(held) != h:
            return index, 0, "pin"
    return len(page.entries), 0, ""


def _pin(core: bytes) -> tuple[int, str]:
    """(seq, h) that a `sys.bundle` entry pins, (0, "") for any other entry."""
    if b'"kind":"sys.bundle"' not in core:
        return 0, ""
    action = read_trusted(core)
    seq: Any = action.p.get("seq")
    if action.kind != "sys.bundle" or not isinstance(seq, int):
        return 0, ""
    return seq, str(action.p.get("h", ""))


def _cut(page: Page, at: int) -> tuple[Page, Page]:
    """A page in two: what ends before index `at`, and what begins there."""
    if at >= len(page.entries):
        return page, page
    first = page.entries[:at]
    last = first[-1] if first else None
    begun = Page(
        page.stream,
        page.epoch,
        first,
        last.seq if last else 0,
        last.h if last else b"",
        last.st if last else 0,
        True,
    )
    rest = Page(page.stream, page.epoch, page.entries[at:], page.end_seq, page.end_h, page.end_st, page.more)
    return begun, rest


# ---------------------------------------------------------------- divergence


def _points(store: DeskStore, stream: str) -> tuple[tuple[int, str], ...]:
    """Our past in growing steps: the last 32 entries, then twice as far each time, and the start."""
    top = store.cursor(stream).seq
    steps = [*range(32), *(2**n for n in range(5, 35))]
    numbers = dict.fromkeys(max(0, top - step) for step in steps)
    return tuple((seq, chain.b64(h)) for seq in numbers if (h := store.hash_at(stream, seq)) is not None)[:64]


def _regress(errand: Regress, store: DeskStore) -> Regressed:
    ours = store.hash_at(errand.stream, errand.seq)
    if ours != errand.h:
        return Regressed(_facts(store, errand.stream), store.counts(), refused=True)
    store.regress(errand.stream, errand.seq)
    return Regressed(_facts(store, errand.stream), store.counts())
