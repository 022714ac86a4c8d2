"""What the exchange needs of the county's store (县端端口): reading a stream, and writing it under its head lock.

Source: sync.md §5 (I26). The server's core sees nothing else; the county's store and the simulation implement the very
same protocols. Hashes and signatures are raw bytes, times UTC ms, ids lower-case text.
"""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.objections import View


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
