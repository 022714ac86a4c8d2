"""Who works at which part of the web desk (工作端): a person, the offices of his roles, the streams he acts in.

Source: rulebook §1.2. Rooms' roles work at the desktop program; here they may only look things up, and the 指挥长 says
his town's word about what lies in the county's own ledger (§5.2, §5.4).
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from governance.people.roles import (
    CENTRE_ROLES,
    DEPT_ROLES,
    DESK_ROLES,
    ROLE_NAMES,
    UNIT_ROLES,
    Grant,
    User,
)
from governance.places.codes import town_of
from governance.responsibility.countersigning import TOWN_SIGNERS

CENTRE, DEPARTMENT, UNIT, PATROL = "centre", "department", "unit", "patrol"
LISTS, AUDIT, ADMIN, SIGNER, ROOM = "lists", "audit", "admin", "signer", "room"
TITLES: Mapping[str, str] = {
    CENTRE: "县社会治理中心工作台",
    DEPARTMENT: "部门工作台",
    UNIT: "单位工作台",
    PATROL: "网格工作台",
    LISTS: "清单管理",
    AUDIT: "审计查看",
    ADMIN: "账号管理",
    SIGNER: "乡镇会签",
    ROOM: "指挥室",
}
WEB_OFFICES: Mapping[str, str] = {
    CENTRE: "县中心",
    DEPARTMENT: "县级部门、水电气讯",
    UNIT: "镇平台、派驻机构",
    PATROL: "村社区、网格员、调解员",
    LISTS: "编办",
    AUDIT: "审计",
    ADMIN: "管理员",
}  # of those who work in a browser, as the demo's login page lists them
_OF_ROLE: Mapping[str, str] = {
    "COUNTY_LEADER": CENTRE,
    **dict.fromkeys(CENTRE_ROLES, CENTRE),
    **dict.fromkeys(DEPT_ROLES, DEPARTMENT),
    **dict.fromkeys(UNIT_ROLES, UNIT),
    "VILLAGE_LEAD": PATROL,
    "GRID_WORKER": PATROL,
    "MEDIATOR": PATROL,
    "LIST_ADMIN": LISTS,
    "AUDITOR": AUDIT,
    "SYS_ADMIN": ADMIN,
    **dict.fromkeys(DESK_ROLES, ROOM),
    **dict.fromkeys(
        TOWN_SIGNERS, SIGNER
    ),  # of the desk's roles the one that answers for its town in county matters
}
_RANK = tuple(TITLES)


class Person(Struct, frozen=True):
    """Who is logged in (办理人)."""

    user: User
    login: str
    streams: tuple[str, ...]  # towns whose cases he may meet
    once: bool = False  # came with a one-time word: before anything else he sets a password of his own

    @property
    def offices(self) -> tuple[str, ...]:
        """The parts of the web desk he works at, the first is his home."""
        held = {_OF_ROLE[grant.role] for grant in self.user.grants if grant.role in _OF_ROLE}
        return tuple(office for office in _RANK if office in held)

    @property
    def home(self) -> str:
        """Where he begins."""
        return self.offices[0] if self.offices else ROOM

    def grants_of(self, office: str) -> tuple[Grant, ...]:
        """The roles that bring him to an office."""
        return tuple(grant for grant in self.user.grants if _OF_ROLE.get(grant.role) == office)

    def units_of(self, office: str) -> tuple[str, ...]:
        """Units he acts for at an office."""
        return tuple(dict.fromkeys(grant.unit for grant in self.grants_of(office)))

    @property
    def roles(self) -> str:
        """His roles as people call them."""
        return said_roles(grant.role for grant in self.user.grants)

    @property
    def towns(self) -> tuple[str, ...]:
        """Area codes of the towns he speaks for in county matters."""
        grants = self.grants_of(SIGNER)
        return tuple(dict.fromkeys(town for grant in grants if (town := town_of(grant.area)) is not None))

    @property
    def reads_only(self) -> bool:
        """Whether all he may do is look (审计纪检)."""
        return set(self.offices) <= {AUDIT, ADMIN, ROOM}


def said_roles(roles: Iterable[str]) -> str:
    """`平台负责人、网格员`."""
    return "、".join(dict.fromkeys(ROLE_NAMES.get(role, role) for role in roles))


def office_of(role: str) -> str:
    """The office of a role."""
    return _OF_ROLE.get(role, ROOM)
