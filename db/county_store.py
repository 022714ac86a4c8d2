"""The county's database (县端库): opened by its URL, one writer, snapshots for readers.

Stage 1 is one SQLite file for all streams of the county; a URL of another database is refused with a sentence.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, make_url, select
from sqlalchemy.exc import ArgumentError

from db.bundles import Bundles
from db.failures import StoreError, StoreMissingError
from db.lock import StoreLock
from db.readers import Readers
from db.schemas import COUNTY_SCHEMA, create, refuse_newer, upgrade
from db.server_ledger import StreamHead, county_view, head
from db.tables.county import stream_head
from db.view import Bodies, LedgerView
from db.writer import Writer

T = TypeVar("T")


class WrongUrlError(StoreError):
    """The address of a database can't be used (数据库地址不可用)."""


class CountyStore:
    """One county's database; `write` jobs run one after another, each in one durable transaction."""

    def __init__(self, path: Path, *, make: bool) -> None:
        self.path = path
        if not make and not path.is_file():
            raise StoreMissingError("没有找到县端数据库；请先运行县端初始化，或检查地址。", path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = StoreLock(path.parent, path.name + ".lock")
        self._writer = Writer(path, "county-writer")
        self.readers = Readers(path)
        self._bodies: dict[str, Bodies] = {}
        self._bundles: dict[str, Bundles] = {}
        self._in_step = True
        try:
            self._writer.run(self._bring_up)
        except StoreError:
            self.close()
            raise

    @classmethod
    def create(cls, url: str) -> "CountyStore":
        """Open the database of a URL (sqlite:///path), made when it is not there."""
        return cls(_sqlite_path(url), make=True)

    @classmethod
    def open(cls, url: str) -> "CountyStore":
        """Open an existing database; raises a StoreError with its sentence."""
        return cls(_sqlite_path(url), make=False)

    def write(self, job: Callable[[Connection], T]) -> T:
        """Do a job in one transaction and wait until it is on the disk (I18)."""

        def whole(conn: Connection) -> T:
            if not self._in_step:
                self._bodies.clear()
                self._bundles.clear()
            self._in_step = False
            return job(conn)

        def after(_: T) -> None:
            self._in_step = True

        return self._writer.run(whole, after=after)

    def read(self, question: Callable[[Connection], T]) -> T:
        """Ask a question on one snapshot."""
        return self.readers.read(question)

    def view(self, conn: Connection, tip: StreamHead) -> LedgerView:
        """The view at a stream's tip, with what the writer keeps in mind; inside `write` jobs only."""
        bodies = self._bodies.setdefault(tip.stream, Bodies())
        bodies.trim()
        return county_view(conn, tip, self._bundles_of(conn, tip.tenant), bodies)

    def close(self) -> None:
        """Finish, checkpoint, let go."""
        self.readers.close()
        self._writer.close()
        self._lock.release()

    def _bundles_of(self, conn: Connection, tenant: str) -> Bundles:
        known = self._bundles.get(tenant)
        if known is None or known.county is None:
            known = self._bundles[tenant] = Bundles(county_stream(conn, tenant))
        return known

    def _bring_up(self, conn: Connection) -> None:
        version = refuse_newer(conn, COUNTY_SCHEMA, self.path)
        if version == 0:
            create(conn, COUNTY_SCHEMA)
        elif version < COUNTY_SCHEMA.version:
            upgrade(conn, COUNTY_SCHEMA)


def county_stream(conn: Connection, tenant: str) -> str | None:
    """The county's own stream, which its towns' pins speak of."""
    query = select(stream_head.c.stream_id).where(
        stream_head.c.tenant_id == tenant, stream_head.c.kind == "county"
    )
    return conn.execute(query).scalar()


def view_of(conn: Connection, stream: str) -> LedgerView | None:
    """A view at a stream's tip for reading only, with nothing kept in mind; None when there is no such stream."""
    tip = head(conn, stream)
    return county_view(conn, tip, Bundles(county_stream(conn, tip.tenant))) if tip is not None else None


def _sqlite_path(url: str) -> Path:
    try:
        parts = make_url(url)
    except ArgumentError as err:
        raise WrongUrlError("数据库地址写法不对；请写作 sqlite:///文件路径。", url=url) from err
    if parts.get_backend_name() != "sqlite" or not parts.database:
        raise WrongUrlError("本版本的县端只支持SQLite数据库；请写作 sqlite:///文件路径。", url=url)
    return Path(parts.database)
