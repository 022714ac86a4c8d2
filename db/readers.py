"""The readers (只读连接): a small pool; every read is one snapshot and never waits for the writer.

Before each statement they give way to the window (db.courtesy): a page that reads ten figures does not take the turns
of the page that is being painted.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, event
from sqlalchemy.exc import DatabaseError

from db.courtesy import NOBODY, Courtesy
from db.failures import told
from db.sqlite import reading_engine

T = TypeVar("T")


class Readers:
    """Read-only connections to one file, lent for one question each."""

    def __init__(self, path: Path, *, connections: int = 4, courtesy: Courtesy = NOBODY) -> None:
        self.path = path
        self._engine = reading_engine(path, connections=connections)
        event.listen(self._engine, "before_cursor_execute", lambda *_: courtesy.give_way())

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees the file as it is now until it is given back."""
        try:
            with self._engine.connect() as conn, conn.begin():
                yield conn
        except DatabaseError as err:
            failure = told(err, self.path)
            if failure is None:
                raise
            raise failure from err

    def read(self, question: Callable[[Connection], T]) -> T:
        """Ask one question on one snapshot."""
        with self.snapshot() as conn:
            return question(conn)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()
