"""Who may see which stream (授权表): rows that follow the `sys.user` entries of each stream (sync.md §12)."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, select

from db.server_ledger import StreamHead
from db.tables.county import grant
from governance.ledger.entry import ACCEPTED
from governance.ledger.stream import SysUser
from governance.objections import payload_of
from governance.people.roles import DESK_ROLES
from sync.county_ports import NewEntry


class Held(Struct, frozen=True):
    """A role held in a stream: with the ground it covers."""

    stream: str
    role: str
    scope: str


def follow(conn: Connection, tip: StreamHead, entries: Iterable[NewEntry]) -> None:
    """Bring the rows in step with what these entries say of people."""
    for entry in entries:
        if entry.action.kind != "sys.user" or entry.vd != ACCEPTED or entry.code:
            continue
        user = payload_of(entry.action.kind, entry.action.p)
        if not isinstance(user, SysUser):
            continue
        conn.execute(delete(grant).where(grant.c.user_id == user.user, grant.c.stream_id == tip.stream))
        held = {(g.role, g.area) for g in user.grants} if user.active else set()
        for role, scope in sorted(held):
            conn.execute(
                insert(grant).values(
                    user_id=user.user, stream_id=tip.stream, role=role, scope=scope, tenant_id=tip.tenant
                )
            )


def held_by(conn: Connection, user: str) -> list[Held]:
    """Every role of a person, by stream."""
    columns = (grant.c.stream_id, grant.c.role, grant.c.scope)
    query = select(*columns).where(grant.c.user_id == user).order_by(grant.c.stream_id, grant.c.role)
    return [Held(*row) for row in conn.execute(query)]


def works_at_desk(conn: Connection, user: str, stream: str) -> bool:
    """Whether a person may sit at a desk of this town."""
    return any(h.stream == stream and h.role in DESK_ROLES for h in held_by(conn, user))
