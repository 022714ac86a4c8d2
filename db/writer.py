"""The writer (写线程): one thread a file that owns its only writing connection (sync.md §6.2).

Jobs run one after another, each in one transaction; the future resolves after the commit, so whoever waits for it
may say 已存本机. After an I/O error or damage nothing more is written: a commit that came back as failed says
nothing about what lies on the disk (sync.md §6.4).
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import get_ident
from typing import TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import DatabaseError

from db.courtesy import NOBODY, Courtesy
from db.failures import StoreDamagedError, StoreError, told
from db.sqlite import CHECKPOINT_PAGES, writing_engine

T = TypeVar("T")


class Writer:
    """Runs jobs on the one writing connection of a file."""

    def __init__(
        self,
        path: Path,
        name: str,
        *,
        on_damage: Callable[[], None] | None = None,
        checkpoint_pages: int = CHECKPOINT_PAGES,
        courtesy: Courtesy = NOBODY,
    ) -> None:
        """`courtesy`: to whom it gives way before each statement."""
        self.path = path
        self._on_damage = on_damage
        self._damage: StoreError | None = None
        self._engine = writing_engine(path, checkpoint_pages=checkpoint_pages)
        event.listen(self._engine, "before_cursor_execute", lambda *_: courtesy.give_way())
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._ident = -1
        self._conn = self._thread.submit(self._open).result()

    def _open(self) -> Connection:
        self._ident = get_ident()
        try:
            return self._engine.connect()
        except DatabaseError as err:
            raise self._failure(err) from err

    def submit(
        self, job: Callable[[Connection], T], *, after: Callable[[T], None] | None = None
    ) -> Future[T]:
        """Queue a job; `after` runs in the writer's thread once its commit has returned, before the next job."""
        return self._thread.submit(self._do, job, after)

    def run(self, job: Callable[[Connection], T], *, after: Callable[[T], None] | None = None) -> T:
        """Do a job and wait for its commit; an exception in it rolls back and comes out here."""
        if get_ident() == self._ident:
            raise AssertionError("a job of the writer waits for the writer")
        return self.submit(job, after=after).result()

    def settle(self) -> None:
        """Wait until every job queued so far is done."""
        self._thread.submit(int).result()

    def checkpoint(self) -> None:
        """Bring the log into the file and cut it to nothing; for idle moments."""
        self._thread.submit(self._checkpoint).result()

    def close(self) -> None:
        """Finish what is queued, checkpoint, give the connection back."""
        self._thread.submit(self._end).result()
        self._thread.shutdown()

    def _do(self, job: Callable[[Connection], T], after: Callable[[T], None] | None) -> T:
        if self._damage is not None:
            raise self._damage
        try:
            with self._conn.begin():
                result = job(self._conn)
        except DatabaseError as err:
            raise self._failure(err) from err
        if after is not None:
            after(result)
        return result

    def _failure(self, err: DatabaseError) -> Exception:
        failure = told(err, self.path)
        if isinstance(failure, StoreDamagedError):
            self._damage = failure
            if self._on_damage is not None:
                self._on_damage()
        return failure if failure is not None else err

    def _checkpoint(self) -> None:
        if self._damage is None:
            raw = self._conn.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def _end(self) -> None:
        self._checkpoint()
        self._conn.close()
        self._engine.dispose()
