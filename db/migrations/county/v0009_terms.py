"""The terms of people's posts (任期): the table of grants again, filled from what each stream says of its people."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

import db.tables.columns

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("grant_")
    grants = op.create_table(
        "grant_",
        sa.Column("user_id", db.tables.columns.Id(), nullable=False),
        sa.Column("stream_id", db.tables.columns.Id(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("since", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("tenant_id", db.tables.columns.Id(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "stream_id", "role", "scope", "since", name=op.f("pk_grant_")),
    )
    homes = sa.table(
        "case_state",
        sa.column("stream_id", db.tables.columns.Id()),
        sa.column("case_id", db.tables.columns.Id()),
        sa.column("tenant_id", db.tables.columns.Id()),
        sa.column("body", sa.Text()),
    )
    query = sa.select(homes.c.stream_id, homes.c.tenant_id, homes.c.body)
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for stream, tenant, body in op.get_bind().execute(query.where(homes.c.case_id == homes.c.stream_id)):
        for user in json.loads(body).get("users", []):
            for one in user.get("grants", []) if user.get("active", True) else []:
                row = {
                    "user_id": user["id"],
                    "stream_id": stream,
                    "role": one["role"],
                    "scope": one["area"],
                    "since": one.get("since", 0),
                    "until": one.get("until", 0),
                    "tenant_id": tenant,
                }
                key = tuple(str(row[name]) for name in ("user_id", "stream_id", "role", "scope", "since"))
                ends = [row["until"], rows[key]["until"] if key in rows else row["until"]]
                rows[key] = row | {"until": max(ends) if all(ends) else 0}
    if rows:
        op.bulk_insert(grants, list(rows.values()))
