"""The roster of a new county (名册): its towns, and the people of towns and county with their roles.

Read once, when the county is founded. `towns.csv` (area, unit, name) names the towns; `operators.csv`, `units.csv`,
`posts.csv` and `county_people.csv` (user_id, name, role, unit, area; where wanted since, until, acting_for, see
roster_terms.py) name the people, a row a role; where
`divisions.csv` (area_code, name) names the county, it is called so. Area codes may be written short, without their
last zeros. A person belongs to the county's ledger by a county role, else to the town of the area.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from county.failures import RosterError
from county.roster_terms import Post, check_chiefs, grant_of
from county.tables import read_table
from db.ids import is_id
from governance.ledger.chain import uuid8
from governance.people.roles import CHIEF, COUNTY_ROLES, ROLE_NAMES, Grant, User
from governance.places.codes import Level, contains, county_of, is_area_code, is_grid_code, level

TOWNS = "towns.csv"
DIVISIONS = "divisions.csv"
PEOPLE = ("operators.csv", "units.csv", "posts.csv", "county_people.csv")
TOWN_COLUMNS = ("area", "unit", "name")
PEOPLE_COLUMNS = ("user_id", "name", "role", "unit", "area")
COUNTY_UNIT = "000"
COUNTY_NAME = "县社会治理中心"
ADMIN_ROLES = ("SYS_ADMIN", "CENTRE_LEAD", "LIST_ADMIN")  # who may put the county's settings
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}").fullmatch


class Town(Struct, frozen=True):
    """A town, or the county itself (乡镇): area code, three-digit unit code, name, people."""

    area: str
    unit: str
    name: str
    people: tuple[User, ...] = ()


class Roster(Struct, frozen=True):
    """Everybody who works in the county (名册)."""

    county: Town
    towns: tuple[Town, ...]
    logins: tuple[tuple[str, str], ...]  # (user id, login name)

    @property
    def lead(self) -> User | None:
        """Who leads the county's centre, and enters its scores."""
        return next(
            (u for u in self.county.people for grant in u.grants if grant.role == "CENTRE_LEAD"), None
        )

    @property
    def admin(self) -> User:
        """Who puts the county's first settings."""
        for role in ADMIN_ROLES:
            for user in self.county.people:
                if any(grant.role == role for grant in user.grants):
                    return user
        raise AssertionError("a roster always has an administrator")


class _Person(Struct):
    id: str
    login: str
    name: str
    grants: list[Grant]
    county: bool
    where: str  # file and row of the first line, for sentences


def user_id(text: str) -> str:
    """The id of a person of the roster: as the table gives it, or made of what it gives."""
    return text if is_id(text) else uuid8(sha256(b"huying:user\0" + text.encode()).digest())


def whole_code(text: str) -> str:
    """An area or grid code with the zeros that people leave out: 6, 9 → 12 digits, 15 → 17."""
    if text.isdecimal() and len(text) in (2, 4, 6, 9):
        return text.ljust(12, "0")
    return text.ljust(17, "0") if text.isdecimal() and len(text) == 15 else text


def read_roster(folder: Path) -> Roster:
    """Read a roster folder; raises RosterError with file, row and what to do."""
    if not folder.is_dir():
        raise RosterError(f"找不到名册文件夹 {folder.name}；请核对 --roster 的路径。", path=str(folder))
    county, towns = _towns(folder / TOWNS)
    people = _people([folder / name for name in PEOPLE if (folder / name).exists()])
    if not any(g.role in ADMIN_ROLES for p in people.values() if p.county for g in p.grants):
        grant = Grant("SYS_ADMIN", COUNTY_UNIT, county.area)
        people["admin"] = _Person(user_id("admin"), "admin", "系统管理员", [grant], True, "")
    _name_logins(people)
    of_county = tuple(_user(p) for p in people.values() if p.county)
    of_towns: dict[str, list[User]] = {town.area: [] for town in towns}
    for person in people.values():
        if not person.county:
            for area in _town_areas(person, of_towns):
                of_towns[area].append(_user(person))
    return Roster(
        Town(county.area, county.unit, _county_name(folder / DIVISIONS, county), of_county),
        tuple(Town(town.area, town.unit, town.name, tuple(of_towns[town.area])) for town in towns),
        tuple((p.id, p.login) for p in people.values()),
    )


def _towns(path: Path) -> tuple[Town, list[Town]]:
    towns: list[Town] = []
    county: Town | None = None
    for number, row in read_table(path, TOWN_COLUMNS, RosterError):
        area, unit, name = whole_code(row["area"]), row["unit"], row["name"]
        where = f"{path.name} 第{number}行"
        if not re.fullmatch(r"[0-9]{3}", unit) or not name:
            raise RosterError(f"{where}的单位码应为3位数字、名称不能为空；请改正。", path=str(path))
        if is_area_code(area) and level(area) == Level.COUNTY:
            county = Town(area, unit, name)
        elif not is_area_code(area) or level(area) != Level.TOWN:
            raise RosterError(f"{where}的区划码【{area}】不是乡镇的12位区划码；请改正。", path=str(path))
        elif any(town.area == area or town.unit == unit for town in towns):
            raise RosterError(f"{where}的区划码或单位码与前面重复；请改正。", path=str(path))
        else:
            towns.append(Town(area, unit, name))
    counties = {county_of(town.area) for town in towns}
    if len(counties) != 1:
        raise RosterError(f"{path.name} 须有同一个县的乡镇；请核对区划码。", path=str(path))
    area = counties.pop() or ""
    if county is not None and county.area != area:
        raise RosterError(f"{path.name} 的县与乡镇的区划码不符；请核对。", path=str(path))
    return county or Town(area, COUNTY_UNIT, COUNTY_NAME), towns


def _people(paths: Iterable[Path]) -> dict[str, _Person]:
    people: dict[str, _Person] = {}
    chiefs: list[Post] = []
    for path, number, row in _rows(paths):
        login, name, role, area = row["user_id"], row["name"], row["role"], whole_code(row["area"])
        where = f"{path.name} 第{number}行"
        if not _LOGIN(login) or not name:
            raise RosterError(
                f"{where}的user_id只能用字母、数字和._-，姓名不能为空；请改正。", path=str(path)
            )
        if role not in ROLE_NAMES:
            raise RosterError(f"{where}的角色【{role}】不认识；请按角色表填写。", path=str(path))
        if not (is_area_code(area) or is_grid_code(area)) or not row["unit"]:
            raise RosterError(f"{where}的区划码【{area}】或单位不对；请改正。", path=str(path))
        person = people.setdefault(
            login, _Person(user_id(login), login, name, [], role in COUNTY_ROLES, where)
        )
        if person.name != name or person.county != (role in COUNTY_ROLES):
            raise RosterError(f"{where}与{person.where}是同一user_id却不是同一人；请改正。", path=str(path))
        grant = grant_of(row, area, path, number, user_id)
        if grant not in person.grants:
            person.grants.append(grant)
            if role == CHIEF:
                chiefs.append(Post(User(person.id, name, (grant,)), path, number))
    check_chiefs(chiefs)
    return people


def _rows(paths: Iterable[Path]) -> Iterator[tuple[Path, int, dict[str, str]]]:
    for path in paths:
        for number, row in read_table(path, PEOPLE_COLUMNS, RosterError):
            yield path, number, row


def _name_logins(people: dict[str, _Person]) -> None:
    """People whose table gives ids log in by their names, the second of a name with a 2 behind it."""
    taken = {person.login for person in people.values()}
    for person in people.values():
        if is_id(person.login):
            number, login = 1, person.name
            while login in taken:
                number += 1
                login = f"{person.name}{number}"
            taken.add(login)
            person.login = login


def _county_name(path: Path, county: Town) -> str:
    if county.name != COUNTY_NAME or not path.exists():
        return county.name
    for _, row in read_table(path, ("area_code", "name"), RosterError):
        if whole_code(row["area_code"]) == county.area:
            return row["name"]
    return county.name


def _user(person: _Person) -> User:
    return User(id=person.id, name=person.name, grants=tuple(person.grants))


def _town_areas(person: _Person, towns: Iterable[str]) -> list[str]:
    """The towns a town person works in, by the ground of the roles."""
    found = [town for town in towns if any(contains(town, grant.area) for grant in person.grants)]
    if not found:
        raise RosterError(
            f"{person.where}的{person.name}不在{TOWNS}的任何乡镇内；请核对区划码或补上该乡镇。",
            login=person.login,
        )
    return found
