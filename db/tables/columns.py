"""Column types that mean the same on SQLite and PostgreSQL (列类型), and how constraints are named."""

from typing import Any

from sqlalchemy import Column, Index, LargeBinary, MetaData, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from db.ids import id_bytes, id_text

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def schema() -> MetaData:
    """An empty schema whose constraints get names, so that migrations can speak of them."""
    return MetaData(naming_convention=NAMING)


class Id(TypeDecorator[str]):
    """A UUID: text in the program, 16 bytes in SQLite, `uuid` in PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=False))
        return dialect.type_descriptor(LargeBinary(16))

    def bind_processor(self, dialect: Dialect) -> Any:
        return None if dialect.name == "postgresql" else _bytes_of

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return None if dialect.name == "postgresql" else _text_of


def _bytes_of(value: str | None) -> bytes | None:
    return None if value is None else id_bytes(value)


def _text_of(value: bytes | None) -> str | None:
    return None if value is None else id_text(value)


BIRTH = {"birth": True}  # of a column: what a case is born with, and no later entry changes


def partial_index(name: str, *columns: Column[Any], where: str) -> Index:
    """An index over the rows for which `where` holds, on both databases."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
