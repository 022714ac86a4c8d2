"""What the exchange needs of the world (端口): two stores, the net, the clock, chance, keys.

Source: sync.md §5 (I26). The cores see nothing else; the store of a PC and of the county, the HTTP adapter and the
simulation implement the very same protocols. Hashes and signatures are raw bytes, times UTC ms, ids lower-case text.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.objections import View

T = TypeVar("T")

# ---------------------------------------------------------------- the desk's store


class Cursor(Struct, frozen=True):
    """How far a stream was read and verified (游标): the last entry held, and the epoch it stands in."""

    stream: str
    epoch: int
    seq: int
    h: bytes


class Pending(Struct, frozen=True):
    """An own action on its way (待送): its push line (§2.4), and the hash it must have."""

    dseq: int
    line: bytes
    ah: bytes


class OwnAction(Struct, frozen=True):
    """An own action as sealed (本机动作)."""

    dseq: int
    core: bytes
    annex: bytes | None
    ah: bytes
    sig: bytes


class PushMark(Struct, frozen=True):
    """What a push reply says of one own action (县端已收): it clears nothing (I4)."""

    dseq: int
    seq: int
    vd: str
    code: str
    item: str | None


class PageEntry(Struct, frozen=True, gc=False):
    """One entry of a verified page, a proof line already filled with the own bytes."""

    seq: int
    st: int
    vd: str
    code: str
    item: str | None
    core: bytes
    annex: bytes | None
    ah: bytes
    sig: bytes
    h: bytes
    action: Action  # the core, read once


class Page(Struct, frozen=True):
    """A verified page (一页台账): gapless after the cursor; `more` says that the county holds further entries."""

    stream: str
    epoch: int
    entries: tuple[PageEntry, ...]
    end_seq: int
    end_h: bytes
    end_st: int
    more: bool


class PeerHead(Struct, frozen=True):
    """The last verified action of a device; at `dseq` 0 its `ah` is the hash of its certificate."""

    dseq: int
    ah: bytes
    eff: int
    pk: bytes


class DeskStore(Protocol):
    """The store of a PC as the exchange sees it: synchronous, called from worker threads, one call at a time.

    Every method is one transaction. A world that fails (disk full, file damaged) is a `ReportedError`.
    """

    def streams(self) -> tuple[str, ...]:
        """The streams of this desk in the order they are read: (county, town)."""

    def device(self, stream: str) -> tuple[str, int, bytes]:
        """(device id, last `dseq` sealed, its `ah`) of this desk in the stream; (id, 0, `ch`) before the first."""

    def cursor(self, stream: str) -> Cursor:
        """How far the stream was read; (epoch 1, seq 0, h_0) of an empty town.db."""

    def hash_at(self, stream: str, seq: int) -> bytes | None:
        """`h` of a stored entry, h_0 at seq 0; None when it is not held (never read, or beyond the cursor)."""

    def heads(self, stream: str) -> dict[str, PeerHead]:
        """The last verified action of each device known in the stream, with its public key."""

    def pending(self, stream: str, after: int, lines: int, size: int) -> list[Pending]:
        """Own actions sealed or receipted, not delivered and not held, `dseq` > `after`, in order.

        At most `lines` of them and `size` bytes with line ends, but one at least when there is one.
        """

    def own(self, stream: str, dseqs: range) -> dict[int, OwnAction]:
        """Own actions of these numbers that are there, whatever their state."""

    def mark(self, stream: str, epoch: int, marks: Sequence[PushMark]) -> None:
        """D4: note what the push reply said; an action already delivered keeps its state."""

    def hold(self, stream: str, dseq: int, why: str) -> None:
        """DQ: keep the action, never send it again by itself, show it 需处理."""

    def between(self, steps: Iterable[T], /) -> Iterator[T]:
        """The steps of long work one after another; before each the window may go first (礼让)."""

    def apply_page(self, page: Page) -> list[int]:
        """Store a page: ledger rows, peer heads, fold, projections and cursor in one transaction of town.db.

        Then, in own.db, D5 where (dev, dseq, ah) match; gives the delivered `dseq`. Raises ValueError when the
        page does not begin right after the cursor.
        """

    def regress(self, stream: str, to_seq: int) -> None:
        """Divergence: move the rows above `to_seq` to `branch`, D4 and the D5–D6 above it back to D1, re-project."""

    def counts(self) -> dict[str, int]:
        """How many own actions stand in each receipt state, both streams: D1, D4, D5, D6, DQ (absent = 0)."""


# ---------------------------------------------------------------- the county's store


class Head(Struct, frozen=True):
    """The tip of a stream (流头)."""

    epoch: int
    seq: int
    h: bytes
    st: int


class ServerDevice(Struct, frozen=True):
    """A device as the county knows it in one stream; before its first action `dseq` is 0 and `ah` is `ch`."""

    id: str
    pk: bytes
    dseq: int
    ah: bytes
    eff: int
    status: str  # active, revoked
    server: bool = False  # the county's own device of this stream


class StoredAnswer(Struct, frozen=True):
    """What was answered to an action that is already in the ledger (I9)."""

    ah: bytes
    seq: int
    vd: str
    code: str
    item: str | None


class NewEntry(Struct, frozen=True, kw_only=True):
    """An entry to be written: row, hash, and the case bodies its fold changed (children first, parents after)."""

    action: Action
    seq: int
    st: int
    eff: int
    vd: str
    code: str
    item: str | None
    core: bytes
    annex: bytes | None
    ah: bytes
    sig: bytes
    h: bytes
    cases: tuple[Case, ...]


class Row(Struct, frozen=True):
    """A ledger row as a pull serves it."""

    seq: int
    st: int
    vd: str
    code: str
    item: str | None
    dev: str
    dseq: int
    core: bytes
    annex: bytes | None
    ah: bytes
    sig: bytes
    h: bytes


class ServerReads(Protocol):
    """One statement's snapshot of a stream, without its lock."""

    @property
    def stream(self) -> str:
        """The stream it reads."""

    def head(self) -> Head:
        """The tip."""

    def hash_at(self, seq: int) -> bytes | None:
        """`h` of an entry, h_0 at seq 0; None beyond the tip."""

    def rows(self, after: int, limit: int) -> Sequence[Row]:
        """Entries with seq > `after`, in order, at most `limit`."""

    def device(self, dev: str) -> ServerDevice | None:
        """The device as it stands."""

    def link(self, dev: str, dseq: int) -> bytes | None:
        """`ah` of the device's action number `dseq`, its `ch` at 0; None when the ledger has no such action."""


class ServerTx(Protocol):
    """One writing transaction under the stream's head lock; what it wrote is seen by its own later calls."""

    @property
    def stream(self) -> str:
        """The stream it locks."""

    def head(self) -> Head:
        """The tip, own appended entries included."""

    def device(self, dev: str) -> ServerDevice | None:
        """The device, own appended entries included."""

    def stored(self, dev: str, dseq: int) -> StoredAnswer | None:
        """The answer to the device's action number `dseq`, when it is in the ledger."""

    def answer(self, action_id: str) -> StoredAnswer | None:
        """The answer to the first entry with this action id: a web form sent twice gets it again (§7.6)."""

    def view(self) -> View:
        """The case-local view that verdicts are judged and folded by, at the tip and its last pin.

        The county's own stream is judged by its own settings and people, every entry so far included.
        """

    def pin_if_behind(self) -> None:
        """Write `sys.bundle` when the county stream is ahead of this town's last pin (§3.5); in the county's, nothing."""

    def append(self, entries: Sequence[NewEntry]) -> None:
        """Write ledger rows, case bodies, devices (a `sys.device` among them too) and the head."""


# ---------------------------------------------------------------- keys, net, clock, chance


class Keys(Protocol):
    """The keys of this installation: one device, the same in both streams."""

    @property
    def device(self) -> str:
        """Device id."""

    @property
    def public(self) -> bytes:
        """Its public key, 32 bytes."""

    def sign(self, message: bytes) -> bytes:
        """Sign with the device's key."""

    def server_keys(self) -> Sequence[bytes]:
        """The county's public keys, old ones too."""


class Request(Struct, frozen=True, kw_only=True):
    """One call to the county, as the core wants it made; the body is uncompressed."""

    id: int
    method: str
    path: str  # from /v1 on, query included
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    wait_s: int = 0  # how long the county may park it


class Answer(Struct, frozen=True, kw_only=True):
    """What came back: whole, uncompressed. `headers` by lower-case name."""

    id: int
    status: int
    headers: dict[str, str]
    body: bytes


class Net(Protocol):
    """The way to the county. Each request ends in one answer, or in a word why there is none (`timeout`, `tls`, …)."""

    def request(self, request: Request) -> None:
        """Start a call; its end comes back as an event."""

    def cancel(self, request_id: int) -> None:
        """Give a call up; nothing of it comes back any more."""


class Clock(Protocol):
    """Time of the PC: `boot_ms` counts sleep and never jumps; `wall_ms` is what the PC believes (§9)."""

    def boot_ms(self) -> int:
        """ms since some start, in this boot."""

    def wall_ms(self) -> int:
        """UTC ms by the PC's own clock."""

    def sample(self, server_ms: int, sent_boot_ms: int, received_boot_ms: int) -> None:
        """Take in one reading of the county's time (TCR-Time) and when the call left and returned."""


class Rng(Protocol):
    """Chance."""

    def u01(self) -> float:
        """Uniform in [0, 1)."""

    def bytes(self, count: int) -> bytes:
        """Random bytes."""
