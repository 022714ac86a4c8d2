"""S2, S2d: a page of 100 open events out of a million rows, the first and a deep one, by the query of the events page.

Beside the first page by raw SQL from the floor's million rows, on open connections alike. `lent` is our first page
with all that a page of the program pays: a connection is lent, a snapshot begins and ends.
"""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from db.projections import rows as projected
from db.queries.events import EventRow, open_events
from db.queries.keyset import Key, kept
from db.readers import Readers
from db.schemas import TOWN_SCHEMA, create
from db.tables.events import NEVER, event
from db.writer import Writer
from tests.benchmarks.bench import Bench, in_turn, ms
from tests.benchmarks.case_rows import SEASON, events
from tests.benchmarks.figure import Measured, rounded, spread
from tests.benchmarks.floor import floor
from tests.benchmarks.lives import MINUTE
from tests.benchmarks.season import TOWN_STREAM
from tests.governance.room import bundle

MILLION, TEMPLATES = 1_000_000, 20_000
REPS = 400
RAW = (
    "SELECT * FROM event WHERE status=2 AND (due,id)>(?,?) ORDER BY due,id LIMIT 100"  # as in store_floor.py
)


class PagesFound:
    """Both figures of one run over the same million rows."""

    def __init__(self, bench: Bench) -> None:
        path = bench.folder / "million.db"
        _fill(path, events(bench.season(SEASON), TEMPLATES))
        raw = floor("store_floor").million(str(bench.folder / "raw_million.db"), bench.rows)
        readers = Readers(path)
        with ExitStack() as undo:
            undo.callback(raw.close)
            undo.callback(readers.close)
            conn = undo.enter_context(readers.snapshot())
            deep, self.open = _deep_key(conn)
            works = (
                lambda: raw.execute(RAW, (0, 0)).fetchall(),
                lambda: open_events(conn, TOWN_STREAM),
                lambda: open_events(conn, TOWN_STREAM, after=deep),
                lambda: readers.read(lambda lent: open_events(lent, TOWN_STREAM)),
            )
            _check(conn, works[2], deep)
            self.raw, self.first, self.deep, self.lent = in_turn(REPS, *(_timed(work) for work in works))


def first(bench: Bench) -> Measured:
    """S2."""
    found = bench.once("event pages", lambda: PagesFound(bench))
    ours, raw = spread(found.first), spread(found.raw)
    lent = spread(found.lent)["p50"]
    return Measured(ours["p50"], raw["p50"], {**ours, "rows": MILLION, "open": found.open, "lent": lent})


def deep(bench: Bench) -> Measured:
    """S2d."""
    found = bench.once("event pages", lambda: PagesFound(bench))
    ours = spread(found.deep)
    return Measured(ours["p50"], spread(found.first)["p50"], {**ours, "deep": rounded(found.open * 0.9)})


def _timed(work: Callable[[], list[Any]]) -> Callable[[], float]:
    return lambda: ms(work)


def _fill(path: Path, templates: list[Any]) -> None:
    """A million rows from shifted copies, then the indexes."""
    writer = Writer(path, "million")
    writer.run(lambda conn: create(conn, TOWN_SCHEMA))
    writer.run(lambda conn: projected.write(conn, TOWN_STREAM, templates, bundle().calendar, {}))
    writer.run(_multiply)
    writer.close()


def _multiply(conn: Connection) -> None:
    driver: Any = conn.connection.driver_connection
    driver.create_function("renamed", 2, lambda old, copy: old[:6] + copy.to_bytes(2, "big") + old[8:])
    indexes = driver.execute(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name='event' AND sql LIKE 'CREATE INDEX%'"
    )
    made = indexes.fetchall()
    for name, _ in made:
        driver.execute(f"DROP INDEX {name}")
    changed = {
        "case_id": "renamed(case_id, :copy)",
        "due_at": f"CASE due_at WHEN {NEVER} THEN due_at ELSE due_at + :copy * 13 * {MINUTE} END",
        "registered_at": f"registered_at + :copy * 13 * {MINUTE}",
    }
    columns = ", ".join(changed.get(column.name, column.name) for column in event.columns)
    for copy in range(1, MILLION // TEMPLATES):
        driver.execute(
            f"INSERT INTO event SELECT {columns} FROM event WHERE rowid <= {TEMPLATES}", {"copy": copy}
        )
    for _, sql in made:
        driver.execute(sql)


def _deep_key(conn: Connection) -> tuple[Key, int]:
    """Where nine tenths of the open events lie behind, and how many are open."""
    mine = (event.c.stream_id == TOWN_STREAM, event.c.open == 1)
    count = conn.execute(select(func.count()).select_from(event).where(*mine)).scalar_one()
    query = select(event.c.due_at, event.c.case_id).where(*mine).order_by(event.c.due_at, event.c.case_id)
    row = conn.execute(query.offset(count * 9 // 10).limit(1)).one()
    return (row.due_at, row.case_id), count


def _check(conn: Connection, page: Callable[[], list[EventRow]], last: Key) -> None:
    """A million rows, and a page of a hundred in order."""
    if conn.execute(select(func.count()).select_from(event)).scalar_one() != MILLION:
        raise AssertionError("not a million rows")
    keys = [(kept(row.due_at), row.case_id) for row in page()]
    if len(keys) != 100 or [last, *keys] != sorted([last, *keys]):
        raise AssertionError("the deep page is not a hundred rows in order")
