"""town.db at work (本镇台账): pages come in, saves show at once, listeners hear what to read again.

All changes run in the one writer thread of the file; a job that fails leaves the file as it was, and the next job
reads its picture anew.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

from msgspec import Struct
from sqlalchemy import Connection, update

from db import bulk
from db.bundles import Bundles
from db.courtesy import NOBODY, Courtesy
from db.desk_stream import DeskStream, Tip, read_tip
from db.divergence import cut_back
from db.folding import LedgerEntry, Stored
from db.outbox import Sealed
from db.pages import Applied, apply_page
from db.pending import PendingAction, touched_by
from db.readers import Readers
from db.refolding import bring_up
from db.tables.ledger import cursor
from db.view import FOLD
from db.writer import Writer
from governance.rulebook import Rules

log = logging.getLogger(__name__)

T = TypeVar("T")


class StoreChanged(Struct, frozen=True):
    """What pages should read again (数据已变): a stream and the cases whose picture is new."""

    stream: str
    cases: tuple[str, ...]


Listener = Callable[[StoreChanged], None]


class Town:
    """The rebuildable half of a store."""

    def __init__(self, writer: Writer, own: Readers, courtesy: Courtesy = NOBODY) -> None:
        self._courtesy = courtesy
        self._writer = writer
        self._own = own
        self._bundles = Bundles(None)
        self._streams: dict[str, DeskStream] = {}
        self._listeners: list[Listener] = []
        self._failures: list[BaseException] = []

    def know(self, stream: str, device: str, *, county: bool) -> None:
        """Serve a stream from now on; of one that is known nothing changes."""
        if county:
            self._bundles.county = stream
        if stream not in self._streams:
            self._streams[stream] = DeskStream(stream, device, self._bundles, self._courtesy)

    def rules(self, stream: str) -> Rules:
        """The rules of a stream as the last page or save left them; frozen, for any thread."""
        return self._streams[stream].rules

    def on_change(self, listener: Listener) -> None:
        """Tell a listener after every commit that changed the picture; it is called in the writer's thread."""
        self._listeners.append(listener)

    def catch_up(self) -> None:
        """After a start, or when own.db changed by another way: read the picture anew, show what was not shown.

        A picture that other rules made is computed again, the county's first: the town's rules rest on it.
        """
        for stream in sorted(self._streams, key=lambda one: one != self._bundles.county):
            if self._run(stream, bring_up):
                log.info("%s was computed again by new rules", stream)
            self.refresh(stream)

    def refresh(self, stream: str) -> None:
        """Read one stream's picture anew."""
        self._streams[stream].in_step = False
        self._run(stream, lambda conn, kept: ())

    def apply(self, stream: str, epoch: int, entries: Sequence[LedgerEntry]) -> Applied:
        """Store and fold a page."""
        return self._run(
            stream,
            lambda conn, kept: apply_page(conn, kept, epoch, entries),
            lambda done: self._tell(stream, done.cases),
        )

    def show(self, sealed: Sequence[Sealed]) -> None:
        """Queue the picture of what was just sealed; nobody waits for it, its failure fails no save."""
        for stream in dict.fromkeys(one.action.stream for one in sealed):
            fresh = [
                PendingAction(one.dseq, one.action, one.ah) for one in sealed if one.action.stream == stream
            ]
            self._queue(stream, fresh)

    def cut_back(self, stream: str, to_seq: int, line: Callable[[Stored], bytes]) -> None:
        """Divergence: rows above `to_seq` go to `branch` as pull lines, the rest is folded anew."""
        self._run(
            stream,
            lambda conn, kept: cut_back(conn, kept, to_seq, line),
            lambda cases: self._tell(stream, cases),
        )
        self.catch_up()

    def settle(self) -> None:
        """Wait until every picture queued so far is made; a failure among them comes out here."""
        self._writer.settle()
        if self._failures:
            failure = self._failures[0]
            self._failures = []
            raise failure

    # ------------------------------------------------------------ in the writer's thread

    def _run(
        self,
        stream: str,
        job: Callable[[Connection, DeskStream], T],
        after: Callable[[T], None] | None = None,
    ) -> T:
        kept = self._streams[stream]
        return self._writer.run(lambda conn: self._do(conn, kept, job), after=self._after(kept, after))

    def _queue(self, stream: str, fresh: list[PendingAction]) -> None:
        kept = self._streams[stream]
        future = self._writer.submit(
            lambda conn: self._do(conn, kept, lambda conn, kept: _show(conn, kept, fresh)),
            after=self._after(kept, lambda cases: self._tell(stream, cases)),
        )
        future.add_done_callback(self._note)

    def _do(self, conn: Connection, kept: DeskStream, job: Callable[[Connection, DeskStream], T]) -> T:
        """Do a job on a picture that agrees with the files; it agrees again only once the commit has returned."""
        if not kept.in_step:
            with self._own.snapshot() as own:
                kept.recall(own, conn)
            _show(conn, kept, kept.pending.above(read_tip(conn, kept.stream).own_dseq))
        kept.in_step = False
        return job(conn, kept)

    def _after(self, kept: DeskStream, then: Callable[[T], None] | None) -> Callable[[T], None]:
        def after(result: T) -> None:
            kept.in_step = True
            if then is not None:
                then(result)

        return after

    def _note(self, future: Future[tuple[str, ...]]) -> None:
        failure = future.exception()
        if failure is not None:
            log.error("the picture of a saved action could not be made", exc_info=failure)
            self._failures.append(failure)

    def _tell(self, stream: str, cases: tuple[str, ...]) -> None:
        for listener in self._listeners:
            listener(StoreChanged(stream, cases))


def _show(conn: Connection, kept: DeskStream, fresh: Sequence[PendingAction]) -> tuple[str, ...]:
    for one in fresh:
        kept.pending.add(one)
    tip = read_tip(conn, kept.stream)
    view = kept.view(conn, tip.seq)
    touched = {case for one in fresh for case in touched_by(one.action)} | kept.outdated(view)
    if not touched:
        return ()
    cases = kept.show(view, touched)
    _seen(conn, kept.stream, tip, max((one.dseq for one in fresh), default=0))
    return tuple(cases)


def _seen(conn: Connection, stream: str, tip: Tip, dseq: int) -> None:
    """Note the last own action that the overlay shows."""
    if dseq <= tip.own_dseq:
        return
    moved = conn.execute(update(cursor).where(cursor.c.stream_id == stream).values(own_dseq=dseq))
    if not moved.rowcount:
        bulk.insert(conn, cursor, [(stream, tip.epoch, tip.seq, tip.h, tip.st, 1, FOLD, tip.dig, dseq)])
