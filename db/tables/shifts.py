"""Shifts as rows (班次表)."""

from sqlalchemy import BigInteger, Column, Index, SmallInteger, String, Table

from db.tables.columns import Id
from db.tables.ledger import TOWN

shift = Table(
    "shift",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("state", String(8), nullable=False),
    Column("operator", Id, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("handed_at", BigInteger),
    Column("successor", String(36), nullable=False),
    Column("pending", SmallInteger, nullable=False),
)
Index("ix_shift_opened", shift.c.stream_id, shift.c.opened_at)
