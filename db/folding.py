"""Folding ledger entries into a view (折叠): one after another, by the verdict they carry.

The same loop serves a page that arrives, a stream that is folded anew, and `verify`.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from msgspec import Struct
from sqlalchemy import Column, Connection, Table, select

from db import bulk
from db.ids import is_id
from db.pending import rows_named
from db.tables.ledger import ledger
from db.view import MODULUS, LedgerView
from governance.folding import fold
from governance.ledger.action import Action, read_trusted
from governance.ledger.canonical import canonical
from governance.ledger.chain import device_hash, row_digest, unb64
from governance.ledger.entry import ACCEPTED, Verdict, effective

ROWS_AT_ONCE = 2_000


class LedgerEntry(Protocol):
    """An entry as it comes in a page or is placed by the county."""

    @property
    def seq(self) -> int: ...
    @property
    def st(self) -> int: ...
    @property
    def vd(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def item(self) -> str | None: ...
    @property
    def action(self) -> Action: ...
    @property
    def core(self) -> bytes: ...
    @property
    def annex(self) -> bytes | None: ...
    @property
    def ah(self) -> bytes: ...
    @property
    def sig(self) -> bytes: ...
    @property
    def h(self) -> bytes: ...


class Head(Struct, frozen=True, gc=False):
    """The last action of a device in a stream, as folded so far (设备链头)."""

    dseq: int
    ah: bytes
    eff: int
    pk: bytes


NO_HEAD = Head(0, b"", 0, b"")


class Stored(Struct, frozen=True, gc=False):
    """A ledger row, read back."""

    seq: int
    epoch: int
    st: int
    eff: int
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

    @property
    def action(self) -> Action:
        """The core, read."""
        return read_trusted(self.core)


def enrolled(action: Action, verdict: Verdict) -> tuple[str, Head] | None:
    """The device that an accepted `sys.device` entry makes known, standing before its first action."""
    if action.kind != "sys.device" or verdict.vd != ACCEPTED:
        return None
    cert = action.p.get("cert")
    if not isinstance(cert, dict):
        return None
    return str(cert["dev"]), Head(0, device_hash(cert), 0, unb64(str(cert["pk"])))


def fold_entry(
    view: LedgerView, heads: dict[str, Head], action: Action, verdict: Verdict, seq: int, st: int, ah: bytes
) -> int:
    """Fold one entry into view and device heads; gives its effective time."""
    if (new := enrolled(action, verdict)) is not None and new[0] not in heads:
        heads[new[0]] = new[1]
    head = heads.get(action.dev, NO_HEAD)
    eff = effective(st, head.eff, action.t)
    view.put(fold(action, verdict, eff, view, (head.eff, st)), seq)
    view.note(action, verdict, eff, seq)
    heads[action.dev] = Head(action.dseq, ah, eff, head.pk)
    return eff


def device_digest(before: dict[str, int], heads: dict[str, Head]) -> int:
    """What device rows add to the digest, beyond what they added at `before` (dseq of each)."""
    grown = 0
    for device, head in heads.items():
        old = before.get(device, 0)
        if head.dseq != old:
            grown += _device(device, head.dseq) - (_device(device, old) if old else 0)
    return grown % MODULUS


def _device(device: str, dseq: int) -> int:
    return row_digest("dev", device, canonical({"dseq": dseq}))


_STORED: tuple[Column[Any], ...] = tuple(
    ledger.c[name]
    for name in (
        "seq",
        "epoch",
        "st",
        "eff",
        "vd",
        "code",
        "item_id",
        "device_id",
        "dseq",
        "core",
        "annex",
        "ah",
        "sig",
        "h",
    )
)


def stored_page(conn: Connection, stream: str, after: int, until: int) -> list[Stored]:
    """The ledger rows after one seq up to another, in order."""
    query = select(*_STORED).where(ledger.c.stream_id == stream, ledger.c.seq > after, ledger.c.seq <= until)
    return [Stored(*row) for row in conn.execute(query.order_by(ledger.c.seq))]


def stored_rows(conn: Connection, stream: str, after: int, until: int) -> Iterator[Stored]:
    """The ledger rows of a stream in order, read in portions."""
    while rows := stored_page(conn, stream, after, min(until, after + ROWS_AT_ONCE)):
        yield from rows
        after = rows[-1].seq


class LedgerRows:
    """Collects the rows of table `ledger` of one stream and writes them at once; `tenant` at the county only."""

    def __init__(self, conn: Connection, stream: str, epoch: int, tenant: str | None = None) -> None:
        self._conn = conn
        self._key = bulk.id_key(conn)
        self._stream = self._key(stream)
        self._epoch = epoch
        self._last = () if tenant is None else (self._key(tenant),)
        self._rows: list[bulk.Row] = []

    def add(self, entry: LedgerEntry, action: Action, eff: int) -> None:
        """Take in an entry and the effective time it was folded at."""
        key = self._key
        self._rows.append(
            (
                self._stream,
                entry.seq,
                self._epoch,
                key(action.id),
                key(action.dev),
                action.dseq,
                None if action.case is None else key(action.case),
                action.kind,
                entry.st,
                eff,
                entry.vd,
                entry.code,
                None if entry.item is None else key(entry.item),
                entry.core,
                entry.annex,
                entry.ah,
                entry.sig,
                entry.h,
                *self._last,
            )
        )

    def write(self, table: Table = ledger) -> None:
        """Insert them all."""
        bulk.insert_ready(self._conn, table, self._rows)


def named_cases(actions: Iterable[Action]) -> dict[str, None]:
    """Every case that some of the actions name, to be read ahead."""
    named: dict[str, None] = {}
    for action in actions:
        named[action.stream] = None
        if action.case is not None:
            named[action.case] = None
        for case, _ in action.also:
            named[case] = None
        parent = action.p.get("parent")
        if isinstance(parent, str) and is_id(parent):
            named[parent] = None
        named.update(dict.fromkeys(one for one in rows_named(action) if is_id(one)))
    return named


def fold_stored(conn: Connection, view: LedgerView, until: int) -> tuple[dict[str, Head], int]:
    """Fold a whole stream from its first entry; gives device heads and the state digest.

    Changes are flushed portion by portion, so that memory stays bounded where the view writes.
    """
    heads: dict[str, Head] = {}
    grown = 0
    for count, row in enumerate(stored_rows(conn, view.stream, 0, until), 1):
        verdict = Verdict(row.vd, row.code, row.item)
        fold_entry(view, heads, row.action, verdict, row.seq, row.st, row.ah)
        if count % ROWS_AT_ONCE == 0:
            grown += view.flush(project=False)
    grown += view.flush(project=False) + device_digest({}, heads)
    return heads, grown % MODULUS
