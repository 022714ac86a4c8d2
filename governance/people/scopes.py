"""How far a permission reaches (数据范围): the scopes of the matrix, and what a person sees of a case.

Source: rulebook §1.3, §1.4. The same functions cut the pages of the web desk and judge an action's right.

A scope compares a grant (one role in one unit over one ground) with what a case shows of itself. Every case shows
its place, at least the town's code; a case of the whole county shows the county's code. Unit codes such as `T-ZF`
are the same in every town, so no unit is compared before the ground has been.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

from governance.people.roles import CENTRE_ROLES, DEPT_ROLES, DESK_ROLES, TOWN_ROLES, UNIT_ROLES, Grant
from governance.places.codes import Level, contains, county_of, level, town_of


class Subject(Struct, frozen=True, gc=False):
    """What a case shows to the questions of scope."""

    units: tuple[str, ...]  # units and departments that hold its open tasks, the step or the record
    area: str  # code of the place: grid, village, else the town; the county for what is the whole county's
    level: Literal[
        "town", "county"
    ]  # town: events and other things of the town; county: calls, lists, county notices
    case_type: str  # event, call, supervision, dispute…
    further: tuple[str, ...] = ()  # towns that a thing of the county concerns (an admission's)


# ---------------------------------------------------------------- ground and unit


def _same_town(grant: Grant, subject: Subject) -> bool:
    """The case lies in, or concerns, the town of the grant's ground; a ground of county size has no town."""
    town = town_of(grant.area)
    return town is not None and (contains(town, subject.area) or town in subject.further)


def _same_county(grant: Grant, subject: Subject) -> bool:
    county = county_of(grant.area)
    return county is not None and contains(county, subject.area)


def _holds(grant: Grant, subject: Subject) -> bool:
    """The grant's unit holds it; a village lead also holds what a grid of the village holds."""
    if grant.role in TOWN_ROLES and not _same_town(grant, subject):
        return False
    if not _same_county(grant, subject):
        return False
    if grant.role == "VILLAGE_LEAD":
        return any(unit == grant.unit or contains(grant.unit, unit) for unit in subject.units)
    return grant.unit in subject.units


# ---------------------------------------------------------------- the scopes, by name


def _own_town(grant: Grant, subject: Subject) -> bool:
    """本镇: a thing of the town or a call of it, whoever of the town asks."""
    return grant.role in TOWN_ROLES and _same_town(grant, subject)


def _own_room(grant: Grant, subject: Subject) -> bool:
    """本指挥室: the room's own books (shifts, outages): asked by those who sit there."""
    return grant.role in DESK_ROLES and subject.level == "town" and _same_town(grant, subject)


def _own_area(grant: Grant, subject: Subject) -> bool:
    """本辖区: the place lies in the grant's ground, be it a county, a town, a village or a grid."""
    return contains(grant.area, subject.area)


def _own_grid(grant: Grant, subject: Subject) -> bool:
    """本网格: as 本辖区, for a ground of village size or smaller (a village lead answers for all its grids)."""
    ground = level(grant.area)
    return ground is not None and ground >= Level.VILLAGE and contains(grant.area, subject.area)


def _own_task(grant: Grant, subject: Subject) -> bool:
    """本单位任务: an open task of a thing of the town is held by the grant's unit; never a department's."""
    return grant.role in TOWN_ROLES and subject.level == "town" and _holds(grant, subject)


def _own_dept(grant: Grant, subject: Subject) -> bool:
    """本部门: the department holds it, on calls and other county things only: departments never act on an event."""
    return grant.role in DEPT_ROLES and subject.level == "county" and _holds(grant, subject)


def _own_step(grant: Grant, subject: Subject) -> bool:
    """本环节: the current step of the one-thing (一件事) is the unit's, be it of the town or of the county."""
    return subject.case_type == "one_thing" and _holds(grant, subject)


def _own_case(grant: Grant, subject: Subject) -> bool:
    """本案: the room's are all cases of its town, a unit's those it holds, a mediator's the records it keeps."""
    if grant.role in DESK_ROLES:
        return _same_town(grant, subject)
    if grant.role == "MEDIATOR":
        return subject.case_type == "dispute" and _holds(grant, subject)
    return _own_task(grant, subject)


def _own_level(grant: Grant, subject: Subject) -> bool:
    """本级: town roles on events and town notices, county roles on calls and county notices."""
    if grant.role in TOWN_ROLES:
        return subject.level == "town" and _same_town(grant, subject)
    return subject.level == "county" and _same_county(grant, subject)


def _same_or_lower(grant: Grant, subject: Subject) -> bool:
    """同级或下级: the town supervises things of the town; the county its own and the town's."""
    if grant.role in TOWN_ROLES:
        return subject.level == "town" and _same_town(grant, subject)
    return _same_county(grant, subject)


def _county(grant: Grant, subject: Subject) -> bool:
    """全县: calls, lists, admissions, notices of the county; no event of a town."""
    return grant.role not in TOWN_ROLES and subject.level == "county" and _same_county(grant, subject)


def _own_scope(grant: Grant, subject: Subject) -> bool:
    """本人可见范围: what this person sees anyway (§1.3)."""
    return sees(grant, subject)


def _own_tenant(grant: Grant, subject: Subject) -> bool:
    """本县租户: accounts and settings of the county; never the text of a case."""
    return grant.role not in TOWN_ROLES and subject.level == "county" and _same_county(grant, subject)


_SCOPES: Mapping[str, Callable[[Grant, Subject], bool]] = {
    "own_town": _own_town,
    "own_room": _own_room,
    "own_area": _own_area,
    "own_grid": _own_grid,
    "own_task": _own_task,
    "own_unit": _own_task,  # 本单位内部: who holds the task shares it out
    "own_dept": _own_dept,
    "own_step": _own_step,
    "own_case": _own_case,
    "own_level": _own_level,
    "same_or_lower": _same_or_lower,
    "county": _county,
    "own_scope": _own_scope,
    "own_tenant": _own_tenant,
}
SCOPES = tuple(_SCOPES)


def in_scope(scope: str, grant: Grant, subject: Subject) -> bool:
    """Does the case lie within this scope of the grant? An unknown scope holds nothing."""
    rule = _SCOPES.get(scope)
    return rule is not None and rule(grant, subject)


# ---------------------------------------------------------------- what a person sees


def sees(grant: Grant, subject: Subject, *, told_to_county: bool = False) -> bool:
    """Is this case among those that the grant shows (可见范围)? Masking and ticked fields are another question.

    `told_to_county`: the town event was called up, supervised by the county, urgent-reported or sampled; without
    it the county centre and the county's leaders see only that it was counted.
    """
    role = grant.role
    if role in DESK_ROLES:
        return _same_town(grant, subject)
    if role in UNIT_ROLES or role in DEPT_ROLES:
        return _own_task(grant, subject) or _own_dept(grant, subject) or _own_step(grant, subject)
    if role in ("VILLAGE_LEAD", "GRID_WORKER"):
        return subject.level == "town" and (_own_area(grant, subject) or _holds(grant, subject))
    if role == "MEDIATOR":
        return subject.case_type == "dispute" and (_own_area(grant, subject) or _holds(grant, subject))
    if role in CENTRE_ROLES or role == "COUNTY_LEADER":
        return _same_county(grant, subject) and (subject.level == "county" or told_to_county)
    if role == "LIST_ADMIN":
        return _county(grant, subject) and subject.case_type in ("list", "access")
    return role == "AUDITOR" and _same_county(grant, subject)  # read-only, masked; SYS_ADMIN opens no case
