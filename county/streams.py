"""The county's streams at work (县端台账作业): one durable transaction after another, and snapshots for readers.

Implements the server ports of `sync` over `db`. Whoever listens hears of every commit, never of anything before it
(sync.md I18): the web desk's pages, parked polls and the simulator all start from there.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from msgspec import Struct
from sqlalchemy import Connection, select

from county import grants
from county.clock import Clock
from county.failures import NotFoundedError
from county.keys import ServerKeys
from db import server_ledger
from db.county_store import CountyStore
from db.folding import named_cases
from db.ids import new_id
from db.server_ledger import DeviceRow, StreamHead
from db.tables.county import case_state
from governance.bodies import read_body
from governance.ledger.action import Action
from governance.ledger.case import Case
from governance.ledger.chain import b64
from governance.ledger.stream import SERVER_NO, Stream
from governance.objections import View
from governance.rulebook import Rules
from sync.county_ports import Head, NewEntry, Row, ServerDevice, StoredAnswer
from sync.server import Act, Writer, record

T = TypeVar("T")


class Commit(Struct, frozen=True):
    """What one transaction left in one stream (已提交)."""

    stream: str
    seq: int
    entries: tuple[NewEntry, ...]
    rules: Rules

    @property
    def cases(self) -> dict[str, Case]:
        """The bodies as they stand after it."""
        return {case.id: case for entry in self.entries for case in entry.cases}


class Seat:
    """What a transaction works with (县端): database, keys, and the county's own stream."""

    def __init__(self, store: CountyStore, keys: ServerKeys, stream: str) -> None:
        self.store = store
        self.keys = keys
        self.stream = stream


class StreamTx:
    """`ServerTx` over one connection; `st` is the instant of the transaction."""

    def __init__(self, work: "Work", county: Seat, tip: StreamHead) -> None:
        self.st = work.st
        self.conn = conn = work.conn
        self._work = work
        self._county = county
        self._tip = tip
        self._pinned_at = -1  # county entries of this transaction when the pin was last looked at
        self._view = county.store.view(conn, tip)
        self._entries: list[NewEntry] = []

    @property
    def stream(self) -> str:
        return self._tip.stream

    @property
    def kind(self) -> str:
        """town or county."""
        return self._tip.kind

    @property
    def home(self) -> Stream:
        """The stream's own body."""
        body = self._view.case(self.stream)
        return body if isinstance(body, Stream) else Stream(id=self.stream)

    @property
    def writer(self) -> Writer:
        """The county's own device here and its key."""
        device = self.home.server
        return Writer(device, self._county.keys.device(device).sign)

    def head(self) -> Head:
        return Head(self._tip.epoch, self._tip.seq, self._tip.h, self._tip.st)

    def device(self, dev: str) -> ServerDevice | None:
        row = server_ledger.device(self.conn, self.stream, dev)
        return _device(row) if row is not None else None

    def stored(self, dev: str, dseq: int) -> StoredAnswer | None:
        return _answer(server_ledger.stored(self.conn, self.stream, dev, dseq))

    def answer(self, action_id: str) -> StoredAnswer | None:
        return _answer(server_ledger.answer(self.conn, self.stream, action_id))

    def view(self) -> View:
        return self._view

    def pin_if_behind(self) -> None:
        if self.kind == "county" or self._pinned_at == self._work.county_entries:
            return
        self._pinned_at = self._work.county_entries
        county = server_ledger.head(self.conn, self._county.stream)
        if county is None or county.seq <= self.home.pin_seq:
            return
        self.record("sys.bundle", {"seq": county.seq, "h": b64(county.h)})

    def record(self, kind: str, p: dict[str, object]) -> NewEntry:
        """Write one `sys.*` entry of the county itself."""
        wish = Act(id=new_id(self.st), actor=self._county.stream, kind=kind, case=self.stream, p=p)
        return record(wish, self.st, self, self.writer)

    def append(self, entries: Sequence[NewEntry]) -> None:
        self._tip = server_ledger.append(self.conn, self._view, self._tip, entries)
        grants.follow(self.conn, self._tip, entries)
        self._entries.extend(entries)
        if self.kind == "county":
            self._work.county_entries += len(entries)

    def read_ahead(self, actions: Sequence[Action]) -> None:
        """Read at once what judging these actions will look at one by one."""
        self._view.prefetch_actions([action.id for action in actions])
        self._view.prefetch(named_cases(actions))

    def commit(self) -> Commit | None:
        """What it left, or None when it left nothing."""
        if not self._entries:
            return None
        return Commit(self.stream, self._tip.seq, tuple(self._entries), self._view.rules)


class Work:
    """One transaction of the county over as many streams as it needs."""

    def __init__(self, county: Seat, conn: Connection, st: int) -> None:
        self.conn = conn
        self.st = st
        self._county = county
        self.county_entries = 0  # written so far in this transaction
        self._open: dict[str, StreamTx] = {}

    def tx(self, stream: str) -> StreamTx | None:
        """The stream, locked; None when there is no such stream."""
        known = self._open.get(stream)
        if known is None:
            tip = server_ledger.head(self.conn, stream, lock=True)
            if tip is None:
                return None
            known = self._open[stream] = StreamTx(self, self._county, tip)
        return known

    def sure(self, stream: str) -> StreamTx:
        """A stream that is certainly there."""
        tx = self.tx(stream)
        if tx is None:
            raise LookupError(f"no stream {stream}")
        return tx

    def county(self) -> StreamTx:
        """The county's own stream, locked after the town's."""
        return self.sure(self._county.stream)

    def commits(self) -> list[Commit]:
        """What it left, by stream."""
        return [left for tx in self._open.values() if (left := tx.commit()) is not None]


class StreamReads:
    """`ServerReads` over one snapshot."""

    def __init__(self, conn: Connection, stream: str) -> None:
        self._conn = conn
        self._stream = stream

    @property
    def stream(self) -> str:
        return self._stream

    def head(self) -> Head:
        tip = server_ledger.head(self._conn, self._stream)
        if tip is None:
            raise LookupError(f"no stream {self._stream}")
        return Head(tip.epoch, tip.seq, tip.h, tip.st)

    def hash_at(self, seq: int) -> bytes | None:
        return server_ledger.hash_at(self._conn, self._stream, seq)

    def rows(self, after: int, limit: int) -> Sequence[Row]:
        found = server_ledger.read_page(self._conn, self._stream, after, limit)
        return [
            Row(r.seq, r.st, r.vd, r.code, r.item, r.dev, r.dseq, r.core, r.annex, r.ah, r.sig, r.h)
            for r in found
        ]

    def device(self, dev: str) -> ServerDevice | None:
        row = server_ledger.device(self._conn, self._stream, dev)
        return _device(row) if row is not None else None

    def link(self, dev: str, dseq: int) -> bytes | None:
        return server_ledger.link(self._conn, self._stream, dev, dseq)


class County(Seat):
    """A founded county and its clock."""

    def __init__(self, store: CountyStore, keys: ServerKeys, clock: Clock) -> None:
        self.clock = clock
        self._listeners: list[Callable[[Commit], None]] = []
        found = store.read(server_ledger.heads)
        county = next((head for head in found if head.kind == "county"), None)
        if county is None:
            raise NotFoundedError("这个数据库里还没有县；请先运行 python -m county migrate。")
        super().__init__(store, keys, county.stream)
        self.towns = tuple(head.stream for head in found if head.kind == "town")

    def listen(self, listener: Callable[[Commit], None]) -> None:
        """Have every commit told, in the thread that made it; two threads' commits may be told in either order."""
        self._listeners.append(listener)

    def write(self, job: Callable[[Work], T]) -> T:
        """Do a job in one transaction and wait until it is on the disk; then everybody hears of it."""

        def whole(conn: Connection) -> tuple[T, list[Commit]]:
            work = Work(self, conn, self.clock.now())
            return job(work), work.commits()

        result, commits = self.store.write(whole)
        for commit in commits:
            for listener in self._listeners:
                listener(commit)
        return result

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot."""
        with self.store.readers.snapshot() as conn:
            yield conn

    def town_of(self, area: str) -> str | None:
        """The stream of the town with this area code."""
        with self.reading() as conn:
            for stream in self.towns:
                body = home_of(conn, stream)
                if body is not None and body.area == area:
                    return stream
        return None

    def pin_towns(self) -> None:
        """Pin the county stream's tip into every town that is behind (sync.md §3.5)."""
        for town in self.towns:
            self.write(lambda work, town=town: work.sure(town).pin_if_behind())  # type: ignore[misc]

    def close(self) -> None:
        """Finish what is queued and let go of the database."""
        self.store.close()


def home_of(conn: Connection, stream: str) -> Stream | None:
    """The stream's own body, from a snapshot."""
    query = select(case_state.c.body).where(case_state.c.stream_id == stream, case_state.c.case_id == stream)
    text = conn.execute(query).scalar()
    body = read_body(text) if text is not None else None
    return body if isinstance(body, Stream) else None


def _device(row: DeviceRow) -> ServerDevice:
    return ServerDevice(row.id, row.pk, row.dseq, row.ah, row.eff, row.status, row.no == SERVER_NO)


def _answer(found: server_ledger.Answered | None) -> StoredAnswer | None:
    return StoredAnswer(found.ah, found.seq, found.vd, found.code, found.item) if found is not None else None
