"""Roles, grants, people, and the matrix of permissions (角色、授权、人员、动作权限).

Source: rulebook §1.2 (who works where) and §1.4 (the 20 × 93 matrix, `roles_permissions.csv`).
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

ROLE_NAMES: Mapping[str, str] = {
    "ROOM_OP": "指挥室值班员",
    "ROOM_SUP": "指挥室督办考核员",
    "DUTY_LEADER": "值班领导",
    "DIRECTOR": "指挥长(指挥室主任)",
    "TOWN_LEADER": "镇分管领导",
    "COUNTY_LEADER": "县领导",
    "CENTRE_LEAD": "县中心负责人",
    "CENTRE_OP": "县中心值班员",
    "LIST_ADMIN": "清单管理员(编办)",
    "DEPT_LEAD": "县部门负责人",
    "DEPT_CLERK": "县部门联络员",
    "AUDITOR": "审计纪检",
    "SYS_ADMIN": "系统管理员",
    "PLATFORM_LEAD": "平台负责人",
    "PLATFORM_STAFF": "平台办事员",
    "STATION_LEAD": "派驻机构负责人",
    "STATION_STAFF": "派驻机构办事员",
    "VILLAGE_LEAD": "村(社区)负责人",
    "GRID_WORKER": "网格员",
    "MEDIATOR": "调解员",
}
ROLES = tuple(ROLE_NAMES)  # in the order of the table of workplaces, §1.2

DESK_ROLES = frozenset(ROLES[:5])  # 指挥室桌面端
COUNTY_ROLES = frozenset(ROLES[5:13])  # 县端网页, departments included
TOWN_WEB_ROLES = frozenset(ROLES[13:])  # 镇村网页
TOWN_ROLES = DESK_ROLES | TOWN_WEB_ROLES

CHIEF = "DIRECTOR"  # one at any instant of every town (§1.1, acting.py)
ROOM_ROLES = frozenset({"ROOM_OP", "ROOM_SUP", "DUTY_LEADER"})  # their decisions need an open shift
CENTRE_ROLES = frozenset({"CENTRE_LEAD", "CENTRE_OP"})
DEPT_ROLES = frozenset({"DEPT_LEAD", "DEPT_CLERK"})  # of county departments and utilities
UNIT_ROLES = frozenset({"PLATFORM_LEAD", "PLATFORM_STAFF", "STATION_LEAD", "STATION_STAFF"})
PLACE_ROLES = frozenset({"VILLAGE_LEAD", "GRID_WORKER"})  # their unit is their village or grid
LEAD_ROLES = frozenset({"PLATFORM_LEAD", "STATION_LEAD", "VILLAGE_LEAD", "DEPT_LEAD"})


class Grant(Struct, frozen=True, omit_defaults=True):
    """One role of a person (授权): in which unit, and over which ground.

    A grant always names its ground: unit codes such as `T-ZF` are the same in every town of the county,
    so it is the ground that keeps two towns apart.
    """

    role: str
    unit: str  # unit code; of VILLAGE_LEAD the 12-digit village code, of GRID_WORKER the 17-digit grid code
    area: str  # area or grid code of the ground
    since: int = 0  # UTC ms; 0 = always has been
    until: int = 0  # UTC ms, no longer included; 0 = open
    acting_for: str = ""  # 代理 of this person, who is 指挥长; "" = in his own right (§1.1)


class User(Struct, frozen=True):
    """A person who acts (人员)."""

    id: str
    name: str
    grants: tuple[Grant, ...] = ()
    active: bool = True


class Permission(Struct, frozen=True):
    """One cell of the matrix that is not N (权限)."""

    role: str
    action: str  # action code of the domain, e.g. `call_issue`
    scope: str  # see scopes.py
    condition: str = ""  # in words; the guards judge it. Empty = always within the scope


class Permissions(Struct, frozen=True):
    """The matrix of permissions (动作权限表): what is not in it is not allowed."""

    cells: Mapping[tuple[str, str], Permission] = {}  # by (role, action)

    def allowed(self, role: str, action: str) -> Permission | None:
        """The cell of this role and action, or None if it may never do it."""
        return self.cells.get((role, action))

    def roles_for(self, action: str) -> tuple[str, ...]:
        """The roles that may do it, in the order of ROLES."""
        return tuple(role for role in ROLES if (role, action) in self.cells)

    def actions_of(self, role: str) -> tuple[str, ...]:
        """What this role may do, in the order of the table."""
        return tuple(action for holder, action in self.cells if holder == role)


def permissions(cells: Iterable[Permission]) -> Permissions:
    """The matrix made of these cells."""
    return Permissions({(cell.role, cell.action): cell for cell in cells})
