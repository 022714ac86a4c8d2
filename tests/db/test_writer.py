"""The writer: whole jobs in their order, failures told in one sentence, nothing written after damage."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import current_thread

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, OperationalError

from db.failures import StoreDamagedError, StoreFullError, StoreReadOnlyError, told
from db.readers import Readers
from db.writer import Writer

Job = Callable[[Connection], object]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    """A writer of a file with one table."""
    made = Writer(tmp_path / "x.db", "test-writer")
    made.run(lambda conn: conn.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY, what BLOB)"))
    yield made
    made.close()


def _put(n: int, what: bytes = b"") -> Job:
    return lambda conn: conn.execute(text("INSERT INTO t VALUES (:n, :what)"), {"n": n, "what": what})


def _count(path: Path) -> int:
    readers = Readers(path, connections=1)
    try:
        return int(readers.read(lambda conn: conn.exec_driver_sql("SELECT count(*) FROM t").scalar_one()))
    finally:
        readers.close()


def test_jobs_run_in_their_order_in_one_thread(writer: Writer) -> None:
    futures = [writer.submit(lambda conn, n=n: (n, current_thread().name)) for n in range(50)]  # type: ignore[misc]
    done = [future.result() for future in futures]
    assert [n for n, _ in done] == list(range(50))
    assert {name for _, name in done} == {"test-writer_0"}


def test_what_was_waited_for_is_committed(writer: Writer) -> None:
    writer.run(_put(1))
    assert _count(writer.path) == 1


def test_a_job_that_raises_rolls_back_and_tells_its_caller(writer: Writer) -> None:
    def job(conn: Connection) -> None:
        conn.exec_driver_sql("INSERT INTO t VALUES (1, NULL)")
        raise KeyError("ours")

    with pytest.raises(KeyError, match="ours"):
        writer.run(job)
    with pytest.raises(IntegrityError):
        writer.run(lambda conn: conn.exec_driver_sql("INSERT INTO t VALUES (2, NULL), (2, NULL)"))
    assert _count(writer.path) == 0
    writer.run(_put(3))


def test_after_runs_once_the_commit_has_returned_and_only_then(writer: Writer) -> None:
    seen: list[int] = []
    writer.run(_put(1), after=lambda _: seen.append(_count(writer.path)))
    assert seen == [1]
    with pytest.raises(IntegrityError):
        writer.run(_put(1), after=lambda _: seen.append(0))
    assert seen == [1]


def test_a_full_disk_is_told_and_saving_goes_on_when_there_is_room(writer: Writer) -> None:
    writer.run(lambda conn: conn.exec_driver_sql("PRAGMA max_page_count = 10"))
    with pytest.raises(StoreFullError, match="磁盘已满，本次修改未保存"):
        writer.run(_put(1, bytes(100_000)))
    assert _count(writer.path) == 0
    writer.run(lambda conn: conn.exec_driver_sql("PRAGMA max_page_count = 10000"))
    writer.run(_put(1, bytes(100_000)))
    assert _count(writer.path) == 1


def test_a_read_only_file_is_told(writer: Writer) -> None:
    writer.run(lambda conn: conn.exec_driver_sql("PRAGMA query_only = ON"))
    with pytest.raises(StoreReadOnlyError, match="只读"):
        writer.run(_put(1))


def test_after_damage_nothing_is_written_any_more(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    first = Writer(path, "first")
    first.run(lambda conn: conn.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY, what BLOB)"))
    for n in range(50):
        first.run(_put(n, bytes(3_000)))
    first.close()
    content = path.read_bytes()
    path.write_bytes(content[:8_192] + bytes(len(content) - 8_192))
    heard: list[str] = []
    writer = Writer(path, "second", on_damage=lambda: heard.append("damage"))
    with pytest.raises(StoreDamagedError, match="已损坏，已停止保存"):
        writer.run(lambda conn: conn.exec_driver_sql("SELECT sum(length(what)) FROM t").scalar())
    with pytest.raises(StoreDamagedError):
        writer.run(lambda conn: 1)
    assert heard == ["damage"]
    writer.close()


def test_a_mistake_of_ours_has_no_sentence(tmp_path: Path) -> None:
    assert told(OperationalError("SELECT", {}, Exception("no such table: x")), tmp_path) is None


def test_a_job_never_waits_for_its_own_writer(writer: Writer) -> None:
    with pytest.raises(AssertionError, match="waits for the writer"):
        writer.run(lambda conn: writer.run(_put(1)))


def test_a_reader_sees_one_instant_and_cannot_write(writer: Writer) -> None:
    readers = Readers(writer.path)
    with readers.snapshot() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        writer.run(_put(1))
        assert conn.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    with pytest.raises(StoreReadOnlyError), readers.snapshot() as conn:
        conn.exec_driver_sql("DELETE FROM t")
    readers.close()
    assert _count(writer.path) == 1
