"""Notices as rows (通报表)."""

from sqlalchemy import BigInteger, Column, Index, SmallInteger, String, Table

from db.tables.columns import BIRTH, Id
from db.tables.ledger import TOWN

notice = Table(
    "notice",
    TOWN,
    Column("stream_id", Id, primary_key=True),
    Column("case_id", Id, primary_key=True),
    Column("serial", String(24), nullable=False, info=BIRTH),
    Column("state", String(12), nullable=False),
    Column("open", SmallInteger, nullable=False),
    Column("title", String(80), nullable=False),
    Column("units", String(400), nullable=False),  # joined by ";"
    Column("lines", SmallInteger, nullable=False),
    Column("owing", String(400), nullable=False),  # units that have not answered, joined by ";"
    Column("drafted_at", BigInteger, nullable=False, info=BIRTH),
    Column("signed_at", BigInteger),
    Column("moved_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("conflicts", SmallInteger, nullable=False),
    Column("pending", SmallInteger, nullable=False),
)
Index("ix_notice_drafted", notice.c.stream_id, notice.c.drafted_at, notice.c.case_id)
Index("ix_notice_serial", notice.c.stream_id, notice.c.serial)
