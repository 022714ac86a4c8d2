"""What the client core asks of the store (差事), and what comes back: values only.

Source: sync.md §5 (I26), §7.3–7.4, §3.5. `perform` does them, one at a time, in the order they were given.
"""

from collections.abc import Mapping

from msgspec import Struct

from sync.desk_ports import Cursor, DeskStore, Page, PushMark
from sync.messages import HelloReply
from sync.ports import Keys, Rng

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


# ---------------------------------------------------------------- who does them


class Desk(Struct, frozen=True):
    """What an errand works with."""

    store: DeskStore
    keys: Keys
    rng: Rng
