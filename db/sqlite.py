"""SQLite as the store uses it (本机数据文件): engines, pragmas, how a transaction begins (sync.md §6.2)."""

import logging
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

log = logging.getLogger(__name__)

WAL_SAFE = (3, 51, 3)  # before: the WAL-reset bug can corrupt the file
WITHDRAWN = (3, 52, 0)
CHECKPOINT_PAGES = 1_000  # a log of 4 MB
PULL_CHECKPOINT_PAGES = (
    4_000  # of town.db: a page of the ledger alone fills 4 MB, and every second would wait for it
)
BUSY_MS = 5_000
CACHE_KIB = 16 * 1024

_ALWAYS = (
    "synchronous=FULL",
    "fullfsync=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    f"busy_timeout={BUSY_MS}",
    "temp_store=MEMORY",
)

# The driver looks for a conversion of every bytes and None that it binds, in vain and for 0.9 µs; these answer at once.
dbapi2.register_adapter(bytes, bytes)
dbapi2.register_adapter(type(None), lambda none: none)


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether WAL may be used with this SQLite."""
    return version >= WAL_SAFE and version != WITHDRAWN


def _engine(path: str, pragmas: tuple[str, ...], pool_size: int) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=0,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _open(conn: Any, _record: Any) -> None:
        conn.isolation_level = None  # the begin hook below says BEGIN
        for pragma in pragmas:
            conn.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        writes = conn.get_execution_options().get("write", False)
        conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def writing_engine(path: Path | str, *, checkpoint_pages: int = CHECKPOINT_PAGES) -> Engine:
    """An engine for the one writing connection of a file; each of its transactions is BEGIN IMMEDIATE."""
    wal = wal_is_safe(dbapi2.sqlite_version_info)
    if not wal:
        log.warning("SQLite %s is too old for WAL; using a rollback journal", dbapi2.sqlite_version)
    journal = "journal_mode=WAL" if wal else "journal_mode=DELETE"
    pragmas = (journal, *_ALWAYS, f"wal_autocheckpoint={checkpoint_pages}", f"cache_size=-{CACHE_KIB}")
    return _engine(str(path), pragmas, 1).execution_options(write=True)


def reading_engine(path: Path | str, *, connections: int = 4) -> Engine:
    """An engine of read-only connections; each transaction sees one snapshot."""
    return _engine(str(path), (*_ALWAYS, "wal_autocheckpoint=0", "query_only=ON"), connections)
