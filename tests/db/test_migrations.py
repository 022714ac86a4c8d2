"""Models and migrations agree; an upgrade is whole or not at all; Alembic is loaded only when it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from db.schemas import SCHEMAS, Schema, alembic_config, create, upgrade, version_of
from db.sqlite import writing_engine

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_models_and_migrations_agree(tmp_path: Path, schema: Schema) -> None:
    with writing_engine(tmp_path / "x.db").connect() as conn:
        with conn.begin():
            upgrade(conn, schema)
        with conn.begin():
            command.check(alembic_config(conn, schema))
            assert version_of(conn) == schema.version
        conn.engine.dispose()


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_a_new_file_is_what_the_migrations_make(tmp_path: Path, schema: Schema) -> None:
    made, migrated = (
        _structure(tmp_path / name, make, schema) for name, make in (("a", create), ("b", upgrade))
    )
    assert made == migrated


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_a_column_too_many_would_be_noticed(tmp_path: Path, schema: Schema) -> None:
    with writing_engine(tmp_path / "x.db").connect() as conn:
        with conn.begin():
            create(conn, schema)
            table = next(iter(schema.metadata.tables))
            conn.exec_driver_sql(f'ALTER TABLE "{table}" ADD COLUMN stray INTEGER')
        with conn.begin():
            assert compare_metadata(MigrationContext.configure(conn), schema.metadata)
        conn.engine.dispose()


def test_an_upgrade_that_fails_leaves_nothing(tmp_path: Path) -> None:
    schema = SCHEMAS[0]

    def half(conn: Connection) -> None:
        with conn.begin():
            upgrade(conn, schema)
            raise RuntimeError("power cut")

    with writing_engine(tmp_path / "x.db").connect() as conn:
        with pytest.raises(RuntimeError):
            half(conn)
        with conn.begin():
            assert (version_of(conn), inspect(conn).get_table_names()) == (0, [])
        conn.engine.dispose()


def test_a_store_opens_without_alembic(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from db.store import Store\n"
        "Store.open(Path(sys.argv[1])).close()\n"
        "print('alembic' in sys.modules, 'sqlalchemy.orm' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]


def _structure(path: Path, make: object, schema: Schema) -> list[tuple[str, str]]:
    assert callable(make)
    with writing_engine(path).connect() as conn:
        with conn.begin():
            make(conn, schema)
            found = conn.exec_driver_sql(
                "SELECT type, name, tbl_name, sql LIKE '%WITHOUT ROWID%', sql LIKE '% WHERE %' FROM sqlite_schema"
            ).all()
            columns = [
                (table, str(conn.exec_driver_sql(f'PRAGMA table_info("{table}")').all()))
                for table in inspect(conn).get_table_names()
            ]
        conn.engine.dispose()
    return sorted((str(tuple(row)), "") for row in found) + sorted(columns)
