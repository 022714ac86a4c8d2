"""Sessions and photos of the web desk (网页会话与照片)."""

import sqlalchemy as sa
from alembic import op

import db.tables.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "photo",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.String(length=20), nullable=False),
        sa.Column("user_id", db.tables.columns.Id(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", "sha", name=op.f("pk_photo")),
    )
    op.create_table(
        "web_session",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", db.tables.columns.Id(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_web_session")),
    )
    op.create_index("ix_web_session_user", "web_session", ["user_id"])
