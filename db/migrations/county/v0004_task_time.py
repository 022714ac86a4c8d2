"""Columns about the time of tasks (时限变动): holds, requests, exemptions. No older ledger has any of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("event", "call"):
        for name in ("held_until", "extend_until", "suspend_asked"):
            op.add_column(table, sa.Column(name, sa.BigInteger(), server_default="0", nullable=False))
    for table in ("event", "call", "event_task", "call_task"):
        op.add_column(table, sa.Column("exempt", sa.SmallInteger(), server_default="0", nullable=False))
