"""Many rows at once (批量写): plain tuples straight to the driver, one compiled statement a table.

Statements through the expression language cost more for each row than SQLite itself; these are the hot paths of a
page (sync.md §19). The text is neutral: it runs on SQLite and on PostgreSQL.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.engine import Dialect

from db.ids import id_bytes
from db.tables.columns import Id

Row = tuple[Any, ...]


def insert(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows given in the order of the table's columns."""
    _write(conn, table, rows, upsert=False)


def insert_ready(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows whose ids are already as `id_key` gives them."""
    if rows:
        conn.exec_driver_sql(_statement(table, conn.dialect, False), rows)


def id_key(conn: Connection) -> Callable[[str], Any]:
    """How the database of this connection takes an id."""
    return str if conn.dialect.name == "postgresql" else id_bytes


def upsert(conn: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, or overwrite those of the same primary key, but for what they were born with (BIRTH).

    A column that is set makes SQLite write its indexes again, whether it changed or not.
    """
    _write(conn, table, rows, upsert=True)


def delete_cases(conn: Connection, table: Table, stream: str, cases: Iterable[str]) -> None:
    """Delete every row of these cases."""
    place = _place(conn.dialect)
    keys = [(stream, case) for case in cases]
    if keys:
        statement = (
            f"DELETE FROM {_name(conn.dialect, table)} WHERE stream_id = {place} AND case_id = {place}"
        )
        conn.exec_driver_sql(statement, [_ids(key, (0, 1), conn.dialect) for key in keys])


def _write(conn: Connection, table: Table, rows: Sequence[Row], *, upsert: bool) -> None:
    if not rows:
        return
    ids = tuple(i for i, column in enumerate(table.columns) if isinstance(column.type, Id))
    statement = _statement(table, conn.dialect, upsert)
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(statement, list(rows))
        return
    convert = _converter(ids)
    conn.exec_driver_sql(statement, [convert(row) for row in rows])


def _place(dialect: Dialect) -> str:
    return "?" if dialect.paramstyle == "qmark" else "%s"


def _name(dialect: Dialect, table: Table) -> str:
    return dialect.identifier_preparer.format_table(table)


@lru_cache(maxsize=256)
def _statement(table: Table, dialect: Dialect, upsert: bool) -> str:
    quoted = [dialect.identifier_preparer.quote(column.name) for column in table.columns]
    marks = ", ".join([_place(dialect)] * len(quoted))
    text = f"INSERT INTO {_name(dialect, table)} ({', '.join(quoted)}) VALUES ({marks})"
    if not upsert:
        return text
    keys = [dialect.identifier_preparer.quote(column.name) for column in table.primary_key.columns]
    born = [dialect.identifier_preparer.quote(c.name) for c in table.columns if c.info.get("birth")]
    changing = (name for name in quoted if name not in keys and name not in born)
    others = ", ".join(f"{name} = excluded.{name}" for name in changing)
    return f"{text} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {others}"


@lru_cache(maxsize=64)
def _converter(ids: tuple[int, ...]) -> Callable[[Row], Row]:
    def convert(row: Row) -> Row:
        values = list(row)
        for i in ids:
            if (value := values[i]) is not None:
                values[i] = id_bytes(value)
        return tuple(values)

    return convert


def _ids(key: Row, ids: tuple[int, ...], dialect: Dialect) -> Row:
    return key if dialect.name == "postgresql" else _converter(ids)(key)
