"""Rows straight from SQLite's driver (直读), for the one page that is read all day: SQLAlchemy's part of it is a third.

The statement is the same, compiled once; rows come as the driver gives them, ids as bytes.
"""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError

from db.ids import id_bytes

IDS = frozenset({"stream", "last_id"})  # bound values that are ids


def rows(conn: Connection, query: Select[Any], bound: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that lives as long as the program; only on SQLite."""
    text, names = _compiled(query)
    values = {**names, **bound}
    ready = [id_bytes(value) if name in IDS else value for name, value in values.items()]
    driver: Any = conn.connection.driver_connection
    module: Any = conn.dialect.dbapi
    try:
        found: list[tuple[Any, ...]] = driver.execute(text, ready).fetchall()
    except module.DatabaseError as err:
        raise DatabaseError(text, ready, err) from err  # what readers know how to tell
    return found


@cache
def _compiled(query: Select[Any]) -> tuple[str, dict[str, Any]]:
    """The statement as SQLite's text, and its bound values by name in their order."""
    made = query.compile(dialect=sqlite.dialect())
    return str(made), {name: made.params[name] for name in made.positiontup or ()}
