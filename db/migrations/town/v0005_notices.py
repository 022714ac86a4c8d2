"""Notices as rows (通报表). No older ledger has any."""

import sqlalchemy as sa
from alembic import op

import db.tables.columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("serial", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("open", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("units", sa.String(length=400), nullable=False),
        sa.Column("lines", sa.SmallInteger(), nullable=False),
        sa.Column("owing", sa.String(length=400), nullable=False),
        sa.Column("drafted_at", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("conflicts", sa.SmallInteger(), nullable=False),
        sa.Column("pending", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_drafted", "notice", ["stream_id", "drafted_at", "case_id"], unique=False)
    op.create_index("ix_notice_serial", "notice", ["stream_id", "serial"], unique=False)
