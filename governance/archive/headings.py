"""Headings of workbooks (表头): what the columns of registers out of other systems are called here.

A heading is compared without stars, brackets, notes in brackets and blanks: `身份证号码*`, `身份证号码(必填)`. The first heading
that fits a field takes it; columns that nothing fits are told and left out.
"""

import re
from collections.abc import Mapping, Sequence

from governance.archive.register import ASSET, GRID, KINDS, ORG, PERSON, PLACE, POST, Kind

_NOISE = re.compile(r"[(（\[【].*?[)）\]】]|[*＊:：\s]|必填|选填")
COLLECTED = "collected_at"  # 采集时间: of the row, no field of the element
COLLECTOR = "collected_by"  # 采集人: likewise
_SHARED = {
    "grid_code": ("网格编码", "所属网格", "网格", "片组片格", "网格名称"),
    "source": ("来源", "数据来源"),
    "care_level": ("关注等级", "关注程度"),
    "visit_cycle_days": ("走访周期",),
    "note": ("走访记录", "备注"),
    "valid_from": ("起始日期", "登记日期", "流入时间"),
    "valid_to": ("终止日期", "迁出日期"),
    COLLECTED: ("采集时间", "采集日期", "走访时间", "更新时间"),
    COLLECTOR: ("采集人", "采集员", "走访人"),
}
ALIASES: Mapping[str, Mapping[str, Sequence[str]]] = {
    PERSON: {
        "name": ("姓名",),
        "id_no": ("证件号码", "身份证号码", "身份证号", "公民身份号码", "身份证"),
        "birth": ("出生日期", "出生年月"),
        "phone": ("联系电话", "联系手机", "手机号码", "手机", "电话", "住宅电话"),
        "door": ("门牌室号", "门牌地址", "门牌号", "暂住处所", "常住地址", "现住址", "户籍详址", "临时居所"),
        "tags": ("标签", "重点类别", "人员标签"),
        "sex": ("性别",),
        "household_id": ("户编号", "户号"),
        "residence_type": ("居住类别", "人员类型"),
    },
    PLACE: {
        "name": ("名称", "建筑物名称", "场所名称", "楼栋名称", "建筑名称", "小区名称"),
        "kind": ("类别", "场所类别"),
        "address": ("地址", "出租房地址", "房屋准确地址", "详细地址", "房屋地址", "建筑地址"),
        "owner": ("产权人", "房东姓名", "代表人/业主", "产权人姓名", "业主"),
        "contact": ("联系方式", "联系手机", "业主联系电话", "联系电话"),
        "floors": ("层数", "楼层数", "总层数"),
        "risk_level": ("风险等级", "隐患程度"),
    },
    ASSET: {
        "code": ("编号", "部件编号", "设备编号"),
        "kind": ("类别", "部件类别", "类型"),
        "state": ("状态", "部件状态"),
        "keeper_unit": ("管护单位", "权属单位", "主管单位", "养护单位"),
        "last_check": ("上次检查", "检查日期"),
    },
    ORG: {
        "name": ("名称", "企业名称", "单位名称", "组织名称"),
        "credit_code": ("统一社会信用代码", "信用代码", "社会信用代码"),
        "kind": ("类别", "组织类别", "企业类型"),
        "legal_person": ("负责人", "法人代表", "法定代表人"),
        "phone": ("联系电话", "企业联系电话", "法人手机号码", "法人联系电话"),
        "staff_count": ("人数", "员工数", "从业人数"),
        "risk_level": ("风险等级", "隐患程度"),
    },
    GRID: {"name": ("名称", "网格名称"), "kind": ("类别", "网格类型"), "compound_no": ("小区编号",), "boundary": ("边界",),
           "grid_code": ("网格编码", "编码", "网格代码")},
    POST: {"holder": ("任职人员", "姓名", "人员"), "posts": ("岗位", "职务")},
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, str]] = {  # what other systems write for a word of ours
    "sex": {"男性": "男", "女性": "女", "1": "男", "2": "女"},
    "residence_type": {"常住人口": "户籍", "户籍人口": "户籍", "流动人口": "新居民", "境外人员": "境外"},
    "risk_level": {"严重": "高", "较大": "高", "一般": "中", "轻微": "低", "安全": "无", "无隐患": "无"},
    "care_level": {"一级": "A", "二级": "B", "三级": "C", "重点": "A", "一般": "普通"},
    "kind": {"GENERAL": "普通网格", "SPECIAL": "专属网格", "MICRO": "微网格"},
}


def plain(heading: str) -> str:
    """A heading as it is compared."""
    return _NOISE.sub("", heading)


def fields_of(kind: Kind, headings: Sequence[str]) -> dict[int, str]:
    """Which column is which field; a field has the column that fits it best, the first of equals."""
    known = {
        key: (*names, *(() if kind.key == GRID else _SHARED.get(key, ())))
        for key, names in ALIASES.get(kind.key, {}).items()
    }
    for key, names in _SHARED.items():
        if key in (COLLECTED, COLLECTOR) or kind.field(key) is not None:
            known.setdefault(key, names)
    found: dict[int, str] = {}
    said = [plain(heading) for heading in headings]
    for key, names in known.items():
        own = kind.field(key)
        wanted = (*((own.name,) if own is not None else ()), key, *names)
        column = next(
            (said.index(name) for name in wanted if name in said and said.index(name) not in found), None
        )
        if column is not None:
            found[column] = key
    return found


def best_kind(
    headings: Sequence[str], kinds: Sequence[str] = tuple(ALIASES)
) -> tuple[Kind, dict[int, str]] | None:
    """The kind whose fields the headings name most of, and which column is which; None when they name none's key."""
    ways = [(KINDS[key], fields_of(KINDS[key], headings)) for key in kinds if key in ALIASES]
    named = [way for way in ways if _names(*way)]
    return max(named, key=lambda way: _weight(*way), default=None)


def _names(kind: Kind, columns: Mapping[int, str]) -> bool:
    """Whether the columns tell one from another: a name, a key, an address."""
    return bool({kind.one_by, kind.called_by, "address"} & set(columns.values()))


def _weight(kind: Kind, columns: Mapping[int, str]) -> int:
    needed = {field.key for field in kind.fields if field.needed}
    return sum(2 if key in needed else 1 for key in columns.values())
