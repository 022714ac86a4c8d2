"""When a 督办 is proposed, as a column of events (督办建议)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    never = str(2**53 - 1)
    op.add_column("event", sa.Column("propose_at", sa.BigInteger(), nullable=False, server_default=never))
