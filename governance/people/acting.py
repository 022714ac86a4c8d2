"""Whose grants count when (任期与代理): from and to, the 代理 of a 指挥长, and never two 指挥长 of a town.

Source: rulebook §1.1: `DIRECTOR` is unique per town at any instant (代理 `acting_for` with from/to). So while a 代理 is
in force it is he who is 指挥长: what DIRECTOR alone may do is his (§3.6 "DIRECTOR or his 代理"), and the principal's own
grant rests until the last day has passed; what else the principal is, he stays. A 代理 whose account is closed acts for
nobody. All of it is derived from the instant; nothing is stored when a 代理 begins or ends.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from governance.people.roles import CHIEF, Grant, User
from governance.places.codes import town_of
from governance.refusal import Refusal


def runs(grant: Grant, at: int) -> bool:
    """Whether the grant's term covers the instant, whoever acts for whom."""
    return grant.since <= at and (not grant.until or at < grant.until)


def timed(users: Mapping[str, User]) -> dict[str, User]:
    """Those whose grants depend on the instant: somebody with a term, and whom somebody acts for."""
    held = {id: user for id, user in users.items() if any(_has_term(grant) for grant in user.grants)}
    principals = {grant.acting_for for user in held.values() for grant in user.grants}
    return held | {id: users[id] for id in sorted(principals) if id in users}


def in_force(people: Mapping[str, User], at: int) -> dict[str, User]:
    """These people, each with the grants he has at the instant; `people` holds both sides of every 代理."""
    rest = {
        (grant.acting_for, town)
        for user in people.values()
        for town, grant in _chief_posts(user)
        if grant.acting_for and runs(grant, at)
    }
    return {
        id: replace(user, grants=tuple(g for g in user.grants if runs(g, at) and not _rests(user, g, rest)))
        for id, user in people.items()
    }


def second_chief(user: User, others: Iterable[User]) -> tuple[Grant, User] | None:
    """Give his grant that would make a town's second 指挥长 at some instant, and the first; None if there is none.

    One who acts and the very person he acts for are one 指挥长 at every instant; any others whose terms meet are two.
    """
    mine = list(_chief_posts(user))
    for other in others if mine else ():
        if other.id == user.id:
            continue
        for town, first in _chief_posts(other):
            for here, grant in mine:
                if here == town and _meet(first, grant) and not _one_chief(other, first, user, grant):
                    return grant, other
    return None


def chief_refusal(user: User, others: Iterable[User]) -> Refusal | None:
    """Refuse somebody who would be a town's second 指挥长, naming the first."""
    found = second_chief(user, others)
    if found is None:
        return None
    return Refusal(
        "two-directors",
        f"该镇同一时间的指挥长已有{found[1].name}，不能再有{user.name}；请改填代理及起止日期，或先免去前者。",
    )


def _has_term(grant: Grant) -> bool:
    return bool(grant.since or grant.until or grant.acting_for)


def _chief_posts(user: User) -> Iterator[tuple[str, Grant]]:
    """Towns and grants by which an active person is 指挥长."""
    for grant in user.grants if user.active else ():
        if grant.role == CHIEF and (town := town_of(grant.area)) is not None:
            yield town, grant


def _rests(user: User, grant: Grant, rest: set[tuple[str, str]]) -> bool:
    own = grant.role == CHIEF and not grant.acting_for
    return own and (user.id, town_of(grant.area)) in rest


def _meet(one: Grant, other: Grant) -> bool:
    """Whether two terms have an instant in common; an empty term has none."""
    since = max(one.since, other.since)
    ends = [grant.until for grant in (one, other) if grant.until]
    return not ends or since < min(ends)


def _one_chief(first: User, his: Grant, second: User, hers: Grant) -> bool:
    """Whether one of them acts for the other, who is 指挥长 in his own right."""
    pairs = ((his.acting_for, second.id, hers.acting_for), (hers.acting_for, first.id, his.acting_for))
    return any(acting_for == principal and not theirs for acting_for, principal, theirs in pairs)
