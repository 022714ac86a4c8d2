"""Who may see which stream, and when (授权表): rows that follow the `sys.user` entries of each stream (sync.md §12).

A post with a term (任期、代理, rulebook §1.1) opens its stream from its first instant to its last.
"""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, delete, insert, or_, select

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
        held: dict[tuple[str, str, int], int] = {}
        for one in user.grants if user.active else ():
            post = (one.role, one.area, one.since)
            held[post] = _later(held[post], one.until) if post in held else one.until
        for (role, scope, since), until in sorted(held.items()):
            conn.execute(
                insert(grant).values(
                    user_id=user.user,
                    stream_id=tip.stream,
                    role=role,
                    scope=scope,
                    since=since,
                    until=until,
                    tenant_id=tip.tenant,
                )
            )


def _later(one: int, other: int) -> int:
    """The later end of two; 0 = open."""
    return max(one, other) if one and other else 0


def held_by(conn: Connection, user: str, at: int) -> list[Held]:
    """Every role of a person whose term covers the instant, by stream."""
    c = grant.c
    query = select(c.stream_id, c.role, c.scope).where(
        c.user_id == user, c.since <= at, or_(c.until == 0, c.until > at)
    )
    return [Held(*row) for row in conn.execute(query.order_by(c.stream_id, c.role))]


def works_at_desk(conn: Connection, user: str, stream: str, at: int) -> bool:
    """Whether a person may sit at a desk of this town."""
    return any(h.stream == stream and h.role in DESK_ROLES for h in held_by(conn, user, at))
