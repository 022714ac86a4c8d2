"""Words for codes in a list's cells (名称换编码): 应急管理局 for YJ, 是 for Y, 权力清单 for POWER.

A county writes names; the ledger keeps codes. A word that fits nothing, or two units, stays as it is, and the check says
so at its cell.
"""

import re
import unicodedata
from collections.abc import Mapping

from briefings.catalogue_files import Sheet
from governance.catalogue.catalogue import Catalogue
from governance.catalogue.duties import LIST_KINDS, TERRITORIAL
from governance.catalogue.faults import LIST_SHEETS
from governance.people.roles import PLACE_ROLES, ROLE_NAMES

ITEMS, LINES = LIST_SHEETS
_BETWEEN = re.compile(r"[;；、，,\n]+")
_SIDES = {
    **dict.fromkeys(("县级主体责任", "主体责任", "县级", "县"), "COUNTY"),
    **dict.fromkeys(("乡镇配合责任", "配合责任", "乡镇", "镇"), "TOWN"),
}
_YES = {"是": "Y", "必做": "Y", "√": "Y", "否": "N", "选做": "N"}
_KINDS = {name: code for code, name in LIST_KINDS.items()} | {
    TERRITORIAL: "",
    "属地清单": "",
    "属地管理清单": "",
}
_ROLES = {ROLE_NAMES[role]: role for role in PLACE_ROLES} | {
    "网格员": "GRID_WORKER",
    "村（社区）": "VILLAGE_LEAD",
}
_ASIDE = re.compile(r"\(.*?\)")  # 综合行政执法队(1+X)
_ARROWS = str.maketrans({"＞": ">", "→": ">", "［": "[", "］": "]", "【": "[", "】": "]"})


def worded(tables: Mapping[str, Sheet], catalogue: Catalogue) -> dict[str, Sheet]:
    """The tables with codes where a name stands that means one thing."""
    units = _by_name(catalogue)
    return {
        sheet: [_item(row, units) if sheet == ITEMS else _line(row, units) for row in rows]
        for sheet, rows in tables.items()
    }


def _by_name(catalogue: Catalogue) -> dict[str, str]:
    """Unit codes by name, short forms too (综合行政执法队, 民政局), without those that two units share."""
    found: dict[str, set[str]] = {}
    for unit in catalogue.units.values():
        for name in _spellings(unit.name):
            found.setdefault(name, set()).add(unit.code)
    whole = {_plain(unit.name): unit.code for unit in catalogue.units.values()}
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1} | whole


def _spellings(name: str) -> set[str]:
    plain = _plain(name)
    short = _ASIDE.sub("", plain)
    return {
        one for full in (plain, short) for one in (full, full.removeprefix("县").removeprefix("镇")) if one
    }


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).replace(" ", "")


def _item(row: Mapping[str, str], units: Mapping[str, str]) -> dict[str, str]:
    new = dict(row)
    for column in ("lead_dept", "county_depts"):
        new[column] = ";".join(units.get(_plain(part), part) for part in _parts(row.get(column, "")))
    if not new["county_depts"]:
        new["county_depts"] = new["lead_dept"]
    for column in ("law_names", "towns"):
        if column in row:
            new[column] = row[column].replace("；", ";").strip(";")
    if "list_kind" in row:
        new["list_kind"] = _KINDS.get(row["list_kind"], row["list_kind"])
    if "procedure_steps" in row:
        new["procedure_steps"] = row["procedure_steps"].translate(_ARROWS)
    return new


def _line(row: Mapping[str, str], units: Mapping[str, str]) -> dict[str, str]:
    who = row.get("dept_or_role", "")
    return dict(row) | {
        "side": _SIDES.get(row.get("side", ""), row.get("side", "")),
        "dept_or_role": units.get(_plain(who)) or _ROLES.get(who) or who,
        "mandatory": _YES.get(row.get("mandatory", ""), row.get("mandatory", "")),
    }


def _parts(cell: str) -> list[str]:
    """The names of a cell; codes as the data pack has them (`ZF;ZR`) are left as they stand."""
    return [part.strip() for part in _BETWEEN.split(cell) if part.strip()] if _has_word(cell) else [cell]


def _has_word(cell: str) -> bool:
    return any(sign in cell for sign in "；、，,\n") or bool(re.search("[一-鿿]", cell))
