"""town.db as first released (本镇台账库初版)."""

import sqlalchemy as sa
from alembic import op

import db.tables.columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "branch",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "epoch", "seq", name=op.f("pk_branch")),
    )
    op.create_table(
        "call",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("event_id", db.tables.columns.Id(), nullable=True),
        sa.Column("serial", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("open", sa.SmallInteger(), nullable=False),
        sa.Column("grade", sa.String(length=2), nullable=False),
        sa.Column("item", sa.String(length=32), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("issuer", db.tables.columns.Id(), nullable=False),
        sa.Column("ask", sa.String(length=80), nullable=False),
        sa.Column("dept", sa.String(length=32), nullable=False),
        sa.Column("depts", sa.String(length=200), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.Column("responded_at", sa.BigInteger(), nullable=True),
        sa.Column("fed_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("yellow_at", sa.BigInteger(), nullable=False),
        sa.Column("clock", sa.String(length=16), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=True),
        sa.Column("paused", sa.SmallInteger(), nullable=False),
        sa.Column("urged_at", sa.BigInteger(), nullable=True),
        sa.Column("returns", sa.SmallInteger(), nullable=False),
        sa.Column("rejections", sa.SmallInteger(), nullable=False),
        sa.Column("conflicts", sa.SmallInteger(), nullable=False),
        sa.Column("pending", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_call")),
    )
    op.create_index(
        "ix_call_due",
        "call",
        ["stream_id", "due_at", "case_id"],
        unique=False,
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open = 1"),
    )
    op.create_index("ix_call_event", "call", ["stream_id", "event_id"], unique=False)
    op.create_index("ix_call_issued", "call", ["stream_id", "issued_at", "case_id"], unique=False)
    op.create_index("ix_call_serial", "call", ["stream_id", "serial"], unique=False)
    op.create_table(
        "call_task",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("task_id", db.tables.columns.Id(), nullable=False),
        sa.Column("dept", sa.String(length=32), nullable=False),
        sa.Column("lead", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("responded_at", sa.BigInteger(), nullable=True),
        sa.Column("how", sa.String(length=8), nullable=False),
        sa.Column("fed_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("satisfied", sa.String(length=8), nullable=False),
        sa.Column("rated_at", sa.BigInteger(), nullable=True),
        sa.Column("sign_due", sa.BigInteger(), nullable=True),
        sa.Column("respond_due", sa.BigInteger(), nullable=False),
        sa.Column("handle_due", sa.BigInteger(), nullable=True),
        sa.Column("owed", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", "task_id", "dept", name=op.f("pk_call_task")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_call_task_dept", "call_task", ["stream_id", "dept", "given_at"], unique=False)
    op.create_index(
        "ix_call_task_owed",
        "call_task",
        ["stream_id", "respond_due", "case_id", "dept"],
        unique=False,
        sqlite_where=sa.text("owed = 1"),
        postgresql_where=sa.text("owed = 1"),
    )
    op.create_table(
        "case_state",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("parent_id", db.tables.columns.Id(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("base", db.tables.columns.Id(), nullable=True),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_case_state")),
    )
    op.create_table(
        "cursor_",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("h", sa.LargeBinary(), nullable=False),
        sa.Column("st", sa.BigInteger(), nullable=False),
        sa.Column("hot_from", sa.BigInteger(), nullable=False),
        sa.Column("fold", sa.Integer(), nullable=False),
        sa.Column("dig", sa.LargeBinary(), nullable=False),
        sa.Column("own_dseq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", name=op.f("pk_cursor_")),
    )
    op.create_table(
        "event",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("serial", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("open", sa.SmallInteger(), nullable=False),
        sa.Column("ch", sa.String(length=8), nullable=False),
        sa.Column("urg", sa.String(length=2), nullable=False),
        sa.Column("cat", sa.String(length=16), nullable=False),
        sa.Column("village", sa.String(length=12), nullable=False),
        sa.Column("grid", sa.String(length=17), nullable=False),
        sa.Column("lon", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("text", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("reporter", db.tables.columns.Id(), nullable=False),
        sa.Column("reply", sa.SmallInteger(), nullable=False),
        sa.Column("occ_at", sa.BigInteger(), nullable=False),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("dispatched_at", sa.BigInteger(), nullable=True),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("fed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("yellow_at", sa.BigInteger(), nullable=False),
        sa.Column("clock", sa.String(length=16), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=True),
        sa.Column("paused", sa.SmallInteger(), nullable=False),
        sa.Column("unsigned_at", sa.BigInteger(), nullable=True),
        sa.Column("handle_due", sa.BigInteger(), nullable=True),
        sa.Column("outer_due", sa.BigInteger(), nullable=True),
        sa.Column("main", db.tables.columns.Id(), nullable=True),
        sa.Column("callers", sa.SmallInteger(), nullable=False),
        sa.Column("urged_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("rating", sa.String(length=8), nullable=False),
        sa.Column("rounds", sa.SmallInteger(), nullable=False),
        sa.Column("returns", sa.SmallInteger(), nullable=False),
        sa.Column("conflicts", sa.SmallInteger(), nullable=False),
        sa.Column("pending", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_event")),
    )
    op.create_index(
        "ix_event_due",
        "event",
        ["stream_id", "due_at", "case_id"],
        unique=False,
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open = 1"),
    )
    op.create_index(
        "ix_event_ended",
        "event",
        ["stream_id", "ended_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NOT NULL"),
        postgresql_where=sa.text("ended_at IS NOT NULL"),
    )
    op.create_index(
        "ix_event_conflicts",
        "event",
        ["stream_id", "case_id"],
        unique=False,
        sqlite_where=sa.text("conflicts > 0"),
        postgresql_where=sa.text("conflicts > 0"),
    )
    op.create_index(
        "ix_event_pending",
        "event",
        ["stream_id", "case_id"],
        unique=False,
        sqlite_where=sa.text("pending > 0"),
        postgresql_where=sa.text("pending > 0"),
    )
    op.create_index("ix_event_registered", "event", ["stream_id", "registered_at", "case_id"], unique=False)
    op.create_index("ix_event_serial", "event", ["stream_id", "serial"], unique=False)
    op.create_table(
        "event_task",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("task_id", db.tables.columns.Id(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("lead", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("sign_due", sa.BigInteger(), nullable=False),
        sa.Column("handle_due", sa.BigInteger(), nullable=True),
        sa.Column("unsigned", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", "task_id", "unit", name=op.f("pk_event_task")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_task_unit", "event_task", ["stream_id", "unit", "given_at"], unique=False)
    op.create_index(
        "ix_event_task_unsigned",
        "event_task",
        ["stream_id", "sign_due", "case_id", "unit"],
        unique=False,
        sqlite_where=sa.text("unsigned = 1"),
        postgresql_where=sa.text("unsigned = 1"),
    )
    op.create_table(
        "ledger",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("action_id", db.tables.columns.Id(), nullable=False),
        sa.Column("device_id", db.tables.columns.Id(), nullable=False),
        sa.Column("dseq", sa.BigInteger(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("st", sa.BigInteger(), nullable=False),
        sa.Column("eff", sa.BigInteger(), nullable=False),
        sa.Column("vd", sa.String(length=1), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("item_id", db.tables.columns.Id(), nullable=True),
        sa.Column("core", sa.LargeBinary(), nullable=False),
        sa.Column("annex", sa.LargeBinary(), nullable=True),
        sa.Column("ah", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.Column("h", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "seq", name=op.f("pk_ledger")),
        sa.UniqueConstraint("stream_id", "device_id", "dseq", name="uq_ledger_device"),
    )
    op.create_index("ix_ledger_action", "ledger", ["stream_id", "action_id"], unique=False)
    op.create_index("ix_ledger_case", "ledger", ["stream_id", "case_id", "seq"], unique=False)
    op.create_table(
        "overlay",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("npend", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_overlay")),
    )
    op.create_table(
        "peer_head",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("device_id", db.tables.columns.Id(), nullable=False),
        sa.Column("dseq", sa.BigInteger(), nullable=False),
        sa.Column("ah", sa.LargeBinary(), nullable=False),
        sa.Column("eff", sa.BigInteger(), nullable=False),
        sa.Column("pk", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "device_id", name=op.f("pk_peer_head")),
    )
    op.create_table(
        "personal",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("owner_id", db.tables.columns.Id(), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("action_id", db.tables.columns.Id(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("stream_id", "owner_id", "field", "action_id", name=op.f("pk_personal")),
    )
    op.create_index(
        "ix_personal_tel",
        "personal",
        ["stream_id", "value", "owner_id"],
        unique=False,
        sqlite_where=sa.text("field = 'tel'"),
        postgresql_where=sa.text("field = 'tel'"),
    )
    op.create_table(
        "shift",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("operator", db.tables.columns.Id(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("handed_at", sa.BigInteger(), nullable=True),
        sa.Column("successor", sa.String(length=36), nullable=False),
        sa.Column("pending", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_shift")),
    )
    op.create_index("ix_shift_opened", "shift", ["stream_id", "opened_at"], unique=False)
    op.create_table(
        "supervision",
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("case_id", db.tables.columns.Id(), nullable=False),
        sa.Column("parent_id", db.tables.columns.Id(), nullable=True),
        sa.Column("serial", sa.String(length=24), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("open", sa.SmallInteger(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("issuer", db.tables.columns.Id(), nullable=False),
        sa.Column("ask", sa.String(length=80), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("conflicts", sa.SmallInteger(), nullable=False),
        sa.Column("pending", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "case_id", name=op.f("pk_supervision")),
    )
    op.create_index(
        "ix_supervision_due",
        "supervision",
        ["stream_id", "due_at", "case_id"],
        unique=False,
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open = 1"),
    )
    op.create_index("ix_supervision_parent", "supervision", ["stream_id", "parent_id"], unique=False)
