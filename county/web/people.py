"""Whose page it is (办理人): the person of a session, put together from the streams that name him."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from county import grants
from county.web.offices import Person
from county.web.snapshot import Snapshot
from db.tables.county import account
from governance.people.roles import COUNTY_ROLES, Grant, User


def person_of(snapshot: Snapshot, towns: Sequence[str], user: str) -> Person | None:
    """The person with all his roles; None when he is known nowhere, left, or may not log in any more.

    Somebody of the county meets every town's cases; somebody of a town those of the towns he works in.
    """
    login = login_of(snapshot.conn, user)
    held = list(dict.fromkeys(one.stream for one in grants.held_by(snapshot.conn, user)))
    found = [known for stream in held if (known := snapshot.rules(stream).directory.user(user)) is not None]
    active = [known for known in found if known.active]
    if login is None or not active:
        return None
    mine: tuple[Grant, ...] = tuple(dict.fromkeys(grant for known in active for grant in known.grants))
    of_county = any(grant.role in COUNTY_ROLES for grant in mine)
    streams = tuple(towns) if of_county else tuple(stream for stream in towns if stream in held)
    return Person(User(id=user, name=active[0].name, grants=mine), login, streams)


def login_of(conn: Connection, user: str) -> str | None:
    """The login name of an account in use."""
    name: str | None = conn.execute(
        select(account.c.login).where(account.c.user_id == user, account.c.active == 1)
    ).scalar()
    return name
