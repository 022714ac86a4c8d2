"""SCO: 部门考评 of a busy county's month looked at again: nothing moved since, and a crowd right after an entry.

The same county as EV's. What is timed is what the page waits for, `CountedMonths.of`; drawing the page comes on top.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import Connection, insert, update

from county.web.scores.counting import CountedMonths
from county.web.snapshot import BundleShelf, Snapshot
from db.queries.evaluation import county_scores
from db.readers import Readers
from db.tables.county import stream_head
from db.writer import Writer
from governance.evaluation.period import Period
from governance.evaluation.scores import DeptScore
from tests.benchmarks.bench import Bench, timed
from tests.benchmarks.evaluation_month import CALLS, DEPARTMENTS, TOWNS, WAYS
from tests.benchmarks.figure import Measured, rounded
from tests.db.busy_county import AS_OF, PERIOD, Month, fill

VIEWS, CROWD = 200, 8


def measure(bench: Bench) -> Measured:
    """SCO, in milliseconds of CPU a view that finds its month counted; the first view and a crowd's beside it."""
    path = bench.folder / "scores.db"
    rules = fill(path, Month(WAYS), TOWNS, DEPARTMENTS, CALLS)
    writer, readers, counts = Writer(path, "scores"), Readers(path), [0]
    writer.run(lambda conn: _open(conn, list(rules)))

    def count(snapshot: Snapshot, period: Period) -> tuple[DeptScore, ...]:
        counts[0] += 1
        return county_scores(snapshot.conn, snapshot.county, list(rules), period, rules.__getitem__)

    @contextmanager
    def look() -> Iterator[Snapshot]:
        with readers.snapshot() as conn:
            yield Snapshot(conn, BundleShelf(next(iter(rules))), AS_OF)

    months = CountedMonths(count)
    first = timed(lambda: months.of(look, PERIOD))
    again = timed(lambda: [months.of(look, PERIOD) for _ in range(VIEWS)])
    writer.run(lambda conn: _commit(conn, next(iter(rules))))
    counts[0] = 0
    with ThreadPoolExecutor(CROWD) as pool:
        crowd = timed(lambda: list(pool.map(lambda _: months.of(look, PERIOD), range(CROWD))))
    readers.close()
    writer.close()
    more = {"first_cpu_ms": rounded(first.cpu_ms), "crowd": CROWD, "crowd_counts": counts[0],
            "crowd_cpu_ms": rounded(crowd.cpu_ms)}  # fmt: skip
    return Measured(again.cpu_ms / VIEWS, None, more)


def _open(conn: Connection, streams: list[str]) -> None:
    stream_head.create(conn)
    head = {
        "tenant_id": streams[0],
        "kind": "town",
        "epoch": 1,
        "seq": 1,
        "h": b"1" * 32,
        "st": AS_OF,
        "fold": 1,
    }
    conn.execute(insert(stream_head), [{"stream_id": stream, **head} for stream in streams])


def _commit(conn: Connection, stream: str) -> None:
    """One stream moved by an entry; what it says is no matter here."""
    conn.execute(update(stream_head).where(stream_head.c.stream_id == stream).values(seq=2, h=b"2" * 32))
