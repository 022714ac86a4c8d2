"""Schemas and their versions (库结构版本): made whole, brought up, or refused when newer than the program.

Source: sync.md §14. `user_version` says where a file stands, so that Alembic is loaded only when one is behind.
A new file is made from the models at once; a test holds models and migrations together.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select

from db.failures import StoreNewerError
from db.tables.county import COUNTY
from db.tables.own import OWN
from db.tables.town import TOWN

if TYPE_CHECKING:
    from alembic.config import Config

_VERSIONS = MetaData()
alembic_version = Table("alembic_version", _VERSIONS, Column("version_num", String(32), primary_key=True))


class Schema(Struct, frozen=True):
    """One schema: its folder of migrations, its models, the version this program writes."""

    name: str
    metadata: MetaData
    version: int

    @property
    def revision(self) -> str:
        """The version as Alembic names it."""
        return f"{self.version:04}"


OWN_SCHEMA = Schema("own", OWN, 2)
TOWN_SCHEMA = Schema("town", TOWN, 7)
COUNTY_SCHEMA = Schema("county", COUNTY, 9)
SCHEMAS = (OWN_SCHEMA, TOWN_SCHEMA, COUNTY_SCHEMA)


def version_of(conn: Connection) -> int:
    """Where a database stands; 0 when it is empty."""
    if conn.dialect.name == "sqlite":
        return int(conn.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not inspect(conn).has_table(alembic_version.name):
        return 0
    return int(conn.execute(select(alembic_version.c.version_num)).scalar() or 0)


def create(conn: Connection, schema: Schema) -> None:
    """Make all tables in an empty database, inside the caller's transaction."""
    schema.metadata.create_all(conn, checkfirst=False)
    alembic_version.create(conn)
    conn.execute(alembic_version.insert().values(version_num=schema.revision))
    _set_version(conn, schema)


def refuse_newer(conn: Connection, schema: Schema, path: Path | str) -> int:
    """Give the version; raises StoreNewerError when a later program wrote the file. Nothing is changed."""
    version = version_of(conn)
    if version > schema.version:
        raise StoreNewerError(
            "这个数据库是更新版本的程序写的，本程序打不开，数据没有改动；请升级本程序。",
            path=str(path),
            version=version,
            known=schema.version,
        )
    return version


def upgrade(conn: Connection, schema: Schema) -> None:
    """Bring a database up to this program's version, inside the caller's transaction."""
    from alembic import command

    command.upgrade(alembic_config(conn, schema), schema.revision)
    _set_version(conn, schema)


def alembic_config(conn: Connection, schema: Schema) -> "Config":
    """What Alembic's commands need to work on this connection."""
    from alembic.config import Config

    folder = Path(__file__).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", str(folder / schema.name))
    config.attributes["connection"] = conn
    config.attributes["metadata"] = schema.metadata
    return config


def _set_version(conn: Connection, schema: Schema) -> None:
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql(f"PRAGMA user_version = {schema.version}")
