"""What the rows of the data pack owe each other (数据关系): codes that exist, versions that do not overlap.

Source: rulebook §1.1, §5.1–5.3. Asked only when every cell alone is right.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator

from governance.catalogue.clock_limits import unit_fits
from governance.catalogue.laws import articles
from governance.catalogue.tables import COLUMNS, Fault, Row, Tables, listed, row_number
from governance.catalogue.unit_kinds import COUNTY_KINDS, DEPARTMENT_KINDS
from governance.people.roles import PLACE_ROLES
from governance.places.codes import Level, level

TO_MAJOR, TO_AREA = 4, 2  # digits of a category code that name its 大类, its area


def relation_faults(tables: Tables) -> Iterator[Fault]:
    """Everything that does not fit between rows and sheets."""
    yield from _references(tables)
    yield from _categories(tables)
    yield from _units(tables)
    yield from _items(tables)
    yield from _lines(tables)
    yield from _permissions(tables)
    for number, row in _rows(tables, "clock_limits"):
        if not unit_fits(row["unit"], row["calendar"]):
            yield Fault("clock_limits", number, "unit", "单位与日历不相配；EH、WH用min或h，WD、ND用day。")


def list_faults(tables: Tables) -> Iterator[Fault]:
    """What does not fit between the items of a list, their lines and the units."""
    yield from _references(tables, ("responsibility_items", "responsibility_lines"))
    yield from _items(tables)
    yield from _lines(tables)


def _rows(tables: Tables, sheet: str) -> Iterator[tuple[int, Row]]:
    return ((row_number(index), row) for index, row in enumerate(tables.get(sheet, [])))


def _column(tables: Tables, sheet: str, column: str) -> set[str]:
    return {row[column] for row in tables.get(sheet, [])}


# ---------------------------------------------------------------- codes that must exist

_REFERENCES = (
    # sheet, column (a list where it holds `;`), the sheet and column it points to, what it is called
    ("event_categories", "suggested_dept", "departments", "code", "单位"),
    ("event_categories", "related_items", "responsibility_items", "item_code", "清单事项"),
    ("departments", "line_department", "departments", "code", "单位"),
    ("responsibility_items", "lead_dept", "departments", "code", "单位"),
    ("responsibility_items", "county_depts", "departments", "code", "单位"),
    ("responsibility_items", "categories", "event_categories", "code", "小类"),
    ("responsibility_lines", "item_code", "responsibility_items", "item_code", "清单事项"),
    ("one_thing", "lead_dept", "departments", "code", "单位"),
    ("one_thing", "partner_depts", "departments", "code", "单位"),
    ("one_thing", "related_item", "responsibility_items", "item_code", "清单事项"),
)


def _references(tables: Tables, sheets: tuple[str, ...] = tuple(COLUMNS)) -> Iterator[Fault]:
    for sheet, column, target, key, name in _REFERENCES:
        if sheet not in sheets:
            continue
        known = _column(tables, target, key)
        for number, row in _rows(tables, sheet):
            for part in listed(row.get(column, "")):
                if part not in known:
                    yield Fault(
                        sheet, number, column, f"没有{name}“{part}”；请改正，或先在 {target}.csv 中登记。"
                    )


# ---------------------------------------------------------------- sheet by sheet


def _categories(tables: Tables) -> Iterator[Fault]:
    sheet = "event_categories"
    names: dict[str, str] = {}
    for number, row in _rows(tables, sheet):
        code = row["code"]
        for column, width in (("major_code", TO_MAJOR), ("area_code", TO_AREA)):
            if row[column] != code[:width]:
                yield Fault(sheet, number, column, f"小类 {code} 应属 {code[:width]}；请核对编码。")
        for above, name in ((row["area_code"], row["area"]), (row["major_code"], row["major"])):
            if names.setdefault(above, name) != name:
                yield Fault(sheet, number, "", f"{above} 有两个名称：{names[above]}、{name}；请统一。")
        if row["self_handle_allowed"] == "Y" and row["urgency"] != "U3":
            yield Fault(
                sheet, number, "self_handle_allowed", "只有一般(U3)类目可以即办；请改为N或改紧急程度。"
            )
    codes = _column(tables, sheet, "code")
    known = codes | {code[:TO_MAJOR] for code in codes} | {code[:TO_AREA] for code in codes}
    for number, row in _rows(tables, "category_words"):
        if row["code"] not in known:
            yield Fault(
                "category_words", number, "code", f"没有类目“{row['code']}”；请填领域、大类或小类编码。"
            )


def _units(tables: Tables) -> Iterator[Fault]:
    sheet = "departments"
    kinds = {row["code"]: row["kind"] for row in tables[sheet]}
    wanted = {"village": Level.VILLAGE, "grid": Level.GRID}
    for number, row in _rows(tables, sheet):
        if row["kind"] == "station" and kinds.get(row["line_department"]) not in DEPARTMENT_KINDS:
            yield Fault(sheet, number, "line_department", "派驻机构须写明所属县级部门；请填写。")
        if row["kind"] in wanted and level(row["code"]) is not wanted[row["kind"]]:
            yield Fault(sheet, number, "code", f"“{row['code']}”不是村码或网格码；请核对。")
    for kind, name in (("town_room", "指挥室"), ("county_centre", "县中心")):
        if (count := list(kinds.values()).count(kind)) != 1:
            yield Fault(sheet, 0, "kind", f"应恰有一个{name}（{kind}），现有{count}个；请核对。")


def _items(tables: Tables) -> Iterator[Fault]:
    sheet = "responsibility_items"
    kinds = {row["code"]: row["kind"] for row in tables["departments"]}
    with_lines = _column(tables, "responsibility_lines", "item_code")
    versions: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for number, row in _rows(tables, sheet):
        code, begin, end = row["item_code"], row["effective_from"], row["effective_to"]
        departments = listed(row["county_depts"])
        if departments[0] != row["lead_dept"]:
            yield Fault(sheet, number, "county_depts", f"首个部门应是主办 {row['lead_dept']}；请调整次序。")
        for part in (
            departments if not row.get("list_kind") else ()
        ):  # 权力、服务、小微权力 may be a town unit's
            if kinds.get(part, "county") not in DEPARTMENT_KINDS:
                yield Fault(
                    sheet, number, "county_depts", f"{part} 不是县级部门；主体责任只能由县级部门承担。"
                )
        if code not in with_lines:
            yield Fault(
                sheet,
                number,
                "item_code",
                f"事项 {code} 在 responsibility_lines.csv 中没有责任条目；请补充。",
            )
        for law in dict.fromkeys(one.law for one in articles(row.get("law_articles", ""))):
            if law not in listed(row["law_names"]):
                yield Fault(sheet, number, "law_articles", f"《{law}》不在法律依据内；请先把它列入法律依据。")
        if end and end <= begin:
            yield Fault(sheet, number, "effective_to", f"失效日 {end} 不晚于生效日 {begin}；请改正。")
        versions[code].append((begin, end, number))
    for code, spans in versions.items():
        ordered = sorted(spans)
        for (_, end, _), (begin, _, number) in itertools.pairwise(ordered):
            if not end or begin < end:
                yield Fault(
                    sheet,
                    number,
                    "effective_from",
                    f"事项 {code} 的两个版本生效期重叠；请先给前一版填失效日。",
                )


def _lines(tables: Tables) -> Iterator[Fault]:
    sheet, column = "responsibility_lines", "dept_or_role"
    kinds = {row["code"]: row["kind"] for row in tables["departments"]}
    departments: dict[str, set[str]] = defaultdict(set)
    for row in tables["responsibility_items"]:
        departments[row["item_code"]].update(listed(row["county_depts"]))
    versions = {(row["item_code"], row["version"]) for row in tables["responsibility_items"]}
    for number, row in _rows(tables, sheet):
        version = row.get("version", "")
        if version and (row["item_code"], version) not in versions:
            yield Fault(
                sheet, number, "version", f"事项 {row['item_code']} 没有第{version}版；请改正或留空。"
            )
        who, item = row[column], row["item_code"]
        if who not in kinds and who not in PLACE_ROLES:
            yield Fault(sheet, number, column, f"没有单位或角色“{who}”；请改正。")
        elif row["side"] == "COUNTY" and item in departments and who not in departments[item]:
            yield Fault(sheet, number, column, f"{who} 不在事项 {item} 的县级部门之列；请核对。")
        elif row["side"] == "TOWN" and kinds.get(who) in COUNTY_KINDS:
            yield Fault(sheet, number, column, f"{who} 是县级单位，不能承担乡镇配合责任；请改正。")


def _permissions(tables: Tables) -> Iterator[Fault]:
    sheet = "roles_permissions"
    for number, row in _rows(tables, sheet):
        if (row["allowed"] == "N") != (not row["scope"]):
            yield Fault(sheet, number, "scope", "允许的动作须写数据范围，不允许的须留空；请改正。")
        if (row["allowed"] == "C") != bool(row["condition"]):
            yield Fault(sheet, number, "condition", "有条件(C)须写条件，其余须留空；请改正。")
