"""The store of a PC as the exchange sees it (本机库接口): `DeskStore` over `db`, nothing more than names and shapes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select

from db import receipt_states
from db.desk_stream import read_tip
from db.folding import Stored
from db.pages import read_heads
from db.queries import receipts
from db.store import Store
from db.tables.ledger import ledger
from db.tables.own import device, outbox
from governance.ledger.chain import stream_start
from sync.desk_ports import Cursor, OwnAction, Page, PeerHead, Pending, PushMark
from sync.wire import Placed, pull_line, push_line

T = TypeVar("T")

_WAITING = (receipt_states.SEALED, receipt_states.RECEIPTED)


class DeskStoreAdapter:
    """Implements `sync.desk_ports.DeskStore` over an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def between(self, steps: Iterable[T], /) -> Iterator[T]:
        return self._store.courtesy.between(steps)

    def streams(self) -> tuple[str, ...]:
        return self._store.streams()

    def device(self, stream: str) -> tuple[str, int, bytes]:
        def ask(own: Connection) -> tuple[str, int, bytes]:
            c = device.c
            row = own.execute(select(c.device_id, c.dseq, c.ah).where(c.stream_id == stream)).one()
            return row.device_id, row.dseq, row.ah

        return self._store.read_own(ask)

    def cursor(self, stream: str) -> Cursor:
        tip = self._store.read(lambda town: read_tip(town, stream))
        return Cursor(stream, tip.epoch, tip.seq, tip.h)

    def hash_at(self, stream: str, seq: int) -> bytes | None:
        if seq == 0:
            return stream_start(stream)
        query = select(ledger.c.h).where(ledger.c.stream_id == stream, ledger.c.seq == seq)
        return self._store.read(lambda town: town.execute(query).scalar())

    def heads(self, stream: str) -> dict[str, PeerHead]:
        found = self._store.read(lambda town: read_heads(town, stream))
        return {dev: PeerHead(one.dseq, one.ah, one.eff, one.pk) for dev, one in found.items()}

    def pending(self, stream: str, after: int, lines: int, size: int) -> list[Pending]:
        c = outbox.c
        query = (
            select(c.dseq, c.core, c.annex, c.sig, c.ah)
            .where(
                c.stream_id == stream,
                c.device_id == self._store.device(stream).device,
                c.state.in_(_WAITING),
                c.dseq > after,
            )
            .order_by(c.dseq)
            .limit(lines)
        )
        rows = self._store.read_own(lambda own: own.execute(query).all())
        found: list[Pending] = []
        for dseq, core, annex, sig, ah in rows:
            line = push_line(core, annex, sig)
            size -= len(line) + 1
            if size < 0 and found:
                break
            found.append(Pending(dseq, line, ah))
        return found

    def own(self, stream: str, dseqs: range) -> dict[int, OwnAction]:
        c = outbox.c
        query = select(c.dseq, c.core, c.annex, c.ah, c.sig).where(
            c.stream_id == stream,
            c.device_id == self._store.device(stream).device,
            c.dseq >= dseqs.start,
            c.dseq < dseqs.stop,
        )
        rows = self._store.read_own(lambda own: own.execute(query).all())
        return {row.dseq: OwnAction(*row) for row in rows if row.dseq in dseqs}

    def mark(self, stream: str, epoch: int, marks: Sequence[PushMark]) -> None:
        self._store.receipted(stream, epoch, marks)

    def hold(self, stream: str, dseq: int, why: str) -> None:
        self._store.hold(stream, dseq, why)

    def apply_page(self, page: Page) -> list[int]:
        return list(self._store.apply_page(page.stream, page.epoch, page.entries))

    def regress(self, stream: str, to_seq: int) -> None:
        self._store.fall_back(stream, to_seq, _pull_line)

    def counts(self) -> dict[str, int]:
        return self._store.read_own(receipts.counts)


def _pull_line(row: Stored) -> bytes:
    placed = Placed(row.seq, row.st, row.vd, row.code, row.item)
    return pull_line(placed, row.core, row.annex, row.sig)
