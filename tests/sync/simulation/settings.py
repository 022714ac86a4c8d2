"""A small county (小县): enough of the shipped catalogue to register, dispatch, call and rule."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from governance.catalogue.settings import to_settings
from governance.people.roles import Grant, User

CATALOGUES = Path(__file__).parents[3] / "resources" / "catalogues"
COUNTY_AREA = "990101000000"
AREA = "990101{:03d}000"  # of town n
ACTIONS = {
    "report", "accept", "reject", "dispatch", "redispatch", "classify", "sign", "contact", "progress", "feedback",
    "close", "behalf", "amend", "return", "decide_return", "order_verify", "verify", "void", "shift_open",
    "shift_handover", "call_issue", "call_accept", "call_assign", "call_respond", "call_feedback", "config_admin",
}  # fmt: skip
CATEGORIES = 6


@cache
def shipped() -> list[tuple[str, dict[str, Any]]]:
    """The settings that the county's administrator enters first."""
    matrix = [row for row in _sheet("roles_permissions") if row["action"] in ACTIONS]
    item = _sheet("responsibility_items")[0]
    tables = {
        "responsibility_items": [item],
        "responsibility_lines": [
            row for row in _sheet("responsibility_lines") if row["item_code"] == item["item_code"]
        ],
        "holidays": _sheet("holidays"),
        "roles_permissions": matrix,
        "event_categories": [row | {"related_items": ""} for row in _sheet("event_categories")[:CATEGORIES]],
        "clock_limits": _sheet("clock_limits"),
        "departments": _sheet("departments"),
    }
    return to_settings(tables)


def _sheet(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((CATALOGUES / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


@cache
def categories() -> tuple[str, ...]:
    """Codes of the categories that the small county knows."""
    return tuple(row["code"] for row in _sheet("event_categories")[:CATEGORIES])


COUNTY_PEOPLE = {"admin": ("SYS_ADMIN", "SJ"), "centre": ("CENTRE_OP", "ZX"), "zr": ("DEPT_CLERK", "ZR")}
TOWN_PEOPLE = {
    "op1": ("ROOM_OP", "T-ZHS"),
    "op2": ("ROOM_OP", "T-ZHS"),
    "leader": ("DUTY_LEADER", "T-ZHS"),
    "zf": ("PLATFORM_LEAD", "T-ZF"),
    "sc": ("PLATFORM_LEAD", "T-SC"),
}


def person(user: str, name: str, role: str, unit: str, area: str) -> User:
    """Somebody with one role."""
    return User(user, name, (Grant(role, unit, area),))
