"""own.db as first released (本机原件库初版)."""

import sqlalchemy as sa
from alembic import op

import db.tables.columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob_queue",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("sha", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mime", sa.String(length=60), nullable=False),
        sa.Column("action_id", db.tables.columns.Id(), nullable=False),
        sa.Column("sent", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "sha", name=op.f("pk_blob_queue")),
    )
    op.create_table(
        "device",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("device_id", db.tables.columns.Id(), nullable=False),
        sa.Column("inc", sa.Integer(), nullable=False),
        sa.Column("no", sa.String(length=2), nullable=False),
        sa.Column("cert", sa.Text(), nullable=False),
        sa.Column("dseq", sa.BigInteger(), nullable=False),
        sa.Column("ah", sa.LargeBinary(), nullable=False),
        sa.Column("exposed", sa.BigInteger(), nullable=False),
        sa.Column("anchor", sa.LargeBinary(), nullable=False),
        sa.Column("hlc", sa.String(length=16), nullable=False),
        sa.Column("off_ms", sa.BigInteger(), nullable=True),
        sa.Column("off_wall", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("stream_id", name=op.f("pk_device")),
    )
    op.create_table(
        "draft",
        sa.Column("draft_id", db.tables.columns.Id(), nullable=False),
        sa.Column("user_id", db.tables.columns.Id(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("upd_ms", sa.BigInteger(), nullable=False),
        sa.Column("binned_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_user", "draft", ["user_id", "upd_ms"], unique=False)
    op.create_table(
        "local_user",
        sa.Column("user_id", db.tables.columns.Id(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("online_ms", sa.BigInteger(), nullable=False),
        sa.Column("fails", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_local_user")),
    )
    op.create_table(
        "outbox",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("device_id", db.tables.columns.Id(), nullable=False),
        sa.Column("dseq", sa.BigInteger(), nullable=False),
        sa.Column("action_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("core", sa.LargeBinary(), nullable=False),
        sa.Column("annex", sa.LargeBinary(), nullable=True),
        sa.Column("ah", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("mirrored", sa.SmallInteger(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("vd", sa.String(length=1), nullable=True),
        sa.Column("code", sa.String(length=32), nullable=True),
        sa.Column("item_id", db.tables.columns.Id(), nullable=True),
        sa.Column("why", sa.String(length=80), nullable=True),
        sa.Column("reissued", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_ms", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('D1','D4','D5','D6','DQ')", name="ck_outbox_state"),
        sa.PrimaryKeyConstraint("stream_id", "device_id", "dseq", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_action", "outbox", ["action_id"], unique=False)
    op.create_index("ix_outbox_open", "outbox", ["stream_id", "state", "dseq"], unique=False)
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
