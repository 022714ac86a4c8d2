"""A town of many years (大库): the staged desk's ended events again and again, so that a list holds as many as asked for.

Only the rows that lists read are made; the ledger behind them is the demo town's.
"""

from typing import Any

from sqlalchemy import Connection

from db.tables.events import event
from desktop.demo.stage import Staged

HOUR = 3_600_000


def crowd(staged: Staged, count: int) -> int:
    """Fill the list up to some `count` events; gives how many there are then."""
    made: int = staged.store.town._writer.run(lambda conn: _fill(conn, count))
    return made


def _fill(conn: Connection, count: int) -> int:
    driver: Any = conn.connection.driver_connection
    driver.create_function("renamed", 2, lambda old, copy: old[:6] + copy.to_bytes(2, "big") + old[8:])
    changed = {
        "case_id": "renamed(case_id, :copy)",
        "registered_at": f"registered_at - :copy * 7 * {HOUR}",
        "ended_at": f"ended_at - :copy * 7 * {HOUR}",
    }
    columns = ", ".join(changed.get(column.name, column.name) for column in event.columns)
    driver.execute("CREATE TEMP TABLE first AS SELECT * FROM event WHERE ended_at IS NOT NULL")
    there, ended = (
        driver.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("event", "first")
    )
    for copy in range(1, (count - there) // ended + 1):
        driver.execute(f"INSERT INTO event SELECT {columns} FROM first", {"copy": copy})
    driver.execute("DROP TABLE first")
    whole: int = driver.execute("SELECT count(*) FROM event").fetchone()[0]
    return whole
