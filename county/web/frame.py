"""What frames every page (页框): who works where, the tabs of his office, time, and the token of his forms."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from county.web.asked import Asked
from county.web.boards import board_of
from county.web.cards import Board
from county.web.offices import (
    ADMIN,
    AUDIT,
    CENTRE,
    DEPARTMENT,
    LISTS,
    PATROL,
    ROOM,
    SIGNER,
    TITLES,
    UNIT,
    Person,
)
from county.web.place_names import name_of
from county.web.snapshot import Snapshot
from governance.people.roles import COUNTY_ROLES, PLACE_ROLES
from governance.rulebook import Rules

GROUND_ROLES = frozenset({"VILLAGE_LEAD", "DIRECTOR"})  # who answers for grids: their own, or the town's
_WORKS = ("centre", "department", "unit", "patrol")
_BOARDS = (*_WORKS, AUDIT, LISTS, SIGNER)  # for whom cases wait, or who looks at them


class Tab(Struct, frozen=True):
    """One tab of the page's head (标签页)."""

    key: str
    href: str
    name: str
    icon: str
    count: int = 0
    red: bool = False


def frame(asked: Asked, snapshot: Snapshot, current: str, board: Board | None = None) -> dict[str, Any]:
    """The values that every page needs; `board` = what waits, where the page has read it already."""
    person = asked.person
    waits = board_of(snapshot, person) if board is None else board
    rules = snapshot.rules(snapshot.county)
    return {
        "person": person,
        "title": f"{rules.home.name} · {_title(person)}",
        "unit": unit_name(person, snapshot),
        "tabs": tabs(person, waits.waiting, waits.overdue),
        "current": current,
        "now": snapshot.at,
        "token": asked.session.form_token,
        "version": asked.version,
        "phone": person.home == PATROL,
        "said": asked.query.get("said", ""),
    }


def _title(person: Person) -> str:
    """Where he works; a county leader shares the centre's pages, not its name."""
    leads = {grant.role for grant in person.user.grants} == {"COUNTY_LEADER"}
    return "县领导工作台" if leads else TITLES[person.home]


def tabs(person: Person, count: int, red: bool) -> tuple[Tab, ...]:
    """The pages of this person's office."""
    found: list[Tab] = []
    if person.home in _BOARDS:
        looks = person.home == AUDIT  # nothing waits for who only looks
        found.append(
            Tab("board", "/desk", "查看", "eye")
            if looks
            else Tab("board", "/desk", "待办", "list-checks", count, red)
        )
    if person.home in _WORKS:
        found.append(Tab("done", "/done", "已办" if person.home != PATROL else "我报的", "history"))
    if may_report(person):
        found.append(Tab("report", "/report", "上报", "plus"))
    if person.home == PATROL and any(grant.role in PLACE_ROLES for grant in person.user.grants):
        found.append(Tab("visits", "/visits", "走访", "house"))
    if any(grant.role in GROUND_ROLES for grant in person.user.grants):
        found.append(Tab("grids", "/grids", "网格", "grid-3x3"))
    if person.home == ADMIN:
        found.append(Tab("accounts", "/accounts", "账号", "users"))
    if {grant.role for grant in person.user.grants} & {"DEPT_LEAD", "LIST_ADMIN", "COUNTY_LEADER"}:
        found.append(Tab("admissions", "/admissions", "准入", "shield-check"))
    if {CENTRE, DEPARTMENT, AUDIT, UNIT, SIGNER, ROOM} & set(person.offices) or _leads_village(person):
        found.append(Tab("notices", "/notices", "通报", "file-text"))
    if {CENTRE, AUDIT} & set(person.offices):
        found.append(Tab("scores", "/scores", "考评", "chart-column"))
    found.append(Tab("lists", "/lists", "清单", "book-open"))
    found.append(Tab("me", "/me", "我的", "user"))
    return tuple(found)


def begins_at(person: Person) -> str:
    """The page of his that he begins at: who has no board begins at the first of his tabs."""
    return tabs(person, 0, False)[0].href


def _leads_village(person: Person) -> bool:
    return any(grant.role == "VILLAGE_LEAD" for grant in person.user.grants)


def may_report(person: Person) -> bool:
    """Whether the page for a new event is offered: roles of the matrix's row `report` that work in a browser."""
    roles = {grant.role for grant in person.user.grants}
    return bool(
        roles
        & {
            "GRID_WORKER", "VILLAGE_LEAD", "PLATFORM_LEAD", "PLATFORM_STAFF", "STATION_LEAD", "STATION_STAFF",
            "CENTRE_OP", "MEDIATOR",
        }
    )  # fmt: skip


def unit_name(person: Person, snapshot: Snapshot) -> str:
    """The unit under which he works at home; of a grid worker his ground, of others the unit's name."""
    grants = person.grants_of(person.home)
    if not grants:
        return ""
    return said_unit(grants[0].unit, rules_of(person, snapshot), snapshot.names)


def said_unit(code: str, rules: Rules, names: Mapping[str, str]) -> str:
    """A unit by its name; villages and grids, whose unit is their code, by theirs."""
    return rules.name_of(code) if code in rules.catalogue.units else name_of(code, names)


def rules_of(person: Person, snapshot: Snapshot) -> Rules:
    """The rules he sees units and items by: of somebody of a town his town's, as pinned; else the county's newest."""
    of_county = any(grant.role in COUNTY_ROLES for grant in person.user.grants)
    if person.streams and not of_county:
        return snapshot.rules(person.streams[0])
    return snapshot.rules(snapshot.county)
