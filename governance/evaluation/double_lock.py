"""双锁定: who was posted to the town's stations, who was moved away, and whether the town had agreed (派驻名册).

Source: rulebook §1.4: a locked post or person is not moved without the town's 意见单; where it happened the 派驻名册 is red.
A move is seen in what the ledger said of a person, one entry after another: his account closed, or his post at the
station gone from his grants. Everybody of a station is locked, in post and person; the sources name no exception. A
locked post (锁编制) stays with the town when its holder goes, agreed or not: it is vacant (空编) until somebody else is
posted to the station, who fills the one that is vacant longest.
"""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from governance.evaluation.opinions import CONSENT, DISSENT, Slip
from governance.ledger.stream import SysUser
from governance.people.roles import Grant
from governance.places.codes import contains

STATION_ROLES = frozenset({"STATION_LEAD", "STATION_STAFF"})


class Said(Struct, frozen=True, gc=False):
    """What the ledger said of a person (人员变更): the latest holds."""

    user: str
    name: str
    grants: tuple[Grant, ...]
    at: int

    def units(self, town: str) -> tuple[str, ...]:
        """The stations of the town to which he is posted."""
        held = (g.unit for g in self.grants if g.role in STATION_ROLES and contains(town, g.area))
        return tuple(dict.fromkeys(held))


def said_of(p: object, at: int) -> Said:
    """What a `sys.user` entry says; of a closed account no grant is left."""
    user = msgspec.convert(p, SysUser)
    return Said(user.user, user.name, user.grants if user.active else (), at)


class StationStaff(Struct, frozen=True, kw_only=True):
    """One person of a 派驻机构 (派驻名册)."""

    user: str
    name: str
    unit: str
    locked_post: bool = True  # 锁编制
    locked_person: bool = True  # 锁人员
    moved: bool = False  # no longer at the station, as the ledger said
    moved_at: int = 0
    moved_to: str = ""  # the unit he was given instead; empty: his account was closed


class RosterLine(Struct, frozen=True):
    """A line of the 派驻名册: red when a locked person was moved without the town's 意见单."""

    staff: StationStaff
    opinions: tuple[str, ...]  # ids of the 意见单 about him, the oldest first
    red: bool
    vacant: str = ""  # 空编: the station whose post he left and nobody filled
    vacant_since: int = 0


class _Posting(Struct):
    """A person's time at one station."""

    staff: StationStaff
    since: int


def roster(said: Iterable[Said], opinions: Iterable[Slip], town: str) -> list[RosterLine]:
    """The 派驻名册, one line a person: a move that nobody agreed to, else where he is, else where he last was."""
    slips = sorted(opinions, key=lambda slip: (slip.at, slip.id))
    found = _postings(said, town)
    vacant, lines = _vacant(found), []
    for user, postings in sorted(found.items()):
        mine = [slip for slip in slips if slip.person == user]
        shown = max(postings, key=lambda one: (_red(one, mine), not one.staff.moved, one.since))
        ids = tuple(slip.id for slip in mine)
        lines.append(RosterLine(shown.staff, ids, _red(shown, mine), *vacant.get(user, ("", 0))))
    return lines


def _vacant(found: dict[str, list[_Posting]]) -> dict[str, tuple[str, int]]:
    """Who left a post that nobody filled (空编): of which station, since when; of several the latest."""
    turns: list[tuple[int, bool, str, str]] = []  # instant, whether somebody came, user, station
    for user, postings in found.items():
        for one in postings:
            turns.append((one.since, True, user, one.staff.unit))
            if one.staff.moved:
                turns.append((one.staff.moved_at, False, user, one.staff.unit))
    left: dict[str, list[tuple[int, str]]] = {}
    for at, came, user, unit in sorted(turns):
        posts = left.setdefault(unit, [])
        if not came:
            posts.append((at, user))
        elif posts:
            posts.pop(0)
    open_ones = sorted((at, user, unit) for unit, posts in left.items() for at, user in posts)
    return {user: (unit, at) for at, user, unit in open_ones}


def _postings(said: Iterable[Said], town: str) -> dict[str, list[_Posting]]:
    """Everybody's postings, in the order in which they began."""
    found: dict[str, list[_Posting]] = {}
    for one in said:
        units = one.units(town)
        open_ones = [post for post in found.get(one.user, ()) if not post.staff.moved]
        for post in open_ones:
            post.staff = _now(post.staff, one, units)
        begun = {post.staff.unit for post in open_ones}
        new = [StationStaff(user=one.user, name=one.name, unit=unit) for unit in units if unit not in begun]
        if new:
            found.setdefault(one.user, []).extend(_Posting(staff, one.at) for staff in new)
    return found


def _now(staff: StationStaff, said: Said, units: Sequence[str]) -> StationStaff:
    moved = staff.unit not in units
    return StationStaff(
        user=staff.user,
        name=said.name,
        unit=staff.unit,
        locked_post=staff.locked_post,
        locked_person=staff.locked_person,
        moved=moved,
        moved_at=said.at if moved else 0,
        moved_to=said.grants[0].unit if moved and said.grants else "",
    )


def _red(posting: _Posting, slips: Sequence[Slip]) -> bool:
    """Moved, and the town's last word on this posting is no 同意调动; one for an earlier posting covers nothing."""
    staff = posting.staff
    words = [
        slip.opinion
        for slip in slips
        if slip.opinion in (CONSENT, DISSENT) and slip.unit == staff.unit and slip.at >= posting.since
    ]
    locked = staff.locked_post or staff.locked_person
    return locked and staff.moved and words[-1:] != [CONSENT]
