"""An index on outages and drills (断网与演练)."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    written = sa.text("kind IN ('outage.declare', 'drill.mark')")
    op.create_index(
        "ix_ledger_duty_log", "ledger", ["stream_id", "st"], sqlite_where=written, postgresql_where=written
    )
