"""拆分 and 重办 as columns of events (拆分、重办)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("parts", sa.SmallInteger(), nullable=False, server_default="0"))
    op.add_column("event", sa.Column("part_since", sa.BigInteger()))
    op.add_column("event", sa.Column("reworked_at", sa.BigInteger()))
