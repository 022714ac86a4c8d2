"""Whose page it is (办理人): the person of a session, put together from the streams that name him."""

from collections.abc import Sequence

from county import accounts, grants
from county.web.offices import Person
from county.web.snapshot import Snapshot
from governance.people.roles import COUNTY_ROLES, Grant, User


def person_of(snapshot: Snapshot, towns: Sequence[str], user: str) -> Person | None:
    """The person with all his roles; None when he is known nowhere, left, or may not log in any more.

    Somebody of the county meets every town's cases; somebody of a town those of the towns he works in.
    """
    known = accounts.account_of(snapshot.conn, user)
    held = list(dict.fromkeys(one.stream for one in grants.held_by(snapshot.conn, user, snapshot.at)))
    found = [one for stream in held if (one := snapshot.rules(stream).directory.user(user)) is not None]
    active = [one for one in found if one.active]
    if known is None or not active:
        return None
    mine: tuple[Grant, ...] = tuple(dict.fromkeys(grant for one in active for grant in one.grants))
    of_county = any(grant.role in COUNTY_ROLES for grant in mine)
    streams = tuple(towns) if of_county else tuple(stream for stream in towns if stream in held)
    return Person(User(id=user, name=active[0].name, grants=mine), known.login, streams, known.once)
