"""What the exchange needs of a PC's store (值班台端口): the stream it reads, and its own actions on their way.

Source: sync.md §5 (I26). The client's core sees nothing else; the store of a PC and the simulation implement the very
same protocol. Hashes and signatures are raw bytes, times UTC ms, ids lower-case text.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from governance.ledger.action import Action

T = TypeVar("T")


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
