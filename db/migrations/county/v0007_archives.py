"""Archives and their imports as rows (档案表); who is who by ID number or telephone. No older ledger has any."""

import sqlalchemy as sa
from alembic import op

import db.tables.columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("type", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("grid_code", sa.String(length=17), nullable=False),
        sa.Column("care_level", sa.String(length=8), nullable=False),
        sa.Column("visited_at", sa.BigInteger(), nullable=True),
        sa.Column("visit_due", sa.BigInteger(), nullable=False),
        sa.Column("valid_to", sa.String(length=10), nullable=False),
        sa.Column("doubts", sa.SmallInteger(), nullable=False),
        sa.Column("waiting", sa.SmallInteger(), nullable=False),
        sa.Column("gone", sa.SmallInteger(), nullable=False),
        sa.Column("pending", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_archive")),
    )
    op.create_index("ix_archive_code", "archive", ["stream_id", "type", "code"], unique=False)
    op.create_index("ix_archive_grid", "archive", ["stream_id", "grid_code", "type", "case_id"], unique=False)
    due = sa.text("gone = 0")
    op.create_index(
        "ix_archive_due",
        "archive",
        ["stream_id", "visit_due", "case_id"],
        unique=False,
        sqlite_where=due,
        postgresql_where=due,
    )
    op.create_table(
        "archive_batch",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("file", sa.String(length=80), nullable=False),
        sa.Column("imported_by", db.tables.columns.Id(), nullable=False),
        sa.Column("imported_at", sa.BigInteger(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("got", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("pending", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_archive_batch")),
    )
    op.create_index(
        "ix_archive_batch_at", "archive_batch", ["stream_id", "imported_at", "case_id"], unique=False
    )
    known = sa.text("field IN ('id_no', 'phone')")
    op.create_index(
        "ix_personal_known",
        "personal",
        ["stream_id", "field", "value"],
        unique=False,
        sqlite_where=known,
        postgresql_where=known,
    )
