"""What this PC keeps for itself (本机设置): the county's address and keys, window comfort; never synced."""

from sqlalchemy import Connection, delete, insert, select

from db.tables.own import setting


def setting_of(conn: Connection, name: str) -> str | None:
    """The value kept under a name, or None."""
    value: str | None = conn.execute(select(setting.c.value).where(setting.c.name == name)).scalar()
    return value


def keep_setting(conn: Connection, name: str, value: str) -> None:
    """Keep a value under a name, in the place of what was there."""
    conn.execute(delete(setting).where(setting.c.name == name))
    conn.execute(insert(setting).values(name=name, value=value))
