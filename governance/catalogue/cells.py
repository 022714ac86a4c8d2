"""What each cell of the data pack may hold (单元格规则), sheet by sheet.

Every rule looks at one cell alone and says in one sentence what is wrong, or None.
"""

import re
from collections.abc import Callable, Mapping

from governance.catalogue import laws, procedure
from governance.catalogue.clock_limits import LIMIT_UNITS
from governance.catalogue.duties import LIST_KINDS
from governance.catalogue.unit_kinds import UNIT_KINDS
from governance.catalogue.urgencies import URGENCIES
from governance.people.roles import ROLES
from governance.people.scopes import SCOPES
from governance.time.hours import PROFILES, CalendarTextError, parse_date, parse_override
from governance.time.limits import CALENDARS, limit_in

PLATFORMS = {"ZZ": "综治工作", "ZF": "综合执法", "SC": "市场监管", "BM": "便民服务"}
SIDES = {"COUNTY": "县级主体责任", "TOWN": "乡镇配合责任"}
YES_NO = {"Y": "是", "N": "否"}
MAX_LIMIT = 3_650

Rule = Callable[[str], str | None]


def text(cell: str) -> str | None:
    return None if cell.strip() else "不能为空；请填写。"


def anything(cell: str) -> str | None:
    return "含有不可见的控制字符；请删去。" if re.search(r"[\x00\ud800-\udfff]", cell) else None


def one_of(allowed: Mapping[str, str] | tuple[str, ...], *, empty: bool = False) -> Rule:
    names = list(allowed)

    def rule(cell: str) -> str | None:
        if cell in allowed or (empty and not cell):
            return None
        return f"“{cell}”不认识；可填：{'、'.join(names[:12])}{'等' if len(names) > 12 else ''}。"

    return rule


def digits(count: int) -> Rule:
    def rule(cell: str) -> str | None:
        if re.fullmatch(rf"[0-9]{{{count}}}", cell):
            return None
        return f"“{cell}”应为{count}位数字；请按文本填写，勿让表格软件去掉前面的0。"

    return rule


def number(most: int) -> Rule:
    def rule(cell: str) -> str | None:
        if re.fullmatch(r"[1-9][0-9]{0,8}", cell) and int(cell) <= most:
            return None
        return f"“{cell}”应为1至{most}的整数；请改正。"

    return rule


def code(cell: str) -> str | None:
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,31}", cell):
        return None
    return f"编码“{cell}”只能用字母、数字和短横，最长32位；请改正。"


def date(cell: str) -> str | None:
    return _told(parse_date, cell)


def override(cell: str) -> str | None:
    return _told(parse_override, cell)


def or_empty(rule: Rule) -> Rule:
    return lambda cell: rule(cell) if cell else None


def no_repeats(cell: str) -> str | None:
    parts = cell.split(";") if cell else []
    if not all(part.strip() for part in parts):
        return "分号之间有空项；请删去多余的分号。"
    return "同一项写了两次；请删去一个。" if len(set(parts)) < len(parts) else None


def filled_list(cell: str) -> str | None:
    return text(cell) or no_repeats(cell)


def procedure_steps(cell: str) -> str | None:
    try:
        names = [step.name for step in procedure.steps(cell)]
    except ValueError as err:
        return f"流程步骤“{err}”看不懂；请写成 步骤[谁办,时限] 并用 > 连接。"
    twice = next((name for at, name in enumerate(names) if name in names[:at]), "")
    return f"流程走回了步骤“{twice}”，成了环；请改名或删去后一个。" if twice else None


def law_articles(cell: str) -> str | None:
    try:
        laws.articles(cell)
    except ValueError as err:
        return f"“{err}”看不懂；请一行一条，写成 法律名称：第几条 条文。"
    return None


def handle_limit(cell: str) -> str | None:
    if limit_in(cell) is not None:
        return None
    return f"办理时限“{cell}”看不懂；请写成 15WD（工作日）、10ND（自然日）或 8WH（工作时）。"


def _told(read: Callable[[str], object], cell: str) -> str | None:
    try:
        read(cell)
    except CalendarTextError as err:
        return err.sentence
    return None


RULES: Mapping[str, Mapping[str, Rule]] = {
    "event_categories": {
        "code": digits(6),
        "area_code": digits(2),
        "area": text,
        "major_code": digits(4),
        "major": text,
        "minor": text,
        "platform": one_of(PLATFORMS),
        "limit_value": number(MAX_LIMIT),
        "limit_calendar": one_of(CALENDARS),
        "urgency": one_of(URGENCIES),
        "suggested_dept": text,
        "keywords": no_repeats,
        "related_items": no_repeats,
        "self_handle_allowed": one_of(YES_NO),
        "verify_exempt": one_of(YES_NO),
    },
    "departments": {
        "code": code,
        "name": text,
        "kind": one_of(UNIT_KINDS),
        "platform": one_of(PLATFORMS, empty=True),
    },
    "responsibility_items": {
        "item_code": code,
        "area_code": code,
        "area": text,
        "item_name": text,
        "lead_dept": text,
        "county_depts": filled_list,
        "main_duty": text,
        "law_names": no_repeats,
        "law_articles": law_articles,
        "categories": no_repeats,
        "procedure_steps": procedure_steps,
        "version": number(9_999),
        "effective_from": date,
        "effective_to": or_empty(date),
        "list_kind": one_of(LIST_KINDS, empty=True),
        "towns": no_repeats,
        "handle_limit": or_empty(handle_limit),
    },
    "responsibility_lines": {
        "item_code": text,
        "line_no": number(999),
        "side": one_of(SIDES),
        "dept_or_role": text,
        "text": text,
        "mandatory": one_of(YES_NO),
        "version": or_empty(number(9_999)),
    },
    "roles_permissions": {
        "role": one_of(ROLES),
        "action": text,
        "allowed": one_of(("Y", "C", "N")),
        "scope": one_of(SCOPES, empty=True),
    },
    "holidays": {"date": date, "day": one_of(("OFF", "WORK")), "name": text},
    "one_thing": {"code": code, "name": text, "lead_dept": text, "partner_depts": no_repeats, "steps": text},
    "category_words": {"code": text, "words": no_repeats, "weight": or_empty(number(100))},
    "day_overrides": {"date": date, "override": override},
    "hours_profile": {"profile": one_of(PROFILES)},
    "clock_limits": {
        "case_type": text,
        "clock": text,
        "value": number(MAX_LIMIT),
        "unit": one_of(LIMIT_UNITS),
        "calendar": one_of(CALENDARS),
    },
}


def cell_fault(sheet: str, column: str, cell: str) -> str | None:
    """Say what is wrong with this cell alone; None if nothing is."""
    return anything(cell) or RULES[sheet].get(column, anything)(cell)
