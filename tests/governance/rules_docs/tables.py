"""The state tables of the rules, found by the types of cases that the register knows (状态表)."""

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import Literal

from msgspec import Struct

from governance.catalogue.catalogue import Catalogue
from governance.kind_rule import KindRule
from governance.ledger.case import Case
from governance.people import scopes
from governance.people.roles import ROLE_NAMES, ROLES, TOWN_ROLES, Grant, Permission
from governance.people.scopes import Subject, in_scope
from governance.rules import KINDS
from tests.governance.room import PEOPLE, TOWN, Room

TITLES: Mapping[str, tuple[str, str]] = {  # class → file, what it is called
    "Event": ("event", "事件"),
    "Call": ("call", "呼叫（乡呼县应、县呼乡应）"),
    "Supervision": ("supervision", "督办"),
    "Shift": ("shift", "值班与交接班"),
    "ListItem": ("list-item", "清单事项"),
    "Admission": ("admission", "清单外交办准入"),
    "Notice": ("notice", "通报"),
    "Slip": ("slip", "补录纸单"),
}


LEVELS: Mapping[str, tuple[Literal["town", "county"], ...]] = {
    "event": ("town",), "shift": ("town",), "call": ("county",), "list": ("county",),
}  # fmt: skip
# codes of the matrix that the town has for its events; on a call they are the county's (§1.4, own_level)
COUNTY_ONLY = frozenset({"call.decide_return", "call.assign_final", "call.invite_assist"})


class StateTable(Struct, frozen=True):
    """One type of case: its states in Chinese, and kind → (name, states in which it may stand)."""

    case_type: str
    file: str
    title: str
    names: Mapping[str, str]
    table: Mapping[str, tuple[str, frozenset[str]]]


@cache
def state_tables() -> tuple[StateTable, ...]:
    """Every type of case with states, in the order of the register."""
    found: dict[str, StateTable] = {}
    for rule in KINDS.values():
        if rule.case_type.__name__ not in found and "state" in rule.case_type.__struct_fields__:
            found[rule.case_type.__name__] = _table(rule.case_type)
    return tuple(found.values())


def _table(case_type: type[Case]) -> StateTable:
    for module in _modules(case_type):
        names, table = getattr(module, "NAMES", None), getattr(module, "TABLE", None)
        if names is not None and table is not None:
            file, title = TITLES.get(case_type.__name__, (case_type.__name__.lower(), case_type.__name__))
            return StateTable(case_type.__name__, file, title, names, table)
    raise AssertionError(f"{case_type.__name__} has states and no table beside it")


def _modules(case_type: type[Case]) -> list[ModuleType]:
    """The type's own module, and `states` beside it."""
    own = sys.modules[case_type.__module__]
    beside = f"{case_type.__module__.rpartition('.')[0]}.states"
    return [own, *([importlib.import_module(beside)] if importlib.util.find_spec(beside) else [])]


@cache
def catalogue() -> Catalogue:
    """The shipped data pack."""
    return Room().rules.catalogue


def who(kind: str) -> str:
    """Who may do it, in Chinese: the roles of the matrix whose scope reaches a case of this type."""
    rule = KINDS.get(kind)
    if rule is None:
        return ""
    if not rule.action:
        return "可见此件者"
    return "、".join(ROLE_NAMES[cell.role] for cell in cells(rule)) or "（无岗位）"


def cells(rule: KindRule) -> tuple[Permission, ...]:
    """The cells of the matrix that let somebody do it, in the order of roles."""
    matrix = catalogue().permissions.cells
    barred = TOWN_ROLES if rule.kind in COUNTY_ONLY else frozenset()
    found = (matrix.get((role, rule.action)) for role in ROLES if role not in barred)
    return tuple(cell for cell in found if cell is not None and _reaches(cell, rule.kind.partition(".")[0]))


def _reaches(cell: Permission, family: str) -> bool:
    """Whether somebody of that role can have such a case in scope: one that his unit holds, on his ground."""
    _, unit, area = next(person for person in PEOPLE.values() if person[0] == cell.role)
    levels: tuple[Literal["town", "county"], ...] = LEVELS.get(family, ("town", "county"))
    grounds = (area, TOWN, area[:6] + "000000")
    return any(
        in_scope(cell.scope, Grant(cell.role, unit, area), Subject((unit,), ground, level, family, (TOWN,)))
        for level in levels
        for ground in grounds
    )


def scope_name(scope: str) -> str:
    """What a scope is called: the first word of its docstring."""
    said = scopes._SCOPES[scope].__doc__ or scope
    return said.partition(":")[0]
