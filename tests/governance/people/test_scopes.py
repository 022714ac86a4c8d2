"""The scopes of the matrix (数据范围), in the order of rulebook §1.3 and §1.4."""

import csv
from pathlib import Path

import pytest

from governance.people.directory import Directory
from governance.people.roles import (
    COUNTY_ROLES,
    DEPT_ROLES,
    DESK_ROLES,
    LEAD_ROLES,
    PLACE_ROLES,
    ROLE_NAMES,
    ROLES,
    TOWN_ROLES,
    TOWN_WEB_ROLES,
    Grant,
    Permission,
    Permissions,
    User,
    permissions,
)
from governance.people.scopes import SCOPES, Subject, in_scope, sees

COUNTY, NEXT_COUNTY = "990101000000", "990102000000"
TOWN, NEXT_TOWN = "990101100000", "990101101000"  # 云溪镇 and its neighbour
VILLAGE, NEXT_VILLAGE = "990101100201", "990101100202"  # 石桥村 and its neighbour
GRID, NEXT_GRID = "99010110020100300", "99010110020100400"
MATRIX = Path(__file__).parents[3] / "resources" / "catalogues" / "roles_permissions.csv"


def of_role(role: str, unit: str = "", area: str = "") -> Grant:
    """A grant as the county gives it: a usual unit and the ground that belongs to the role."""
    places = {"VILLAGE_LEAD": VILLAGE, "GRID_WORKER": GRID}
    units = {
        "PLATFORM_LEAD": "T-ZF",
        "PLATFORM_STAFF": "T-ZF",
        "STATION_LEAD": "T-PCS",
        "STATION_STAFF": "T-PCS",
        "MEDIATOR": "T-MTZ",
        "DEPT_LEAD": "ZF",
        "DEPT_CLERK": "ZF",
        "LIST_ADMIN": "BB",
    }
    usual = places.get(role) or units.get(role) or ("T-ZHS" if role in DESK_ROLES else "ZX")
    ground = places.get(role) or (TOWN if role in TOWN_ROLES else COUNTY)
    return Grant(role=role, unit=unit or usual, area=area or ground)


def an_event(*units: str, area: str = GRID) -> Subject:
    return Subject(units=units, area=area, level="town", case_type="event")


def a_call(*units: str, area: str = GRID) -> Subject:
    return Subject(units=units, area=area, level="county", case_type="call")


def who(scope: str, subject: Subject) -> set[str]:
    """The roles, each with its usual grant, for whom the case lies within the scope."""
    return {role for role in ROLES if in_scope(scope, of_role(role), subject)}


@pytest.fixture(scope="module")
def matrix() -> Permissions:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["allowed"] != "N"]
    return permissions(Permission(r["role"], r["action"], r["scope"], r["condition"]) for r in rows)


# ---------------------------------------------------------------- roles


def test_there_are_twenty_roles_at_three_workplaces() -> None:
    assert len(ROLES) == 20
    assert len(DESK_ROLES) == 5
    assert len(COUNTY_ROLES) == 8
    assert len(TOWN_WEB_ROLES) == 7
    assert frozenset(ROLES) == DESK_ROLES | COUNTY_ROLES | TOWN_WEB_ROLES
    assert DEPT_ROLES < COUNTY_ROLES
    assert PLACE_ROLES < TOWN_WEB_ROLES
    assert LEAD_ROLES < TOWN_WEB_ROLES | DEPT_ROLES


def test_roles_and_scopes_are_those_of_the_matrix(matrix: Permissions) -> None:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        names = {row["role"]: row["role_name"] for row in csv.DictReader(file)}
    assert names == dict(ROLE_NAMES)
    assert {cell.scope for cell in matrix.cells.values()} == set(SCOPES)


def test_what_is_not_in_the_matrix_is_not_allowed(matrix: Permissions) -> None:
    cell = matrix.allowed("ROOM_OP", "call_issue")
    assert cell == Permission("ROOM_OP", "call_issue", "own_town", "仅C1先呼,30分钟内由值班领导或指挥长补签")
    assert matrix.allowed("ROOM_OP", "call_sign") is None
    assert matrix.allowed("NOBODY", "report") is None
    assert matrix.roles_for("suspend_approve") == ("DIRECTOR", "CENTRE_LEAD")
    assert matrix.roles_for("self_handle") == ("VILLAGE_LEAD", "GRID_WORKER")
    assert matrix.actions_of("SYS_ADMIN") == ("user_admin", "config_admin")


def test_no_department_role_may_do_what_only_events_know(matrix: Permissions) -> None:
    for action in ("sign", "contact", "progress", "feedback", "return", "dispatch", "verify", "close"):
        assert not DEPT_ROLES & set(matrix.roles_for(action)), action


def test_the_directory_knows_its_people() -> None:
    wang = User(id="u1", name="王某", grants=(of_role("ROOM_OP"), of_role("ROOM_SUP")))
    directory = Directory({"u1": wang})
    assert directory.user("u1") is wang
    assert directory.user("u2") is None


# ---------------------------------------------------------------- one scope after the other


def test_own_town_is_every_thing_and_call_of_the_town() -> None:
    assert who("own_town", an_event()) == TOWN_ROLES
    assert who("own_town", a_call()) == TOWN_ROLES
    assert who("own_town", an_event(area=TOWN)) == TOWN_ROLES
    assert who("own_town", an_event(area=NEXT_TOWN)) == set()
    assert who("own_town", a_call(area=COUNTY)) == set()


def test_own_room_is_for_those_who_sit_in_it() -> None:
    shift = Subject(units=("T-ZHS",), area=TOWN, level="town", case_type="shift")
    assert who("own_room", shift) == DESK_ROLES
    assert who("own_room", a_call(area=TOWN)) == set()


def test_own_area_is_the_ground_of_the_grant() -> None:
    assert who("own_area", an_event(area=GRID)) == set(ROLES)
    assert who("own_area", an_event(area=NEXT_GRID)) == set(ROLES) - {"GRID_WORKER"}
    assert who("own_area", an_event(area=NEXT_VILLAGE)) == set(ROLES) - PLACE_ROLES
    assert who("own_area", an_event(area=NEXT_TOWN)) == COUNTY_ROLES
    assert who("own_area", an_event(area=NEXT_COUNTY)) == set()


def test_a_grid_worker_does_not_get_the_whole_village() -> None:
    assert not in_scope("own_area", of_role("GRID_WORKER"), an_event(area=VILLAGE))
    assert in_scope("own_area", of_role("VILLAGE_LEAD"), an_event(area=VILLAGE))


def test_own_grid_is_the_grid_or_the_village_and_nothing_larger() -> None:
    assert who("own_grid", an_event(area=GRID)) == PLACE_ROLES
    assert who("own_grid", an_event(area="99010110020100302")) == PLACE_ROLES  # its micro grid 2
    assert who("own_grid", an_event(area=NEXT_GRID)) == {"VILLAGE_LEAD"}
    assert who("own_grid", an_event(area=TOWN)) == set()


@pytest.mark.parametrize("scope", ["own_task", "own_unit"])
def test_own_task_is_what_the_unit_holds(scope: str) -> None:
    assert who(scope, an_event("T-ZF")) == {"PLATFORM_LEAD", "PLATFORM_STAFF"}
    assert who(scope, an_event("T-ZF", "T-PCS")) == {
        "PLATFORM_LEAD",
        "PLATFORM_STAFF",
        "STATION_LEAD",
        "STATION_STAFF",
    }
    assert who(scope, an_event()) == set()
    assert who(scope, an_event("ZF")) == set()  # a department never acts on an event


def test_own_task_in_another_town_is_another_units() -> None:
    assert not in_scope("own_task", of_role("PLATFORM_LEAD"), an_event("T-ZF", area=NEXT_TOWN))
    assert in_scope("own_task", of_role("PLATFORM_LEAD", area=NEXT_TOWN), an_event("T-ZF", area=NEXT_TOWN))


def test_a_village_lead_covers_the_grids_of_the_village() -> None:
    lead = of_role("VILLAGE_LEAD")
    assert in_scope("own_task", lead, an_event(VILLAGE))
    assert in_scope("own_task", lead, an_event(NEXT_GRID))
    assert not in_scope("own_task", lead, an_event(NEXT_VILLAGE))
    assert not in_scope("own_task", lead, an_event("99010110020200100"))  # a grid of the next village


def test_a_grid_worker_covers_the_own_grid_only() -> None:
    worker = of_role("GRID_WORKER")
    assert in_scope("own_task", worker, an_event(GRID))
    assert in_scope("own_task", worker, an_event(GRID, area=NEXT_VILLAGE))  # sent to help next door
    assert not in_scope("own_task", worker, an_event(NEXT_GRID))
    assert not in_scope("own_task", worker, an_event(VILLAGE))


def test_own_dept_is_the_departments_calls_and_never_an_event() -> None:
    assert who("own_dept", a_call("ZF")) == DEPT_ROLES
    assert who("own_dept", a_call("ZF", area=NEXT_TOWN)) == DEPT_ROLES  # the department serves every town
    assert who("own_dept", a_call("ZF", area="990102100000")) == set()  # of this county
    assert who("own_dept", a_call("ST")) == set()
    assert who("own_dept", an_event("ZF")) == set()


def test_own_step_is_the_current_steps_unit() -> None:
    step = Subject(units=("ZF", "T-PCS"), area=VILLAGE, level="town", case_type="one_thing")
    assert who("own_step", step) == DEPT_ROLES | {"STATION_LEAD", "STATION_STAFF"}
    assert who("own_step", an_event("ZF", "T-PCS")) == set()


def test_own_case_is_the_rooms_town_the_units_task_the_mediators_record() -> None:
    assert who("own_case", an_event("T-ZF")) == DESK_ROLES | {"PLATFORM_LEAD", "PLATFORM_STAFF"}
    dispute = Subject(units=("T-MTZ",), area=VILLAGE, level="town", case_type="dispute")
    assert who("own_case", dispute) == DESK_ROLES | {"MEDIATOR"}
    assert who("own_case", an_event("T-MTZ")) == DESK_ROLES


def test_own_level_keeps_the_town_off_calls_and_the_county_off_events() -> None:
    assert who("own_level", an_event()) == TOWN_ROLES
    assert who("own_level", a_call()) == COUNTY_ROLES
    notice = Subject(units=(), area=COUNTY, level="county", case_type="notice")
    assert who("own_level", notice) == COUNTY_ROLES


def test_supervision_goes_to_the_same_level_or_below() -> None:
    assert who("same_or_lower", an_event()) == set(ROLES)
    assert who("same_or_lower", a_call()) == COUNTY_ROLES
    assert who("same_or_lower", an_event(area=NEXT_TOWN)) == COUNTY_ROLES


def test_county_is_calls_and_lists_and_no_event() -> None:
    assert who("county", a_call()) == COUNTY_ROLES
    assert who("county", a_call(area=COUNTY)) == COUNTY_ROLES
    assert who("county", an_event()) == set()
    assert who("county", a_call(area="990102100000")) == set()


def test_own_tenant_is_the_countys_settings() -> None:
    settings = Subject(units=(), area=COUNTY, level="county", case_type="config")
    assert who("own_tenant", settings) == COUNTY_ROLES
    assert "SYS_ADMIN" not in who("own_tenant", an_event())
    next_door = Subject(units=(), area=NEXT_COUNTY, level="county", case_type="config")
    assert who("own_tenant", next_door) == set()


def test_own_scope_is_what_the_person_sees() -> None:
    for subject in (an_event("T-ZF"), a_call("ZF"), an_event(area=NEXT_TOWN)):
        assert who("own_scope", subject) == {role for role in ROLES if sees(of_role(role), subject)}


def test_an_unknown_scope_or_a_grant_without_ground_holds_nothing() -> None:
    assert not in_scope("everything", of_role("DIRECTOR"), an_event())
    for scope in SCOPES:
        groundless = Grant(role="DIRECTOR", unit="T-ZHS", area="")
        assert not in_scope(scope, groundless, an_event()), scope


# ---------------------------------------------------------------- what each sees (§1.3)


def seers(subject: Subject, *, told_to_county: bool = False) -> set[str]:
    return {role for role in ROLES if sees(of_role(role), subject, told_to_county=told_to_county)}


def test_another_town_sees_nothing() -> None:
    assert seers(an_event("T-ZF", GRID, "ZF", area=NEXT_TOWN)) == {"AUDITOR"}
    assert seers(a_call("T-ZF", area=NEXT_TOWN)) == {"CENTRE_LEAD", "CENTRE_OP", "COUNTY_LEADER", "AUDITOR"}


def test_the_centre_sees_an_event_only_when_it_was_told() -> None:
    centre = {"CENTRE_LEAD", "CENTRE_OP", "COUNTY_LEADER"}
    assert not centre & seers(an_event())
    assert centre <= seers(an_event(), told_to_county=True)
    assert centre <= seers(a_call())


def test_a_department_sees_only_its_calls() -> None:
    assert seers(a_call("ZF")) >= DEPT_ROLES
    assert not DEPT_ROLES & seers(a_call("ST"))
    assert not DEPT_ROLES & seers(an_event("ZF"), told_to_county=True)


def test_a_unit_sees_its_tasks_and_a_village_its_own_area() -> None:
    seen = seers(an_event("T-ZF", area=VILLAGE))
    assert {"PLATFORM_LEAD", "PLATFORM_STAFF", "VILLAGE_LEAD"} <= seen
    assert not {"STATION_LEAD", "GRID_WORKER", "MEDIATOR"} & seen
    assert seers(an_event(area=GRID)) == DESK_ROLES | PLACE_ROLES | {"AUDITOR"}


def test_the_system_administrator_opens_no_case() -> None:
    every = [an_event("ZX"), a_call("ZX"), a_call("ZX", area=COUNTY)]
    assert not any(sees(of_role("SYS_ADMIN"), subject, told_to_county=True) for subject in every)
