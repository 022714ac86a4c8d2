"""Supervisions as rows (督办表)."""

from sqlalchemy import BigInteger, Column, Index, SmallInteger, String, Table

from db.tables.columns import Id, partial_index
from db.tables.ledger import TOWN

supervision = Table(
    "supervision",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("parent_id", Id),
    Column("serial", String(24), nullable=False),
    Column("level", String(8), nullable=False),
    Column("state", String(8), nullable=False),
    Column("open", SmallInteger, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("issuer", Id, nullable=False),
    Column("ask", String(80), nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    Column("moved_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("conflicts", SmallInteger, nullable=False),
    Column("pending", SmallInteger, nullable=False),
)
partial_index(
    "ix_supervision_due",
    supervision.c.stream_id,
    supervision.c.due_at,
    supervision.c.case_id,
    where="open = 1",
)
Index("ix_supervision_parent", supervision.c.stream_id, supervision.c.parent_id)
